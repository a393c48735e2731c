//! Whether there is a network.

use wasm_bindgen::JsValue;

use super::js;

/// Looked at so often, in milliseconds, where no event tells.
const PAUSE: u32 = 2_000;

/// False only when the browser knows it.
pub fn is_online() -> bool {
    js::get(&js::global("navigator"), "onLine").as_bool() != Some(false)
}

pub async fn until_online() {
    while !is_online() {
        let (woken, wake) = js::deferred();
        let _listening = Listening::new(&wake.0);
        let _timer = js::timer(PAUSE, move || drop(wake));
        let _ = js::settled(&woken).await;
    }
}

/// A listener of the event `online`, removed when this is dropped.
struct Listening(JsValue);

impl Listening {
    fn new(listener: &JsValue) -> Self {
        let _ = js::call(&js_sys::global(), "addEventListener", &[&"online".into(), listener]);
        Listening(listener.clone())
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = js::call(&js_sys::global(), "removeEventListener", &[&"online".into(), &self.0]);
    }
}
