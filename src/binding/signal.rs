//! The caller's `Signal`, an `AbortSignal`.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::browser::js;
use crate::error::{Error, Result};

/// Listens to a signal as long as it is held.
pub struct SignalWatch {
    signal: JsValue,
    listener: Closure<dyn FnMut()>,
}

/// Checks a `Signal` param. Nothing when there is none.
pub fn check(signal: JsValue) -> Result<Option<JsValue>> {
    if signal.is_undefined() || signal.is_null() {
        return Ok(None);
    }
    if js::get(&signal, "addEventListener").is_function() {
        return Ok(Some(signal));
    }
    Err(Error::param("param Signal should be an AbortSignal", "Pass the signal of an AbortController."))
}

/// Whether a signal has gone off.
pub fn is_aborted(signal: &JsValue) -> bool {
    js::get(signal, "aborted").is_truthy()
}

impl SignalWatch {
    pub fn new(signal: JsValue, on_abort: impl FnMut() + 'static) -> Self {
        let listener = Closure::new(on_abort);
        let _ = js::call(&signal, "addEventListener", &[&"abort".into(), listener.as_ref()]);
        SignalWatch { signal, listener }
    }
}

impl Drop for SignalWatch {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref::<Function>();
        let _ = js::call(&self.signal, "removeEventListener", &[&"abort".into(), listener]);
    }
}
