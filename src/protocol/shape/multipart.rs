//! Multipart uploads.

use super::list;
use crate::error::{Error, Result};
use crate::protocol::document::nested;
use crate::protocol::encode::decode_base64;
use crate::protocol::json;
use crate::protocol::request::Request;
use crate::text::{Pairs, fill, from_utf8};
use crate::value::{Map, Value};

/// An object with nothing in it.
fn empty() -> Value {
    Value::Map(Map::new())
}

/// The list of parts, every ETag in quotes.
///
/// # Errors
/// When a part has no number or no ETag.
pub fn completion(request: &mut Request) -> Result<()> {
    let mut parts = list(&request.params, "Parts");
    for given in &mut parts {
        let Some(part) = part(given) else {
            return Err(Error::param(
                "param Parts has an entry without PartNumber or ETag\n\
                 Give a list such as [{PartNumber: 1, ETag: '\"…\"'}] with the ETags that multipartUpload answered.",
            ));
        };
        *given = part;
    }
    request.send_xml(nested("CompleteMultipartUpload/Part", Value::from(parts)));
    Ok(())
}

fn part(given: &Value) -> Option<Value> {
    let mut part = given.as_map().filter(|part| part.is_set("PartNumber"))?.clone();
    let etag = part.text("ETag")?;
    if !etag.starts_with('"') {
        let quoted = fill("\"{}\"", &[etag]);
        part.put("ETag", quoted);
    }
    Some(Value::Map(part))
}

/// Unpacks what processing, callback and return body have left in the answer.
pub fn completed(answer: &mut Map, _params: &Map) {
    if answer.is_set("ProcessResults") {
        processed(answer);
    }
    if let Some(Value::Map(result)) = answer.remove("CallbackResult") {
        match callback_body(&result, "CallbackBody") {
            Some(body) => answer.set("CallbackBody", body),
            None => answer.set("CallbackError", result.get("Error").cloned().unwrap_or(empty())),
        }
    }
    if let Some(Value::Map(result)) = answer.remove("ReturnBodyResult") {
        match callback_body(&result, "ReturnBody") {
            Some(body) => answer.set("ReturnBody", body),
            None => answer.set("ReturnError", only(&result, "Code=Code Message=Message Status=Status")),
        }
    }
}

fn processed(answer: &mut Map) {
    let mut original = Map::new();
    original.take_over(answer, "Key=Key Location=Location ETag=ETag");
    original.set("ImageInfo", answer.remove("ImageInfo").unwrap_or(empty()));
    let mut result = Map::new();
    result.set("OriginalInfo", Value::Map(original));
    result.set("ProcessResults", answer.remove("ProcessResults").unwrap_or(Value::Null));
    answer.set("UploadResult", Value::Map(result));
}

fn callback_body(result: &Map, field: &str) -> Option<Value> {
    if !result.is("Status", "200") {
        return None;
    }
    let text = decode_base64(result.text(field)?).and_then(|bytes| from_utf8(&bytes));
    Some(text.and_then(|text| json::read(&text)).unwrap_or(empty()))
}

fn only(from: &Map, names: Pairs) -> Value {
    let mut map = Map::new();
    map.take_over(from, names);
    Value::Map(map)
}
