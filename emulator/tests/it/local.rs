use crate::support::{LOCAL, START, Server};
use serde_json::json;
use std::fs;

#[test]
fn temporary_keys_come_in_both_forms() {
    let server = Server::new();
    let got =
        server.ask("GET", "/sts?duration=60&bucket=test-1250000000").host(LOCAL).unsigned().send().json();
    assert_eq!((got["StartTime"].as_u64(), got["ExpiredTime"].as_u64()), (Some(START), Some(START + 60)));
    assert_eq!((&got["startTime"], &got["expiredTime"]), (&got["StartTime"], &got["ExpiredTime"]));
    for (flat, nested) in
        [("TmpSecretId", "tmpSecretId"), ("TmpSecretKey", "tmpSecretKey"), ("SecurityToken", "sessionToken")]
    {
        assert!(!got[flat].as_str().unwrap().is_empty());
        assert_eq!(got[flat], got["credentials"][nested]);
    }
    assert_eq!(got["expiration"], json!("2023-11-14T22:14:20.000Z"));
    let post =
        server.ask("POST", "/sts").host(LOCAL).unsigned().body("{\"prefix\":[\"a/\"],\"duration\":5}").send();
    assert_eq!(post.json()["ExpiredTime"].as_u64(), Some(START + 5));
    for target in ["/sts?duration=x", "/sts?duration=100000"] {
        assert_eq!(server.ask("GET", target).host(LOCAL).unsigned().send().status, 400, "{target}");
    }
}

#[test]
fn the_log_tells_what_came_but_no_secrets() {
    let server = Server::new();
    server.ask("PUT", "/dir/a?x=1").header("x-cos-meta-a", "b").body("hello").send();
    server.ask("GET", "/none").send();
    let log = |query: &str| {
        server.ask("GET", &format!("/_emulator/log{query}")).host(LOCAL).unsigned().send().json()
    };
    let all = log("");
    assert_eq!(all.as_array().unwrap().len(), 2, "asking for the log is not logged");
    let first = &all[0];
    let expected = json!(["PUT", "/dir/a", "x=1", "test-1250000000", "dir/a", "PutObject", 200, "", 5, "b"]);
    let seen = json!([
        first["method"],
        first["path"],
        first["query"],
        first["bucket"],
        first["key"],
        first["operation"],
        first["status"],
        first["code"],
        first["bytesIn"],
        first["headers"]["x-cos-meta-a"],
    ]);
    assert_eq!(seen, expected);
    let authorization = first["headers"]["authorization"].as_str().unwrap();
    assert!(
        authorization.contains("q-header-list=host;x-cos-meta-a")
            && authorization.ends_with("q-signature=(hidden)")
    );
    for (query, count) in [
        ("?status=404", 1),
        ("?code=NoSuchKey", 1),
        ("?method=put", 1),
        ("?path=dir", 1),
        ("?operation=GetObject", 1),
        ("?bucket=none", 0),
    ] {
        assert_eq!(log(query).as_array().unwrap().len(), count, "{query}");
    }
    server.ask("DELETE", "/_emulator/log").host(LOCAL).unsigned().send();
    assert_eq!(log(""), json!([]));
}

#[test]
fn a_reset_brings_the_first_state_back() {
    let server = Server::new();
    server.put("a", "x");
    server.ask("PUT", "/").host("other-1250000000.cos.ap-guangzhou.localhost").send();
    server.fault(json!({"times": null, "fault": {"kind": "status", "status": 500}}));
    assert_eq!(server.ask("POST", "/_emulator/reset").host(LOCAL).unsigned().send().status, 204);
    let list = server.ask("GET", "/").host("service.cos.localhost").send();
    assert_eq!(list.tags("Name"), ["test-1250000000"]);
    assert_eq!(server.ask("GET", "/a").send().status, 404);
}

#[test]
fn static_files_are_served_with_their_types_and_nothing_outside_them() {
    let root = tempfile::tempdir().unwrap();
    let place = |path: &str, text: &str| {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    place("one/index.html", "<p>");
    place("two/index.html", "second");
    place("two/main.js", "1");
    place("pkg/cos.wasm", "\0asm");
    place("pkg/index.mjs", "1");
    place("secret.txt", "secret");
    let server = Server::with(|options| {
        options.www = vec![root.path().join("one"), root.path().join("two")];
        options.pkg = Some(root.path().join("pkg"));
    });
    let cases = [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/main.js", 200, "text/javascript; charset=utf-8"),
        ("/pkg/cos.wasm", 200, "application/wasm"),
        ("/pkg/index.mjs", 200, "text/javascript; charset=utf-8"),
        ("/none", 404, "application/xml"),
        ("/../secret.txt", 404, "application/xml"),
        ("/%2e%2e/secret.txt", 404, "application/xml"),
        ("/pkg/../../secret.txt", 404, "application/xml"),
        ("//etc/passwd", 404, "application/xml"),
    ];
    for (path, status, content_type) in cases {
        let got = server.ask("GET", path).host(LOCAL).unsigned().send();
        assert_eq!((got.status, got.header("content-type")), (status, content_type), "{path}");
    }
    assert_eq!(server.ask("GET", "/").host(LOCAL).unsigned().send().text(), "<p>");
}
