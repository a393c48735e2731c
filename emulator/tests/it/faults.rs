use crate::support::{LOCAL, Server, outcome};
use cos_emulator::Cut;
use serde_json::json;
use std::time::{Duration, Instant};

#[test]
fn a_fault_meets_the_requests_it_is_for_and_as_many_as_it_says() {
    let server = Server::new();
    server.fault(json!({
        "match": {"method": "PUT", "path": "^/a$", "bucket": "test-1250000000", "query": "x=1", "operation": "PutObject"},
        "skip": 1,
        "times": 2,
        "fault": {"kind": "status", "status": 503, "code": "SlowDown", "retryAfter": 7},
    }));
    for passing in ["/b?x=1", "/a", "/a?x=2"] {
        assert_eq!(server.ask("PUT", passing).send().status, 200);
    }
    let statuses: Vec<u16> = (0..4).map(|_| server.ask("PUT", "/a?x=1").send().status).collect();
    assert_eq!(statuses, [200, 503, 503, 200]);
    server.fault(json!({"times": null, "fault": {"kind": "status", "status": 429}}));
    assert!((0..5).all(|_| server.ask("GET", "/a").send().status == 429));
    server.emulator.clear_faults();
    assert_eq!(server.ask("GET", "/a").send().status, 200);
}

#[test]
fn a_refusal_on_demand_is_a_whole_error_answer() {
    let server = Server::new();
    server.fault(json!({"fault": {"kind": "status", "status": 503, "code": "SlowDown", "message": "m", "retryAfter": 7}}));
    let got = server.put("a", "x");
    assert_eq!(got.outcome(), outcome(503, "SlowDown"));
    assert_eq!((got.tag("Message").as_str(), got.header("retry-after")), ("m", "7"));
    assert_eq!(server.ask("GET", "/a").send().status, 404, "the work was not done");
}

#[test]
fn connections_break_before_during_and_after_the_work() {
    let server = Server::new();
    server.fault(json!({"fault": {"kind": "dropBefore"}}));
    assert_eq!(server.put("a", "x").cut, Cut::Unanswered);
    server.fault(json!({"fault": {"kind": "dropDuring", "bytes": 3}}));
    assert_eq!(server.put("a", "012345").cut, Cut::Unanswered);
    assert_eq!(server.emulator.log().last().unwrap().bytes_in, 3);
    assert_eq!(server.ask("GET", "/a").send().status, 404);
    server.fault(json!({"fault": {"kind": "dropAfter"}}));
    assert_eq!(server.put("a", "012345").cut, Cut::Unanswered);
    server.fault(json!({"fault": {"kind": "dropDuring"}}));
    let got = server.ask("GET", "/a").send();
    assert_eq!((got.status, got.cut), (200, Cut::AfterBytes(3)));
    assert_eq!(server.emulator.log().last().unwrap().bytes_out, 3);
    server.fault(json!({"fault": {"kind": "dropDuring", "answer": true, "bytes": 0}}));
    assert_eq!(server.put("b", "x").cut, Cut::AfterBytes(0));
    assert_eq!(server.ask("GET", "/b").send().text(), "x");
}

#[test]
fn answers_can_be_wrong_in_many_ways() {
    let server = Server::new();
    let etag = server.put("a", "0123456789").header("etag").to_owned();
    server.fault(json!({"fault": {"kind": "corruptBody"}}));
    let got = server.ask("GET", "/a").send();
    let differing = got.body.iter().zip(b"0123456789").filter(|(one, other)| one != other).count();
    assert_eq!((got.body.len(), differing), (10, 1));
    server.fault(json!({"fault": {"kind": "corruptBody", "at": 0}}));
    assert_eq!(server.ask("GET", "/a").send().body[0], b'0' ^ 0xFF);
    server.fault(json!({"fault": {"kind": "wrongETag"}}));
    assert_ne!(server.ask("GET", "/a").send().header("etag"), etag);
    server.fault(json!({"fault": {"kind": "wrongETag", "etag": "\"wrong\""}}));
    let copy = server
        .ask("PUT", "/b")
        .header("x-cos-copy-source", "test-1250000000.cos.ap-guangzhou.localhost/a")
        .send();
    assert_eq!((copy.tag("ETag"), copy.header("etag")), ("\"wrong\"".to_owned(), "\"wrong\""));
    server.fault(json!({"fault": {"kind": "headers", "headers": {"etag": null, "x-more": "1"}}}));
    let got = server.ask("GET", "/a").send();
    assert_eq!((got.header("etag"), got.header("x-more")), ("", "1"));
    server.fault(json!({"fault": {"kind": "answer", "status": 502, "body": "<html>"}}));
    let got = server.ask("GET", "/a").send();
    assert_eq!((got.status, got.text(), got.header("content-type")), (502, "<html>", "text/html"));
}

