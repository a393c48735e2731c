//! A call's params, read once at the door.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use crate::browser::{js, value};
use crate::error::{Error, Result};
use crate::platform::Body;
use crate::protocol::operation::{Operation, Payload};
use crate::protocol::request::BodyFacts;
use crate::protocol::value::Map;

/// What the caller handed over.
pub struct Input {
    pub params: Map,
    pub body: Body<Blob>,
    pub facts: Option<BodyFacts>,
    given: JsValue,
}

impl Input {
    /// Reads params; the body stays where it is.
    pub fn read(row: &Operation, given: &JsValue) -> Result<Input> {
        let mut params = Map::new();
        if given.is_object() {
            read_params(given, &mut params)?;
        } else if !given.is_undefined() && !given.is_null() {
            return Err(Error::param(
                "params should be an object",
                "Call the method with {Bucket, Region, Key, ...}.",
            ));
        }
        let is_strict = matches!(row.body, Payload::File(upload) if upload.queued);
        let is_checked = is_strict && params.truthy("SkipTask").is_none();
        let (body, facts) = read_body(row, &js::get(given, "Body"), is_checked)?;
        Ok(Input { params, body, facts, given: given.clone() })
    }

    /// A callback among the params.
    pub fn function(&self, name: &str) -> Option<Function> {
        js::get(&self.given, name).dyn_into().ok()
    }

    /// Any param as the caller gave it; undefined where there is none.
    pub fn raw(&self, name: &str) -> JsValue {
        js::get(&self.given, name)
    }
}

fn read_params(given: &JsValue, params: &mut Map) -> Result<()> {
    for key in Object::keys(given.unchecked_ref::<Object>()) {
        let name = key.as_string().unwrap_or_default();
        if name == "Body" {
            continue;
        }
        let property = Reflect::get(given, &key).unwrap_or_default();
        if let Some(value) = value::read(&property)? {
            params.push(name, value);
        }
    }
    Ok(())
}

fn read_body(row: &Operation, body: &JsValue, is_checked: bool) -> Result<(Body<Blob>, Option<BodyFacts>)> {
    if body.is_undefined() && !is_checked {
        return Ok((Body::None, None));
    }
    let is_file = matches!(row.body, Payload::File(_));
    let kind = value::kind_of(body);
    let wrapped = match kind.as_str() {
        "[object String]" if is_file => blob_of(body, "text/plain"),
        "[object ArrayBuffer]" if is_file => blob_of(body, ""),
        "[object Blob]" | "[object File]" => body.clone(),
        _ if is_checked => {
            return Err(Error::param(
                "params body format error, Only allow File|Blob|String.",
                "Wrap other bytes: new Blob([bytes]).",
            ));
        }
        // Only File, Blob and what was made one have a size and a type; anything else is the transport's matter.
        _ => return Ok((Body::Blob(body.clone().unchecked_into()), None)),
    };
    let blob: Blob = wrapped.unchecked_into();
    let facts = BodyFacts { size: Some(js::count(&blob.size().into())), content_type: blob.type_() };
    Ok((Body::Blob(blob), Some(facts)))
}

fn blob_of(content: &JsValue, content_type: &str) -> JsValue {
    let options = Object::new();
    js::set(&options, "type", &content_type.into());
    js::construct("Blob", &[&js::list(&[content]), &options]).unwrap_or_default()
}
