//! Answers as a caller's transport gives them and listeners change them:
//! `{error, statusCode, statusMessage, headers, body}`.

use js_sys::{Error, JSON};
use wasm_bindgen::JsValue;

use super::exchange::Answered;
use super::{body, js, value};
use crate::platform::{Fault, Incoming, Received};
use crate::protocol::value::Map;

const TIMEOUT: &str = "timeout";
const FAILED: &str = "CORS blocked or network error";

/// Shows an answer of the browser in that form. An error is one that no listener has to do with.
pub fn write(answered: Answered) -> Result<JsValue, Fault> {
    let (error, status, headers, body) = match answered {
        Ok(Incoming { status, headers, body }) => {
            (JsValue::NULL, status, value::write_map(&headers), body_value(body))
        }
        Err(fault) => {
            let message = match fault {
                Fault::Timeout => TIMEOUT,
                Fault::Failed => FAILED,
                other => return Err(other),
            };
            (Error::new(message).into(), 0, js::object(&[]), JsValue::UNDEFINED)
        }
    };
    let receive = js::object(&[("statusMessage", "")]);
    js::set(&receive, "error", &error);
    js::set(&receive, "statusCode", &status.into());
    js::set(&receive, "headers", &headers);
    js::set(&receive, "body", &body);
    Ok(receive)
}

fn body_value(body: Received<JsValue>) -> JsValue {
    match body {
        Received::Text(text) => text.into(),
        Received::Raw(body) => body,
    }
}

/// Reads such an answer.
pub async fn read(answer: &JsValue, wants_raw: bool) -> Answered {
    let error = js::get(answer, "error");
    if !error.is_falsy() {
        return Err(fault(js::message_of(&error)));
    }
    let status = u16::try_from(js::count(&js::get(answer, "statusCode"))).unwrap_or_default();
    let content = js::get(answer, "body");
    let body = if wants_raw && body::is_success(status) {
        Received::Raw(content)
    } else {
        Received::Text(text_of(content).await.map_err(|thrown| fault(js::message_of(&thrown)))?)
    };
    Ok(Incoming { status, headers: lower_case(&js::get(answer, "headers")), body })
}

fn fault(message: String) -> Fault {
    match message.as_str() {
        TIMEOUT => Fault::Timeout,
        FAILED => Fault::Failed,
        "abort" => Fault::Silent,
        _ => Fault::Custom(message),
    }
}

fn lower_case(headers: &JsValue) -> Map {
    let headers = value::read_map(headers).unwrap_or_default();
    headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect()
}

/// The text of a body that may have been read, or even parsed, already.
async fn text_of(content: JsValue) -> Result<String, JsValue> {
    if let Some(text) = content.as_string() {
        return Ok(text);
    }
    if content.is_falsy() {
        return Ok(String::new());
    }
    let is_binary =
        js::get(&content, "arrayBuffer").is_function() || js::get(&content, "byteLength").as_f64().is_some();
    if is_binary {
        let response = body::response(&content, &JsValue::UNDEFINED)?;
        return Ok(js::settled(&js::call(&response, "text", &[])?).await?.as_string().unwrap_or_default());
    }
    Ok(JSON::stringify(&content)?.into())
}
