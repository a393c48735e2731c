//! An answer, read: status first, then body.

use super::operation::{Answer, Instead};
use super::request::Request;
use super::value::{Map, Value};
use super::{headers, json, xml};
use crate::error::{Error, Refusal, Result};

/// What came back.
pub struct Response<'a> {
    /// HTTP status; 0 when the transport gave none.
    pub status: u16,
    /// Names in lower case.
    pub headers: Map,
    /// Nothing when the body is handed over untouched.
    pub text: Option<&'a str>,
    /// Where the last attempt was sent.
    pub url: &'a str,
}

/// Reads an answer into the fields that the caller gets.
///
/// # Errors
/// [`Error::Service`] when the service said no, also when it said so with a status of success.
pub fn read(request: &Request, response: &Response) -> Result<Map> {
    let document = response.text.map_or(Ok(Value::Map(Map::new())), parse);
    let is_success = (200..300).contains(&response.status);
    if !is_success {
        return refused(request, document.unwrap_or_else(Value::Text), response);
    }
    let mut fields = match document {
        Ok(document) if is_error(request, &document) => Err(document),
        Ok(document) => children(request.row.answer, document),
        Err(broken) => Err(Value::Text(broken)),
    }
    .map_err(|document| Error::Service(Box::new(refusal(request, document, response))))?;
    if let Some(shape) = request.row.shape {
        shape(&mut fields, &request.params);
    }
    add_acknowledgement(request, &mut fields, response);
    Ok(fields)
}

/// A body by what it starts with: XML, JSON, or text. An unreadable document comes back as its text.
fn parse(text: &str) -> std::result::Result<Value, String> {
    let trimmed = text.trim();
    match trimmed.chars().next() {
        None => Ok(Value::Map(Map::new())),
        Some('<') => xml::read(trimmed).map(Value::Map).map_err(|_| text.to_owned()),
        Some('{') => {
            Ok(json::read(&trimmed.replace(['\n', '\r'], " "))
                .unwrap_or_else(|| Value::Text(text.to_owned())))
        }
        Some(_) => Ok(Value::Text(text.to_owned())),
    }
}

/// The service reports failures of long work with status 200 and an error document; only a caller who asked for
/// his own server's word gets such a document as an answer.
/// Source: <https://cloud.tencent.com/document/product/436/7742>
fn is_error(request: &Request, document: &Value) -> bool {
    let asked = |name| request.params.truthy(name).is_some();
    let has_error = document.as_map().and_then(|map| map.get("Error")).is_some_and(|e| e.as_map().is_some());
    has_error && !asked("Callback") && !asked("ReturnBody")
}

fn children(answer: Answer, document: Value) -> std::result::Result<Map, Value> {
    let mut map = match (answer, document) {
        (Answer::Ack, _) => Map::new(),
        (_, Value::Map(map)) => map,
        (Answer::Document | Answer::AsAsked | Answer::Raw, other) => [("Body", other)].into_iter().collect(),
        (Answer::Inside { .. }, other) => return Err(other),
    };
    let Answer::Inside { root, lists } = answer else { return Ok(map) };
    let mut inside = match map.remove(root) {
        Some(Value::Map(inside)) => inside,
        Some(_) => Map::new(),
        None if map.is_empty() => Map::new(),
        None => return Err(Value::Map(map)),
    };
    for name in lists {
        let items = inside.remove(name).map_or_else(Vec::new, Value::into_list);
        inside.insert(*name, Value::List(items));
    }
    Ok(inside)
}

fn add_acknowledgement(request: &Request, fields: &mut Map, response: &Response) {
    let header = |name: &str| response.headers.get(name).cloned();
    if request.row.etag {
        fields.insert("ETag", header("etag").unwrap_or(Value::Text(String::new())));
    }
    for (field, name) in request.row.fields {
        if let Some(value) = header(name) {
            fields.insert(*field, value);
        }
    }
    if !request.location.is_empty() {
        fields.insert("Location", request.location.clone());
    }
    fields.insert("statusCode", Value::Integer(response.status.into()));
    fields.insert("headers", response.headers.clone());
    for (field, name) in marks(&response.headers) {
        fields.insert(field, name);
    }
}

/// `RequestId`, `VersionId` and `DeleteMarker` of an answer, as far as its headers tell.
pub fn marks(headers: &Map) -> impl Iterator<Item = (&'static str, Value)> {
    let request_id = headers.truthy("x-cos-request-id").or_else(|| headers.truthy("x-ci-request-id"));
    let version_id = headers.truthy("x-cos-version-id");
    let delete_marker = headers.truthy("x-cos-delete-marker");
    [("RequestId", request_id), ("VersionId", version_id), ("DeleteMarker", delete_marker)]
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?.clone())))
}

fn refused(request: &Request, document: Value, response: &Response) -> Result<Map> {
    let refusal = refusal(request, document, response);
    let Some(instead) = request.row.instead.iter().find(|instead| applies(instead, request, &refusal)) else {
        return Err(Error::Service(Box::new(refusal)));
    };
    let mut fields = Map::new();
    fields.insert(instead.flag, Value::Bool(true));
    fields.insert("statusCode", Value::Integer(response.status.into()));
    Ok(fields)
}

fn applies(instead: &Instead, request: &Request, refusal: &Refusal) -> bool {
    instead.status == refusal.status
        && (instead.code.is_empty() || instead.code == refusal.code)
        && (instead.sent.is_empty() || headers::find(&request.headers, instead.sent).is_some())
}

fn refusal(request: &Request, document: Value, response: &Response) -> Refusal {
    let error = match document {
        Value::Map(mut map) => match map.remove("Error") {
            Some(error @ Value::Map(_)) => error,
            _ => Value::Map(map),
        },
        other => other,
    };
    let field = |name| error.as_map().and_then(|map| map.text(name)).map(str::to_owned);
    Refusal {
        status: response.status,
        headers: response.headers.clone(),
        code: field("Code").unwrap_or_else(|| "Error".into()),
        message: field("Message"),
        document: error,
        method: request.method.clone(),
        url: response.url.to_owned(),
        action: request.action().to_owned(),
        extra: None,
    }
}
