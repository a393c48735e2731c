//! What `COS` offers without an instance.

use js_sys::{Object, Uint8Array};
use wasm_bindgen::prelude::*;

use super::object_url::sign;
use super::settle::{to_js_error, to_object};
use crate::browser::{js, value};
use crate::protocol::digest::Md5;
use crate::protocol::value::{Map, Value};
use crate::protocol::{encode, xml};

/// `COS.getAuthorization(options)`.
///
/// # Errors
/// When `SecretId` or `SecretKey` is missing.
#[wasm_bindgen(js_name = getAuthorization)]
pub fn get_authorization(options: &JsValue) -> Result<JsValue, JsValue> {
    let mut map = value::read_map(options).map_err(|error| to_js_error(&error))?;
    for name in ["Query", "params", "Headers", "headers"] {
        let entries = js::get(options, name);
        if entries.is_object() {
            map.insert(name, signed_entries(&entries)?);
        }
    }
    sign(&map)
}

/// Every entry takes part in a signature, also one without a value.
fn signed_entries(entries: &JsValue) -> Result<Map, JsValue> {
    let mut map = Map::new();
    for name in Object::keys(entries.unchecked_ref::<Object>()) {
        let name = name.as_string().unwrap_or_default();
        let value = value::read(&js::get(entries, &name)).map_err(|error| to_js_error(&error))?;
        map.push(name, value.unwrap_or(Value::Null));
    }
    Ok(map)
}

/// `COS.util.xml2json(text)`.
///
/// # Errors
/// When the text is no complete document.
#[wasm_bindgen(js_name = xml2json)]
pub fn xml_to_json(text: &str) -> Result<JsValue, JsValue> {
    xml::read(text).map(to_object).map_err(|_| js_sys::Error::new("the XML text is not complete").into())
}

/// `COS.util.json2xml(object)`.
///
/// # Errors
/// When the object contains itself.
#[wasm_bindgen(js_name = json2xml)]
pub fn json_to_xml(object: &JsValue) -> Result<String, JsValue> {
    value::read_map(object).map(|map| xml::write(&Value::Map(map))).map_err(|error| to_js_error(&error))
}

/// `COS.util.encodeBase64(text, safe)`: base64 of the UTF-8 bytes; safe for URLs when asked for.
#[must_use]
#[wasm_bindgen(js_name = encodeBase64)]
pub fn encode_base64(text: &str, safe: bool) -> String {
    if safe { encode::base64_safe(text.as_bytes()) } else { encode::base64(text.as_bytes()) }
}

/// What `COS.util.md5` and its relatives are made of.
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

    /// Adds a text as UTF-8, or one byte for each character.
    pub fn update(&mut self, text: &str, is_binary: bool) {
        if is_binary {
            let bytes: Vec<u8> = text.chars().map(|c| u32::from(c).to_le_bytes()[0]).collect();
            self.0.update(&bytes);
        } else {
            self.0.update(text.as_bytes());
        }
    }

    /// The 16 bytes.
    #[must_use]
    pub fn finish(self) -> Uint8Array {
        Uint8Array::from(self.0.finish().as_slice())
    }
}
