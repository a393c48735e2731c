use crate::support::{Got, HOST, LOCAL, Server, outcome};

fn preflight(server: &Server, host: &str, origin: &str, (method, headers): (&str, &str)) -> Got {
    let ask = server.ask("OPTIONS", "/a").host(host).unsigned().header("origin", origin);
    ask.header("access-control-request-method", method)
        .header("access-control-request-headers", headers)
        .send()
}

fn tighten(server: &Server) {
    let document = "<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example</AllowedOrigin>\
                    <AllowedOrigin>https://one.test</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>\
                    <AllowedMethod>GET</AllowedMethod><AllowedHeader>x-cos-*</AllowedHeader>\
                    <AllowedHeader>Authorization</AllowedHeader><ExposeHeader>ETag</ExposeHeader>\
                    <ExposeHeader>x-cos-request-id</ExposeHeader><MaxAgeSeconds>7</MaxAgeSeconds></CORSRule>\
                    </CORSConfiguration>";
    assert_eq!(server.ask("PUT", "/?cors").document(document).send().status, 200);
}

#[test]
fn a_bucket_without_rules_admits_every_page() {
    let server = Server::new();
    let got = preflight(&server, HOST, "https://a.test", ("PUT", "authorization, x-custom"));
    assert_eq!(got.status, 200);
    assert_eq!(got.header("access-control-allow-origin"), "*");
    assert_eq!(got.header("access-control-allow-methods"), "GET,PUT,POST,DELETE,HEAD,OPTIONS");
    assert_eq!(got.header("access-control-allow-headers"), "authorization,x-custom");
    assert_eq!(got.header("access-control-max-age"), "600");
    let put = server
        .ask("PUT", "/a")
        .header("origin", "https://a.test")
        .header("x-cos-meta-own", "1")
        .body("x")
        .send();
    assert_eq!(put.header("access-control-allow-origin"), "*");
    let get = server.ask("GET", "/a").header("origin", "https://a.test").send();
    let exposed: Vec<&str> = get.header("access-control-expose-headers").split(',').collect();
    for name in
        ["ETag", "Content-Length", "Date", "x-cos-request-id", "x-cos-hash-crc64ecma", "x-cos-meta-own"]
    {
        assert!(exposed.contains(&name), "{name} in {exposed:?}");
    }
    assert_eq!(server.ask("GET", "/a").send().header("access-control-allow-origin"), "");
}

#[test]
fn a_refusal_can_be_read_by_the_page_too() {
    let server = Server::new();
    let got = server.ask("GET", "/none").header("origin", "https://a.test").send();
    assert_eq!((got.status, got.header("access-control-allow-origin")), (404, "*"));
    let gone = server
        .ask("GET", "/")
        .host("none-1250000000.cos.ap-guangzhou.localhost")
        .header("origin", "https://a.test");
    assert_eq!(gone.send().header("access-control-allow-origin"), "*");
}

#[test]
fn the_rules_of_a_bucket_decide_once_it_has_some() {
    let server = Server::new();
    tighten(&server);
    let cases = [
        ("https://a.example", "PUT", "authorization,x-cos-acl", 200),
        ("https://a.example", "PUT", "", 200),
        ("https://one.test", "GET", "X-COS-ACL", 200),
        ("https://two.test", "GET", "", 403),
        ("https://a.example", "DELETE", "", 403),
        ("https://a.example", "PUT", "content-type", 403),
    ];
    for (origin, method, headers, status) in cases {
        let got = preflight(&server, HOST, origin, (method, headers));
        assert_eq!(got.status, status, "{origin} {method} {headers}");
        if status == 200 {
            assert_eq!(got.header("access-control-allow-origin"), origin);
            assert_eq!(got.header("access-control-allow-methods"), "PUT,GET");
            assert_eq!(got.header("access-control-max-age"), "7");
            assert_eq!(got.header("vary"), "Origin");
        } else {
            assert_eq!(got.outcome(), outcome(403, "AccessForbidden"));
            assert_eq!(got.header("access-control-allow-origin"), "");
        }
    }
    let admitted = server.ask("PUT", "/a").header("origin", "https://one.test").body("x").send();
    assert_eq!(admitted.header("access-control-allow-origin"), "https://one.test");
    assert_eq!(admitted.header("access-control-expose-headers"), "ETag,x-cos-request-id");
    let refused = server.ask("GET", "/a").header("origin", "https://two.test").send();
    assert_eq!((refused.status, refused.header("access-control-allow-origin")), (200, ""));
    server.ask("DELETE", "/?cors").send();
    assert_eq!(preflight(&server, HOST, "https://two.test", ("GET", "")).status, 200);
}

#[test]
fn a_page_may_ask_for_options_while_a_bucket_has_no_rules() {
    let server = Server::new();
    assert_eq!(preflight(&server, HOST, "https://a.test", ("OPTIONS", "authorization")).status, 200);
    tighten(&server);
    let refused = preflight(&server, HOST, "https://one.test", ("OPTIONS", ""));
    assert_eq!(refused.outcome(), outcome(403, "AccessForbidden"), "no rule can name it");
}

#[test]
fn answers_vary_with_the_origin_when_the_rules_say_so() {
    let server = Server::new();
    let document = "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>\
                    </CORSRule><ResponseVary>true</ResponseVary></CORSConfiguration>";
    server.put("a", "x");
    let vary = || server.ask("GET", "/a").header("origin", "https://a.test").send().header("vary").to_owned();
    server.ask("PUT", "/?cors").document(&document.replace("true", "false")).send();
    assert_eq!(vary(), "");
    server.ask("PUT", "/?cors").document(document).send();
    assert_eq!(vary(), "Origin");
}

#[test]
fn an_emulator_with_closed_cors_admits_no_page_without_rules() {
    let server = Server::with(|options| options.open_cors = false);
    assert_eq!(
        preflight(&server, HOST, "https://a.example", ("PUT", "")).outcome(),
        outcome(403, "AccessForbidden")
    );
    tighten(&server);
    assert_eq!(preflight(&server, HOST, "https://a.example", ("PUT", "")).status, 200);
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let server = Server::new();
    let rule = |inner: &str| format!("<CORSConfiguration><CORSRule>{inner}</CORSRule></CORSConfiguration>");
    let cases = [
        ("<CORSConfiguration/>".to_owned(), "MalformedXML"),
        (rule("<AllowedOrigin>*</AllowedOrigin>"), "MalformedXML"),
        (rule("<AllowedMethod>GET</AllowedMethod>"), "MalformedXML"),
        (rule("<AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod>"), "InvalidRequest"),
        (
            rule(
                "<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><MaxAgeSeconds>x</MaxAgeSeconds>",
            ),
            "MalformedXML",
        ),
    ];
    for (document, code) in cases {
        let got = server.ask("PUT", "/?cors").document(&document).send();
        assert_eq!(got.outcome(), outcome(400, code), "{document}");
    }
}

#[test]
fn temporary_keys_and_admin_paths_are_open_to_every_page() {
    let server = Server::new();
    for path in ["/sts", "/_emulator/log"] {
        let got = server.ask("GET", path).host(LOCAL).unsigned().header("origin", "https://a.test").send();
        assert_eq!((got.status, got.header("access-control-allow-origin")), (200, "*"), "{path}");
    }
    assert_eq!(preflight(&server, LOCAL, "https://a.test", ("POST", "content-type")).status, 200);
}

#[test]
fn a_question_without_origin_is_no_preflight() {
    let server = Server::new();
    assert_eq!(server.ask("OPTIONS", "/a").send().outcome(), outcome(400, "InvalidArgument"));
}
