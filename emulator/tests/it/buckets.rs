use crate::support::{BUCKET, HOST, SERVICE, Server, outcome};

const OTHER: &str = "other-1250000000.cos.ap-beijing.localhost:9000";

#[test]
fn buckets_are_created_listed_looked_at_and_deleted() {
    let server = Server::new();
    assert_eq!(server.ask("PUT", "/").host(OTHER).send().status, 200);
    let list = server.ask("GET", "/").host(SERVICE).send();
    assert_eq!(list.tags("Name"), ["other-1250000000", BUCKET]);
    assert_eq!(list.tags("Location"), ["ap-beijing", "ap-guangzhou"]);
    let regional = server.ask("GET", "/").host("cos.ap-beijing.localhost:9000").send();
    assert_eq!(regional.tags("Name"), ["other-1250000000"]);
    assert_eq!(server.ask("HEAD", "/").host(OTHER).send().status, 200);
    assert_eq!(server.ask("GET", "/?location").host(OTHER).send().tag("LocationConstraint"), "ap-beijing");
    assert_eq!(server.ask("DELETE", "/").host(OTHER).send().status, 204);
    assert_eq!(server.ask("HEAD", "/").host(OTHER).send().status, 404);
}

#[test]
fn impossible_wishes_about_buckets_are_refused() {
    let server = Server::new();
    server.put("a", "x");
    let long = format!("{}-1250000000.cos.ap-guangzhou.localhost", "a".repeat(60));
    let cases = [
        ("PUT", HOST, "/", (409, "BucketAlreadyOwnedByYou")),
        ("PUT", "-a-1250000000.cos.ap-guangzhou.localhost", "/", (400, "InvalidBucketName")),
        ("PUT", long.as_str(), "/", (400, "InvalidBucketName")),
        ("DELETE", HOST, "/", (409, "BucketNotEmpty")),
        ("GET", OTHER, "/", (404, "NoSuchBucket")),
        ("GET", "test-1250000000.cos.ap-beijing.localhost:9000", "/", (404, "NoSuchBucket")),
        ("PATCH", HOST, "/a", (405, "MethodNotAllowed")),
        ("PUT", HOST, "/?location", (409, "BucketAlreadyOwnedByYou")),
        ("DELETE", HOST, "/?versioning", (405, "MethodNotAllowed")),
        ("POST", SERVICE, "/", (405, "MethodNotAllowed")),
    ];
    for (method, host, target, (status, code)) in cases {
        let got = server.ask(method, target).host(host).send();
        assert_eq!(got.outcome(), outcome(status, code), "{method} {host} {target}");
    }
}

#[test]
fn a_bucket_with_an_upload_in_progress_is_not_empty() {
    let server = Server::new();
    server.ask("POST", "/a?uploads").send();
    assert_eq!(server.ask("DELETE", "/").send().outcome(), outcome(409, "BucketNotEmpty"));
}

#[test]
fn a_head_answer_has_no_body_even_when_it_is_an_error() {
    let server = Server::new();
    let got = server.ask("HEAD", "/").host(OTHER).send();
    assert_eq!((got.status, got.body.len()), (404, 0));
}

#[test]
fn every_answer_names_its_request_the_date_and_the_server() {
    let server = Server::new();
    let got = server.put("a", "x");
    assert_eq!(got.header("server"), "tencent-cos");
    assert_eq!(got.header("date"), "Tue, 14 Nov 2023 22:13:20 GMT");
    assert!(!got.header("x-cos-request-id").is_empty());
}

#[test]
fn the_accelerated_host_leads_to_the_bucket_of_any_region() {
    let server = Server::new();
    server.put("a", "x");
    let got = server.ask("GET", "/a").host("test-1250000000.cos.accelerate.myqcloud.com").send();
    assert_eq!(got.text(), "x");
}
