//! The transport for uploads whose progress somebody watches: `XMLHttpRequest`.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Headers;

use super::progress::Listener;
use super::running::Running;
use super::{Browser, body, js, outgoing};
use crate::platform::{Fault, Outgoing};

/// Sends a request. Answers the promise of the event that ends it.
pub fn start(request: &Outgoing<Browser>, fields: &JsValue) -> Result<(JsValue, Running), Fault> {
    let xhr = opened(request).map_err(|refusal| outgoing::refused(&refusal))?;
    outgoing::set_headers(&request.headers, &xhr, "setRequestHeader")?;
    set_fields(&xhr, fields);
    let mut running = Running::new(&xhr);
    running.listeners = [
        Listener::on(&js::get(&xhr, "upload"), "onprogress", request.on_upload.as_ref()),
        Listener::on(&xhr, "onprogress", request.on_download.as_ref()),
    ];
    let (over, settle) = js::deferred();
    js::set(&xhr, "onloadend", &settle.0);
    running.settle = Some(settle);
    let content = outgoing::body(request).map_err(|_| Fault::Failed)?;
    js::call(&xhr, "send", &[&content]).map_err(|_| Fault::Failed)?;
    Ok((over, running))
}

fn opened(request: &Outgoing<Browser>) -> Result<JsValue, JsValue> {
    let xhr = js::construct("XMLHttpRequest", &[])?;
    js::call(&xhr, "open", &[&request.method.as_str().into(), &outgoing::url(request).into()])?;
    Ok(xhr)
}

fn set_fields(xhr: &JsValue, fields: &JsValue) {
    if fields.is_object() {
        for name in Object::keys(fields.unchecked_ref::<Object>()) {
            let name = name.as_string().unwrap_or_default();
            js::set(xhr, &name, &js::get(fields, &name));
        }
    }
    // Whatever the caller asked for is made of this when the status is known.
    js::set(xhr, "responseType", &"arraybuffer".into());
}

/// What came back, as `fetch` would have it. An error when nothing came.
pub fn response(xhr: &JsValue) -> Result<JsValue, JsValue> {
    let headers = Headers::new()?;
    for line in js::call(xhr, "getAllResponseHeaders", &[])?.as_string().unwrap_or_default().split('\n') {
        if let Some((name, value)) = line.split_once(':') {
            headers.append(name, value.trim())?;
        }
    }
    let init = js::object(&[]);
    js::set(&init, "headers", &headers);
    // There is no response with the status 0 of a failure.
    js::set(&init, "status", &js::get(xhr, "status"));
    let mut content = js::get(xhr, "response");
    if js::get(&content, "byteLength").is_falsy() {
        // Statuses that forbid a body forbid an empty one, too.
        content = JsValue::NULL;
    }
    body::response(&content, &init)
}
