use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::support::{Got, Server, outcome};

fn encoded(value: &serde_json::Value) -> String {
    STANDARD.encode(value.to_string())
}

fn upload(server: &Server, headers: &[(&str, &str)]) -> Got {
    let ask = server.ask("PUT", "/dir/a%20b.txt").header("content-type", "text/plain").body("hello");
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).send()
}

/// Uploads in one part.
fn upload_in_parts(server: &Server, headers: &[(&str, &str)]) -> Got {
    let id = server.ask("POST", "/a?uploads").send().tag("UploadId");
    let part = server.ask("PUT", &format!("/a?partNumber=1&uploadId={id}")).body("hello").send();
    let document = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        part.header("etag").trim_matches('"')
    );
    let ask = server.ask("POST", &format!("/a?uploadId={id}")).document(&document);
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).send()
}

/// A server that answers one request and gives it back.
struct Listener {
    port: u16,
    request: JoinHandle<String>,
}

fn listen(answer: &'static str) -> Listener {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let request = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut block = [0; 1024];
        while !is_whole(&request) {
            let count = stream.read(&mut block).unwrap();
            request.extend(&block[..count]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request).unwrap()
    });
    Listener { port, request }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    body.len() >= length.parse().unwrap()
}

#[test]
fn a_return_body_tells_about_the_object() {
    let server = Server::new();
    let wish = json!({ "key": "${object}", "bucket": "${bucket}", "size": "${size}", "etag": "${etag}",
                       "type": "${mimeType}", "region": "${region}" });
    let got = upload(&server, &[("x-cos-return-body", &encoded(&wish))]);
    assert_eq!((got.status, got.header("content-type")), (200, "application/json"));
    assert_eq!(got.header("content-length"), got.body.len().to_string());
    assert_eq!(
        got.json(),
        json!({ "key": "dir/a b.txt", "bucket": "test-1250000000", "size": "5", "type": "text/plain",
                "etag": "5d41402abc4b2a76b9719d911017c592", "region": "ap-guangzhou" })
    );
    assert_eq!(got.header("etag"), "\"5d41402abc4b2a76b9719d911017c592\"");
    let got = upload_in_parts(&server, &[("x-cos-return-body", &STANDARD.encode("{\"size\":${size}}"))]);
    assert_eq!(got.tag("Status"), "200");
    assert_eq!(STANDARD.decode(got.tag("ReturnBody")).unwrap(), b"{\"size\":5}");
}

#[test]
fn a_return_body_that_is_no_json_fails_although_the_object_is_stored() {
    let server = Server::new();
    let wish = STANDARD.encode("size=${size}");
    let got = upload(&server, &[("x-cos-return-body", &wish)]);
    assert_eq!(got.outcome(), outcome(203, "InvalidReturnBody"));
    assert!(!got.header("etag").is_empty());
    assert_eq!(server.ask("GET", "/dir/a%20b.txt").send().text(), "hello");
    let got = upload_in_parts(&server, &[("x-cos-return-body", &wish)]);
    assert_eq!(
        (got.status, got.tag("Status"), got.tag("Code")),
        (200, "203".to_owned(), "InvalidReturnBody".to_owned())
    );
}

#[test]
fn a_callback_is_told_about_the_object_and_its_answer_is_passed_on() {
    let server = Server::new();
    let listener = listen("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"ok\":true}");
    let callback = json!({
        "callbackUrl": format!("http://127.0.0.1:{}/told?x=1", listener.port),
        "callbackHost": "example.com",
        "callbackBody": "key=${object}&size=${size}&mine=${x:mine}",
    });
    let variables = json!({ "x:mine": "ü" });
    let got = upload(
        &server,
        &[("x-cos-callback", &encoded(&callback)), ("x-cos-callback-var", &encoded(&variables))],
    );
    assert_eq!(
        (got.status, got.text(), got.header("content-type")),
        (200, "{\"ok\":true}", "application/json")
    );
    assert_eq!(got.header("etag"), "\"5d41402abc4b2a76b9719d911017c592\"");
    let request = listener.request.join().unwrap();
    assert!(request.starts_with("POST /told?x=1 HTTP/1.0\r\nhost: example.com\r\n"), "{request}");
    assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n"));
    assert!(request.ends_with("\r\n\r\nkey=dir%2Fa%20b.txt&size=5&mine=%C3%BC"));
}

