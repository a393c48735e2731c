//! What `COS` offers without an instance. Objects are JSON texts.

use js_sys::Date;
use wasm_bindgen::prelude::*;

use super::door::read_map;
use crate::protocol::authorization;
use crate::protocol::digest::Md5;
use crate::protocol::event_stream::{Event, Malformed, next_event};
use crate::protocol::operation::{Operation, ROW, Scope, Target};
use crate::protocol::params::check;
use crate::protocol::{encode, json, xml};
use crate::value::{Map, Value};

/// <https://cloud.tencent.com/document/product/436/7778>
static AUTH: Operation = Operation { target: Target::Free, scope: Scope::Unnamed, ..ROW };

/// What is asked for, as in `pkg-template/shell.js`.
const SIGN: u8 = 0;
const GET_AUTH: u8 = 1;
const READ_XML: u8 = 2;
const WRITE_XML: u8 = 3;
const TO_BASE64: u8 = 4;

/// What a function gives that needs no instance; `getAuth` gives nothing when a param has a wrong form. Only `getAuth`
/// has `options`. One function, because each one that JavaScript can call is a piece of glue on both sides.
///
/// # Errors
/// A sentence that names the missing key, or that says that the text is no complete document.
#[wasm_bindgen]
pub fn utility(wanted: u8, given: &str, options: &str) -> Result<Option<String>, JsError> {
    Ok(Some(match wanted {
        SIGN => sign(&read_map(given))?,
        GET_AUTH => return get_auth(read_map(given), options),
        READ_XML => xml_to_json(given)?,
        WRITE_XML => xml::write(&Value::Map(read_map(given))),
        TO_BASE64 => encode::base64(given.as_bytes()).to_string(),
        _ => encode::base64_safe(given.as_bytes()).to_string(),
    }))
}

fn get_auth(mut params: Map, options: &str) -> Result<Option<String>, JsError> {
    let Ok(place) = check(&AUTH, &params, &read_map(options)) else { return Ok(None) };
    params.put("Bucket", place.bucket);
    params.put("Key", place.key);
    sign(&params).map(Some)
}

fn sign(options: &Map) -> Result<String, JsError> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole")]
    let now = Date::now() as i64;
    match authorization::get_authorization(options, now) {
        Ok(text) => Ok(text.to_string()),
        Err(sentence) => Err(JsError::new(&sentence)),
    }
}

fn xml_to_json(text: &str) -> Result<String, JsError> {
    xml::read(text).map(json::write_map).map_err(|_| JsError::new("the XML text is not complete"))
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
    for &(name, length) in &[("Records", records), ("length", Some(bytes.len() - rest.len()))] {
        if let Some(length) = length {
            event.set(name, Value::from(i64::try_from(length).unwrap_or_default()));
        }
    }
    Some(json::write_map(event))
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
