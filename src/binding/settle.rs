//! How a call ends for the caller: once, by callback or by promise.

use js_sys::{Error as JsError, Function, JSON, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{js, rethrow_later};
use crate::client::Reply;
use crate::client::report::report;
use crate::error::{Error, Result};
use crate::protocol::json;
use crate::protocol::value::{Map, Value};

/// Where a call's result goes.
#[derive(Clone)]
pub enum Settler {
    Callback(Function),
    Promise { resolve: Function, reject: Function },
}

impl Settler {
    /// A callback is told; without one there is a promise, which is what the method returns.
    pub fn open(callback: &JsValue) -> (JsValue, Settler) {
        if let Some(callback) = callback.dyn_ref::<Function>() {
            return (JsValue::UNDEFINED, Settler::Callback(callback.clone()));
        }
        let mut functions = None;
        let promise = Promise::new(&mut |resolve, reject| functions = Some((resolve, reject)));
        let (resolve, reject) = functions.unwrap_or_default();
        (promise.into(), Settler::Promise { resolve, reject })
    }

    /// Tells the result. Who gave a callback and stopped the call himself hears no more of it.
    pub fn settle(&self, result: Result<JsValue>) {
        let is_silent = matches!((self, &result), (Settler::Callback(_), Err(Error::Aborted)));
        if !is_silent {
            self.tell(&result.map_err(|error| to_js_error(&error)));
        }
    }

    /// The call was stopped by the caller's `Signal`: he is told in both forms.
    pub fn abort(&self) {
        self.tell(&Err(to_js_error(&Error::Aborted)));
    }

    /// Tells a finished result. What the caller's own code throws is his, and reported as uncaught.
    pub fn tell(&self, result: &std::result::Result<JsValue, JsValue>) {
        let undefined = JsValue::UNDEFINED;
        let told = match (self, result) {
            (Settler::Callback(callback), Ok(data)) => callback.call2(&undefined, &JsValue::NULL, data),
            (Settler::Callback(callback), Err(error)) => callback.call1(&undefined, error),
            (Settler::Promise { resolve, .. }, Ok(data)) => resolve.call1(&undefined, data),
            (Settler::Promise { reject, .. }, Err(error)) => reject.call1(&undefined, error),
        };
        if let Err(thrown) = told {
            rethrow_later(&thrown);
        }
    }
}

/// An answer as the caller gets it.
pub fn to_data(reply: Reply<JsValue>) -> JsValue {
    let data = to_object(reply.fields);
    if let Some(body) = reply.body {
        js::set(&data, "Body", &body);
    }
    data
}

/// Built by the browser's own parser, which is faster than setting fields one by one.
pub fn to_object(fields: Map) -> JsValue {
    JSON::parse(&json::write(&Value::Map(fields))).unwrap_or_default()
}

/// An `Error` with the fields of the original.
pub fn to_js_error(error: &Error) -> JsValue {
    let report = report(error);
    let message = report.message.as_deref();
    let thrown = JsError::new(message.unwrap_or_default());
    thrown.set_name(&report.code);
    hide(&thrown, "name");
    let fields = to_object(report.fields);
    js::set(&fields, "code", &report.code.into());
    js::set(&fields, "message", &message.map_or(JsValue::NULL, JsValue::from_str));
    show_message(&thrown);
    Object::assign(&thrown, fields.unchecked_ref()).into()
}

fn hide(error: &JsError, field: &str) {
    describe(error, field, "enumerable", false);
}

/// The original's messages are listed with the other fields.
fn show_message(error: &JsError) {
    describe(error, "message", "enumerable", true);
}

fn describe(error: &JsError, field: &str, trait_name: &str, value: bool) {
    let descriptor = Object::new();
    js::set(&descriptor, trait_name, &value.into());
    let _ = js_sys::Reflect::define_property(error.unchecked_ref::<Object>(), &field.into(), &descriptor);
}
