//! One request and its answer, by the transport that fits, with the caller's listeners on the way.

use wasm_bindgen::JsValue;

use super::opt::Described;
use super::{Browser, answer, custom, fetch, js, xhr};
use crate::platform::{Fault, Incoming, Outgoing};

pub type Answered = Result<Incoming<JsValue>, Fault>;

pub async fn send(browser: &Browser, mut request: Outgoing<Browser>) -> Answered {
    let is_watched = ["before-send", "after-receive"].iter().any(|event| browser.listens(event));
    if !is_watched && !browser.option("Request").is_function() {
        return send_by_browser(&request, &JsValue::UNDEFINED).await;
    }
    let described = Described::new(&request);
    browser.emit("before-send", &described.opt);
    // Asked again: a listener may have put it there.
    let own = browser.option("Request");
    let receive = if own.is_function() {
        custom::send(&own, &described.opt).await?
    } else {
        let fields = described.take_back(&mut request)?;
        answer::write(send_by_browser(&request, &fields).await)?
    };
    js::set(&receive, "options", &described.opt);
    browser.emit("after-receive", &receive);
    answer::read(&receive, request.raw.is_some()).await
}

/// `fetch`, and `XMLHttpRequest` for what `fetch` cannot: upload progress and the fields of such a request.
async fn send_by_browser(request: &Outgoing<Browser>, fields: &JsValue) -> Answered {
    let needs_xhr = request.on_upload.is_some() || fields.is_object();
    let is_stream = request.raw.as_deref() == Some("stream");
    if needs_xhr && !is_stream && js::global("XMLHttpRequest").is_function() {
        return xhr::send(request, fields).await;
    }
    fetch::send(request, fields).await
}
