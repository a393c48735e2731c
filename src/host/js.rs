//! What the host offers, word for word.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The host of one `COS` instance.
    #[derive(Clone)]
    pub type Host;

    /// `http:` or `https:` in pages, nothing elsewhere.
    #[wasm_bindgen(method, getter, js_name = pageProtocol)]
    pub fn protocol_of_page(this: &Host) -> Option<String>;

    #[wasm_bindgen(method, js_name = isOnline)]
    pub fn online(this: &Host) -> bool;

    #[wasm_bindgen(method, js_name = untilOnline)]
    pub fn online_again(this: &Host, limit: u32) -> Promise;

    #[wasm_bindgen(method, js_name = clockOffset)]
    pub fn offset(this: &Host) -> f64;

    #[wasm_bindgen(method, js_name = correctClock)]
    pub fn set_offset(this: &Host, milliseconds: f64);

    #[wasm_bindgen(method, js_name = send)]
    pub fn exchange(
        this: &Host,
        request: &str,
        body: &JsValue,
        on_upload: &JsValue,
        on_download: &JsValue,
    ) -> Exchange;

    #[wasm_bindgen(method)]
    pub fn ask(this: &Host, sts: bool, question: &str) -> Promise;

    #[wasm_bindgen(method, js_name = isReachable)]
    pub fn reaches(this: &Host, url: &str) -> Promise;

    #[wasm_bindgen(method, js_name = isReadable)]
    pub fn reads(this: &Host, body: &JsValue) -> Promise;

    #[wasm_bindgen(method, js_name = digest)]
    pub fn sum_up(this: &Host, body: &JsValue, sums: u8, on_progress: &JsValue) -> Exchange;

    #[wasm_bindgen(method, js_name = bytes)]
    pub fn bytes_of(this: &Host, body: &JsValue) -> Uint8Array;

    #[wasm_bindgen(method, js_name = slice)]
    pub fn cut(this: &Host, body: &JsValue, start: f64, end: f64) -> JsValue;

    #[wasm_bindgen(method, js_name = lay)]
    pub fn put(this: &Host, target: &JsValue, body: &JsValue, start: f64, end: f64) -> Exchange;

    #[wasm_bindgen(method, js_name = close)]
    pub fn shut(this: &Host, target: &JsValue) -> Promise;

    #[wasm_bindgen(method, js_name = recall)]
    pub fn kept(this: &Host, name: &str, body: &JsValue, place: &str) -> Promise;

    #[wasm_bindgen(method, js_name = remember)]
    pub fn keep(this: &Host, name: &str, text: &str);

    #[wasm_bindgen(method, js_name = lock)]
    pub fn enter(this: &Host, name: &str) -> Exchange;

    #[wasm_bindgen(method, js_name = isLogged)]
    pub fn is_logged(this: &Host) -> bool;

    #[wasm_bindgen(method, js_name = log)]
    pub fn write_log(this: &Host, level: &str, text: &str);

    /// Something on its way: a request, a file that is read, a lock that is waited for and held.
    pub type Exchange;

    /// Of a request: fulfilled with an [`Answer`], never rejected. Of a file: its CRC-64 and perhaps its MD5, or
    /// rejected.
    #[wasm_bindgen(method, getter)]
    pub fn done(this: &Exchange) -> Promise;

    #[wasm_bindgen(method)]
    pub fn abort(this: &Exchange);

    /// What came of a request: a fault, or an answer with its text or its raw body.
    pub type Answer;

    #[wasm_bindgen(method, getter)]
    pub fn fault(this: &Answer) -> Option<String>;

    /// That of anything that was thrown, too.
    #[wasm_bindgen(method, getter)]
    pub fn message(this: &Answer) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    pub fn status(this: &Answer) -> u16;

    #[wasm_bindgen(method, getter)]
    pub fn headers(this: &Answer) -> String;

    #[wasm_bindgen(method, getter)]
    pub fn text(this: &Answer) -> Option<String>;

    /// That of a call, too.
    #[wasm_bindgen(method, getter)]
    pub fn body(this: &Answer) -> JsValue;
}

/// What was thrown says.
#[must_use]
pub fn message_of(thrown: &JsValue) -> String {
    if let Some(text) = thrown.as_string() {
        return text;
    }
    let said = if thrown.is_object() { thrown.unchecked_ref::<Answer>().message() } else { None };
    said.unwrap_or_else(|| "unknown error".into())
}
