use crate::events::messages;
use crate::support::{HOST, MEGABYTE, Server, pattern};
use cos_emulator::{Emulator, Options, server};
use serde_json::json;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// An emulator behind a real socket, on its own clock.
struct Listening {
    address: SocketAddr,
    signer: Server,
    emulator: Arc<Emulator>,
    _runtime: tokio::runtime::Runtime,
}

impl Listening {
    fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let options = Options {
            buckets: vec![("test-1250000000".to_owned(), "ap-guangzhou".to_owned())],
            ..Options::default()
        };
        let emulator = Arc::new(Emulator::new(options).unwrap());
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(server::serve(listener, Arc::clone(&emulator)));
        Self { address, signer: Server::new(), emulator, _runtime: runtime }
    }

    fn fault(&self, rule: serde_json::Value) {
        self.emulator.add_fault(serde_json::from_value(rule).unwrap()).unwrap();
    }

    /// Sends a request with a body and reads until the connection ends.
    fn exchange(&self, method: &str, target: &str, body: &[u8]) -> Vec<u8> {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let authorization = self.signer.ask(method, target).window(now - 60, now + 60).authorization();
        let mut stream = TcpStream::connect(self.address).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {target} HTTP/1.1\r\nhost: {HOST}\r\nauthorization: {authorization}\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        // The server may already have broken the connection.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }
}

fn split(answer: &[u8]) -> (String, &[u8]) {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").map_or(answer.len(), |end| end + 4);
    (String::from_utf8_lossy(&answer[..end]).into_owned(), &answer[end..])
}

#[test]
fn objects_go_over_the_wire_unharmed() {
    let listening = Listening::new();
    let content = pattern(9 * MEGABYTE);
    let put = listening.exchange("PUT", "/a", &content);
    assert!(split(&put).0.starts_with("HTTP/1.1 200 OK"), "{}", split(&put).0);
    let get = listening.exchange("GET", "/a", b"");
    assert!(split(&get).1 == content);
    let head = listening.exchange("HEAD", "/a", b"");
    assert!(
        split(&head).0.contains(&format!("Content-Length: {}\r\n", content.len()))
            && split(&head).1.is_empty()
    );
    let range = listening.exchange("DELETE", "/a", b"");
    assert!(split(&range).0.starts_with("HTTP/1.1 204 No Content"));
}

#[test]
fn a_refused_upload_is_answered_after_its_body_was_swallowed() {
    let listening = Listening::new();
    let answer = listening.exchange("PUT", "/a?uploadId=none&partNumber=1", &vec![0; 9 * MEGABYTE]);
    assert!(split(&answer).0.starts_with("HTTP/1.1 404 Not Found"), "{}", split(&answer).0);
}

#[test]
fn connections_really_break() {
    let listening = Listening::new();
    listening.exchange("PUT", "/a", &pattern(100_000));
    listening.fault(json!({"fault": {"kind": "dropBefore"}}));
    assert!(listening.exchange("GET", "/a", b"").is_empty());
    listening.fault(json!({"fault": {"kind": "dropAfter"}}));
    assert!(listening.exchange("PUT", "/b", b"y").is_empty());
    assert_eq!(split(&listening.exchange("GET", "/b", b"")).1, b"y");
    listening.fault(json!({"fault": {"kind": "dropDuring", "bytes": 70_000}}));
    let answer = listening.exchange("GET", "/a", b"");
    assert!(split(&answer).0.contains("Content-Length: 100000"));
    assert_eq!(split(&answer).1.len(), 70_000);
    listening.fault(json!({"fault": {"kind": "dropDuring"}}));
    assert!(listening.exchange("PUT", "/c", &vec![0; 5 * MEGABYTE]).is_empty());
    assert!(split(&listening.exchange("GET", "/c", b"")).0.starts_with("HTTP/1.1 404"));
}

