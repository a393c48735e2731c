//! How text is spelled in URLs, headers and signatures.

use crate::text::{Bytes, Text, from_utf8, hex_digit, push_escaped, run};

const UPPER_DIGITS: &[u8; 16] = b"0123456789ABCDEF";
const LOWER_DIGITS: &[u8; 16] = b"0123456789abcdef";
const BASE64_DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What is never encoded (RFC 3986).
const UNRESERVED: Bytes = Bytes::only("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

/// What JavaScript's `encodeURIComponent` gives.
#[must_use]
pub fn encode_uri_component(text: &str) -> Text {
    percent_encode(text, &const { UNRESERVED.and("!*'()") })
}

/// As [`encode_uri_component`], with `!`, `'`, `(`, `)` and `*` encoded too; what signatures are made of.
#[must_use]
pub fn encode_strict(text: &str) -> Text {
    percent_encode(text, &const { UNRESERVED })
}

/// As [`encode_strict`], with slashes kept; for object keys in URLs.
#[must_use]
pub fn encode_path(text: &str) -> Text {
    percent_encode(text, &const { UNRESERVED.and("/") })
}

fn percent_encode(text: &str, is_plain: &Bytes) -> Text {
    if run(text, is_plain).1.is_empty() {
        return text.into();
    }
    let mut encoded = String::new();
    push_escaped(&mut encoded, text, is_plain, |encoded, byte| {
        encoded.push('%');
        push_byte(encoded, byte, UPPER_DIGITS);
    });
    encoded.into()
}

/// What JavaScript's `decodeURIComponent` gives; nothing where it would throw.
#[must_use]
pub fn decode_uri_component(text: &str) -> Option<Text> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => hex_digit(bytes.next()?)? << 4 | hex_digit(bytes.next()?)?,
            plain => plain,
        });
    }
    from_utf8(&decoded)
}

/// The bytes in lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> Text {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        push_byte(&mut text, *byte, LOWER_DIGITS);
    }
    text.into()
}

fn push_byte(text: &mut String, byte: u8, digits: &[u8]) {
    push_digit(text, digits, byte >> 4);
    push_digit(text, digits, byte & 15);
}

fn push_digit(text: &mut String, digits: &[u8], value: u8) {
    if let Some(digit) = digits.get(usize::from(value)) {
        text.push(char::from(*digit));
    }
}

/// Base64 with the standard alphabet and padding.
#[must_use]
pub fn base64(bytes: &[u8]) -> Text {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let mut bits = 0u32;
        for at in 0..3 {
            bits = bits << 8 | u32::from(group.get(at).copied().unwrap_or(0));
        }
        for at in 0..4u8 {
            if usize::from(at) > group.len() {
                text.push('=');
            } else {
                push_digit(&mut text, BASE64_DIGITS, (bits >> (18 - 6 * at) & 63) as u8);
            }
        }
    }
    text.into()
}

/// As [`base64`], fit for URLs: `-` for `+`, `_` for `/`, no padding.
#[must_use]
pub fn base64_safe(bytes: &[u8]) -> Text {
    let mut text = String::new();
    for digit in base64(bytes).bytes() {
        match digit {
            b'+' => text.push('-'),
            b'/' => text.push('_'),
            b'=' => {}
            other => text.push(char::from(other)),
        }
    }
    text.into()
}

/// The bytes behind base64 of either alphabet, padded or not; nothing where the text is no base64.
#[must_use]
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut text = text;
    while let Some(shorter) = text.strip_suffix('=') {
        text = shorter;
    }
    let mut bytes = Vec::new();
    let mut bits = 0u32;
    let mut held = 0u8;
    for digit in text.bytes() {
        bits = bits << 6 | u32::from(base64_digit(digit)?);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 255) as u8);
        }
    }
    // Six bits left over mean a single digit stands alone: no encoder writes that.
    (held < 6).then_some(bytes)
}

fn base64_digit(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}
