//! Multipart uploads.

use super::{document, list};
use crate::error::{Error, Result};
use crate::protocol::encode::decode_base64;
use crate::protocol::json;
use crate::protocol::value::{Map, Value};

/// The list of parts, every ETag in quotes.
///
/// # Errors
/// When a part has no number or no ETag.
pub fn completion(params: &Map) -> Result<Value> {
    let parts = list(params, "Parts").iter().map(part).collect::<Option<Vec<_>>>();
    let Some(parts) = parts else {
        return Err(Error::param(
            "param Parts has an entry without PartNumber or ETag",
            "Give a list such as [{PartNumber: 1, ETag: '\"…\"'}] with the ETags that multipartUpload answered.",
        ));
    };
    Ok(document("CompleteMultipartUpload", [("Part", Value::List(parts))].into_iter().collect()))
}

fn part(given: &Value) -> Option<Value> {
    let given = given.as_map()?;
    let etag = given.text("ETag")?;
    let quoted = if etag.starts_with('"') { etag.to_owned() } else { ["\"", etag, "\""].concat() };
    let mut part = Map::new();
    part.insert("PartNumber", given.truthy("PartNumber")?.clone());
    part.insert("ETag", quoted);
    Some(part.into())
}

/// Unpacks what processing, callback and return body have left in the answer.
pub fn completed(answer: &mut Map, _params: &Map) {
    if answer.truthy("ProcessResults").is_some() {
        processed(answer);
    }
    if let Some(Value::Map(mut result)) = answer.remove("CallbackResult") {
        match callback_body(&result, "CallbackBody") {
            Some(body) => answer.insert("CallbackBody", body),
            None => answer.insert("CallbackError", result.remove("Error").unwrap_or(Value::Map(Map::new()))),
        }
    }
    if let Some(Value::Map(result)) = answer.remove("ReturnBodyResult") {
        match callback_body(&result, "ReturnBody") {
            Some(body) => answer.insert("ReturnBody", body),
            None => answer.insert("ReturnError", only(&result, &["Code", "Message", "Status"])),
        }
    }
}

fn processed(answer: &mut Map) {
    let mut original = only(answer, &["Key", "Location", "ETag"]);
    let image = answer.remove("ImageInfo").unwrap_or(Value::Map(Map::new()));
    original.insert("ImageInfo", image);
    let mut result = Map::new();
    result.insert("OriginalInfo", original);
    result.insert("ProcessResults", answer.remove("ProcessResults").unwrap_or(Value::Null));
    answer.insert("UploadResult", result);
}

fn callback_body(result: &Map, field: &str) -> Option<Value> {
    if result.text("Status") != Some("200") {
        return None;
    }
    let bytes = decode_base64(result.text(field)?);
    let parsed = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| json::read(&text));
    Some(parsed.unwrap_or(Value::Map(Map::new())))
}

fn only(from: &Map, names: &[&str]) -> Map {
    names.iter().filter_map(|name| Some((*name, from.get(name)?.clone()))).collect()
}
