//! A small client: signs by its own means and unpacks answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use cos_emulator::{Body, Cut, Emulator, Options, Rule, SECRET_ID, SECRET_KEY};
use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use md5::{Digest, Md5};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha1::Sha1;

pub const BUCKET: &str = "test-1250000000";
pub const HOST: &str = "test-1250000000.cos.ap-guangzhou.localhost:9000";
pub const SERVICE: &str = "service.cos.localhost:9000";
pub const LOCAL: &str = "localhost:9000";
pub const START: u64 = 1_700_000_000;
pub const MEGABYTE: usize = 1024 * 1024;

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// An emulator with one bucket and a clock that stands until it is set.
pub struct Server {
    pub emulator: Emulator,
    clock: Arc<AtomicU64>,
}

impl Server {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Options)) -> Self {
        let clock = Arc::new(AtomicU64::new(START));
        let hand = Arc::clone(&clock);
        let mut options = Options {
            buckets: vec![(BUCKET.to_owned(), "ap-guangzhou".to_owned())],
            clock: Arc::new(move || UNIX_EPOCH + Duration::from_secs(hand.load(Ordering::SeqCst))),
            ..Options::default()
        };
        change(&mut options);
        Self { emulator: Emulator::new(options).unwrap(), clock }
    }

    pub fn now(&self) -> u64 {
        self.clock.load(Ordering::SeqCst)
    }

    pub fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn ask(&self, method: &str, target: &str) -> Ask<'_> {
        let (method, target) = (method.to_owned(), target.to_owned());
        let window = format!("{};{}", self.now(), self.now() + 900);
        let keys = Some(Keys { id: SECRET_ID.to_owned(), secret: SECRET_KEY.to_owned(), token: None });
        Ask {
            server: self,
            method,
            host: HOST.to_owned(),
            target,
            headers: Vec::new(),
            body: Vec::new(),
            keys,
            window,
        }
    }

    pub fn put(&self, key: &str, content: &str) -> Got {
        self.ask("PUT", &format!("/{key}")).body(content).send()
    }

    pub fn fault(&self, rule: serde_json::Value) {
        let rule: Rule = serde_json::from_value(rule).unwrap();
        self.emulator.add_fault(rule).unwrap();
    }
}

#[derive(Clone)]
pub struct Keys {
    pub id: String,
    pub secret: String,
    pub token: Option<String>,
}

/// A request in the making; signed with the fixed keys unless it is told otherwise.
pub struct Ask<'a> {
    server: &'a Server,
    method: String,
    host: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    keys: Option<Keys>,
    window: String,
}

