//! The transport for uploads whose progress somebody watches: `XMLHttpRequest`.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};

use super::exchange::Answered;
use super::progress::Listener;
use super::running::Running;
use super::{Browser, body, js, outgoing};
use crate::platform::{Fault, Incoming, Outgoing};
use crate::protocol::value::Map;

/// Sends one request and reads its answer. Dropping the future aborts the request.
pub async fn send(request: &Outgoing<Browser>, fields: &JsValue) -> Answered {
    let xhr = opened(request).map_err(|refusal| outgoing::refused(&refusal))?;
    prepare(&xhr, request, fields);
    outgoing::set_headers(&request.headers, &xhr, "setRequestHeader")?;
    let _listeners = listen(&xhr, request);
    let (over, settle) = js::deferred();
    for name in ["onload", "onerror", "ontimeout", "onabort"] {
        js::set(&xhr, name, &settle);
    }
    let _running = Running::new(&xhr);
    let failed = |_| Fault::Failed;
    js::call(&xhr, "send", &[&outgoing::body(request).map_err(failed)?]).map_err(failed)?;
    let event = js::settled(&over).await.map_err(failed)?;
    match js::get(&event, "type").as_string().as_deref() {
        Some("load") => receive(&xhr, request).await.map_err(failed),
        Some("timeout") => Err(Fault::Timeout),
        _ => Err(Fault::Failed),
    }
}

fn opened(request: &Outgoing<Browser>) -> Result<JsValue, JsValue> {
    let xhr = js::construct("XMLHttpRequest", &[])?;
    js::call(&xhr, "open", &[&request.method.as_str().into(), &outgoing::url(request).into()])?;
    Ok(xhr)
}

fn prepare(xhr: &JsValue, request: &Outgoing<Browser>, fields: &JsValue) {
    js::set(xhr, "timeout", &request.timeout.into());
    if fields.is_object() {
        for name in Object::keys(fields.unchecked_ref::<Object>()) {
            let name = name.as_string().unwrap_or_default();
            js::set(xhr, &name, &js::get(fields, &name));
        }
    }
    // Whatever the caller asked for is made of this when the status is known.
    js::set(xhr, "responseType", &"arraybuffer".into());
}

/// Progress is heard as long as these live.
fn listen(xhr: &JsValue, request: &Outgoing<Browser>) -> [Option<Listener>; 2] {
    [(js::get(xhr, "upload"), &request.on_upload), (xhr.clone(), &request.on_download)].map(
        |(target, watch)| {
            let listener = Listener::new(watch.as_ref()?);
            js::set(&target, "onprogress", &listener.function);
            Some(listener)
        },
    )
}

async fn receive(xhr: &JsValue, request: &Outgoing<Browser>) -> Result<Incoming<JsValue>, JsValue> {
    let status = u16::try_from(js::count(&js::get(xhr, "status"))).unwrap_or_default();
    let lines = js::call(xhr, "getAllResponseHeaders", &[])?.as_string().unwrap_or_default();
    let headers = read_headers(&lines);
    let content_type = headers.text("content-type").unwrap_or_default();
    let response = body::response(&js::get(xhr, "response"), content_type)?;
    let body = body::read(response, body::raw_form(request, status), None).await?;
    Ok(Incoming { status, headers, body })
}

fn read_headers(text: &str) -> Map {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect()
}
