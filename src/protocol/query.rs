//! The query of a URL: what is sent is what is signed.

use super::encode::encode_uri_component;
use super::value::{Map, Value};

/// The entries as they are sent: a list repeats its name, nothing and objects have no text.
#[must_use]
pub fn query_pairs(query: &Map) -> Vec<(String, String)> {
    let mut pairs = Vec::with_capacity(query.len());
    for (name, value) in query.iter() {
        match value {
            Value::List(items) => {
                pairs.extend(items.iter().map(|item| (name.to_owned(), wire_text(item))));
            }
            single => pairs.push((name.to_owned(), wire_text(single))),
        }
    }
    pairs
}

fn wire_text(value: &Value) -> String {
    match value {
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
        Value::Decimal(text) if !text.ends_with(|last: char| last.is_ascii_digit()) => String::new(),
        other => other.to_text(),
    }
}

/// `name=value&name=value`, in the order given.
#[must_use]
pub fn query_text(pairs: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&encode_uri_component(name));
        text.push('=');
        text.push_str(&encode_uri_component(value));
    }
    text
}
