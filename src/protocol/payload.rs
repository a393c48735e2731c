//! The documents that requests send.

use super::digest::md5_base64;
use super::operation::Payload;
use super::request::Request;
use super::{document, headers, xml};
use crate::error::Result;
use crate::text::{Words, next, words};
use crate::value::{Map, Text, Value};

impl Request {
    /// Sends this text, with a checksum.
    pub fn send(&mut self, content_type: &str, text: Text) {
        headers::set(&mut self.headers, "Content-Type", &content_type.into());
        headers::set(&mut self.headers, "Content-MD5", &md5_base64(text.as_bytes()).into());
        self.document = Some(text);
    }

    /// Sends an XML document.
    pub fn send_xml(&mut self, document: Map) {
        self.send("application/xml", xml::write(&Value::Map(document)).into());
    }
}

/// Writes the document that a request sends, where it is not the caller's own body.
///
/// # Errors
/// [`Kind::Param`](crate::error::Kind::Param), when a param cannot be written.
pub fn write(request: &mut Request) -> Result<()> {
    let mut document = match request.row.body {
        Payload::None | Payload::Target | Payload::Untouched | Payload::File(_) => return Ok(()),
        Payload::Written(write) => return write(request),
        Payload::Param(name) => {
            let given = request.params.truthy(name).cloned();
            document::nested(name, given.unwrap_or(Value::Map(Map::new())))
        }
        Payload::List { path, from } => {
            let within = request.params.get(next(path, "/").0).and_then(Value::as_map);
            let list = within.and_then(|within| first_of(within, from)).or(first_of(&request.params, from));
            document::nested(path, list.cloned().unwrap_or(Value::from(Vec::new())))
        }
    };
    document::to_document(&mut document, request.row.names);
    request.send_xml(document);
    Ok(())
}

/// The value of the first of these names that has one.
fn first_of(params: &Map, names: Words) -> Option<&Value> {
    words(names).find_map(|name| params.truthy(name))
}
