//! The few words in which JavaScript is asked. Everything is looked up by name when it is needed, because no
//! environment has all of it.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property; undefined where there is none.
pub fn get(target: &JsValue, name: &str) -> JsValue {
    Reflect::get(target, &name.into()).unwrap_or_default()
}

/// A property that is a text; an empty one for anything else.
pub fn text(target: &JsValue, name: &str) -> String {
    get(target, name).as_string().unwrap_or_default()
}

/// Sets a property; an object that refuses it stays as it is.
pub fn set(target: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(target, &name.into(), value);
}

/// A global; undefined where there is none.
pub fn global(name: &str) -> JsValue {
    get(&js_sys::global(), name)
}

/// Calls a function. An error is what was thrown.
pub fn apply(function: &JsValue, this: &JsValue, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    Reflect::apply(function.unchecked_ref::<Function>(), this, &list(arguments))
}

/// Calls a method. An error is what was thrown, or that there is no such method.
pub fn call(target: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    apply(&get(target, name), target, arguments)
}

/// Makes an object of a global class.
pub fn construct(class: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    Reflect::construct(global(class).unchecked_ref::<Function>(), &list(arguments))
}

/// An object with these texts.
pub fn object(texts: &[(&str, &str)]) -> JsValue {
    let object = Object::new().into();
    for (name, text) in texts {
        set(&object, name, &JsValue::from_str(text));
    }
    object
}

pub fn list(items: &[&JsValue]) -> Array {
    let list = Array::new();
    for item in items {
        list.push(item);
    }
    list
}

/// Waits for a promise, or for anything that may be one.
pub async fn settled(promise: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(promise)).await
}

/// A promise and the function that fulfils it; only its first call counts.
pub fn deferred() -> (JsValue, Settle) {
    let mut function = JsValue::UNDEFINED;
    let promise = Promise::new(&mut |resolve, _| function = resolve.into());
    (promise.into(), Settle(function))
}

/// Fulfils a promise. Dropping it does so, too: whatever waits for a promise is kept in memory until that settles.
pub struct Settle(pub JsValue);

impl Drop for Settle {
    fn drop(&mut self) {
        let _ = apply(&self.0, &JsValue::UNDEFINED, &[]);
    }
}

/// Does something after so many milliseconds, unless the timer is dropped before.
pub fn timer(milliseconds: u32, act: impl FnOnce() + 'static) -> Timeout {
    // Browsers fire timers at once that are longer than that.
    Timeout::new(milliseconds.min(i32::MAX.unsigned_abs()), act)
}

/// A count of bytes, of milliseconds; 0 for what is no number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast that saturates is meant")]
pub fn count(value: &JsValue) -> u64 {
    value.as_f64().unwrap_or_default() as u64
}

/// What JavaScript's `Number(value)` gives.
pub fn to_number(value: &JsValue) -> f64 {
    super::value::to_number(value)
}

/// A number for JavaScript, which is exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "JavaScript has no other numbers")]
pub fn number(count: u64) -> f64 {
    count as f64
}

/// What an exception says.
pub fn message_of(thrown: &JsValue) -> String {
    let message = get(thrown, "message");
    message.as_string().unwrap_or_else(|| super::value::spelling(thrown))
}

/// Reports an exception of the caller's code as an uncaught one, without letting it through the frames of wasm.
pub fn rethrow_later(thrown: &JsValue) {
    if call(&js_sys::global(), "reportError", &[thrown]).is_err() {
        // A rejection that nobody handles is reported in the same way.
        let _ = Promise::reject(thrown);
    }
}
