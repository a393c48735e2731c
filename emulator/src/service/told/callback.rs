//! Asking another server about an object that was uploaded. The emulator asks servers on this machine only.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpStream};
use std::time::Duration;

use http::Uri;
use serde_json::{Map, Value};

use super::template::{Facts, Template};
use crate::failure::Failure;

/// How long a server may take.
const PATIENCE: Duration = Duration::from_secs(5);
const URL_LIMIT: usize = 5;
const FORM: &str = "application/x-www-form-urlencoded";

/// Whom to ask, and what to tell him.
#[derive(Debug)]
pub(crate) struct Callback {
    urls: Vec<String>,
    host: Option<String>,
    content_type: String,
    body: Template,
}

impl Callback {
    /// Reads a callback; nothing when it names no server.
    pub(super) fn read(wish: &Value, variables: Option<Value>) -> Option<Self> {
        let text = |name: &str| wish.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let urls = text("callbackUrl")?.split(';').take(URL_LIMIT).map(str::to_owned).collect();
        let content_type = text("callbackBodyType").unwrap_or(FORM).to_owned();
        let variables = match variables {
            Some(Value::Object(variables)) => variables,
            _ => Map::new(),
        };
        let body = Template::new(text("callbackBody").unwrap_or_default(), content_type != FORM, variables);
        Some(Self { urls, host: text("callbackHost").map(str::to_owned), content_type, body })
    }

    /// What the first server says that answers with 200.
    pub(super) fn call(&self, facts: &Facts) -> Result<Vec<u8>, Failure> {
        let body = self.body.fill(facts);
        let mut status = 502;
        for url in &self.urls {
            match self.ask(url, &body) {
                Ok((200, answer)) => return Ok(answer),
                Ok((other, _)) => status = other,
                Err(_) => status = 502,
            }
        }
        Err(Failure::new(203, "CallbackFailed", format!("Error status : {status}.")))
    }

    fn ask(&self, url: &str, body: &str) -> io::Result<(u16, Vec<u8>)> {
        let url = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
        let uri: Uri = url.parse().map_err(io::Error::other)?;
        let authority = uri.authority().ok_or(io::ErrorKind::InvalidInput)?;
        let mut stream = connect(&uri)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let host = self.host.as_deref().unwrap_or(authority.as_str());
        let (content_type, length) = (&self.content_type, body.len());
        // With HTTP/1.0 the answer comes in one piece and ends with the connection.
        let head = format!(
            "POST {path} HTTP/1.0\r\nhost: {host}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\
             user-agent: cos-emulator\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        split(&answer).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// Connects to a server on this machine. No other name is even looked up.
fn connect(uri: &Uri) -> io::Result<TcpStream> {
    let host = uri.host().unwrap_or_default();
    let candidates = if host == "localhost" || host.ends_with(".localhost") {
        vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]
    } else {
        host.trim_matches(['[', ']']).parse().into_iter().filter(IpAddr::is_loopback).collect()
    };
    let mut outcome = Err(io::ErrorKind::Unsupported.into());
    for address in candidates.into_iter().filter(|_| uri.scheme_str() == Some("http")) {
        outcome = TcpStream::connect_timeout(&(address, uri.port_u16().unwrap_or(80)).into(), PATIENCE);
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

/// The status and the body of an answer.
fn split(answer: &[u8]) -> Option<(u16, Vec<u8>)> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let (head, body) = answer.split_at_checked(end + 4)?;
    let status = std::str::from_utf8(head).ok()?.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_vec()))
}
