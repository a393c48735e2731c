//! The object `opt` in which a caller's listeners and transport see a request.

use wasm_bindgen::{JsCast, JsValue};

use super::progress::Listener;
use super::{Browser, js, value};
use crate::platform::{Body, Fault, Outgoing};

/// A request, described.
pub struct Described {
    pub opt: JsValue,
    /// Progress is heard as long as this lives.
    _listeners: [Option<Listener>; 2],
}

impl Described {
    pub fn new(request: &Outgoing<Browser>) -> Self {
        let opt = js::object(&[("method", &request.method), ("url", &request.url)]);
        js::set(&opt, "headers", &value::write_map(&request.headers));
        js::set(&opt, "qs", &value::write_map(&request.query));
        let data_type = request.data_type.as_deref().unwrap_or_default();
        let timeout = if request.timeout > 0 { request.timeout.into() } else { JsValue::UNDEFINED };
        let optional = [
            ("body", body_of(request)),
            ("action", text_or_nothing(&request.action)),
            ("key", text_or_nothing(&request.key)),
            ("dataType", text_or_nothing(data_type)),
            ("timeout", timeout),
        ];
        for (name, value) in optional {
            if !value.is_undefined() {
                js::set(&opt, name, &value);
            }
        }
        let listeners = [
            Listener::on(&opt, "onProgress", request.on_upload.as_ref()),
            Listener::on(&opt, "onDownloadProgress", request.on_download.as_ref()),
        ];
        Described { opt, _listeners: listeners }
    }

    /// Takes over what listeners changed. Answers their `xhrFields`.
    pub fn take_back(&self, request: &mut Outgoing<Browser>) -> Result<JsValue, Fault> {
        let field = |name| js::get(&self.opt, name);
        request.method = js::text(&self.opt, "method");
        request.url = js::text(&self.opt, "url");
        request.headers = value::read_map(&field("headers")).map_err(Fault::Unsendable)?;
        request.query = value::read_map(&field("qs")).map_err(Fault::Unsendable)?;
        request.timeout = u32::try_from(js::count(&field("timeout"))).unwrap_or_default();
        let body = field("body");
        request.body = match body.as_string() {
            Some(text) => Body::Text(text),
            None if body.is_falsy() => Body::None,
            // Whatever it is, the browser knows it, or refuses it.
            None => Body::Blob(body.unchecked_into()),
        };
        Ok(field("xhrFields"))
    }
}

/// The body as JavaScript has it; undefined for none.
pub fn body_of(request: &Outgoing<Browser>) -> JsValue {
    match &request.body {
        Body::None => JsValue::UNDEFINED,
        Body::Text(text) => text.as_str().into(),
        Body::Blob(blob) => blob.into(),
    }
}

fn text_or_nothing(text: &str) -> JsValue {
    if text.is_empty() { JsValue::UNDEFINED } else { text.into() }
}
