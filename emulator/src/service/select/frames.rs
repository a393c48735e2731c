//! The event stream that answers a selection: messages with headers, a payload and two checksums.
//!
//! A message is: its whole length and the length of its headers (4 bytes each, big-endian), the CRC-32 of these eight
//! bytes, the headers, the payload, and the CRC-32 of all that.

use crc_fast::{CrcAlgorithm, checksum};

use crate::failure::Failure;
use crate::xml::Element;

/// The type of header values that are texts, the only one in use.
const TEXT: u8 = 7;
/// Lengths and checksums.
const FRAME: usize = 16;

/// How far a selection has come, in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// As they are stored.
    pub(super) scanned: usize,
    /// After decompression.
    pub(super) processed: usize,
    pub(super) returned: usize,
}

pub(super) fn records(payload: &[u8]) -> Vec<u8> {
    event("Records", Some("application/octet-stream"), payload)
}

pub(super) fn progress(counts: Counts) -> Vec<u8> {
    event("Progress", Some("text/xml"), counts.document("Progress").as_bytes())
}

pub(super) fn stats(counts: Counts) -> Vec<u8> {
    event("Stats", Some("text/xml"), counts.document("Stats").as_bytes())
}

pub(super) fn end() -> Vec<u8> {
    event("End", None, &[])
}

/// What breaks a selection off once records are on their way; no `End` follows.
pub(super) fn error(failure: &Failure) -> Vec<u8> {
    let headers = [
        (":error-code", failure.code.as_str()),
        (":error-message", &failure.message),
        (":message-type", "error"),
    ];
    message(&headers, &[])
}

fn event(kind: &str, content_type: Option<&str>, payload: &[u8]) -> Vec<u8> {
    let mut headers = vec![(":message-type", "event"), (":event-type", kind)];
    headers.extend(content_type.map(|content_type| (":content-type", content_type)));
    message(&headers, payload)
}

fn message(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    for (name, value) in headers {
        head.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
        head.extend(name.bytes());
        head.push(TEXT);
        head.extend(u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes());
        head.extend(value.bytes());
    }
    let mut message = Vec::with_capacity(FRAME + head.len() + payload.len());
    message.extend(four_bytes(FRAME + head.len() + payload.len()));
    message.extend(four_bytes(head.len()));
    message.extend(crc32(&message));
    message.extend(head);
    message.extend(payload);
    message.extend(crc32(&message));
    message
}

fn four_bytes(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

fn crc32(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(checksum(CrcAlgorithm::Crc32IsoHdlc, bytes)).unwrap_or_default().to_be_bytes()
}

impl Counts {
    fn document(self, root: &str) -> String {
        let mut document = Element::new(root);
        document.number("BytesScanned", self.scanned).number("BytesProcessed", self.processed);
        document.number("BytesReturned", self.returned);
        document.into_document()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_framed_as_the_service_documents_it() {
        let end = end();
        let text = b"\x0d:message-type\x07\0\x05event\x0b:event-type\x07\0\x03End";
        assert_eq!(end.len(), FRAME + text.len());
        assert_eq!(end[..8], [0, 0, 0, 56, 0, 0, 0, 40].map(|byte| byte));
        assert_eq!(end[12..52], *text);
        // The checksums that every reader of this format knows for an End message.
        assert_eq!(end[8..12], [0xc1, 0xc6, 0x84, 0xd4]);
        assert_eq!(end[52..], [0xcf, 0x97, 0xd3, 0x92]);
    }
}
