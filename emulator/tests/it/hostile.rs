//! Input that nobody sends by accident: it is refused in time, and the emulator lives on.

use std::time::{Duration, Instant};

use crate::support::{Server, outcome};

/// Refused within a second, and the next request is answered.
fn refused(server: &Server, target: &str, body: &str) -> (u16, String) {
    let method = if target.contains("select") || target.contains("delete") { "POST" } else { "PUT" };
    let began = Instant::now();
    let outcome = server.ask(method, target).document(body).send().outcome();
    assert!(began.elapsed() < Duration::from_secs(5), "{target} took {:?}", began.elapsed());
    assert_eq!(server.ask("HEAD", "/").send().status, 200);
    outcome
}

fn selection(expression: &str) -> String {
    format!(
        "<SelectRequest><Expression>{expression}</Expression><ExpressionType>SQL</ExpressionType><InputSerialization>\
         <CSV/></InputSerialization><OutputSerialization><CSV/></OutputSerialization></SelectRequest>"
    )
}

#[test]
fn deep_documents_are_refused() {
    let server = Server::new();
    let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    for depth in [1000, 100_000] {
        for (target, root) in
            [("/?cors", "CORSConfiguration"), ("/?delete", "Delete"), ("/?acl", "AccessControlPolicy")]
        {
            let body = format!("<{root}>{}</{root}>", deep(depth));
            assert_eq!(refused(&server, target, &body).0, 400, "{target} {depth}");
        }
        let json = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(refused(&server, "/?policy", &json), outcome(400, "MalformedPolicy"));
    }
}

#[test]
fn entities_are_not_made_larger() {
    let server = Server::new();
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Tagging>&b;</Tagging>";
    assert_eq!(refused(&server, "/?tagging", bomb), outcome(400, "MalformedXML"));
}

#[test]
fn deep_and_long_selections_are_refused() {
    let server = Server::new();
    server.put("a", "x");
    let target = "/a?select&select-type=2";
    for count in [1900, 100_000] {
        let deep = format!("SELECT {}1{} FROM COSObject", "(".repeat(count), ")".repeat(count));
        let not = format!("SELECT * FROM COSObject WHERE {}a", "NOT ".repeat(count));
        for expression in [deep, not] {
            assert_eq!(refused(&server, target, &selection(&expression)), outcome(400, "SQLParsingError"));
        }
    }
    let chain = |count: usize| format!("SELECT * FROM COSObject WHERE 1=2{}", " OR 1=2".repeat(count));
    assert_eq!(refused(&server, target, &selection(&chain(20_000))), outcome(400, "SQLParsingError"));
    let longest = server.ask("POST", target).document(&selection(&chain(1_000))).send();
    assert_eq!(longest.status, 200);
}

#[test]
fn patterns_are_matched_in_time() {
    let server = Server::new();
    server.ask("PUT", "/a").body("a".repeat(200_000)).send();
    let ask = |pattern: &str| {
        let body = selection(&format!("SELECT count(*) FROM COSObject WHERE _1 LIKE '{pattern}'"));
        let began = Instant::now();
        let got = server.ask("POST", "/a?select&select-type=2").document(&body).send();
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert_eq!(got.status, 200);
    };
    ask(&"a".repeat(5_000));
    ask(&"%a".repeat(20));
    ask("%b");
}
