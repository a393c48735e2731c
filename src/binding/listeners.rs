//! Who listens to the events of an instance.

use std::cell::RefCell;

use js_sys::{Function, Object};
use wasm_bindgen::JsValue;

use crate::browser::Hooks;

/// Listeners in the order they came.
#[derive(Default)]
pub struct Listeners(RefCell<Vec<Listener>>);

#[derive(Clone)]
struct Listener {
    event: String,
    function: Function,
    once: bool,
}

impl Listeners {
    pub fn add(&self, event: &str, function: Function, once: bool) {
        self.0.borrow_mut().push(Listener { event: event.to_owned(), function, once });
    }

    /// Removes every copy of a listener.
    pub fn remove(&self, event: &str, function: &JsValue) {
        self.0
            .borrow_mut()
            .retain(|listener| listener.event != event || !Object::is(&listener.function, function));
    }

    /// The listeners of an event; those that wanted to hear it once are gone afterwards.
    fn take(&self, event: &str) -> Vec<Function> {
        let mut listeners = self.0.borrow_mut();
        let due = listeners.iter().filter(|listener| listener.event == event);
        let functions = due.map(|listener| listener.function.clone()).collect();
        listeners.retain(|listener| !listener.once || listener.event != event);
        functions
    }
}

impl Hooks for Listeners {
    fn listens(&self, event: &str) -> bool {
        self.0.borrow().iter().any(|listener| listener.event == event)
    }

    fn emit(&self, event: &str, payload: &JsValue) -> Result<(), JsValue> {
        for function in self.take(event) {
            function.call1(&JsValue::UNDEFINED, payload)?;
        }
        Ok(())
    }
}
