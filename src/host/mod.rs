//! The platform behind a small JavaScript host object: browsers, workers, servers, mini programs.
//!
//! What a host has to offer is listed in `pkg-template/host.js`. Values cross as JSON text: one parse on each side
//! weighs far less than asking for one property after the other.

mod alarm;
mod js;
pub mod spawn;

use std::future::poll_fn;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Date, Math, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::{Cause, Error, Kind, Result};
use crate::platform::{Ask, Digest, Errand, Fault, Incoming, Level, Outgoing, Platform, Sums, Watch};
use crate::protocol::json;
use crate::value::{Map, Text, Value};

use alarm::Alarm;
use js::Exchange;
pub use js::{Answer, Host, message_of};

/// A watch as JavaScript calls it.
type Counter = Closure<dyn Fn(f64, f64)>;

/// One request on its way; dropping it aborts it.
struct Running {
    exchange: Exchange,
    _watches: [Option<Counter>; 2],
}

impl Running {
    async fn done(&self) -> std::result::Result<JsValue, JsValue> {
        JsFuture::from(self.exchange.done()).await
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.exchange.abort();
    }
}

/// A lock that is held.
pub struct Held(#[expect(dead_code, reason = "it is dropped")] Running);

impl Platform for Host {
    type Blob = JsValue;
    type Body = JsValue;
    type Lock = Held;

    fn now(&self) -> i64 {
        whole(Date::now())
    }

    fn date(text: &str) -> Option<i64> {
        let milliseconds = Date::parse(text);
        (!milliseconds.is_nan()).then(|| whole(milliseconds))
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    fn sleep(&self, milliseconds: u32) -> Errand<()> {
        // Longer timers fire at once.
        let milliseconds = milliseconds.min(i32::MAX.unsigned_abs());
        let alarm = Rc::new(Alarm::default());
        let ringing = alarm.clone();
        let timeout = Timeout::new(milliseconds, move || ringing.ring());
        Box::pin(poll_fn(move |context| {
            let _running = &timeout;
            alarm.poll(context)
        }))
    }

    fn is_online(&self) -> bool {
        self.online()
    }

    fn until_online(&self, limit: u32) -> Errand<bool> {
        truth(self.online_again(limit))
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

    fn send(&self, request: Outgoing<Self>) -> Errand<std::result::Result<Incoming<JsValue>, Fault>> {
        let watches = [counter(request.on_upload), counter(request.on_download)];
        let body = match &request.request.document {
            Some(text) => JsValue::from_str(text),
            None => request.body.cloned().unwrap_or_default(),
        };
        let [on_upload, on_download] = watches.each_ref().map(|watch| js_function(watch.as_ref()));
        let exchange = self.exchange(&describe(&request), &body, on_upload, on_download);
        let running = Running { exchange, _watches: watches };
        Box::pin(async move {
            match running.done().await {
                Ok(answer) => read(&answer.unchecked_into()),
                Err(thrown) => Err(Fault::Network(Cause::Custom, message_of(&thrown).into())),
            }
        })
    }

    fn bytes(&self, body: &JsValue) -> Vec<u8> {
        self.bytes_of(body).to_vec()
    }

    fn ask_credentials(&self, ask: Ask) -> Errand<Result<Value>> {
        let answer = self.ask(ask.sts, &json::write_map(ask.options));
        Box::pin(async move {
            match JsFuture::from(answer).await {
                Ok(text) => Ok(text.as_string().and_then(|text| json::read(&text)).unwrap_or(Value::Null)),
                Err(thrown) => Err(Error::about(
                    &message_of(&thrown),
                    Kind::Credentials,
                    "{}\nThe credential callback failed: mend what it reports.",
                )),
            }
        })
    }

    fn is_reachable(&self, url: &str) -> Errand<bool> {
        truth(self.reaches(url))
    }

    fn is_readable(&self, blob: &JsValue) -> Errand<bool> {
        truth(self.reads(blob))
    }

    fn digest(&self, blob: &JsValue, sums: Sums, progress: Option<&Watch>) -> Errand<Result<Digest>> {
        let progress = counter(progress);
        let exchange = self.sum_up(blob, sums as u8, js_function(progress.as_ref()));
        digested(Running { exchange, _watches: [progress, None] }, |_| Error::unreadable())
    }

    fn slice(&self, blob: &JsValue, start: u64, end: u64) -> JsValue {
        self.cut(blob, number(start), number(end))
    }

    fn lay(&self, target: &JsValue, body: &JsValue, place: (u64, u64)) -> Errand<Result<Digest>> {
        let exchange = self.put(target, body, number(place.0), number(place.1));
        digested(Running { exchange, _watches: [None, None] }, |thrown| match thrown {
            Some(thrown) => Error::unwritable(&message_of(thrown)),
            None => Error::other_bytes(),
        })
    }

    fn close(&self, target: &JsValue) -> Errand<Result<JsValue>> {
        let closed = self.shut(target);
        Box::pin(async move {
            JsFuture::from(closed).await.map_err(|thrown| Error::unwritable(&message_of(&thrown)))
        })
    }

    fn recall(&self, name: &str, blob: Option<&JsValue>, place: &str) -> Errand<Option<String>> {
        let kept = self.kept(name, blob.unwrap_or(&JsValue::UNDEFINED), place);
        Box::pin(async move { JsFuture::from(kept).await.ok()?.as_string() })
    }

    fn remember(&self, name: &str, text: &str) {
        self.keep(name, text);
    }

    fn lock(&self, name: &str) -> Errand<Self::Lock> {
        let held = Running { exchange: self.enter(name), _watches: [None, None] };
        Box::pin(async move {
            let _ = held.done().await;
            Held(held)
        })
    }

    fn log(&self, level: Level, text: &dyn Fn() -> Text) {
        if self.is_logged() {
            self.write_log(level.name(), &text());
        }
    }
}

/// The checksums that something ends with; otherwise what is made of what was thrown, if anything was.
fn digested(running: Running, failed: fn(Option<&JsValue>) -> Rc<Error>) -> Errand<Result<Digest>> {
    Box::pin(async move {
        let bytes = running.done().await.map_err(|thrown| failed(Some(&thrown)))?;
        let bytes = bytes.unchecked_into::<Uint8Array>().to_vec();
        let (crc64, md5) = bytes.split_first_chunk().ok_or_else(|| failed(None))?;
        Ok(Digest { crc64: u64::from_le_bytes(*crc64), md5: md5.try_into().ok() })
    })
}

/// Whether a promise is fulfilled with what counts as true.
fn truth(promise: Promise) -> Errand<bool> {
    Box::pin(async move { JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy()) })
}

fn counter(watch: Option<&Watch>) -> Option<Counter> {
    let watch = watch?.clone();
    Some(Closure::new(move |done, total| watch(count(done), count(total))))
}

fn js_function(counter: Option<&Counter>) -> &JsValue {
    const NONE: &JsValue = &JsValue::UNDEFINED;
    counter.map_or(NONE, AsRef::as_ref)
}

/// The request as JSON; its body and its listeners go beside it.
fn describe(outgoing: &Outgoing<Host>) -> String {
    let request = outgoing.request;
    let mut description = Map::new();
    description.set("query", Value::Map(request.query.clone()));
    description.put("method", request.method.clone());
    description.set_text("url", outgoing.url);
    description.set("headers", Value::Map(outgoing.headers.clone()));
    description.put("action", request.action());
    description.put("key", request.key.clone());
    description.set("timeout", Value::from(i64::from(outgoing.timeout)));
    description.set("form", Value::Bool(request.form.is_some()));
    description.set("raw", optional(request.raw.as_deref()));
    description.set("dataType", optional(request.data_type()));
    json::write_map(description)
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}

fn read(answer: &Answer) -> std::result::Result<Incoming<JsValue>, Fault> {
    if let Some(fault) = answer.fault() {
        return Err(failed(&fault, &answer.message().unwrap_or_default()));
    }
    let headers = match json::read(&answer.headers()) {
        Some(Value::Map(headers)) => headers,
        _ => Map::new(),
    };
    let (text, body) = match answer.text() {
        Some(text) => (text, None),
        None => (String::new(), Some(answer.body())),
    };
    Ok(Incoming { status: answer.status(), headers, text, body })
}

fn failed(fault: &str, message: &str) -> Fault {
    let cause = match fault {
        "silent" => return Fault::Silent,
        "unsendable" => {
            return Fault::Unsendable(Error::about(
                message,
                Kind::Param,
                "{}\nHeader names are ASCII, values Latin-1: use encodeURIComponent. Check Domain, Protocol, Url and Method too.",
            ));
        }
        "timeout" => Cause::Timeout,
        "failed" => Cause::Lost,
        _ => Cause::Custom,
    };
    Fault::Network(cause, message.into())
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

/// A count of bytes as JavaScript has it.
#[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
fn number(count: u64) -> f64 {
    count as f64
}
