//! The option `Request`: a transport of the caller's own.

use wasm_bindgen::JsValue;

use super::js;
use super::running::Running;
use crate::platform::Fault;

/// Sends by the caller's transport. Answers the object that the listeners of `after-receive` get.
pub async fn send(transport: &JsValue, opt: &JsValue) -> Result<JsValue, Fault> {
    let failed = |thrown| Fault::Custom(js::message_of(&thrown));
    let (answered, callback) = js::deferred();
    let sender = js::apply(transport, &JsValue::UNDEFINED, &[opt, &callback.0]).map_err(failed)?;
    let running = Running::new(&sender);
    let answer = js::settled(&answered).await.map_err(failed)?;
    running.finish();
    if js::text(&answer, "error") == "abort" {
        return Err(Fault::Silent);
    }
    let receive = js::object(&[("statusMessage", &js::text(&answer, "statusMessage"))]);
    let defaults = [
        ("error", JsValue::NULL),
        ("statusCode", 0.into()),
        ("headers", js::object(&[])),
        ("body", "".into()),
    ];
    for (name, default) in defaults {
        let value = js::get(&answer, name);
        js::set(&receive, name, if value.is_falsy() { &default } else { &value });
    }
    Ok(receive)
}
