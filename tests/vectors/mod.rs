//! Reads the vectors: what the original SDK did, recorded by running it.
#![allow(dead_code, reason = "each test file uses the part it needs")]

use std::fmt::Display;

use cos_wasm_sdk::value::{Map, Value};
use serde_json::Value as Json;

/// How many of the cases that failed are shown.
const SHOWN: usize = 10;

/// The list under a name in one of the files beside this one.
///
/// # Panics
/// When the file has no such list.
#[must_use]
pub fn cases(file: &str, name: &str) -> Vec<Json> {
    let path = [env!("CARGO_MANIFEST_DIR"), "/tests/vectors/", file].concat();
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    // Half a character cannot stand in Rust text, so the reader would refuse the whole file.
    let document: Json = serde_json::from_str(&text.replace(r"\ud800", r"\ufffd")).unwrap_or_default();
    let found = document.get(name).and_then(Json::as_array).cloned().unwrap_or_default();
    assert!(!found.is_empty(), "no list {name} in {path}");
    found
}

/// The text at a path such as `/page/protocol`; empty when there is none.
#[must_use]
pub fn text(case: &Json, path: &str) -> String {
    case.pointer(path).and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// A recorded value as the core takes it; an `undefined` keeps its place as null.
#[must_use]
pub fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::from(whole),
            None => Value::Decimal(number.to_string().into()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(value).collect::<Vec<_>>().into(),
        Json::Object(_) if is_undefined(json) => Value::Null,
        // A number that JSON does not have.
        Json::Object(entries) if entries.contains_key("$number") => {
            Value::Decimal(text(json, "/$number").into())
        }
        Json::Object(entries) => {
            Value::Map(entries.iter().map(|(name, item)| (name.as_str(), value(item))).collect())
        }
    }
}

/// The object under a name as the core takes it; empty when there is none.
#[must_use]
pub fn map(case: &Json, name: &str) -> Map {
    match case.get(name).map(value) {
        Some(Value::Map(map)) => map,
        _ => Map::new(),
    }
}

/// Whether a recorded value stands for `undefined`.
#[must_use]
pub fn is_undefined(json: &Json) -> bool {
    json.get("$undefined") == Some(&Json::Bool(true))
}

/// Fails with the cases whose answers are not the expected ones.
///
/// # Panics
/// When there are such cases.
pub fn expect_equal<F: Display + PartialEq<String>>(cases: impl IntoIterator<Item = (String, F, String)>) {
    let mut count = 0;
    let mut failed = Vec::new();
    for (name, found, expected) in cases {
        count += 1;
        if found != expected {
            failed.push(format!("{name}\n  found    {found}\n  expected {expected}"));
        }
    }
    let shown = failed.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(failed.is_empty(), "{} of {count} cases differ:\n{shown}", failed.len());
}
