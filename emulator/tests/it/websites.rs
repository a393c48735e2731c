use crate::support::{Got, Server};

const SITE: &str = "test-1250000000.cos-website.ap-guangzhou.localhost:9000";

/// A public bucket with some pages, served as the document says.
fn site(inner: &str) -> Server {
    let server = Server::new();
    server.ask("PUT", "/?acl").header("x-cos-acl", "public-read").send();
    for key in ["index.html", "docs/index.html", "about.html", "error.html", "a b.html"] {
        server.ask("PUT", &format!("/{}", key.replace(' ', "%20"))).body(key).send();
    }
    let document = format!(
        "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>{inner}</WebsiteConfiguration>"
    );
    assert_eq!(server.ask("PUT", "/?website").document(&document).send().status, 200);
    server
}

fn visit(server: &Server, path: &str) -> Got {
    server.ask("GET", path).host(SITE).unsigned().send()
}

fn location(got: &Got) -> (u16, String) {
    (got.status, got.header("location").replace(SITE, "SITE"))
}

#[test]
fn folders_are_shown_by_their_index() {
    let server = site("");
    for (path, content) in [
        ("/", "index.html"),
        ("/docs/", "docs/index.html"),
        ("/about.html", "about.html"),
        ("/a%20b.html", "a b.html"),
    ] {
        let got = visit(&server, path);
        assert_eq!(
            (got.status, got.text(), got.header("content-type")),
            (200, content, "text/html"),
            "{path}"
        );
    }
    assert_eq!(location(&visit(&server, "/docs")), (302, "http://SITE/docs/".to_owned()));
    assert_eq!(server.ask("GET", "/docs").unsigned().send().status, 404, "the other host knows no index");
}

#[test]
fn what_is_missing_or_secret_is_told_in_html() {
    let server = site("");
    let got = visit(&server, "/none");
    assert_eq!((got.status, got.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(got.text().contains("NoSuchKey"), "{}", got.text());
    server.ask("PUT", "/secret").header("x-cos-acl", "private").body("x").send();
    assert_eq!(visit(&server, "/secret").status, 403);
    server.ask("DELETE", "/?website").send();
    let got = visit(&server, "/");
    assert_eq!(got.status, 404);
    assert!(got.text().contains("NoSuchWebsiteConfiguration"));
    let nowhere =
        server.ask("GET", "/").host("none-1250000000.cos-website.ap-guangzhou.localhost").unsigned();
    assert!(nowhere.send().text().contains("NoSuchBucket"));
}

#[test]
fn an_error_document_is_shown_with_the_status_of_the_error_unless_that_is_hidden() {
    let document = |hidden: &str| format!("<ErrorDocument><Key>error.html</Key>{hidden}</ErrorDocument>");
    let hidden = "<OriginalHttpStatus>Disabled</OriginalHttpStatus>";
    for (inner, status) in [(document(""), 404), (document(hidden), 200)] {
        let got = visit(&site(&inner), "/none");
        assert_eq!((got.status, got.text()), (status, "error.html"));
    }
    let got = visit(&site("<ErrorDocument><Key>missing.html</Key></ErrorDocument>"), "/none");
    assert!(got.status == 404 && got.text().contains("NoSuchKey"));
}

#[test]
fn a_page_may_be_named_without_its_ending() {
    let auto = site("<AutoAddressing><Status>Enabled</Status></AutoAddressing>");
    assert_eq!(visit(&auto, "/about").text(), "about.html");
    assert_eq!(visit(&site(""), "/about").status, 404);
}

#[test]
fn rules_redirect_beginnings_of_paths_and_kinds_of_errors() {
    let rule = |condition: &str, redirect: &str| {
        format!(
            "<RoutingRule><Condition>{condition}</Condition><Redirect>{redirect}</Redirect></RoutingRule>"
        )
    };
    let rules = [
        rule("<KeyPrefixEquals>old/</KeyPrefixEquals>", "<ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith>"),
        rule(
            "<KeyPrefixEquals>img/</KeyPrefixEquals>",
            "<Protocol>https</Protocol><ReplaceKeyWith>a b.html</ReplaceKeyWith>",
        ),
        rule(
            "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>",
            "<ReplaceKeyWith>about.html</ReplaceKeyWith>",
        ),
    ];
    let server = site(&format!(
        "<ErrorDocument><Key>error.html</Key></ErrorDocument><RoutingRules>{}</RoutingRules>",
        rules.concat()
    ));
    let cases = [
        ("/old/a%20b", "http://SITE/new/a%20b"),
        ("/img/1.png", "https://SITE/a%20b.html"),
        ("/none", "http://SITE/about.html"),
    ];
    for (path, target) in cases {
        assert_eq!(location(&visit(&server, path)), (302, target.to_owned()), "{path}");
    }
    server.ask("PUT", "/secret").header("x-cos-acl", "private").body("x").send();
    let secret = visit(&server, "/secret");
    assert_eq!((secret.status, secret.text()), (403, "error.html"), "no rule is for 403");
}

#[test]
fn a_secure_site_sends_every_visitor_to_https() {
    let server = site("<RedirectAllRequestsTo><Protocol>https</Protocol></RedirectAllRequestsTo>");
    let got = visit(&server, "/a%20b?x=1&y=%26");
    assert_eq!(location(&got), (301, "https://SITE/a%20b?x=1&y=%26".to_owned()));
}

#[test]
fn an_object_may_redirect_its_visitors() {
    let server = site("");
    let header = "x-cos-website-redirect-location";
    server.ask("PUT", "/moved").header(header, "https://example.com/x").body("x").send();
    assert_eq!(location(&visit(&server, "/moved")), (301, "https://example.com/x".to_owned()));
    assert_eq!(server.ask("GET", "/moved").unsigned().send().header(header), "https://example.com/x");
}

#[test]
fn a_website_is_only_read() {
    let server = site("");
    for method in ["PUT", "POST", "DELETE"] {
        assert_eq!(server.ask(method, "/a").host(SITE).send().status, 405, "{method}");
    }
    let head = server.ask("HEAD", "/").host(SITE).unsigned().send();
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "10", 0));
}

#[test]
fn a_website_keeps_strange_pages_out_and_lets_others_read_across_origins() {
    let server = site("");
    let referers = "<RefererConfiguration><Status>Enabled</Status><RefererType>White-List</RefererType><DomainList>\
                    <Domain>good.test</Domain></DomainList></RefererConfiguration>";
    server.ask("PUT", "/?referer").document(referers).send();
    let from = |page: &str| server.ask("GET", "/").host(SITE).unsigned().header("referer", page);
    assert_eq!(
        (from("https://good.test/").send().status, from("https://bad.test/").send().status),
        (200, 403)
    );
    let got = from("https://good.test/").header("origin", "https://good.test").send();
    assert_eq!(got.header("access-control-allow-origin"), "*");
}
