//! The stream of frames in which the service answers a query over an object.
//!
//! A frame is the length of all of it and the length of its headers (4 bytes each, the highest first), a checksum of
//! these, the headers, the payload, and a checksum of everything. A header is the length of its name (1 byte), the name,
//! a type (1 byte, always text), the length of its value (2 bytes), and the value.
//! Source: <https://cloud.tencent.com/document/product/436/37641>

use super::document::nested;
use super::xml;
use crate::text::from_utf8;
use crate::value::{Map, Text, Value};

/// Lengths and their checksum.
const PRELUDE: usize = 12;
/// The checksum at the end.
const TRAILER: usize = 4;
/// Far more than is sent at once: a length beyond it is that of no frame.
const LONGEST: usize = 32 << 20;

/// What a frame says.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// A piece of the result, which may end within a record and even within a character.
    Records(&'a [u8]),
    /// A document: `Stats`, `Progress`, or `Error` when the query failed. Empty where a frame only keeps the connection.
    Report(Map),
}

/// Bytes that are no frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Reads the frame that bytes begin with, and goes beyond it; nothing when not all of it is there.
///
/// # Errors
/// When the bytes are no frame.
pub fn next_event<'a>(bytes: &mut &'a [u8]) -> Result<Option<Event<'a>>, Malformed> {
    let Some((length, rest)) = number(bytes, 4) else { return Ok(None) };
    let Some((head, _)) = number(rest, 4) else { return Ok(None) };
    if length > LONGEST || PRELUDE + head + TRAILER > length {
        return Err(Malformed);
    }
    let Some((frame, others)) = bytes.split_at_checked(length) else { return Ok(None) };
    *bytes = others;
    let content = frame.get(PRELUDE..length - TRAILER).and_then(|content| content.split_at_checked(head));
    content.and_then(|(head, payload)| read_frame(head, payload)).map(Some).ok_or(Malformed)
}

fn read_frame<'a>(head: &'a [u8], payload: &'a [u8]) -> Option<Event<'a>> {
    if header(head, ":message-type")? == b"error" {
        let mut error = Map::new();
        for &(name, field) in &[(":error-code", "Code"), (":error-message", "Message")] {
            error.put(field, text(header(head, name).unwrap_or_default()));
        }
        return Some(Event::Report(nested("Error", Value::Map(error))));
    }
    let kind = header(head, ":event-type")?;
    if kind == b"Records" {
        return Some(Event::Records(payload));
    }
    // What cannot be read tells nothing, and nothing of the result is lost with it.
    Some(Event::Report(xml::read(&text(payload)).unwrap_or_default()))
}

fn header<'a>(head: &'a [u8], wanted: &str) -> Option<&'a [u8]> {
    let mut rest = head;
    loop {
        let (name, after) = counted(rest, 1)?;
        let (value, after) = counted(after.get(1..)?, 2)?;
        if name == wanted.as_bytes() {
            return Some(value);
        }
        rest = after;
    }
}

/// Bytes behind their length, and what follows them.
fn counted(bytes: &[u8], width: usize) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes, width)?;
    rest.split_at_checked(length)
}

/// A number of so many bytes, and what follows it.
fn number(bytes: &[u8], width: usize) -> Option<(usize, &[u8])> {
    let (digits, rest) = bytes.split_at_checked(width)?;
    Some((digits.iter().fold(0, |number, digit| number << 8 | usize::from(*digit)), rest))
}

/// UTF-8, or else a character for each byte, so that nothing is lost.
fn text(bytes: &[u8]) -> Text {
    from_utf8(bytes).unwrap_or_else(|| one_to_one(bytes))
}

/// A character for each byte.
fn one_to_one(bytes: &[u8]) -> Text {
    let mut text = String::new();
    for byte in bytes {
        text.push(char::from(*byte));
    }
    text.into()
}

/// A whole stream as the fields of an answer: `Payload` is the result, `Stats` what it cost, `Body` has a character
/// for each byte of the stream. `Error` is there, too, when the query failed.
///
/// # Errors
/// When the stream does not end where a frame ends.
pub fn read_all(bytes: &[u8]) -> Result<Map, Malformed> {
    let (mut rest, mut records, mut fields) = (bytes, Vec::new(), Map::new());
    while let Some(event) = next_event(&mut rest)? {
        match event {
            Event::Records(piece) => records.extend_from_slice(piece),
            Event::Report(report) => fields.take_over(&report, "Stats=Stats Error=Error"),
        }
    }
    if !rest.is_empty() {
        return Err(Malformed);
    }
    fields.put("Payload", text(&records));
    fields.put("Body", one_to_one(bytes));
    Ok(fields)
}
