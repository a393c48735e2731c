//! The transport of every day: `fetch`.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Headers, Request};

use super::running::Running;
use super::{Browser, js, outgoing};
use crate::platform::{Fault, Outgoing};

/// Sends a request. Answers the promise of its response.
pub fn start(request: &Outgoing<Browser>, fields: &JsValue) -> Result<(JsValue, Running), Fault> {
    let head = head(request, fields)?;
    let failed = |_| Fault::Failed;
    let rest = js::object(&[]);
    let content = outgoing::body(request).map_err(failed)?;
    if !content.is_undefined() {
        js::set(&rest, "body", &content);
    }
    fetch(&head, &rest).map_err(failed)
}

/// The request without its body. A browser tells here, and here only, what it refuses to send.
fn head(request: &Outgoing<Browser>, fields: &JsValue) -> Result<Request, Fault> {
    let headers = Headers::new().map_err(|_| Fault::Failed)?;
    outgoing::set_headers(&request.headers, &headers, "set")?;
    let init = js::object(&[("method", &request.method)]);
    js::set(&init, "headers", &headers);
    if !js::get(fields, "withCredentials").is_falsy() {
        js::set(&init, "credentials", &"include".into());
    }
    Request::new_with_str_and_init(&outgoing::url(request), init.unchecked_ref())
        .map_err(|refusal| outgoing::refused(&refusal))
}

fn fetch(input: &JsValue, init: &JsValue) -> Result<(JsValue, Running), JsValue> {
    let controller = AbortController::new()?;
    js::set(init, "signal", &controller.signal());
    Ok((js::call(&js_sys::global(), "fetch", &[input, init])?, Running::new(&controller)))
}

/// Whether the server of a URL answers at all, readable or not.
pub async fn is_reachable(url: &str) -> bool {
    let init = js::object(&[("mode", "no-cors"), ("cache", "no-store")]);
    match fetch(&origin(url).into(), &init) {
        Ok((answer, _running)) => js::settled(&answer).await.is_ok(),
        Err(_) => false,
    }
}

/// Scheme and host only: whoever asks whether a server is there must not repeat a request to it.
fn origin(url: &str) -> String {
    let mut pieces = url.splitn(4, ['/', '?']);
    [pieces.next(), pieces.next(), pieces.next()].map(Option::unwrap_or_default).join("/") + "/"
}
