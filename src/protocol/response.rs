//! An answer, read: status first, then body.

use std::rc::Rc;

use super::document::{from_document, items, nested};
use super::event_stream::{self, Malformed};
use super::operation::{Answer, Operation, Role};
use super::request::Request;
use super::{headers, json, xml};
use crate::error::{Cause, Error, Network, Refusal, Result};
use crate::text::{self, Bytes, Pairs, Words, integer, next, pairs, words};
use crate::value::{Map, Text, Value};

/// Headers that tell about the answer, and the fields they become. The service's own request id wins.
const MARKS: Pairs = "x-ci-request-id=RequestId x-cos-request-id=RequestId x-cos-version-id=VersionId \
    x-cos-delete-marker=DeleteMarker";

/// What came back.
pub struct Response<'a> {
    /// HTTP status; 0 when the transport gave none.
    pub status: u16,
    /// Names in lower case.
    pub headers: Map,
    pub content: Content,
    /// Where the last attempt was sent.
    pub url: &'a Text,
}

/// What there is of a body to be read.
pub enum Content {
    /// The caller gets it as it is.
    Untouched,
    Text(String),
    /// A stream of frames, see [`super::event_stream`].
    Frames(Vec<u8>),
}

/// Reads an answer into the fields that the caller gets.
///
/// # Errors
/// [`Error::Service`] when the service said no, also when it said so with a status of success.
pub fn read(request: &Request, response: &Response) -> Result<Map> {
    let (document, is_whole) = match &response.content {
        Content::Untouched => (Value::Map(Map::new()), true),
        Content::Text(text) => parse(text),
        Content::Frames(bytes) => match event_stream::read_all(bytes) {
            Ok(fields) => (Value::Map(fields), true),
            Err(Malformed) => return Err(cut_short(request, response)),
        },
    };
    if !(200..300).contains(&response.status) {
        return refused(request, document, response);
    }
    let fields = if is_whole && !is_error(request, &document) {
        children(request.row, document)
    } else {
        Err(document)
    };
    match fields {
        Ok(fields) => Ok(finish(request, fields, response)),
        Err(document) => {
            let mut refusal = refusal(request, document, response);
            refusal.message.get_or_insert_with(|| "the answer is no document of COS".into());
            Err(Rc::new(Error::Service(refusal)))
        }
    }
}

/// The end of a stream of frames is missing, as when the connection is lost.
fn cut_short(request: &Request, response: &Response) -> Rc<Error> {
    Rc::new(Error::Network(Network {
        cause: Cause::Lost,
        message: "the answer was cut short".into(),
        method: request.method.clone(),
        url: response.url.clone(),
    }))
}

/// What the row makes of the answer, and what every answer tells.
fn finish(request: &Request, mut fields: Map, response: &Response) -> Map {
    if let Some(told) = fields.get_mut("Location")
        && request.row.role == Role::Complete
    {
        *told = Value::from(request.location.clone());
    }
    if let Some(shape) = request.row.shape {
        shape(&mut fields, &request.params);
    }
    add_acknowledgement(request, &mut fields, response);
    fields
}

/// A body by what it starts with: XML, JSON, or text. XML that cannot be read comes back as its text, with false.
fn parse(text: &str) -> (Value, bool) {
    let trimmed = text.trim_ascii();
    let document = match trimmed.bytes().next() {
        None => Some(Value::Map(Map::new())),
        Some(b'<') => match xml::read(trimmed) {
            Ok(document) => Some(Value::Map(document)),
            Err(_) => return (Value::from(text), false),
        },
        Some(b'{') => json::read(&on_one_line(trimmed)),
        Some(_) => None,
    };
    (document.unwrap_or_else(|| Value::from(text)), true)
}

fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    text::push_escaped(&mut line, text, &const { Bytes::all_but("\r\n") }, |line, _| line.push(' '));
    line
}

