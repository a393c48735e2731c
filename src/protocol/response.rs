//! An answer, read: status first, then body.

use super::operation::{Answer, Instead};
use super::request::Request;
use super::{headers, json, xml};
use crate::error::{Error, Refusal, Result};
use crate::text::{self, Pairs, pairs, words};
use crate::value::{Map, Value};

/// Headers that tell about the answer, and the fields they become. The service's own request id wins.
const MARKS: Pairs = "x-ci-request-id=RequestId x-cos-request-id=RequestId x-cos-version-id=VersionId \
    x-cos-delete-marker=DeleteMarker";

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
    let (document, is_whole) = parse(response.text.unwrap_or_default());
    if !(200..300).contains(&response.status) {
        return refused(request, document, response);
    }
    let mut fields = if is_whole && !is_error(request, &document) {
        children(request.row.answer, document)
    } else {
        Err(document)
    }
    .map_err(|document| Error::Service(Box::new(refusal(request, document, response))))?;
    if let Some(shape) = request.row.shape {
        shape(&mut fields, &request.params);
    }
    add_acknowledgement(request, &mut fields, response);
    Ok(fields)
}

/// A body by what it starts with: XML, JSON, or text. XML that cannot be read comes back as its text, with false.
fn parse(text: &str) -> (Value, bool) {
    let trimmed = text.trim_ascii();
    let document = match trimmed.bytes().next() {
        None => Some(Value::Map(Map::new())),
        Some(b'<') => match xml::read(trimmed) {
            Ok(document) => Some(Value::Map(document)),
            Err(_) => return (Value::Text(text.to_owned()), false),
        },
        Some(b'{') => json::read(&on_one_line(trimmed)),
        Some(_) => None,
    };
    (document.unwrap_or_else(|| Value::Text(text.to_owned())), true)
}

fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    text::push_escaped(&mut line, text, |byte| byte != b'\n' && byte != b'\r', |line, _| line.push(' '));
    line
}

/// The service reports failures of long work with status 200 and an error document; only a caller who asked for
/// his own server's word gets such a document as an answer.
/// Source: <https://cloud.tencent.com/document/product/436/7742>
fn is_error(request: &Request, document: &Value) -> bool {
    let has_error = document.as_map().is_some_and(|map| matches!(map.get("Error"), Some(Value::Map(_))));
    has_error && !request.params.is_set("Callback") && !request.params.is_set("ReturnBody")
}

fn children(answer: Answer, document: Value) -> std::result::Result<Map, Value> {
    let mut map = match (answer, document) {
        (Answer::Ack, _) => Map::new(),
        (_, Value::Map(map)) => map,
        (Answer::Inside { .. }, other) => return Err(other),
        (_, other) => {
            let mut body = Map::new();
            body.set("Body", other);
            body
        }
    };
    let Answer::Inside { root, lists } = answer else { return Ok(map) };
    let mut inside = match map.remove(root) {
        Some(Value::Map(inside)) => inside,
        Some(_) => Map::new(),
        None if map.is_empty() => Map::new(),
        None => return Err(Value::Map(map)),
    };
    for name in words(lists) {
        let items = inside.remove(name).map_or_else(Vec::new, Value::into_list);
        inside.set(name, Value::List(items));
    }
    Ok(inside)
}

fn add_acknowledgement(request: &Request, fields: &mut Map, response: &Response) {
    if request.row.etag {
        fields.set_text("ETag", "");
        fields.take_over(&response.headers, "etag=ETag");
    }
    fields.take_over(&response.headers, request.row.fields);
    if !request.location.is_empty() {
        fields.set_text("Location", &request.location);
    }
    fields.set("statusCode", Value::Integer(response.status.into()));
    fields.set("headers", Value::Map(response.headers.clone()));
    add_marks(fields, &response.headers);
}

/// Adds `RequestId`, `VersionId` and `DeleteMarker` of an answer, as far as its headers tell.
pub fn add_marks(fields: &mut Map, headers: &Map) {
    for (header, field) in pairs(MARKS) {
        if let Some(value) = headers.truthy(header) {
            fields.set(field, value.clone());
        }
    }
}

fn refused(request: &Request, document: Value, response: &Response) -> Result<Map> {
    let refusal = refusal(request, document, response);
    for instead in request.row.instead {
        if applies(instead, request, &refusal) {
            let mut fields = Map::new();
            fields.set(instead.flag, Value::Bool(true));
            fields.set("statusCode", Value::Integer(response.status.into()));
            return Ok(fields);
        }
    }
    Err(Error::Service(Box::new(refusal)))
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
