//! Recorded calls, made again.
#![allow(dead_code, reason = "each test file uses the part it needs")]

pub mod bodies;

use cos_wasm_sdk::client::Reply;
use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::client::report::report;
use cos_wasm_sdk::error::{Error, Result};
use cos_wasm_sdk::protocol::catalog::rows;
use cos_wasm_sdk::protocol::operation::Payload;
use cos_wasm_sdk::value::{Map, Value};
use serde_json::{Map as JsonMap, Value as Json, json};

use crate::common::blob::MadeUp;
use crate::common::calls::{Wish, fixed_keys};
use crate::common::scripted::Sent;
use crate::vectors::{is_undefined, map, text};

/// The call of a recorded case; nothing when its method is not in the catalog, by no name.
pub fn wish(case: &Json, source: Source) -> Option<Wish> {
    let method = text(case, "/method");
    let row = rows()
        .filter(|row| !row.role.is_move())
        .find(|row| [row.about.name, row.about.old_name].contains(&method.as_str()))?;
    let mut params = map(case, "params");
    params.remove("Body");
    let mut options = if source == Source::Fixed { fixed_keys() } else { Map::new() };
    map(case, "options").into_iter().for_each(|(name, value)| options.insert(name, value));
    let is_file = matches!(row.body, Payload::File(_));
    let body = case.pointer("/params/Body").map(|body| made_up(body, is_file));
    Some(Wish { operation: row.about.name, params, options, source, body })
}

/// Where the row takes a file, texts and buffers are made one.
fn made_up(body: &Json, is_file: bool) -> MadeUp {
    let content = body.get("$blob").or_else(|| body.get("$file")).and_then(Json::as_str);
    let content_type = body.get("type").and_then(Json::as_str).unwrap_or_default();
    match (body, content, body.get("$arraybuffer_base64")) {
        (_, Some(content), _) => MadeUp::file(content.as_bytes(), content_type).shown_as(body),
        (Json::String(text), _, _) if is_file => MadeUp::file(text.as_bytes(), "text/plain"),
        (_, _, Some(Json::String(text))) if is_file => {
            let bytes = cos_wasm_sdk::protocol::encode::decode_base64(text).unwrap_or_default();
            MadeUp::file(&bytes, "")
        }
        _ => MadeUp::untouched(body),
    }
}

/// A request as the recordings write it down.
pub fn sent_text(sent: &Sent) -> String {
    let mut entries = JsonMap::new();
    let mut add = |name: &str, value: Json| entries.insert(name.into(), value);
    add("method", json!(sent.method.as_str()));
    add("url", json!(sent.url));
    add("headers", json_of(&Value::Map(sent.headers.clone())));
    add("qs", json_of(&Value::Map(sent.query.clone())));
    match (&sent.document, &sent.body) {
        (Some(text), _) => add("body", json!(text.as_str())),
        (None, Some(body)) => add("body", body.shown.clone()),
        (None, None) => None,
    };
    for (name, text) in [("action", &sent.action), ("key", &sent.key)] {
        if !text.is_empty() {
            add(name, json!(text.as_str()));
        }
    }
    if let Some(data_type) = &sent.data_type {
        add("dataType", json!(data_type));
    }
    if sent.timeout > 0 {
        add("timeout", json!(sent.timeout));
    }
    canonical(&Json::Object(entries))
}

/// The outcome of a call as the recordings write it down, without what the original does not have.
pub fn outcome_text(result: &Result<Reply<String>>) -> String {
    match result {
        Ok(reply) => {
            let mut fields = reply.fields.clone();
            if let Some(body) = &reply.body {
                fields.insert("Body", body.as_str());
            }
            canonical(&json_of(&fields.into()))
        }
        Err(error) => error_text(error),
    }
}

pub fn error_text(error: &Error) -> String {
    let report = report(error);
    let mut fields = report.fields;
    fields.remove("kind");
    fields.remove("hint");
    fields.insert("$error", "Error");
    fields.insert("name", report.code.as_str());
    fields.insert("code", report.code.as_str());
    fields.insert("message", report.message.map_or(Value::Null, Value::from));
    canonical(&json_of(&fields.into()))
}

/// One text for equal values: names in order, nothing that is undefined.
pub fn canonical(value: &Json) -> String {
    match value {
        Json::Object(entries) => {
            let mut texts: Vec<String> = entries
                .iter()
                .filter(|(_, entry)| !is_undefined(entry))
                .map(|(name, entry)| format!("{}:{}", json!(name), canonical(entry)))
                .collect();
            texts.sort();
            format!("{{{}}}", texts.join(","))
        }
        Json::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}

pub fn json_of(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Integer(number) => json!(number),
        Value::Decimal(number) => number.parse::<f64>().map_or(Json::Null, |number| json!(number)),
        Value::Text(text) => json!(text.as_str()),
        Value::List(items) => items.iter().map(json_of).collect(),
        Value::Map(map) => {
            Json::Object(map.iter().map(|(name, entry)| (name.to_string(), json_of(entry))).collect())
        }
    }
}
