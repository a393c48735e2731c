//! The engine behind one `COS` instance.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::calls::{self, Calls};
use super::door::{Caller, Door, LastOptions};
use super::object_url;
use super::tasks::Tasks;
use crate::client::Client;
use crate::host::Host;

/// What the parts of one instance share.
pub struct Instance {
    pub client: Client<Host>,
    pub door: Door,
    pub tasks: Tasks,
    pub calls: RefCell<Calls>,
    pub options: LastOptions,
}

/// The engine behind one `COS` instance. Params, options and answers are JSON texts.
#[wasm_bindgen]
pub struct Core(Rc<Instance>);

#[wasm_bindgen]
impl Core {
    #[must_use]
    #[wasm_bindgen(constructor)]
    pub fn new(host: Host, door: Door) -> Core {
        let (tasks, calls, options) = (Tasks::default(), RefCell::default(), RefCell::default());
        Core(Rc::new(Instance { client: Client::new(host), door, tasks, calls, options }))
    }

    /// Calls an operation by its number in the catalog. The number that comes back stops the call.
    #[must_use]
    pub fn call(&self, operation: usize, params: &str, caller: Caller) -> u32 {
        calls::start(&self.0, operation, params, caller)
    }

    /// Stops a call: it never ends.
    pub fn stop(&self, call: u32) {
        calls::stop(&self.0, call);
    }

    /// A presigned URL at once; unsigned where the keys have to be asked for first.
    ///
    /// # Errors
    /// The fields of an error, as JSON.
    #[wasm_bindgen(js_name = objectUrl)]
    pub fn object_url(&self, params: &str, options: &str) -> Result<String, JsValue> {
        object_url::at_once(&self.0, params, options)
    }

    /// A presigned URL for a callback.
    #[wasm_bindgen(js_name = signedUrl)]
    pub fn signed_url(&self, params: &str, options: &str, caller: Caller) {
        object_url::signed(&self.0, params, options, caller);
    }

    /// All upload tasks, oldest first, as JSON.
    #[must_use]
    #[wasm_bindgen(js_name = taskList)]
    pub fn task_list(&self) -> String {
        self.0.tasks.list()
    }

    /// Stops a task so that it can go on.
    #[wasm_bindgen(js_name = pauseTask)]
    pub fn pause_task(&self, id: &str) {
        Tasks::pause(&self.0, id);
    }

    /// Lets a paused or failed task go on.
    #[wasm_bindgen(js_name = restartTask)]
    pub fn restart_task(&self, id: &str) {
        Tasks::restart(&self.0, id);
    }

    /// Stops a task for good.
    #[wasm_bindgen(js_name = cancelTask)]
    pub fn cancel_task(&self, id: &str) {
        Tasks::cancel(&self.0, id);
    }

    /// Whether a task is running or waiting.
    #[must_use]
    #[wasm_bindgen(js_name = isUploadRunning)]
    pub fn is_upload_running(&self) -> bool {
        self.0.tasks.is_running()
    }
}
