//! The object `opt` in which a caller's listeners and transport see a request.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

use super::progress::Listener;
use super::{Browser, js, value};
use crate::platform::{Body, Fault, Outgoing};
use crate::protocol::value::Map;

/// A request, described.
pub struct Described {
    pub opt: JsValue,
    /// Progress is heard as long as this lives.
    _listeners: [Option<Listener>; 2],
}

impl Described {
    pub fn new(request: &Outgoing<Browser>) -> Self {
        let opt = Object::new().into();
        let query: Map = request.query.iter().cloned().collect();
        js::set(&opt, "method", &request.method.as_str().into());
        js::set(&opt, "url", &request.url.as_str().into());
        js::set(&opt, "headers", &value::write_map(&request.headers));
        js::set(&opt, "qs", &value::write_map(&query));
        set_known(&opt, "body", &body_of(request));
        set_text(&opt, "action", &request.action);
        set_text(&opt, "key", &request.key);
        set_text(&opt, "dataType", request.data_type.as_deref().unwrap_or_default());
        if request.timeout > 0 {
            js::set(&opt, "timeout", &request.timeout.into());
        }
        let listeners =
            [&request.on_upload, &request.on_download].map(|watch| watch.as_ref().map(Listener::new));
        for (name, listener) in ["onProgress", "onDownloadProgress"].iter().zip(&listeners) {
            if let Some(listener) = listener {
                js::set(&opt, name, &listener.function);
            }
        }
        Described { opt, _listeners: listeners }
    }

    /// Takes over what listeners changed. Answers their `xhrFields`.
    pub fn take_back(&self, request: &mut Outgoing<Browser>) -> Result<JsValue, Fault> {
        let field = |name| js::get(&self.opt, name);
        request.method = field("method").as_string().unwrap_or_default();
        request.url = field("url").as_string().unwrap_or_default();
        request.headers = value::read_map(&field("headers")).map_err(Fault::Unsendable)?;
        request.query = value::read_map(&field("qs")).map_err(Fault::Unsendable)?.into_iter().collect();
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

fn set_known(opt: &JsValue, name: &str, value: &JsValue) {
    if !value.is_undefined() {
        js::set(opt, name, value);
    }
}

fn set_text(opt: &JsValue, name: &str, text: &str) {
    if !text.is_empty() {
        js::set(opt, name, &text.into());
    }
}
