//! A request under way.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;

use super::js::{self, Settle};
use super::progress::Listener;

/// Dropping it aborts the request, by the method `abort` of what runs it.
pub struct Running {
    sender: JsValue,
    timer: Option<(Timeout, Rc<Cell<bool>>)>,
    /// Fulfils what the answer is awaited by, when nothing else does.
    pub settle: Option<Settle>,
    /// Progress is heard as long as these live.
    pub listeners: [Option<Listener>; 2],
}

impl Running {
    pub fn new(sender: &JsValue) -> Self {
        Running { sender: sender.clone(), timer: None, settle: None, listeners: [None, None] }
    }

    /// Gives it so many milliseconds; 0 is no limit.
    pub fn limit(&mut self, timeout: u32) {
        if timeout > 0 {
            let is_late = Rc::new(Cell::new(false));
            let (sender, late) = (self.sender.clone(), Rc::clone(&is_late));
            let timer = js::timer(timeout, move || {
                late.set(true);
                abort(&sender);
            });
            self.timer = Some((timer, is_late));
        }
    }

    /// Whether it was aborted because its time ran out.
    pub fn is_late(&self) -> bool {
        self.timer.as_ref().is_some_and(|(_, is_late)| is_late.get())
    }

    /// The answer is there; nothing is left to abort.
    pub fn finish(mut self) {
        self.sender = JsValue::UNDEFINED;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        abort(&self.sender);
    }
}

fn abort(sender: &JsValue) {
    let _ = js::call(sender, "abort", &[]);
}
