//! What holds for any bytes that a service may send. `fuzz/` looks for bytes for which it does not.
#![allow(dead_code, reason = "each user needs the part that it plays")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever goes wrong is told as a panic"
)]

use cos_wasm_sdk::client::report::{reason, report};
use cos_wasm_sdk::protocol::catalog::rows;
use cos_wasm_sdk::protocol::event_stream::{Event, Malformed, next_event, read_all};
use cos_wasm_sdk::protocol::operation::Operation;
use cos_wasm_sdk::protocol::request::{Request, build};
use cos_wasm_sdk::protocol::response::{Content, Response, read};
use cos_wasm_sdk::protocol::{json, xml};
use cos_wasm_sdk::value::{Map, Value};

const STATUSES: [u16; 12] = [200, 204, 206, 0, 100, 301, 304, 400, 403, 404, 500, 999];

/// Params that any row can be called with.
const PARAMS: [(&str, &str); 14] = [
    ("Bucket", "demo-1250000000"),
    ("Region", "ap-guangzhou"),
    ("Key", "k"),
    ("UploadId", "u"),
    ("ETag", "e"),
    ("PartNumber", "1"),
    ("Position", "0"),
    ("Id", "i"),
    ("CopySource", "demo-1250000000.cos.ap-guangzhou.myqcloud.com/a"),
    ("Status", "Enabled"),
    ("Expression", "select"),
    ("SelectType", "2"),
    ("Origin", "http://o"),
    ("Policy", "{\"statement\":[]}"),
];

/// A document that can be read can be written, and what is written is read as the same.
///
/// # Panics
/// When that is not so.
pub fn xml(bytes: &[u8]) {
    let Ok(document) = xml::read(&String::from_utf8_lossy(bytes)) else { return };
    let document = Value::Map(document);
    let text = xml::write(&document);
    if has_plain_names(&document) {
        let again = xml::read(&text).unwrap_or_else(|_| panic!("unreadable: {text}"));
        assert_eq!(Value::Map(again), document, "{text}");
    }
}

/// Names that nobody sends are read as they are, and cannot be written.
fn has_plain_names(value: &Value) -> bool {
    let is_plain = |name: &str| name.chars().all(char::is_alphanumeric);
    match value {
        Value::Map(map) => map.iter().all(|(name, inner)| is_plain(name) && has_plain_names(inner)),
        Value::List(items) => items.iter().all(has_plain_names),
        _ => true,
    }
}

/// A stream read at once has the events of a stream that comes byte by byte.
///
/// # Panics
/// When that is not so.
pub fn event_stream(bytes: &[u8]) {
    let (mut rest, mut at_once) = (bytes, Vec::new());
    while let Some(event) = next_event(&mut rest).unwrap_or_default() {
        at_once.push(event);
    }
    assert_eq!(at_once, bit_by_bit(bytes));
    if let Ok(fields) = read_all(bytes) {
        assert!(rest.is_empty());
        assert_eq!(fields.own_text("Body").chars().count(), bytes.len());
    }
}

fn bit_by_bit(bytes: &[u8]) -> Vec<Event<'_>> {
    let (mut start, mut events) = (0, Vec::new());
    for end in 0..=bytes.len() {
        let mut arrived = &bytes[start..end];
        match next_event(&mut arrived) {
            Ok(Some(event)) => events.push(event),
            Ok(None) => continue,
            Err(Malformed) => break,
        }
        assert!(arrived.is_empty(), "a frame was complete before its last byte came");
        start = end;
    }
    events
}

/// Any answer to any call is fields, or an error with words, which JavaScript can be told.
///
/// The first three bytes are the row, the status and the kind of content; then come lines of headers, an empty line and
/// the body.
///
/// # Panics
/// When that is not so.
pub fn response(bytes: &[u8]) {
    let [row, status, kind, rest @ ..] = bytes else { return };
    let Some(request) = request(*row) else { return };
    let at = rest.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = at.map_or((&rest[..0], rest), |at| (&rest[..at], &rest[at + 2..]));
    let content = match kind % 3 {
        0 => Content::Text(String::from_utf8_lossy(body).into_owned()),
        1 => Content::Frames(body.to_vec()),
        _ => Content::Untouched,
    };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    let answer = Response { status, headers: headers(head), content, url: &"https://h/k".into() };
    let fields = match read(&request, &answer) {
        Ok(fields) => fields,
        Err(error) => {
            assert!(!reason(&error).is_empty());
            report(&error).fields
        }
    };
    let text = json::write(&Value::Map(fields));
    assert!(json::read(&text).is_some(), "unreadable: {text}");
}

fn headers(head: &[u8]) -> Map {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name, Value::from(value))).collect()
}

fn request(number: u8) -> Option<Box<Request>> {
    let rows: Vec<&'static Operation> = rows().collect();
    let row = rows[usize::from(number) % rows.len()];
    let mut params: Map = PARAMS.into_iter().collect();
    for name in row.required.split_whitespace() {
        if params.get(name).is_none() {
            params.set(name, Value::from(vec![Value::Map(PARAMS.into_iter().collect())]));
        }
    }
    build(row, params, &Map::new(), None).ok()
}

/// The rows of which no call can be made.
#[must_use]
pub fn rows_without_request() -> Vec<&'static str> {
    let numbered = (0..=u8::MAX).zip(rows());
    numbered.filter(|(number, _)| request(*number).is_none()).map(|(_, row)| row.about.name).collect()
}
