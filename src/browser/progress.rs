//! Progress events of browsers and of transports, told to a [`Watch`].

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::js::{count, get, set};
use crate::platform::Watch;

/// `WebKit` fires an event per 8 KiB; nobody needs more than one in so many milliseconds.
const PAUSE: f64 = 50.0;

/// A function that takes progress events, deaf from the moment this is dropped.
pub struct Listener {
    _watch: Rc<Watch>,
}

impl Listener {
    /// Sets the function as the property `name` of `target`, when somebody watches.
    pub fn on(target: &JsValue, name: &str, watch: Option<&Watch>) -> Option<Self> {
        let watch = Rc::new(Rc::clone(watch?));
        let told = Rc::downgrade(&watch);
        let last = Cell::new(0.0);
        let listen = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let Some(watch) = told.upgrade() else { return };
            let (done, total) = (count(&get(&event, "loaded")), count(&get(&event, "total")));
            let now = Date::now();
            let is_due = (now - last.get()).abs() >= PAUSE;
            if is_due || done == total {
                last.set(now);
                watch(done, total);
            }
        });
        // The function belongs to JavaScript: a transport may call it when the request is long over.
        set(target, name, &listen.into_js_value());
        Some(Listener { _watch: watch })
    }
}
