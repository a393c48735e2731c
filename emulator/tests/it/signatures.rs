use crate::support::{HOST, Keys, START, Server, outcome};
use cos_emulator::SECRET_ID;

#[test]
fn a_signature_holds_in_a_header_and_in_the_url() {
    let server = Server::new();
    assert_eq!(server.put("a", "x").status, 200);
    assert_eq!(server.ask("GET", "/a").send().text(), "x");
    assert_eq!(server.ask("GET", "/a").signed_url().send().text(), "x");
    assert_eq!(
        server.ask("GET", "/a?response-content-type=text%2Fx").signed_url().send().header("content-type"),
        "text/x"
    );
}

#[test]
fn keys_of_all_kinds_of_characters_are_signed_as_they_are() {
    let server = Server::new();
    for key in [
        "a%20b",
        "%E4%B8%AD/%F0%9F%98%80",
        "a+b",
        "a%2Bb",
        "a%2520b",
        "!'()*~",
        "/double",
        "a/../b",
        "a%26b%3Dc",
    ] {
        assert_eq!(server.put(key, key).status, 200, "{key}");
        assert_eq!(server.ask("GET", &format!("/{key}")).send().text(), key, "{key}");
    }
}

#[test]
fn a_wrong_signature_is_refused_with_the_texts_it_should_have_covered() {
    let server = Server::new();
    let wrong = Keys { id: SECRET_ID.to_owned(), secret: "wrong".to_owned(), token: None };
    let got = server.ask("GET", "/a?acl").keys(&wrong).send();
    assert_eq!(got.outcome(), outcome(403, "SignatureDoesNotMatch"));
    assert_eq!(got.tag("FormatString"), format!("get\n/a\nacl=\nhost={}\n", HOST.replace(':', "%3A")));
    assert!(got.tag("StringToSign").starts_with(&format!("sha1\n{START};{}\n", START + 900)));
    assert_eq!(got.tag("Resource"), format!("{HOST}/a"));
    for name in ["RequestId", "TraceId", "Message"] {
        assert!(!got.tag(name).is_empty(), "{name}");
    }
    assert_eq!(got.tag("RequestId"), got.header("x-cos-request-id"));
    assert_eq!(got.tag("TraceId"), got.header("x-cos-trace-id"));
}

#[test]
fn what_was_signed_must_arrive_unchanged() {
    let server = Server::new();
    let signed = server.ask("GET", "/a?prefix=p").header("x-cos-meta-a", "1").authorization();
    let cases = [
        ("GET", "/a?prefix=p", Some("1"), 404),
        ("PUT", "/a?prefix=p", Some("1"), 403),
        ("GET", "/b?prefix=p", Some("1"), 403),
        ("GET", "/a?prefix=q", Some("1"), 403),
        ("GET", "/a", Some("1"), 403),
        ("GET", "/a?prefix=p", Some("2"), 403),
        ("GET", "/a?prefix=p", None, 403),
        ("GET", "/a?prefix=p&unsigned=1", Some("1"), 404),
    ];
    for (method, target, header, expected) in cases {
        let ask = server.ask(method, target).unsigned().header("authorization", &signed);
        let ask = if let Some(value) = header { ask.header("x-cos-meta-a", value) } else { ask };
        assert_eq!(ask.send().status, expected, "{method} {target} {header:?}");
    }
}

#[test]
fn the_window_of_a_signature_is_kept_to() {
    let server = Server::new();
    let cases = [
        (START - 10, START + 10, (404, "NoSuchKey")),
        (START - 10, START, (404, "NoSuchKey")),
        (START - 10, START - 1, (403, "AccessDenied")),
        (START + 800, START + 900, (404, "NoSuchKey")),
        (START + 1000, START + 2000, (403, "RequestTimeTooSkewed")),
    ];
    for (start, end, (status, code)) in cases {
        let got = server.ask("GET", "/a").window(start, end).send();
        assert_eq!(got.outcome(), outcome(status, code), "{start} {end}");
        if status == 403 {
            assert_eq!(got.tag("ServerTime"), "2023-11-14T22:13:20.000Z");
        }
    }
    let expired = server.ask("GET", "/a").window(1, 2).send();
    assert_eq!(expired.tag("Message"), "Request has expired");
}

#[test]
fn unknown_keys_and_broken_signatures_have_codes_of_their_own() {
    let server = Server::new();
    let unknown = Keys { id: "AKIDunknown".to_owned(), secret: "s".to_owned(), token: None };
    assert_eq!(server.ask("GET", "/a").keys(&unknown).send().outcome(), outcome(403, "InvalidAccessKeyId"));
    for broken in ["q-sign-algorithm=sha1", "Basic abc", "q-sign-algorithm=md5&q-ak=a"] {
        let got = server.ask("GET", "/a").unsigned().header("authorization", broken).send();
        assert_eq!(got.outcome(), outcome(403, "InvalidSecurity"), "{broken}");
    }
    assert_eq!(server.ask("GET", "/a").unsigned().send().outcome(), outcome(403, "AccessDenied"));
}

#[test]
fn the_path_form_takes_signatures_over_the_whole_path_and_over_the_key() {
    let server = Server::new();
    let whole = server.ask("PUT", "/test-1250000000/k").host("127.0.0.1:9000").body("x").send();
    assert_eq!(whole.status, 200);
    let over_key = server.ask("GET", "/k").host("127.0.0.1:9000").authorization();
    let got = server.ask("GET", "/test-1250000000/k").host("127.0.0.1:9000").unsigned();
    assert_eq!(got.header("authorization", &over_key).send().text(), "x");
}

#[test]
fn an_absolute_url_names_the_bucket_as_a_proxy_would_see_it() {
    let server = Server::new();
    server.put("a", "x");
    let real = "test-1250000000.cos.ap-guangzhou.myqcloud.com";
    assert_eq!(server.ask("GET", "/a").host(real).send().text(), "x");
    let authorization = server.ask("GET", "/a").host(real).authorization();
    let request = http::Request::get(format!("http://{real}/a")).header("host", real);
    let request = request.header("authorization", authorization).body(cos_emulator::Body::empty()).unwrap();
    assert_eq!(server.emulator.handle(request).status, 200);
}

#[test]
fn a_signature_may_stand_in_one_parameter() {
    let server = Server::new();
    server.put("a", "x");
    let encode = |text: &str| text.replace('&', "%26").replace('=', "%3D").replace(';', "%3B");
    let authorization = server.ask("GET", "/a").authorization();
    let get = |sign: &str| server.ask("GET", &format!("/a?sign={}", encode(sign))).unsigned().send();
    assert_eq!(get(&authorization).text(), "x");
    assert_eq!(get("nothing").outcome(), outcome(403, "InvalidSecurity"));
}
