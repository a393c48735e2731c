//! One request and its answer, by the transport that fits, with the caller's listeners on the way.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Response;

use super::opt::Described;
use super::{Browser, answer, body, custom, fetch, js, xhr};
use crate::platform::{Fault, Incoming, Outgoing};

pub type Answered = Result<Incoming<JsValue>, Fault>;

/// Sends one request and reads its answer. Dropping the future aborts the request.
pub async fn send(browser: &Browser, mut request: Outgoing<Browser>) -> Answered {
    let is_watched = browser.listens("before-send") || browser.listens("after-receive");
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
    let (answer, mut running) = if needs_xhr && !is_stream && js::global("XMLHttpRequest").is_function() {
        xhr::start(request, fields)?
    } else {
        fetch::start(request, fields)?
    };
    running.limit(request.timeout);
    let received = receive(request, &answer).await;
    let is_late = running.is_late();
    // From here on the body may still be read, as a stream.
    running.finish();
    received.map_err(|_| if is_late { Fault::Timeout } else { Fault::Failed })
}

async fn receive(request: &Outgoing<Browser>, answer: &JsValue) -> Result<Incoming<JsValue>, JsValue> {
    let mut answer = js::settled(answer).await?;
    let mut watch = request.on_download.as_ref();
    let xhr = js::get(&answer, "target");
    if !xhr.is_undefined() {
        answer = xhr::response(&xhr)?;
        watch = None;
    }
    let response: Response = answer.unchecked_into();
    let status = response.status();
    // Its status first: only the body of a success is handed over untouched.
    let raw = request.raw.as_deref().filter(|_| body::is_success(status));
    let headers = body::headers_of(&response.headers());
    let body = body::read(response, raw, watch).await?;
    Ok(Incoming { status, headers, body })
}
