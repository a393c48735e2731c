use crate::access::temporary;
use crate::support::{Keys, Server, outcome};

fn set_policy(server: &Server, statements: &serde_json::Value) {
    let policy = serde_json::json!({ "version": "2.0", "statement": statements }).to_string();
    assert_eq!(server.ask("PUT", "/?policy").document(&policy).send().status, 204);
}

const EVERYONE: &str = "qcs::cam::anyone:anyone";
const ALL_KEYS: &str = "qcs::cos:ap-guangzhou:uid/1250000000:test-1250000000/*";

#[test]
fn a_bucket_policy_opens_what_it_names_to_the_public() {
    let server = Server::new();
    server.put("open/a", "x");
    server.put("a", "x");
    let open = ALL_KEYS.replace("/*", "/open/*");
    set_policy(
        &server,
        &serde_json::json!([
            { "effect": "allow", "principal": { "qcs": [EVERYONE] }, "resource": [open],
              "action": ["name/cos:GetObject", "name/cos:PutObject"] },
            { "effect": "allow", "principal": { "qcs": [EVERYONE] }, "resource": [ALL_KEYS],
              "action": ["name/cos:GetBucket"], "condition": { "string_like": { "cos:prefix": "open/*" } } },
        ]),
    );
    let cases = [
        ("GET", "/open/a", 200),
        ("PUT", "/open/b", 200),
        ("DELETE", "/open/a", 403),
        ("GET", "/open/a?acl", 403),
        ("GET", "/a", 403),
        ("GET", "/?prefix=open%2F", 200),
        ("GET", "/", 403),
        ("GET", "/?policy", 403),
    ];
    for (method, target, status) in cases {
        assert_eq!(server.ask(method, target).unsigned().send().status, status, "{method} {target}");
    }
    assert_eq!(server.ask("DELETE", "/?policy").send().status, 204);
    assert_eq!(server.ask("GET", "/open/a").unsigned().send().outcome(), outcome(403, "AccessDenied"));
}

#[test]
fn what_a_bucket_policy_denies_neither_lists_nor_temporary_keys_allow() {
    let server = Server::new();
    server.ask("PUT", "/?acl").header("x-cos-acl", "public-read").send();
    server.put("secret/a", "x");
    let secret = ALL_KEYS.replace("/*", "/secret/*");
    set_policy(
        &server,
        &serde_json::json!([{ "effect": "deny", "principal": "*", "resource": secret, "action": "*" }]),
    );
    let keys = temporary(&server, "");
    assert_eq!(server.ask("GET", "/secret/a").unsigned().send().outcome(), outcome(403, "AccessDenied"));
    assert_eq!(server.ask("GET", "/secret/a").keys(&keys).send().outcome(), outcome(403, "AccessDenied"));
    assert_eq!(server.ask("PUT", "/secret/b").keys(&keys).send().status, 403);
    assert_eq!(server.ask("PUT", "/b").keys(&keys).send().status, 200);
    assert_eq!(server.ask("GET", "/secret/a").send().status, 200, "the owner is never locked out");
}

#[test]
fn keys_of_a_sub_account_may_do_what_lists_and_policies_grant_it() {
    let server = Server::new();
    server.put("a", "x");
    server.put("b", "x");
    let nothing = "actions=PutBucket";
    let (one, other) =
        (temporary(&server, &format!("{nothing}&uin=11")), temporary(&server, &format!("{nothing}&uin=12")));
    let read = |keys: &Keys, target: &str| server.ask("GET", target).keys(keys).send().status;
    assert_eq!((read(&one, "/a"), read(&one, "/b")), (403, 403));
    let id = "qcs::cam::uin/100000000001:uin/11";
    server.ask("PUT", "/a?acl").header("x-cos-grant-read", &format!("id=\"{id}\"")).send();
    assert_eq!((read(&one, "/a"), read(&one, "/b"), read(&other, "/a")), (200, 403, 403));
    assert_eq!(read(&one, "/a?acl"), 403);
    set_policy(
        &server,
        &serde_json::json!([
            { "effect": "allow", "principal": { "qcs": [id] }, "resource": [ALL_KEYS], "action": ["name/cos:Get*"] },
        ]),
    );
    assert_eq!((read(&one, "/b"), read(&one, "/a?acl"), read(&other, "/b")), (200, 200, 403));
}

#[test]
fn a_policy_comes_back_in_the_spelling_of_the_service() {
    let server = Server::new();
    let policy = "{\"principal\":{\"qcs\":[\"qcs::cam::uin/1:uin/1\"]},\"statement\":[{\"effect\":\"allow\",\
                  \"action\":[\"name/cos:GetObject\"],\"resource\":[\"qcs::cos:r:uid/1250000000:a-1250000000/*\"]}]}";
    assert_eq!(server.ask("PUT", "/?policy").document(policy).send().status, 204);
    let got = server.ask("GET", "/?policy").send();
    assert_eq!(got.header("content-type"), "application/json");
    let json = got.json();
    assert_eq!(json["Statement"][0]["effect"], "allow");
    assert_eq!((&json["version"], &json["statement"]), (&"2.0".into(), &serde_json::Value::Null));
}

#[test]
fn a_policy_that_makes_no_sense_is_refused() {
    let server = Server::new();
    let good = serde_json::json!({
        "effect": "allow", "principal": { "qcs": ["*"] }, "action": ["*"], "resource": ["*"],
    });
    let spoil = |name: &str, value: serde_json::Value| {
        let mut statement = good.clone();
        statement[name] = value;
        serde_json::json!({ "version": "2.0", "statement": [statement] }).to_string()
    };
    let cases = [
        "[]".to_owned(),
        "{".to_owned(),
        "{}".to_owned(),
        "{\"statement\":{}}".to_owned(),
        spoil("effect", "maybe".into()),
        spoil("principal", serde_json::Value::Null),
        spoil("action", serde_json::json!([])),
        spoil("resource", "test-1250000000/*".into()),
        spoil("condition", serde_json::json!({ "string_equals": { "cos:prefix": "a" } })),
        spoil("condition", "none".into()),
    ];
    for policy in cases {
        let got = server.ask("PUT", "/?policy").document(&policy).send();
        assert_eq!(got.outcome(), outcome(400, "MalformedPolicy"), "{policy}");
    }
}
