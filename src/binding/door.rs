//! The door to the caller's world: his params and options come in, results and events go out.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Blob;

use crate::client::Reply;
use crate::client::report::report;
use crate::error::{Error, Kind, Result};
use crate::host::{Answer, count, message_of};
use crate::protocol::json;
use crate::protocol::operation::{Operation, Payload};
use crate::protocol::request::BodyFacts;
use crate::value::{Map, Value};

#[wasm_bindgen]
extern "C" {
    /// The caller's side of one instance.
    pub type Door;

    /// A live option that counts something.
    #[wasm_bindgen(method)]
    fn count(this: &Door, option: u8) -> f64;

    /// The task list is not what it was.
    #[wasm_bindgen(method)]
    pub fn changed(this: &Door);

    /// The caller's side of one call.
    pub type Caller;

    /// The options as they are now, as JSON, unless that was told last; functions among them are asked. For a check,
    /// only those need to be as they are now that checks read.
    #[wasm_bindgen(method, catch)]
    fn options(this: &Caller, is_check: bool) -> std::result::Result<Option<String>, JsValue>;

    /// The params as JSON.
    #[wasm_bindgen(method, getter)]
    pub fn params(this: &Caller) -> String;

    /// Puts the `Body` into the form that is asked for, and gives its size: none where it has another form, less than
    /// zero where there is no body.
    #[wasm_bindgen(method, js_name = weigh)]
    fn shape(this: &Caller, form: u8) -> f64;

    /// Whether the body that was weighed is a Blob or a File.
    #[wasm_bindgen(method, getter, js_name = isFile)]
    fn is_file(this: &Caller) -> bool;

    /// Whether there is a callback of this name among the params.
    #[wasm_bindgen(method)]
    pub fn hears(this: &Caller, callback: &str) -> bool;

    /// Calls a callback among the params: the bytes done, the bytes in all (or no number), the share, the speed, as far
    /// as it is told of them.
    #[wasm_bindgen(method)]
    pub fn progress(this: &Caller, callback: &str, numbers: &JsValue);

    /// The number of the task that this call became, and what it is about where the params say otherwise, as JSON.
    #[wasm_bindgen(method)]
    pub fn ready(this: &Caller, number: u32, correction: Option<String>);

    /// The task starts.
    #[wasm_bindgen(method)]
    pub fn start(this: &Caller);

    /// Ends the call: fields as JSON, and a body that is handed over untouched.
    #[wasm_bindgen(method)]
    fn done(this: &Caller, fields: &str, body: &JsValue);

    /// Ends the call with an error: its fields as JSON.
    #[wasm_bindgen(method)]
    fn failed(this: &Caller, fields: &str);
}

/// The options that were told last: they seldom change.
pub type LastOptions = RefCell<Rc<Map>>;

/// The forms in which a body is asked for.
const UNTOUCHED: u8 = 0;
const AS_FILE: u8 = 1;
const ONLY_FILE: u8 = 2;
const TARGET: u8 = 3;

/// A live option that counts something: its place in `COUNTS` of `pkg-template/options.js`.
#[derive(Clone, Copy)]
pub enum Count {
    FileParallelLimit,
    UploadQueueSize,
    ProgressInterval,
}

impl Door {
    /// A live option that counts something; 0 when it is no number.
    pub fn limit(&self, option: Count) -> u32 {
        u32::try_from(count(self.count(option as u8))).unwrap_or(u32::MAX)
    }
}

impl Caller {
    /// Ends the call.
    pub fn settle(&self, result: Result<Reply<JsValue>>) {
        match result {
            Ok(reply) => {
                let body = reply.body.unwrap_or_default();
                self.done(&json::write_map(reply.fields), &body);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Ends the call with an error.
    pub fn fail(&self, error: &Error) {
        self.failed(&error_text(error));
    }

    /// Ends an upload with an error; its id is empty while it has none.
    pub fn fail_with(&self, error: &Error, upload_id: &str) {
        let mut fields = error_fields(error);
        fields.set_text("UploadId", upload_id);
        self.failed(&json::write_map(fields));
    }

    /// The options of a call that starts now, or is checked.
    pub fn current_options(&self, last: &LastOptions, is_check: bool) -> Result<Rc<Map>> {
        let text = self.options(is_check).map_err(|thrown| {
            Error::about(&message_of(&thrown), Kind::Param, "{}\nCorrect this function among the options.")
        })?;
        let mut last = last.borrow_mut();
        if let Some(text) = text {
            *last = Rc::new(read_map(&text));
        }
        Ok(last.clone())
    }

    /// How many bytes the body has, where there is one.
    ///
    /// # Errors
    /// When a queued upload gets something else than a string, an `ArrayBuffer`, a Blob or a File.
    pub fn weigh(&self, row: &Operation, is_queued: bool) -> Result<Option<u64>> {
        let form = match row.body {
            Payload::Target => TARGET,
            _ if is_queued => ONLY_FILE,
            Payload::File(_) => AS_FILE,
            _ => UNTOUCHED,
        };
        let size = self.shape(form);
        if !size.is_nan() {
            return Ok((size >= 0.0).then(|| count(size)));
        }
        Err(if form == TARGET {
            Error::param(
                "param Target should be a WritableStream or a FileSystemFileHandle\n\
                 Leave it out to get a Blob; in mini programs, use getObject.",
            )
        } else {
            Error::param(
                "params body format error, Only allow File|Blob|String.\n\
                 Wrap other bytes: new Blob([bytes]).",
            )
        })
    }

    /// The body that was weighed, and what there is to know of it.
    pub fn read_body(&self, row: &Operation) -> (Option<JsValue>, Option<BodyFacts>) {
        // The property has the same name.
        let body = self.unchecked_ref::<Answer>().body();
        if body.is_undefined() {
            return (None, None);
        }
        let facts = if self.is_file() {
            let blob = body.unchecked_ref::<Blob>();
            Some(BodyFacts { size: Some(count(blob.size())), content_type: blob.type_().into() })
        } else if matches!(row.body, Payload::Target) {
            // Nobody knows yet how many bytes a download will be.
            Some(BodyFacts::default())
        } else {
            None
        };
        (Some(body), facts)
    }
}

/// An object from JSON; anything else is an empty one.
pub fn read_map(text: &str) -> Map {
    match json::read(text) {
        Some(Value::Map(map)) => map,
        _ => Map::new(),
    }
}

/// The fields of an `Error` object, `code` and `message` among them.
pub fn error_text(error: &Error) -> String {
    json::write_map(error_fields(error))
}

fn error_fields(error: &Error) -> Map {
    let report = report(error);
    let mut fields = report.fields;
    fields.put("code", report.code);
    fields.set("message", report.message.map_or(Value::Null, Value::from));
    fields
}
