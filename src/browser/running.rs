//! A request under way.

use wasm_bindgen::JsValue;

use super::js;

/// Dropping it aborts the request, by the method `abort` of what runs it.
pub struct Running(JsValue);

impl Running {
    pub fn new(sender: &JsValue) -> Self {
        Running(sender.clone())
    }

    /// The answer is there; nothing is left to abort.
    pub fn finish(mut self) {
        self.0 = JsValue::UNDEFINED;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = js::call(&self.0, "abort", &[]);
    }
}
