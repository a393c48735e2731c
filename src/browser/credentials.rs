//! The caller's credential callback: `getAuthorization` or `getSTS`.

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::{Browser, js, value};
use crate::error::{Error, Result};
use crate::platform::Ask;
use crate::protocol::value::{Map, Value};

const HINT: &str = "Answer {TmpSecretId, TmpSecretKey, SecurityToken, StartTime, ExpiredTime} by the callback or as a promise.";

/// Asks, and waits for the first answer: by the callback, or by the promise that the function returned.
pub async fn ask(browser: &Browser, ask: Ask) -> Result<Value> {
    let name = if ask.sts { "getSTS" } else { "getAuthorization" };
    let options = value::write_map(&ask.options);
    let answer = answer(browser, name, &options).await.map_err(|thrown| error(js::message_of(&thrown)))?;
    match value::read(&answer)? {
        None | Some(Value::Null) if ask.sts => Ok(Map::new().into()),
        None | Some(Value::Null) => Err(error("getAuthorization callback params format error".into())),
        Some(answer) => Ok(answer),
    }
}

async fn answer(browser: &Browser, name: &str, options: &JsValue) -> std::result::Result<JsValue, JsValue> {
    let (called_back, callback) = js::deferred();
    let function = browser.option(name);
    let returned = js::apply(&function, browser.cos(), &[options, &callback.0])?;
    if !js::get(&returned, "then").is_function() {
        return js::settled(&called_back).await;
    }
    let first = Promise::race(&js::list(&[&called_back, &returned]));
    let answer = js::settled(&first).await?;
    // An async function that answers by the callback returns a promise of nothing.
    if answer.is_undefined() { js::settled(&called_back).await } else { Ok(answer) }
}

fn error(message: String) -> Error {
    Error::Credentials { message, hint: HINT }
}