impl Ask<'_> {
    pub fn host(mut self, host: &str) -> Self {
        host.clone_into(&mut self.host);
        self
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_lowercase(), value.to_owned()));
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// A document with its Content-MD5.
    pub fn document(self, text: &str) -> Self {
        let md5 = STANDARD.encode(Md5::digest(text));
        self.header("content-md5", &md5).body(text)
    }

    pub fn unsigned(mut self) -> Self {
        self.keys = None;
        self
    }

    pub fn keys(mut self, keys: &Keys) -> Self {
        self.keys = Some(keys.clone());
        self
    }

    pub fn window(mut self, start: u64, end: u64) -> Self {
        self.window = format!("{start};{end}");
        self
    }

    pub fn authorization(&self) -> String {
        let keys = self.keys.as_ref().unwrap();
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let mut headers: Vec<(String, String)> = vec![("host".to_owned(), self.host.clone())];
        headers.extend(self.headers.iter().filter(|(name, _)| name.starts_with("x-cos-")).cloned());
        let mut params: Vec<(String, String)> = Vec::new();
        for piece in query.split('&').filter(|piece| !piece.is_empty()) {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            params.push((decode(name), decode(value)));
        }
        let (header_list, header_text) = listed(&headers);
        let (param_list, param_text) = listed(&params);
        let http = format!("{}\n{}\n{param_text}\n{header_text}\n", self.method.to_lowercase(), decode(path));
        let sign_key = hmac_hex(&keys.secret, &self.window);
        let window = &self.window;
        let signature = hmac_hex(&sign_key, &format!("sha1\n{window}\n{}\n", hex(Sha1::digest(http))));
        format!(
            "q-sign-algorithm=sha1&q-ak={}&q-sign-time={window}&q-key-time={window}&q-header-list={header_list}\
             &q-url-param-list={param_list}&q-signature={signature}",
            keys.id
        )
    }

    /// Signs in the URL instead of a header.
    pub fn signed_url(self) -> Self {
        let authorization = self.authorization();
        let mark = if self.target.contains('?') { '&' } else { '?' };
        let mut target = format!("{}{mark}{authorization}", self.target);
        if let Some(token) = self.keys.as_ref().and_then(|keys| keys.token.clone()) {
            target += "&x-cos-security-token=";
            target += &token;
        }
        Ask { target, keys: None, ..self }
    }

    pub fn send(self) -> Got {
        let mut request = http::Request::builder().method(self.method.as_str()).uri(&self.target);
        request = request.header("host", &self.host);
        if let Some(keys) = &self.keys {
            request = request.header("authorization", self.authorization());
            if let Some(token) = &keys.token {
                request = request.header("x-cos-security-token", token);
            }
        }
        for (name, value) in &self.headers {
            request = request.header(name, value.as_bytes());
        }
        let reply = self.server.emulator.handle(request.body(Body::from(self.body)).unwrap());
        let cut = reply.delivery.cut;
        let delay = reply.delivery.delay;
        let announced = reply.body.length();
        let body = reply.body.into_bytes().unwrap();
        assert_eq!(announced, body.len() as u64, "the body is as long as it says");
        Got { status: reply.status.as_u16(), headers: reply.headers, body, cut, delay }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub cut: Cut,
    pub delay: Duration,
}

impl Got {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| std::str::from_utf8(value.as_bytes()).unwrap())
    }

    /// The text of the first element of that name, empty when there is none.
    pub fn tag(&self, name: &str) -> String {
        self.tags(name).into_iter().next().unwrap_or_default()
    }

    /// The texts of all elements of that name.
    pub fn tags(&self, name: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(self.text().trim_start()).unwrap();
        let nodes = document.descendants().filter(|node| node.has_tag_name(name));
        nodes.map(|node| node.text().unwrap_or_default().to_owned()).collect()
    }

    /// Status and error code, the code empty for a success.
    pub fn outcome(&self) -> (u16, String) {
        let is_error = self.text().contains("<Error>");
        (self.status, if is_error { self.tag("Code") } else { String::new() })
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub fn outcome(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn listed(pairs: &[(String, String)]) -> (String, String) {
    let encode = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    let mut encoded: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| (encode(name).to_lowercase(), encode(value))).collect();
    encoded.sort();
    let names: Vec<&str> = encoded.iter().map(|(name, _)| name.as_str()).collect();
    let texts: Vec<String> = encoded.iter().map(|(name, value)| format!("{name}={value}")).collect();
    (names.join(";"), texts.join("&"))
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

pub fn hmac_hex(key: &str, message: &str) -> String {
    let mut code = Hmac::<Sha1>::new_from_slice(key.as_bytes()).unwrap();
    code.update(message.as_bytes());
    hex(code.finalize().into_bytes())
}

pub fn md5_hex(content: impl AsRef<[u8]>) -> String {
    hex(Md5::digest(content))
}

/// Bytes of which no two blocks of any usual size are equal.
pub fn pattern(length: usize) -> Vec<u8> {
    (0..=250_u8).cycle().take(length).collect()
}

pub fn crc64(content: impl AsRef<[u8]>) -> u64 {
    crc_fast::checksum(crc_fast::CrcAlgorithm::Crc64Xz, content.as_ref())
}
