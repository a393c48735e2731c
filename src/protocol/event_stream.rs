//! The stream of frames in which the service answers a query over an object.
//!
//! A frame is the length of all of it and the length of its headers (4 bytes each, the highest first), a checksum of
//! these, the headers, the payload, and a checksum of everything. A header is the length of its name (1 byte), the name,
//! a type (1 byte, always text), the length of its value (2 bytes), and the value.
//! Source: <https://cloud.tencent.com/document/product/436/37641>

use super::xml;
use crate::value::{Map, Value};

/// Lengths and their checksum.
const PRELUDE: usize = 12;
/// The checksum at the end.
const TRAILER: usize = 4;
/// The service sends frames of at most 1 MiB of records; what is longer is no frame.
const LONGEST: usize = 32 << 20;

/// What a frame says.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A piece of the result, which may end within a record and even within a character.
    Records(Vec<u8>),
    /// `Stats` or `Progress`, and what it counts.
    Counts(Map),
    /// The query failed: its error document.
    Failure(Map),
    /// Sent to keep the connection open, or to end the stream.
    Idle,
}

/// Bytes that are no frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Reads frames out of bytes that arrive in pieces of any size.
#[derive(Default)]
pub struct EventReader {
    bytes: Vec<u8>,
    at: usize,
}

impl EventReader {
    /// Adds what has arrived.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether bytes of an unfinished frame are left.
    #[must_use]
    pub fn is_within_frame(&self) -> bool {
        self.at < self.bytes.len()
    }

    /// The next frame, when all of it has arrived.
    ///
    /// # Errors
    /// When the bytes are no frame.
    pub fn next_event(&mut self) -> Result<Option<Event>, Malformed> {
        let Some(rest) = self.bytes.get(self.at..) else { return Ok(None) };
        let (Some(length), Some(head)) = (number(rest, 0, 4), number(rest, 4, 4)) else { return Ok(None) };
        if length > LONGEST || head > length || length - head < PRELUDE + TRAILER {
            return Err(Malformed);
        }
        let Some(frame) = rest.get(..length) else { return Ok(None) };
        let event = read_frame(frame, PRELUDE + head).ok_or(Malformed)?;
        self.at += length;
        Ok(Some(event))
    }
}

/// The kind of a frame, and the error that it may report.
#[derive(Default)]
struct Head {
    kind: String,
    error: Map,
}

fn read_frame(frame: &[u8], payload_at: usize) -> Option<Event> {
    let head = read_head(frame.get(PRELUDE..payload_at)?)?;
    let payload = frame.get(payload_at..frame.len() - TRAILER)?;
    Some(match head.kind.as_str() {
        "error" => Event::Failure(head.error),
        "Records" => Event::Records(payload.to_vec()),
        "Stats" | "Progress" => {
            // What cannot be read tells nothing, and nothing of the result is lost with it.
            Event::Counts(xml::read(&text(payload)).unwrap_or_default())
        }
        _ => Event::Idle,
    })
}

fn read_head(headers: &[u8]) -> Option<Head> {
    let mut head = Head::default();
    let mut rest = headers;
    while !rest.is_empty() {
        let (name, after) = counted(rest, 1)?;
        let (value, after) = counted(after.get(1..)?, 2)?;
        rest = after;
        match name {
            b":message-type" if value == b"error" => head.kind = text(value),
            b":event-type" if head.kind.is_empty() => head.kind = text(value),
            b":error-code" => head.error.set("Code", Value::Text(text(value))),
            b":error-message" => head.error.set("Message", Value::Text(text(value))),
            _ => {}
        }
    }
    Some(head)
}

/// Bytes behind their length, and what follows them.
fn counted(bytes: &[u8], width: usize) -> Option<(&[u8], &[u8])> {
    let length = number(bytes, 0, width)?;
    bytes.get(width..)?.split_at_checked(length)
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let mut number = 0;
    for byte in bytes.get(at..at + width)? {
        number = number << 8 | usize::from(*byte);
    }
    Some(number)
}

/// UTF-8, or else a character for each byte, so that nothing is lost.
fn text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| one_to_one(bytes), str::to_owned)
}

/// A character for each byte.
fn one_to_one(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// A whole stream as the fields of an answer: `Payload` is the result, `Stats` what it cost, `Body` has a character
/// for each byte of the stream.
///
/// # Errors
/// When the stream reports that the query failed, or is cut off, which is reported without a document.
pub fn read_all(bytes: &[u8]) -> Result<Map, Option<Map>> {
    let mut reader = EventReader::default();
    reader.feed(bytes);
    let (mut records, mut fields) = (Vec::new(), Map::new());
    while let Some(event) = reader.next_event().map_err(|Malformed| None)? {
        match event {
            Event::Records(piece) => records.extend(piece),
            Event::Counts(mut counts) => {
                if let Some(stats) = counts.remove("Stats") {
                    fields.set("Stats", stats);
                }
            }
            Event::Failure(error) => return Err(Some(error)),
            Event::Idle => {}
        }
    }
    if reader.is_within_frame() {
        return Err(None);
    }
    fields.set("Payload", Value::Text(text(&records)));
    fields.set("Body", Value::Text(one_to_one(bytes)));
    Ok(fields)
}
