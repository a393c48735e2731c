use crate::support::{Server, outcome};

fn server(kind: &str, empty: &str) -> Server {
    let server = Server::new();
    server.ask("PUT", "/a").header("x-cos-acl", "public-read").body("x").send();
    let document = format!(
        "<RefererConfiguration><Status>Enabled</Status><RefererType>{kind}</RefererType><DomainList>\
         <Domain>*.good.test</Domain><Domain>www.other.test/path</Domain></DomainList>{empty}</RefererConfiguration>"
    );
    assert_eq!(server.ask("PUT", "/?referer").document(&document).send().status, 200);
    server
}

const ALLOW: &str = "<EmptyReferConfiguration>Allow</EmptyReferConfiguration>";

#[test]
fn a_list_of_pages_lets_in_or_keeps_out() {
    let pages = [
        ("https://www.good.test/page", (200, 403)),
        ("http://www.other.test/path/page", (200, 403)),
        ("http://www.other.test/", (403, 200)),
        ("https://bad.test/?www.good.test", (403, 200)),
    ];
    let (white, black) = (server("White-List", ""), server("Black-List", ""));
    for (page, expected) in pages {
        for method in ["GET", "HEAD"] {
            let ask =
                |server: &Server| server.ask(method, "/a").unsigned().header("referer", page).send().status;
            assert_eq!((ask(&white), ask(&black)), expected, "{method} {page}");
        }
    }
}

#[test]
fn who_comes_from_nowhere_is_let_in_only_when_that_is_said() {
    for (kind, empty, status) in [
        ("White-List", "", 403),
        ("White-List", ALLOW, 200),
        ("Black-List", "", 403),
        ("Black-List", ALLOW, 200),
    ] {
        let got = server(kind, empty).ask("GET", "/a").unsigned().send();
        assert_eq!(got.status, status, "{kind} {empty}");
    }
    let refused = server("White-List", "").ask("GET", "/a").unsigned().send();
    assert_eq!(refused.outcome(), outcome(403, "AccessDenied"));
    assert_eq!(refused.tag("Message"), "You are denied by bucket referer rule");
}

#[test]
fn signed_requests_may_come_from_anywhere() {
    let server = server("White-List", "");
    let from = |page: &str| server.ask("GET", "/a").header("referer", page);
    assert_eq!(from("https://bad.test/").send().status, 200);
    assert_eq!(
        server.ask("GET", "/a").signed_url().header("referer", "https://bad.test/").send().status,
        200
    );
}

#[test]
fn a_list_that_is_switched_off_does_nothing() {
    let server = server("White-List", "");
    let document = server.ask("GET", "/?referer").send().text().replace("Enabled", "Disabled");
    server.ask("PUT", "/?referer").document(&document).send();
    assert_eq!(server.ask("GET", "/a").unsigned().send().status, 200);
}
