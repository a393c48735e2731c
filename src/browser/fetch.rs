//! The transport of every day: `fetch`.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal, Headers, Request, RequestInit, Response};

use super::exchange::Answered;
use super::running::Running;
use super::{Browser, body, js, outgoing};
use crate::platform::{Fault, Incoming, Outgoing};

/// Sends one request and reads its answer. Dropping the future aborts the request.
pub async fn send(request: &Outgoing<Browser>, fields: &JsValue) -> Answered {
    let head = head(request, fields)?;
    let controller = AbortController::new().map_err(|_| Fault::Failed)?;
    let running = Running::new(&controller);
    let _timer = (request.timeout > 0).then(|| {
        let controller = controller.clone();
        Timeout::new(request.timeout, move || controller.abort())
    });
    let answered = exchange(request, &head, &controller.signal()).await;
    let is_too_late = controller.signal().aborted();
    // From here on the body may still be read, as a stream.
    running.finish();
    answered.map_err(|_| if is_too_late { Fault::Timeout } else { Fault::Failed })
}

/// The request without its body. A browser tells here, and here only, what it refuses to send.
fn head(request: &Outgoing<Browser>, fields: &JsValue) -> Result<Request, Fault> {
    let headers = Headers::new().map_err(|_| Fault::Failed)?;
    outgoing::set_headers(&request.headers, &headers, "set")?;
    let init = RequestInit::new();
    init.set_method(&request.method);
    init.set_headers(&headers);
    if !js::get(fields, "withCredentials").is_falsy() {
        js::set(&init, "credentials", &"include".into());
    }
    Request::new_with_str_and_init(&outgoing::url(request), &init)
        .map_err(|refusal| outgoing::refused(&refusal))
}

async fn exchange(
    request: &Outgoing<Browser>,
    head: &Request,
    signal: &AbortSignal,
) -> Result<Incoming<JsValue>, JsValue> {
    let init = RequestInit::new();
    init.set_signal(Some(signal));
    let content = outgoing::body(request)?;
    if !content.is_undefined() {
        init.set_body(&content);
    }
    let response: Response =
        js::settled(&js::call(&js_sys::global(), "fetch", &[head, &init])?).await?.unchecked_into();
    let status = response.status();
    let headers = body::headers_of(&response.headers());
    let raw = body::raw_form(request, status);
    let body = body::read(response, raw, request.on_download.as_ref()).await?;
    Ok(Incoming { status, headers, body })
}

/// Whether the server of a URL answers at all, readable or not.
pub async fn is_reachable(url: &str) -> bool {
    let Ok(controller) = AbortController::new() else { return false };
    let _running = Running::new(&controller);
    let init = RequestInit::new();
    init.set_signal(Some(&controller.signal()));
    js::set(&init, "mode", &"no-cors".into());
    js::set(&init, "cache", &"no-store".into());
    let Ok(answer) = js::call(&js_sys::global(), "fetch", &[&origin(url).into(), &init]) else {
        return false;
    };
    js::settled(&answer).await.is_ok()
}

/// Scheme and host only: whoever asks whether a server is there must not repeat a request to it.
fn origin(url: &str) -> String {
    let mut pieces = url.splitn(4, ['/', '?']);
    [pieces.next(), pieces.next(), pieces.next()].map(Option::unwrap_or_default).join("/") + "/"
}
