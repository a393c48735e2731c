//! The platform of pages, workers and service workers, and of servers that have `fetch` or the caller's transport.

mod answer;
mod blob;
mod body;
mod credentials;
mod custom;
mod exchange;
mod fetch;
pub mod js;
mod log;
mod online;
mod opt;
mod outgoing;
mod progress;
mod running;
pub mod value;
mod xhr;

use std::rc::Rc;

use js_sys::{Date, Math, Object};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::error::Error;
use crate::platform::{Ask, Fault, Incoming, Level, Outgoing, Platform, Watch};
use crate::protocol::value::Value;

pub use js::rethrow_later;

/// The listeners of a `COS` instance.
pub trait Hooks {
    /// Whether anybody listens to an event.
    fn listens(&self, event: &str) -> bool;

    /// Calls the listeners of an event.
    ///
    /// # Errors
    /// What a listener threw.
    fn emit(&self, event: &str, payload: &JsValue) -> Result<(), JsValue>;
}

/// The browser around one `COS` instance.
#[derive(Clone)]
pub struct Browser(Rc<Around>);

struct Around {
    cos: JsValue,
    hooks: Rc<dyn Hooks>,
}

impl Browser {
    /// `cos` is the caller's instance; its `options` are read anew whenever one is needed.
    #[must_use]
    pub fn new(cos: Object, hooks: Rc<dyn Hooks>) -> Self {
        Browser(Rc::new(Around { cos: cos.into(), hooks }))
    }

    fn cos(&self) -> &JsValue {
        &self.0.cos
    }

    /// An option as it is now.
    fn option(&self, name: &str) -> JsValue {
        js::get(&js::get(self.cos(), "options"), name)
    }

    fn listens(&self, event: &str) -> bool {
        self.0.hooks.listens(event)
    }

    fn emit(&self, event: &str, payload: &JsValue) {
        if let Err(thrown) = self.0.hooks.emit(event, payload) {
            rethrow_later(&thrown);
        }
    }
}

impl Platform for Browser {
    type Blob = Blob;
    type Body = JsValue;

    fn now(&self) -> i64 {
        whole(Date::now())
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    async fn sleep(&self, milliseconds: u32) {
        let (woken, wake) = js::deferred();
        let _timer = js::timer(milliseconds, move || drop(wake));
        let _ = js::settled(&woken).await;
    }

    fn is_online(&self) -> bool {
        online::is_online()
    }

    async fn until_online(&self) {
        online::until_online().await;
    }

    fn page_protocol(&self) -> Option<String> {
        // Workers have a location too, but what they are loaded from says nothing.
        js::get(&js::get(&js::global("window"), "location"), "protocol").as_string()
    }

    fn clock_offset(&self) -> i64 {
        self.option("SystemClockOffset").as_f64().map_or(0, whole)
    }

    fn correct_clock(&self, offset: i64) {
        js::set(&js::get(self.cos(), "options"), "SystemClockOffset", &value::write(&Value::Integer(offset)));
    }

    async fn send(&self, request: Outgoing<Self>) -> Result<Incoming<JsValue>, Fault> {
        exchange::send(self, request).await
    }

    async fn ask_credentials(&self, ask: Ask) -> Result<Value, Error> {
        credentials::ask(self, ask).await
    }

    async fn is_reachable(&self, url: &str) -> bool {
        fetch::is_reachable(url).await
    }

    async fn is_readable(&self, blob: &Blob) -> bool {
        blob::is_readable(blob).await
    }

    async fn md5(&self, blob: &Blob, progress: Option<Watch>) -> Result<[u8; 16], Error> {
        blob::md5(blob, progress).await
    }

    fn log(&self, level: Level, text: &dyn Fn() -> String) {
        log::log(self, level, text);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds, saturating")]
fn whole(milliseconds: f64) -> i64 {
    milliseconds as i64
}
