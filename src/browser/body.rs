//! The body of an answer, in the form it was asked for.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Headers, Response};

use super::js;
use crate::platform::{Received, Watch};
use crate::protocol::value::Map;

pub const fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}

/// Reads a body.
pub async fn read(
    response: Response,
    raw: Option<&str>,
    watch: Option<&Watch>,
) -> Result<Received<JsValue>, JsValue> {
    let method = match raw {
        Some("stream") => return Ok(Received::Raw(js::get(&response, "body"))),
        Some("blob") => "blob",
        Some("arraybuffer") => "arrayBuffer",
        _ => "text",
    };
    let response = match watch {
        Some(watch) => watched(response, watch).await?,
        None => response,
    };
    let body = js::settled(&js::call(&response, method, &[])?).await?;
    Ok(match raw {
        Some(_) => Received::Raw(body),
        None => Received::Text(body.as_string().unwrap_or_default()),
    })
}

/// Reads a body to its end, telling how far it is. Answers the same body, to be read again.
async fn watched(response: Response, watch: &Watch) -> Result<Response, JsValue> {
    let stream = js::get(&response, "body");
    if stream.is_falsy() {
        return Ok(response);
    }
    let headers = response.headers();
    let header = |name| headers.get(name).ok().flatten().unwrap_or_default();
    let total = header("content-length").parse().unwrap_or_default();
    let reader = js::call(&stream, "getReader", &[])?;
    let chunks = Array::new();
    let mut done = 0;
    loop {
        let step = js::settled(&js::call(&reader, "read", &[])?).await?;
        if !js::get(&step, "done").is_falsy() {
            break;
        }
        let chunk = js::get(&step, "value");
        done += js::count(&js::get(&chunk, "byteLength"));
        chunks.push(&chunk);
        // A compressed body is announced with its compressed size, which tells nothing.
        watch(done, if done > total { 0 } else { total });
    }
    let blob = js::construct("Blob", &[&chunks])?;
    let init = js::object(&[]);
    js::set(&init, "headers", &headers);
    Ok(self::response(&blob, &init)?.unchecked_into())
}

/// A response with this body; browsers read anything by it.
pub fn response(body: &JsValue, init: &JsValue) -> Result<JsValue, JsValue> {
    js::construct("Response", &[body, init])
}

/// Headers with their names in lower case, as `fetch` has them.
pub fn headers_of(headers: &Headers) -> Map {
    Array::from(headers).iter().map(|pair| (item(&pair, 0), item(&pair, 1))).collect()
}

fn item(pair: &JsValue, at: u32) -> String {
    Reflect::get_u32(pair, at).unwrap_or_default().as_string().unwrap_or_default()
}
