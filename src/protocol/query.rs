//! The query of a URL: what is sent is what is signed.

use super::encode::encode_uri_component;
use crate::value::{Map, Text, Value};

/// The entries as they are sent: a list repeats its name, nothing and objects have no text.
#[must_use]
pub fn query_pairs(query: &Map) -> Vec<(Text, Text)> {
    let mut pairs = Vec::new();
    for (name, value) in query.iter() {
        let items = if let Value::List(items) = value { items } else { std::slice::from_ref(value) };
        for item in items {
            pairs.push((name.into(), wire_text(item)));
        }
    }
    pairs
}

/// Headers as they are sent.
#[must_use]
pub fn header_pairs(headers: &Map) -> Vec<(Text, Text)> {
    let mut pairs = Vec::new();
    for (name, value) in headers.iter() {
        pairs.push((name.into(), value.to_wire_text()));
    }
    pairs
}

fn wire_text(value: &Value) -> Text {
    match value {
        Value::List(_) | Value::Map(_) => Text::new(),
        Value::Decimal(text) if !text.bytes().next_back().is_some_and(|last| last.is_ascii_digit()) => {
            Text::new()
        }
        other => other.to_wire_text(),
    }
}

/// `name=value&name=value`, in the order given.
#[must_use]
pub fn query_text(pairs: &[(Text, Text)]) -> Text {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&encode_uri_component(name));
        text.push('=');
        text.push_str(&encode_uri_component(value));
    }
    text.into()
}