/// The service reports failures of long work with status 200 and an error document; only a caller who asked for
/// his own server's word gets such a document as an answer.
/// Source: <https://cloud.tencent.com/document/product/436/7742>
fn is_error(request: &Request, document: &Value) -> bool {
    let has_error = document.as_map().is_some_and(|map| matches!(map.get("Error"), Some(Value::Map(_))));
    has_error && !request.params.is_set("Callback") && !request.params.is_set("ReturnBody")
}

fn children(row: &Operation, document: Value) -> std::result::Result<Map, Value> {
    let (root, lists) = match row.answer {
        Answer::Ack => return Ok(Map::new()),
        Answer::Inside { root, lists } => (root, Some(lists)),
        Answer::Document { root } => (root, None),
        Answer::Raw | Answer::AsAsked | Answer::Events => ("", None),
    };
    let mut fields = match document {
        Value::Map(fields) => fields,
        text if root.is_empty() => nested("Body", text),
        text => return Err(text),
    };
    if root.is_empty() {
        return Ok(fields);
    }
    let mut inside = match fields.remove(root) {
        Some(Value::Map(inside)) => inside,
        None if !fields.is_empty() => return Err(Value::Map(fields)),
        _ => Map::new(),
    };
    from_document(&mut inside, row.names);
    Ok(match lists {
        Some(lists) => with_lists(inside, lists),
        None => nested(root, Value::Map(inside)),
    })
}

fn with_lists(mut fields: Map, lists: Words) -> Map {
    for name in words(lists) {
        let list = items(fields.remove(name));
        fields.set(name, Value::from(list));
    }
    fields
}

fn add_acknowledgement(request: &Request, fields: &mut Map, response: &Response) {
    if request.row.etag {
        fields.set_text("ETag", "");
        fields.take_over(&response.headers, "etag=ETag");
    }
    fields.take_over(&response.headers, request.row.fields);
    if !request.location.is_empty() {
        fields.put("Location", request.location.clone());
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
    let mut refusal = refusal(request, document, response);
    for (sign, field) in pairs(request.row.instead) {
        if integer(sign) == Some(refusal.status.into()) && is_asked_for(request, refusal.status) {
            let mut fields = Map::new();
            fields.set(field, Value::Bool(true));
            fields.set("statusCode", Value::Integer(response.status.into()));
            return Ok(fields);
        }
        if sign == refusal.code && refusal.status == 404 {
            return Ok(nothing_there(request, field, response));
        }
    }
    if let Some(add) = request.row.refused {
        add(&mut refusal);
    }
    Err(Rc::new(Error::Service(refusal)))
}

/// Who did not ask whether something was modified cannot be told that it was not.
fn is_asked_for(request: &Request, status: u16) -> bool {
    status != 304 || headers::find(&request.headers, "If-Modified-Since").is_some()
}

/// The answer of an empty document, with an empty object, or an object with an empty list, in its place.
fn nothing_there(request: &Request, field: &str, response: &Response) -> Map {
    let mut fields = children(request.row, Value::Map(Map::new())).unwrap_or_default();
    let (name, list) = next(field, "/");
    if !name.is_empty() {
        let empty = if list.is_empty() { Map::new() } else { nested(list, Value::from(Vec::new())) };
        fields.set(name, Value::Map(empty));
    }
    finish(request, fields, response)
}

fn refusal(request: &Request, document: Value, response: &Response) -> Refusal {
    let error = match document {
        Value::Map(mut map) => match map.remove("Error") {
            Some(error @ Value::Map(_)) => error,
            _ => Value::Map(map),
        },
        other => other,
    };
    let field = |name| error.as_map().and_then(|map| map.text(name)).cloned();
    Refusal {
        status: response.status,
        headers: response.headers.clone(),
        code: field("Code").unwrap_or_else(|| "Error".into()),
        message: field("Message"),
        document: error,
        method: request.method.clone(),
        url: response.url.clone(),
        action: request.action(),
        extra: None,
    }
}
