//! The engine behind one `COS` instance.

use std::rc::Rc;

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

use super::calls;
use super::listeners::Listeners;
use super::settle::{Settler, to_js_error};
use super::tasks::Tasks;
use super::{object_url, options};
use crate::browser::{Browser, Hooks, js};
use crate::client::Client;
use crate::error::Error;
use crate::protocol::catalog;

/// What the parts of one instance share.
pub struct Instance {
    pub cos: JsValue,
    pub client: Client<Browser>,
    pub listeners: Rc<Listeners>,
    pub tasks: Tasks,
}

impl Instance {
    /// A live option.
    pub fn option(&self, name: &str) -> JsValue {
        js::get(&js::get(&self.cos, "options"), name)
    }

    /// A live option that counts something; 0 when it is no number.
    pub fn count(&self, name: &str) -> u32 {
        u32::try_from(js::count(&self.option(name))).unwrap_or(u32::MAX)
    }
}

/// The engine behind one `COS` instance.
#[wasm_bindgen]
pub struct Core(Rc<Instance>);

#[wasm_bindgen]
impl Core {
    /// Makes the engine and sets `cos.options`.
    ///
    /// # Errors
    /// When an option cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(cos: Object, options: &JsValue) -> Result<Core, JsValue> {
        js::set(&cos, "options", &options::complete(options).map_err(|error| to_js_error(&error))?.into());
        let listeners = Rc::new(Listeners::default());
        let client = Client::new(Browser::new(cos.clone(), listeners.clone()));
        Ok(Core(Rc::new(Instance { cos: cos.into(), client, listeners, tasks: Tasks::default() })))
    }

    /// Calls an operation by its number in the catalog: a promise, unless there is a callback.
    #[must_use]
    pub fn call(&self, operation: usize, params: JsValue, callback: JsValue) -> JsValue {
        let (params, callback) =
            if params.is_function() { (JsValue::UNDEFINED, params) } else { (params, callback) };
        let (returned, settler) = Settler::open(&callback);
        match catalog::row(operation) {
            Some(row) => calls::start(&self.0, row, &params, &settler),
            None => settler.settle(Err(Error::param("no such method", "Use a method of class COS."))),
        }
        returned
    }

    /// `getObjectUrl`: the URL at once, and the signed one for the callback.
    ///
    /// # Errors
    /// What the original throws without a callback: missing keys.
    #[wasm_bindgen(js_name = getObjectUrl)]
    pub fn get_object_url(&self, params: &JsValue, callback: JsValue) -> Result<JsValue, JsValue> {
        object_url::get(&self.0, params, callback.dyn_into().ok())
    }

    /// `getAuth`: the Authorization text for a request, made with the keys of params or options.
    ///
    /// # Errors
    /// When a key is missing.
    #[wasm_bindgen(js_name = getAuth)]
    pub fn get_auth(&self, params: &JsValue) -> Result<JsValue, JsValue> {
        object_url::authorization(&self.0, params)
    }

    /// Adds a listener.
    pub fn on(&self, event: &str, listener: Function) {
        self.0.listeners.add(event, listener, false);
    }

    /// Adds a listener for the next time only.
    pub fn once(&self, event: &str, listener: Function) {
        self.0.listeners.add(event, listener, true);
    }

    /// Removes a listener.
    pub fn off(&self, event: &str, listener: &JsValue) {
        self.0.listeners.remove(event, listener);
    }

    /// Calls the listeners of an event.
    ///
    /// # Errors
    /// What a listener threw.
    pub fn emit(&self, event: &str, data: &JsValue) -> Result<(), JsValue> {
        self.0.listeners.emit(event, data)
    }

    /// All upload tasks, oldest first.
    #[must_use]
    #[wasm_bindgen(js_name = getTaskList)]
    pub fn get_task_list(&self) -> JsValue {
        self.0.tasks.list().into()
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