#[test]
fn a_callback_of_an_upload_in_parts_comes_in_its_answer() {
    let server = Server::new();
    let listener = listen("HTTP/1.1 200 OK\r\n\r\n{\"ok\":true}");
    let callback = json!({
        "callbackUrl": format!("localhost:{}", listener.port),
        "callbackBody": "{\"key\":${object}}",
        "callbackBodyType": "application/json",
    });
    let got = upload_in_parts(&server, &[("x-cos-callback", &encoded(&callback))]);
    assert_eq!((got.tag("Status"), got.tag("Key")), ("200".to_owned(), "a".to_owned()));
    assert_eq!(STANDARD.decode(got.tag("CallbackBody")).unwrap(), b"{\"ok\":true}");
    assert!(listener.request.join().unwrap().ends_with("{\"key\":\"a\"}"));
}

#[test]
fn a_callback_that_fails_is_told_although_the_object_is_stored() {
    let server = Server::new();
    let to = |url: &str| encoded(&json!({ "callbackUrl": url, "callbackBody": "x" }));
    let refusing = listen("HTTP/1.1 404 Not Found\r\n\r\n");
    let got = upload(&server, &[("x-cos-callback", &to(&format!("http://127.0.0.1:{}/", refusing.port)))]);
    assert_eq!(got.outcome(), outcome(203, "CallbackFailed"));
    assert_eq!(got.tag("Message"), "Error status : 404.");
    assert!(!got.header("etag").is_empty());
    assert_eq!(server.ask("GET", "/dir/a%20b.txt").send().text(), "hello");
    for unreachable in
        ["http://127.0.0.1:1/", "https://127.0.0.1/", "http://192.0.2.1/", "http://example.com/", ":::"]
    {
        let got = upload(&server, &[("x-cos-callback", &to(unreachable))]);
        assert_eq!(
            (got.status, got.tag("Message")),
            (203, "Error status : 502.".to_owned()),
            "{unreachable}"
        );
    }
    let got = upload_in_parts(&server, &[("x-cos-callback", &to("http://127.0.0.1:1/"))]);
    assert_eq!(
        (got.status, got.tag("Status"), got.tag("Code")),
        (200, "203".to_owned(), "CallbackFailed".to_owned())
    );
}

#[test]
fn the_next_server_is_asked_when_one_fails() {
    let server = Server::new();
    let listener = listen("HTTP/1.1 200 OK\r\n\r\n{}");
    let urls = format!("http://127.0.0.1:1/;http://127.0.0.1:{}/", listener.port);
    let got = upload(&server, &[("x-cos-callback", &encoded(&json!({ "callbackUrl": urls })))]);
    assert_eq!((got.status, got.text()), (200, "{}"));
}

#[test]
fn wishes_that_cannot_be_read_are_refused_before_anything_is_stored() {
    let server = Server::new();
    let text = STANDARD.encode("text");
    for (name, value) in
        [("x-cos-callback", "?"), ("x-cos-callback", text.as_str()), ("x-cos-return-body", "not base64!")]
    {
        assert_eq!(
            upload(&server, &[(name, value)]).outcome(),
            outcome(400, "InvalidArgument"),
            "{name}: {value}"
        );
    }
    assert_eq!(server.ask("GET", "/dir/a%20b.txt").send().status, 404);
    let nobody = upload(&server, &[("x-cos-callback", &encoded(&json!({})))]);
    assert_eq!((nobody.status, nobody.body.len()), (200, 0), "nobody is to be asked");
}