#[test]
fn answers_are_really_slow() {
    let listening = Listening::new();
    listening.exchange("PUT", "/a", &[b'x'; 500]);
    listening.fault(json!({"fault": {"kind": "delay", "ms": 200}}));
    listening.fault(json!({"skip": 1, "fault": {"kind": "slowBody", "bytesPerSecond": 1000}}));
    for expected in [200, 300] {
        let began = Instant::now();
        assert_eq!(split(&listening.exchange("GET", "/a", b"")).1.len(), 500);
        assert!(began.elapsed() >= Duration::from_millis(expected), "{:?}", began.elapsed());
    }
}

#[test]
fn while_connections_are_to_be_broken_none_is_used_twice() {
    let listening = Listening::new();
    let request = format!("GET / HTTP/1.1\r\nhost: {HOST}\r\n\r\n");
    let mut idle = TcpStream::connect(listening.address).unwrap();
    let mut head = [0; 512];
    idle.write_all(request.as_bytes()).unwrap();
    assert!(idle.read(&mut head).unwrap() > 0);
    listening.fault(json!({"match": {"method": "PUT"}, "fault": {"kind": "dropAfter"}}));
    let mut rest = Vec::new();
    idle.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    idle.read_to_end(&mut rest).expect("the idle connection is closed");
    let mut fresh = TcpStream::connect(listening.address).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    fresh.write_all(request.as_bytes()).unwrap();
    fresh.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut answer = String::new();
    fresh.read_to_string(&mut answer).expect("a fresh connection serves one request");
    assert!(
        answer.starts_with("HTTP/1.1 403") && answer.to_lowercase().contains("connection: close"),
        "{answer}"
    );
}

#[test]
fn a_body_in_chunks_is_taken_without_knowing_its_length() {
    let listening = Listening::new();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let authorization = listening.signer.ask("PUT", "/a").window(now - 60, now + 60).authorization();
    let mut stream = TcpStream::connect(listening.address).unwrap();
    let head = format!(
        "PUT /a HTTP/1.1\r\nhost: {HOST}\r\nauthorization: {authorization}\r\ntransfer-encoding: chunked\r\n\
         connection: close\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert_eq!(split(&listening.exchange("GET", "/a", b"")).1, b"hello world");
}

#[test]
fn versions_and_selections_go_over_the_wire() {
    let listening = Listening::new();
    let versioning = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    listening.exchange("PUT", "/?versioning", versioning);
    let put = listening.exchange("PUT", "/a.csv", b"a,1\nb,2\n");
    let (head, _) = split(&put);
    let id =
        head.lines().find_map(|line| line.strip_prefix("x-cos-version-id: ")).expect("the id of the version");
    listening.exchange("DELETE", "/a.csv", b"");
    let (head, _) = split(&listening.exchange("GET", "/a.csv", b""));
    assert!(head.starts_with("HTTP/1.1 404") && head.contains("x-cos-delete-marker: true"), "{head}");
    let selection = "<SelectRequest><Expression>SELECT _1 FROM COSObject WHERE _2 > 1</Expression>\
                     <ExpressionType>SQL</ExpressionType><InputSerialization><CSV/></InputSerialization>\
                     <OutputSerialization><JSON/></OutputSerialization></SelectRequest>";
    let target = format!("/a.csv?select&select-type=2&versionId={id}");
    let answer = listening.exchange("POST", &target, selection.as_bytes());
    let (head, body) = split(&answer);
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let messages = messages(body);
    assert_eq!((messages.len(), messages[0].text()), (3, "{\"_1\":\"b\"}\n"));
}

#[test]
fn the_website_host_redirects_browsers() {
    let listening = Listening::new();
    let website = b"<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>\
        <RoutingRules><RoutingRule><Condition><KeyPrefixEquals>old/</KeyPrefixEquals></Condition>\
        <Redirect><ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith></Redirect></RoutingRule></RoutingRules>\
        </WebsiteConfiguration>";
    listening.exchange("PUT", "/?website", website);
    let host = HOST.replace(".cos.", ".cos-website.");
    let mut stream = TcpStream::connect(listening.address).unwrap();
    let request = format!("GET /old/a HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let (head, _) = split(&answer);
    assert!(head.starts_with("HTTP/1.1 302"), "{head}");
    assert!(head.contains(&format!("Location: http://{host}/new/a\r\n")), "{head}");
}
