use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::support::{HOST, Server};

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cos-emulator"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn address(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    line.trim().strip_prefix("listening on http://").expect("the first line is the address").to_owned()
}

/// Sends a request to the bucket of the tests and reads the whole answer.
fn exchange(child: &mut Child, method: &str, body: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let authorization = Server::new().ask(method, "/a").window(now - 60, now + 60).authorization();
    let mut stream = TcpStream::connect(address(child)).unwrap();
    let length = body.len();
    let request = format!(
        "{method} /a HTTP/1.1\r\nhost: {HOST}\r\nauthorization: {authorization}\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_program_that_was_killed_finds_its_objects_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap();
    let options = ["--port", "0", "--dir", path, "--bucket", "test-1250000000:ap-guangzhou"];
    for (method, body, expected) in [("PUT", "content", ""), ("GET", "", "content")] {
        let mut child = start(&options);
        let answer = exchange(&mut child, method, body);
        child.kill().unwrap();
        child.wait().unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(body, expected);
    }
}

#[test]
fn the_program_tells_its_address_first_and_ends_with_its_standard_input() {
    let mut child = start(&["--port", "0", "--until-stdin-closes", "--bucket", "a-1250000000:ap-beijing"]);
    let mut stream = TcpStream::connect(address(&mut child)).unwrap();
    stream
        .write_all(b"GET /_emulator/info HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("a-1250000000"), "{answer}");
    assert!(child.try_wait().unwrap().is_none());
    drop(child.stdin.take());
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "it still runs");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success());
}

#[test]
fn options_that_make_no_sense_are_refused_with_the_usage() {
    for arguments in [
        &["--prot", "1"][..],
        &["--port"],
        &["--port", "x"],
        &["--bucket", "a"],
        &["--restore-seconds", "soon"],
    ] {
        let output = start(arguments).wait_with_output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("usage: cos-emulator"));
    }
    let help = start(&["--help"]).wait_with_output().unwrap();
    assert!(help.status.success() && String::from_utf8_lossy(&help.stdout).contains("--until-stdin-closes"));
}
