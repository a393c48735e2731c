//! The platform behind a small JavaScript host object: browsers, workers, servers, mini programs.
//!
//! What a host has to offer is listed in `pkg-template/host.js`. Values cross as JSON text: one parse on each side
//! weighs far less than asking for one property after the other.

mod js;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Math, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::{Error, Result};
use crate::platform::{Ask, Body, Fault, Incoming, Level, Outgoing, Platform, Received, Watch};
use crate::protocol::json;
use crate::value::{Map, Value};

use js::{Answer, Exchange};
pub use js::{Host, message_of};

/// A watch as JavaScript calls it.
type Counter = Closure<dyn Fn(f64, f64)>;

/// One request on its way; dropping it aborts it.
struct Running {
    exchange: Exchange,
    _watches: [Option<Counter>; 2],
}

impl Drop for Running {
    fn drop(&mut self) {
        self.exchange.abort();
    }
}

impl Platform for Host {
    type Blob = JsValue;
    type Body = JsValue;

    fn now(&self) -> i64 {
        whole(Date::now())
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    async fn sleep(&self, milliseconds: u32) {
        // Longer timers fire at once.
        TimeoutFuture::new(milliseconds.min(i32::MAX.unsigned_abs())).await;
    }

    fn is_online(&self) -> bool {
        self.online()
    }

    async fn until_online(&self) {
        let _ = settled(self.online_again()).await;
    }

    fn page_protocol(&self) -> Option<String> {
        self.protocol_of_page()
    }

    fn clock_offset(&self) -> i64 {
        whole(self.offset())
    }

    fn correct_clock(&self, offset: i64) {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds are exact in JavaScript")]
        self.set_offset(offset as f64);
    }

    async fn send(&self, request: Outgoing<Self>) -> std::result::Result<Incoming<JsValue>, Fault> {
        let watches = [counter(request.on_upload.clone()), counter(request.on_download.clone())];
        let [on_upload, on_download] = watches.each_ref().map(|watch| js_function(watch.as_ref()));
        let body = match &request.body {
            Body::None => JsValue::UNDEFINED,
            Body::Text(text) => JsValue::from_str(text),
            Body::Blob(blob) => blob.clone(),
        };
        let exchange = self.exchange(&describe(request), &body, &on_upload, &on_download);
        let done = exchange.done();
        let running = Running { exchange, _watches: watches };
        let answer = settled(done).await;
        drop(running);
        match answer {
            Ok(answer) => read(&answer.unchecked_into()),
            Err(thrown) => Err(Fault::Custom(message_of(&thrown))),
        }
    }

    fn bytes(&self, body: &JsValue) -> Vec<u8> {
        Uint8Array::new(body).to_vec()
    }

    async fn ask_credentials(&self, ask: Ask) -> Result<Value> {
        let answer = settled(self.ask(ask.sts, &json::write(&Value::Map(ask.options)))).await;
        match answer {
            Ok(text) => Ok(text.as_string().and_then(|text| json::read(&text)).unwrap_or(Value::Null)),
            Err(thrown) => Err(Error::Credentials {
                message: message_of(&thrown),
                hint: "The credential callback failed; mend what it reports and call again.",
            }),
        }
    }

    async fn is_reachable(&self, url: &str) -> bool {
        settled(self.reaches(url)).await.is_ok_and(|answer| answer.is_truthy())
    }

    async fn is_readable(&self, blob: &JsValue) -> bool {
        settled(self.reads(blob)).await.is_ok_and(|answer| answer.is_truthy())
    }

    async fn md5(&self, blob: &JsValue, progress: Option<Watch>) -> Result<[u8; 16]> {
        let progress = counter(progress);
        let exchange = self.hash(blob, &js_function(progress.as_ref()));
        let done = exchange.done();
        let running = Running { exchange, _watches: [progress, None] };
        let digest = settled(done).await;
        drop(running);
        let mut md5 = [0; 16];
        match digest {
            Ok(bytes) => {
                bytes.unchecked_into::<Uint8Array>().copy_to(&mut md5);
                Ok(md5)
            }
            Err(_) => Err(Error::unreadable()),
        }
    }

    fn log(&self, level: Level, text: &dyn Fn() -> String) {
        if self.is_logged() {
            self.write_log(level.name(), &text());
        }
    }
}

async fn settled(promise: Promise) -> std::result::Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

fn counter(watch: Option<Watch>) -> Option<Counter> {
    watch.map(|watch| Closure::new(move |done, total| watch(count(done), count(total))))
}

fn js_function(counter: Option<&Counter>) -> JsValue {
    counter.map(|counter| counter.as_ref().clone()).unwrap_or_default()
}

/// The request as JSON; its body and its listeners go beside it.
fn describe(request: Outgoing<Host>) -> String {
    let optional = |text: Option<String>| text.map_or(Value::Null, Value::Text);
    let mut description = Map::new();
    description.push("query", request.query);
    description.push("method", request.method);
    description.push("url", request.url);
    description.push("headers", request.headers);
    description.push("action", request.action);
    description.push("key", request.key);
    description.push("timeout", Value::Integer(request.timeout.into()));
    description.push("raw", optional(request.raw));
    description.push("dataType", optional(request.data_type));
    json::write(&Value::Map(description))
}

fn read(answer: &Answer) -> std::result::Result<Incoming<JsValue>, Fault> {
    if let Some(fault) = answer.fault() {
        return Err(failed(&fault, answer.message().unwrap_or_default()));
    }
    let headers = match json::read(&answer.headers()) {
        Some(Value::Map(headers)) => headers,
        _ => Map::new(),
    };
    let body = answer.text().map_or_else(|| Received::Raw(answer.body()), Received::Text);
    Ok(Incoming { status: answer.status(), headers, body })
}

fn failed(fault: &str, message: String) -> Fault {
    match fault {
        "timeout" => Fault::Timeout,
        "failed" => Fault::Failed,
        "silent" => Fault::Silent,
        "unsendable" => Fault::Unsendable(Error::param(
            message,
            "Header names are ASCII, values Latin-1: use encodeURIComponent. Check Domain, Protocol, Url and Method too.",
        )),
        _ => Fault::Custom(message),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds, saturating")]
fn whole(milliseconds: f64) -> i64 {
    milliseconds as i64
}

/// A count of bytes; 0 for what is none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast that saturates is meant")]
#[must_use]
pub fn count(number: f64) -> u64 {
    number as u64
}