#[test]
fn success_can_turn_out_to_be_an_error_document() {
    let server = Server::new();
    server.fault(json!({"fault": {"kind": "errorDocument"}}));
    assert_eq!(server.put("a", "x").outcome(), outcome(200, "InternalError"));
    assert_eq!(server.ask("GET", "/a").send().status, 404);
    server.fault(json!({"fault": {"kind": "errorDocument", "code": "Strange", "after": true}}));
    assert_eq!(server.put("a", "x").outcome(), outcome(200, "Strange"));
    assert_eq!(server.ask("GET", "/a").send().status, 200);
}

#[test]
fn blanks_come_before_the_document() {
    let server = Server::new();
    server.fault(json!({"fault": {"kind": "blanks", "count": 5}}));
    let got = server.ask("POST", "/a?uploads").send();
    assert!(got.text().starts_with("     <?xml"));
    assert_eq!(got.header("content-length"), got.body.len().to_string());
    assert!(!got.tag("UploadId").is_empty());
}

#[test]
fn the_servers_clock_can_go_wrong() {
    let server = Server::new();
    server.fault(json!({"times": null, "fault": {"kind": "clockSkew", "seconds": 7200}}));
    let got = server.put("a", "x");
    assert_eq!(got.outcome(), outcome(403, "AccessDenied"));
    assert_eq!(
        (got.tag("Message").as_str(), got.tag("ServerTime").as_str()),
        ("Request has expired", "2023-11-15T00:13:20.000Z")
    );
    assert_eq!(got.header("date"), "Wed, 15 Nov 2023 00:13:20 GMT");
    let corrected = server.ask("GET", "/a").window(server.now() + 7200, server.now() + 8000).send();
    assert_eq!(corrected.status, 404);
    server.emulator.clear_faults();
    server.fault(json!({"fault": {"kind": "clockSkew", "seconds": -7200}}));
    assert_eq!(server.put("a", "x").outcome(), outcome(403, "RequestTimeTooSkewed"));
}

#[test]
fn tokens_expire_on_demand() {
    let server = Server::new();
    server.fault(json!({"fault": {"kind": "expiredToken"}}));
    assert_eq!(server.put("a", "x").outcome(), outcome(403, "ExpiredToken"));
    assert_eq!(server.put("a", "x").status, 200);
}

#[test]
fn slowness_is_told_to_the_one_who_delivers() {
    let server = Server::new();
    server.fault(json!({"fault": {"kind": "delay", "ms": 250}}));
    assert_eq!(server.put("a", "x").delay, Duration::from_millis(250));
    server.fault(json!({"fault": {"kind": "slowUpload", "bytesPerSecond": 1000}}));
    let began = Instant::now();
    server.put("a", &"x".repeat(200));
    assert!(began.elapsed() >= Duration::from_millis(150), "{:?}", began.elapsed());
}

#[test]
fn preflights_and_the_emulators_own_paths_are_only_met_when_named() {
    let server = Server::new();
    server.fault(json!({"times": null, "fault": {"kind": "status", "status": 500}}));
    let preflight = || {
        let ask = server.ask("OPTIONS", "/a").unsigned().header("origin", "https://a.test");
        ask.header("access-control-request-method", "PUT").send()
    };
    let sts = || server.ask("GET", "/sts").host(LOCAL).unsigned().send();
    assert_eq!((preflight().status, sts().status), (200, 200));
    server.fault(json!({"match": {"method": "OPTIONS"}, "fault": {"kind": "status", "status": 502}}));
    let refused = preflight();
    assert_eq!((refused.status, refused.header("access-control-allow-origin")), (502, ""));
    server.fault(json!({"match": {"method": "OPTIONS"}, "fault": {"kind": "dropBefore"}}));
    server.fault(json!({"match": {"path": "^/sts"}, "fault": {"kind": "status", "status": 500}}));
    assert_eq!((preflight().cut, sts().status), (Cut::Unanswered, 500));
}

#[test]
fn a_fault_that_is_none_is_refused() {
    let server = Server::new();
    let post = |text: &str| server.ask("POST", "/_emulator/faults").host(LOCAL).unsigned().body(text).send();
    for text in [
        "",
        "{}",
        "{\"fault\":{\"kind\":\"earthquake\"}}",
        "{\"match\":{\"path\":\"(\"},\"fault\":{\"kind\":\"dropAfter\"}}",
        "{\"matches\":{},\"fault\":{\"kind\":\"dropAfter\"}}",
    ] {
        assert_eq!(post(text).outcome(), outcome(400, "InvalidArgument"), "{text}");
    }
    let two = "[{\"fault\":{\"kind\":\"dropAfter\"}},{\"fault\":{\"kind\":\"delay\",\"ms\":1}}]";
    assert_eq!(post(two).status, 204);
    let list = server.ask("GET", "/_emulator/faults").host(LOCAL).unsigned().send().json();
    assert_eq!(list[1]["fault"], json!({"kind": "delay", "ms": 1}));
    assert_eq!(server.ask("DELETE", "/_emulator/faults").host(LOCAL).unsigned().send().status, 204);
    assert_eq!(server.put("a", "x").cut, Cut::Never);
}
