//! The engine behind one `COS` instance.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::calls;
use super::door::{Caller, Door, LastOptions};
use super::object_url;
use super::tasks::Tasks;
use crate::client::Client;
use crate::host::Host;
use crate::host::spawn::stop;
use crate::transfer::lessons::Experience;
use crate::transfer::task::Ticket;

/// What the parts of one instance share.
pub struct Instance {
    pub client: Client<Host>,
    pub door: Door,
    pub tasks: Tasks,
    pub options: LastOptions,
    pub experience: Experience,
}

/// Stops a call of any instance: its request is aborted, and nobody hears of it.
#[wasm_bindgen(js_name = stopCall)]
pub fn stop_call(number: u32) {
    stop(number);
}

/// The steps of a task, `STEPS` in `pkg-template/shell.js`.
const PAUSE: u8 = 0;
const RESTART: u8 = 1;
const CANCEL: u8 = 2;

/// The engine behind one `COS` instance. Params, options and answers are JSON texts.
#[wasm_bindgen]
pub struct Core(Rc<Instance>);

#[wasm_bindgen]
impl Core {
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new(host: Host, door: Door) -> Core {
        let (tasks, options, experience) = (Tasks::default(), RefCell::default(), Experience::default());
        Core(Rc::new(Instance { client: Client::new(host), door, tasks, options, experience }))
    }

    /// Calls an operation by its number in the catalog. The number that comes back stops the call.
    #[must_use]
    pub fn call(&self, operation: usize, params: &str, caller: Caller) -> u32 {
        calls::start(&self.0, operation, params, caller)
    }

    /// A presigned URL at once; unsigned where the keys have to be asked for first. A caller is told the signed one.
    ///
    /// # Errors
    /// The fields of an error, as JSON.
    #[wasm_bindgen(js_name = objectUrl)]
    pub fn object_url(&self, params: &str, options: &str, caller: Option<Caller>) -> Result<String, JsValue> {
        object_url::get(&self.0, params, options, caller)
    }

    /// The upload tasks that have changed since this was asked last, as JSON: their numbers and what changes in
    /// them, and the number alone of those that left the list.
    #[must_use]
    #[wasm_bindgen(js_name = taskChanges)]
    pub fn task_changes(&self) -> String {
        self.0.tasks.changes()
    }

    /// Takes a task through a step, if it is one. True when a task is running or waiting now.
    #[must_use]
    pub fn task(&self, step: u8, number: u32) -> bool {
        match step {
            PAUSE => Tasks::pause(&self.0, Ticket(number)),
            RESTART => Tasks::restart(&self.0, Ticket(number)),
            CANCEL => Tasks::cancel(&self.0, Ticket(number)),
            _ => {}
        }
        self.0.tasks.is_running()
    }
}
