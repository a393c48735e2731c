use crate::support::{BUCKET, Keys, LOCAL, SERVICE, Server, outcome};

const OWNER: &str = "qcs::cam::uin/100000000001:uin/100000000001";

pub fn temporary(server: &Server, query: &str) -> Keys {
    let json = server.ask("GET", &format!("/sts?{query}")).host(LOCAL).unsigned().send().json();
    let text = |name: &str| json[name].as_str().unwrap().to_owned();
    Keys { id: text("TmpSecretId"), secret: text("TmpSecretKey"), token: Some(text("SecurityToken")) }
}

#[test]
fn the_public_reads_and_writes_what_the_lists_allow() {
    let server = Server::new();
    let lists = [
        ("private", "default", (403, 403, 403)),
        ("private", "public-read", (200, 403, 403)),
        ("public-read", "default", (200, 403, 200)),
        ("public-read", "private", (403, 403, 200)),
        ("public-read-write", "default", (200, 200, 200)),
    ];
    for (bucket, object, (read, write, list)) in lists {
        assert_eq!(server.ask("PUT", "/?acl").header("x-cos-acl", bucket).send().status, 200);
        assert_eq!(server.ask("PUT", "/a").header("x-cos-acl", object).body("x").send().status, 200);
        let open = |method: &str, target: &str| server.ask(method, target).unsigned().send().status;
        let seen = (open("GET", "/a"), open("PUT", "/b"), open("GET", "/"));
        assert_eq!(seen, (read, write, list), "{bucket} {object}");
        assert_eq!(open("HEAD", "/a"), read);
        assert_eq!(open("GET", "/a?acl"), 403);
        assert_eq!(open("DELETE", "/"), 403);
    }
    assert_eq!(server.ask("GET", "/").host(SERVICE).unsigned().send().status, 403);
}

#[test]
fn an_access_control_list_comes_back_as_it_was_given() {
    let server = Server::new();
    assert_eq!(server.ask("GET", "/?acl").send().header("x-cos-acl"), "private");
    server.put("a", "x");
    assert_eq!(server.ask("GET", "/a?acl").send().header("x-cos-acl"), "default");
    let id = "qcs::cam::uin/1:uin/2";
    let put = server
        .ask("PUT", "/a?acl")
        .header("x-cos-grant-read", &format!("id=\"{id}\",id=\"qcs::cam::anyone:anyone\""))
        .header("x-cos-grant-full-control", &format!("id=\"{OWNER}\""))
        .send();
    assert_eq!(put.status, 200);
    let got = server.ask("GET", "/a?acl").send();
    assert_eq!(got.tags("Permission"), ["FULL_CONTROL", "READ", "READ"]);
    assert_eq!(got.tags("ID"), [OWNER, OWNER, id]);
    assert_eq!(got.tags("URI"), ["http://cam.qcloud.com/groups/global/AllUsers"]);
    assert_eq!(got.header("x-cos-acl"), "public-read");
    let document = got.text().to_owned();
    assert_eq!(server.ask("PUT", "/?acl").document(&document).send().status, 200);
    assert_eq!(server.ask("GET", "/?acl").send().text(), document);
    assert_eq!(server.ask("GET", "/a").unsigned().send().status, 200);
}

#[test]
fn a_list_that_makes_no_sense_is_refused() {
    let server = Server::new();
    let headers = |name: &str, value: &str| server.ask("PUT", "/?acl").header(name, value).send().outcome();
    assert_eq!(headers("x-cos-acl", "open"), outcome(400, "InvalidArgument"));
    assert_eq!(headers("x-cos-grant-read", "somebody"), outcome(400, "InvalidArgument"));
    let document = |text: &str| server.ask("PUT", "/?acl").document(text).send().outcome();
    assert_eq!(document(""), outcome(400, "MalformedXML"));
    assert_eq!(document("<Grant/>"), outcome(400, "MalformedXML"));
    let grant = "<AccessControlPolicy><AccessControlList><Grant><Grantee><ID>a</ID></Grantee>\
                 <Permission>EVERYTHING</Permission></Grant></AccessControlList></AccessControlPolicy>";
    assert_eq!(document(grant), outcome(400, "MalformedACLError"));
    let both =
        server.ask("PUT", "/?acl").header("x-cos-acl", "private").document("<AccessControlPolicy/>").send();
    assert_eq!(both.outcome(), outcome(400, "UnexpectedContent"));
}

#[test]
fn temporary_keys_work_with_their_token_until_they_expire() {
    let server = Server::new();
    server.put("a", "x");
    let keys = temporary(&server, "duration=60");
    assert_eq!(server.ask("GET", "/a").keys(&keys).send().text(), "x");
    assert_eq!(server.ask("GET", "/a").keys(&keys).signed_url().send().text(), "x");
    let without = Keys { token: None, ..keys.clone() };
    assert_eq!(server.ask("GET", "/a").keys(&without).send().outcome(), outcome(403, "InvalidAccessKeyId"));
    let wrong = Keys { token: Some("wrong".to_owned()), ..keys.clone() };
    assert_eq!(server.ask("GET", "/a").keys(&wrong).send().outcome(), outcome(403, "InvalidSecurity"));
    server.pass(59);
    assert_eq!(server.ask("GET", "/a").keys(&keys).send().status, 200);
    server.pass(1);
    assert_eq!(server.ask("GET", "/a").keys(&keys).send().outcome(), outcome(403, "ExpiredToken"));
}

