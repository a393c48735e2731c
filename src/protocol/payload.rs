//! The documents that requests send.

use super::digest::md5_base64;
use super::operation::Payload;
use super::request::Request;
use super::{document, headers, xml};
use crate::error::Result;
use crate::text::{Words, next, words};
use crate::value::{Map, Value};

impl Request {
    /// Sends this text, with a checksum.
    pub fn send(&mut self, content_type: &str, text: String) {
        headers::set(&mut self.headers, "Content-Type", &content_type.into());
        headers::set(&mut self.headers, "Content-MD5", &md5_base64(text.as_bytes()).into());
        self.document = Some(text);
    }

    /// Sends an XML document.
    pub fn send_xml(&mut self, document: Map) {
        self.send("application/xml", xml::write(&Value::Map(document)));
    }
}

/// Writes the document that a request sends, where it is not the caller's own body.
///
/// # Errors
/// [`Error::Param`](crate::error::Error::Param), when a param cannot be written.
pub fn write(request: &mut Request) -> Result<()> {
    let names = request.row.names;
    let content = match request.row.body {
        Payload::None | Payload::Untouched | Payload::File(_) => return Ok(()),
        Payload::Written(write) => return write(request),
        Payload::Param(name) => document::nested(name, given(&request.params, name)),
        Payload::List { path, from } => document::nested(path, list_within(&request.params, path, from)),
    };
    request.send_xml(document::to_document(content, names));
    Ok(())
}

fn given(params: &Map, name: &str) -> Value {
    params.truthy(name).cloned().unwrap_or(Value::Map(Map::new()))
}

/// The list under the first of these names that has one.
fn list_within(params: &Map, path: &str, names: Words) -> Value {
    let within = params.get(next(path, "/").0).and_then(Value::as_map);
    for params in within.into_iter().chain([params]) {
        for name in words(names) {
            if let Some(list) = params.truthy(name) {
                return list.clone();
            }
        }
    }
    Value::List(Vec::new())
}
