//! What `COS` offers without an instance. Objects are JSON texts.

use js_sys::Date;
use wasm_bindgen::prelude::*;

use super::door::{read_map, read_options};
use crate::protocol::authorization;
use crate::protocol::digest::Md5;
use crate::protocol::event_stream::{Event, Malformed, next_event};
use crate::protocol::operation::{Operation, ROW, Scope, Target};
use crate::protocol::params::check;
use crate::protocol::{encode, json, xml};
use crate::value::{Map, Value};

/// <https://cloud.tencent.com/document/product/436/7778>
static AUTH: Operation = Operation { target: Target::Free, scope: Scope::Unnamed, ..ROW };

/// `COS.getAuthorization(options)`.
///
/// # Errors
/// A sentence that names the missing key.
#[wasm_bindgen(js_name = getAuthorization)]
pub fn get_authorization(options: &str) -> Result<String, JsError> {
    sign(&read_map(options))
}

/// `getAuth`: the same for one instance; nothing when a param has a wrong form.
///
/// # Errors
/// A sentence that names the missing key.
#[wasm_bindgen(js_name = getAuth)]
pub fn get_auth(params: &str, options: &str) -> Result<Option<String>, JsError> {
    let mut params = read_map(params);
    let Ok(place) = check(&AUTH, &params, &read_options(options).settings.rules) else { return Ok(None) };
    params.set("Bucket", Value::Text(place.bucket));
    params.set("Key", Value::Text(place.key));
    sign(&params).map(Some)
}

fn sign(options: &Map) -> Result<String, JsError> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole")]
    let now = Date::now() as i64;
    authorization::get_authorization(options, now).map_err(|sentence| JsError::new(&sentence))
}

/// `COS.util.xml2json(text)`.
///
/// # Errors
/// When the text is no complete document.
#[wasm_bindgen(js_name = xml2json)]
pub fn xml_to_json(text: &str) -> Result<String, JsError> {
    xml::read(text)
        .map(|map| json::write(&Value::Map(map)))
        .map_err(|_| JsError::new("the XML text is not complete"))
}

/// `COS.util.json2xml(object)`.
#[must_use]
#[wasm_bindgen(js_name = json2xml)]
pub fn json_to_xml(object: &str) -> String {
    xml::write(&Value::Map(read_map(object)))
}

/// `COS.util.encodeBase64(text, safe)`: base64 of the UTF-8 bytes; safe for URLs when asked for.
#[must_use]
#[wasm_bindgen(js_name = encodeBase64)]
pub fn encode_base64(text: &str, safe: bool) -> String {
    if safe { encode::base64_safe(text.as_bytes()) } else { encode::base64(text.as_bytes()) }
}

/// What the first frame of these bytes says, as JSON: its `length`, and `Records`, the length of records that it ends
/// with, or `Stats`, `Progress` or `Error`. Nothing when not all of it is there.
#[must_use]
#[wasm_bindgen(js_name = readEvent)]
pub fn read_event(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes;
    let (mut event, records) = match next_event(&mut rest) {
        Ok(Some(Event::Report(report))) => (report, None),
        Ok(Some(Event::Records(records))) => (Map::new(), Some(records.len())),
        Ok(None) => return None,
        Err(Malformed) => (Map::of("Error", Map::new().into()), None),
    };
    for (name, length) in [("Records", records), ("length", Some(bytes.len() - rest.len()))] {
        if let Some(length) = length {
            event.set(name, Value::Integer(i64::try_from(length).unwrap_or_default()));
        }
    }
    Some(json::write(&Value::Map(event)))
}

/// What `COS.util.md5` and the checks of files are made of.
#[wasm_bindgen]
#[derive(Default)]
pub struct Md5Hash(Md5);

#[wasm_bindgen]
impl Md5Hash {
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Md5Hash(Md5::new())
    }

    /// Adds a block.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The 16 bytes. The hash ends with it.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0.finish().to_vec()
    }
}