#[test]
fn temporary_keys_do_only_what_their_policy_says() {
    let server = Server::new();
    server.put("up/a", "x");
    server.put("a", "x");
    let query =
        format!("bucket={BUCKET}&region=ap-guangzhou&prefix=up/&actions=name/cos:PutObject,name/cos:Get*");
    let keys = temporary(&server, &query);
    let cases = [
        ("PUT", "/up/b", 200),
        ("PUT", "/b", 403),
        ("GET", "/up/a", 200),
        ("HEAD", "/up/a", 200),
        ("GET", "/a", 403),
        ("DELETE", "/up/a", 403),
        ("GET", "/?prefix=up%2F", 200),
        ("GET", "/?prefix=u", 403),
        ("GET", "/", 403),
        ("POST", "/up/a?uploads", 403),
        ("GET", "/up/a?acl", 200),
    ];
    for (method, target, status) in cases {
        let got = server.ask(method, target).keys(&keys).send();
        assert_eq!(got.status, status, "{method} {target}");
        if status == 403 && method != "HEAD" {
            assert_eq!(got.outcome(), outcome(403, "AccessDenied"));
        }
    }
    assert_eq!(server.ask("PUT", "/").host("other-1250000000.cos.ap-guangzhou.localhost").send().status, 200);
    let other =
        server.ask("GET", "/up/a").host("other-1250000000.cos.ap-guangzhou.localhost").keys(&keys).send();
    assert_eq!(other.status, 403);
}

#[test]
fn temporary_keys_make_the_bucket_that_their_policy_names() {
    let server = Server::new();
    let keys = temporary(&server, "bucket=new-1250000000&region=ap-guangzhou&actions=PutBucket");
    let make = |host: &str| server.ask("PUT", "/").host(host).keys(&keys).send();
    assert_eq!(make("new-1250000000.cos.ap-guangzhou.localhost").status, 200);
    assert_eq!(make("other-1250000000.cos.ap-guangzhou.localhost").outcome(), outcome(403, "AccessDenied"));
}

#[test]
fn a_policy_counts_for_every_key_of_a_multiple_deletion_and_for_the_source_of_a_copy() {
    let server = Server::new();
    server.put("up/a", "x");
    server.put("a", "x");
    let keys = temporary(&server, "prefix=up/&actions=DeleteObject,PutObject");
    let document = "<Delete><Object><Key>up/a</Key></Object><Object><Key>a</Key></Object></Delete>";
    let got = server.ask("POST", "/?delete").document(document).keys(&keys).send();
    assert_eq!(
        (got.tags("Key"), got.tags("Code")),
        (vec!["up/a".to_owned(), "a".to_owned()], vec!["AccessDenied".to_owned()])
    );
    let copy = server.ask("PUT", "/up/copy").keys(&keys);
    let copy = copy.header("x-cos-copy-source", "test-1250000000.cos.ap-guangzhou.localhost/a").send();
    assert_eq!(copy.outcome(), outcome(403, "AccessDenied"));
}

#[test]
fn keys_may_read_what_is_public_although_their_own_policy_is_silent() {
    let server = Server::new();
    server.ask("PUT", "/a").header("x-cos-acl", "public-read").body("x").send();
    let keys = temporary(&server, "actions=PutObject");
    assert_eq!(server.ask("GET", "/a").keys(&keys).send().status, 200);
    assert_eq!(server.ask("GET", "/a").keys(&keys).signed_url().send().status, 200);
    assert_eq!(server.ask("GET", "/").keys(&keys).send().status, 403);
}

#[test]
fn lists_grant_reading_and_writing_of_themselves() {
    let server = Server::new();
    server.put("a", "x");
    let open = |method: &str, target: &str| server.ask(method, target).unsigned();
    assert_eq!(open("GET", "/?acl").send().status, 403);
    let everyone = "id=\"qcs::cam::anyone:anyone\"";
    server.ask("PUT", "/?acl").header("x-cos-grant-read-acp", everyone).send();
    assert_eq!((open("GET", "/?acl").send().status, open("GET", "/").send().status), (200, 403));
    server.ask("PUT", "/a?acl").header("x-cos-grant-full-control", everyone).send();
    assert_eq!((open("GET", "/a").send().status, open("GET", "/a?acl").send().status), (200, 200));
    assert_eq!(open("PUT", "/a?acl").header("x-cos-acl", "private").send().status, 200);
    assert_eq!(open("GET", "/a").send().status, 403);
}

#[test]
fn a_list_from_a_document_holds_exactly_its_grants() {
    let server = Server::new();
    server.put("a", "x");
    let document = "<AccessControlPolicy><Owner><ID>qcs::cam::uin/1:uin/1</ID></Owner><AccessControlList><Grant>\
                    <Grantee><ID>qcs::cam::uin/2:uin/2</ID></Grantee><Permission>READ</Permission></Grant>\
                    </AccessControlList></AccessControlPolicy>";
    for target in ["/?acl", "/a?acl"] {
        assert_eq!(server.ask("PUT", target).document(document).send().status, 200);
        assert_eq!(server.ask("GET", target).send().tags("Permission"), ["READ"]);
        server.ask("PUT", target).header("x-cos-acl", "private").send();
        assert_eq!(server.ask("GET", target).send().tags("Permission"), ["FULL_CONTROL"]);
    }
}
