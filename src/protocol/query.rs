//! The query of a URL: what is sent is what is signed.

use super::encode::encode_uri_component;
use crate::value::{Map, Text, Value};

/// The entries as they are sent: a list repeats its name, nothing and objects have no text.
#[must_use]
pub fn query_pairs(query: &Map) -> Vec<(Text, Value)> {
    let mut pairs = Vec::new();
    for (name, value) in query.iter() {
        let items = if let Value::List(items) = value { items } else { std::slice::from_ref(value) };
        for item in items {
            pairs.push((name.clone(), if has_text(item) { item.clone() } else { Value::Null }));
        }
    }
    pairs
}

fn has_text(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Map(_) => false,
        Value::Decimal(text) => text.bytes().next_back().is_some_and(|last| last.is_ascii_digit()),
        _ => true,
    }
}

/// `name=value&name=value`, in the order given.
#[must_use]
pub fn query_text(pairs: &[(Text, Value)]) -> Text {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&encode_uri_component(name));
        text.push('=');
        text.push_str(&encode_uri_component(&value.to_wire_text()));
    }
    text.into()
}
