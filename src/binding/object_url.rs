//! `getObjectUrl` and `getAuth`.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::class::Instance;
use super::door::{Caller, error_text, read_map};
use crate::client::Reply;
use crate::client::presigned::UrlWish;
use crate::error::Result;
use crate::host::spawn::spawn;
use crate::platform::Platform;
use crate::protocol::operation::{Operation, ROW, Target};
use crate::protocol::request;
use crate::text::words;
use crate::value::{Map, Value};

/// <https://cloud.tencent.com/document/product/436/14116>
const URL: Operation = Operation { method: "", target: Target::Object, free_query: true, ..ROW };
static READ_URL: Operation = Operation { action: "GetObject", ..URL };
static WRITE_URL: Operation = Operation { action: "PutObject", ..URL };

/// The URL as far as it is known now. The signed URL is told to the caller, where there is one.
///
/// # Errors
/// The fields of an error, as JSON.
pub fn get(
    instance: &Rc<Instance>,
    params: &str,
    options: &str,
    caller: Option<Caller>,
) -> std::result::Result<String, JsValue> {
    let wish = wish(params, options).map_err(|error| error_text(&error))?;
    let url = instance.client.url_now(&wish).map_err(|error| error_text(&error))?;
    if let Some(caller) = caller {
        let client = instance.client.clone();
        spawn(async move {
            client.platform.sleep(0).await;
            let url = client.url_signed(&wish).await;
            caller.settle(url.map(|url| Reply { fields: Map::of("Url", Value::from(url)), body: None }));
        });
    }
    Ok(url.to_string())
}

/// Options that the params may say otherwise for one URL are in `options` already.
fn wish(params: &str, options: &str) -> Result<UrlWish> {
    let given = read_map(params);
    let options = Rc::new(read_map(options));
    let mut params = Map::new();
    for name in words("Bucket Region Key AppId Query Headers Method") {
        if let Some(value) = given.get(name) {
            params.set(name, value.clone());
        }
    }
    let is_write = given.text("Method").is_some_and(|method| method.eq_ignore_ascii_case("put"));
    let row = if is_write { &WRITE_URL } else { &READ_URL };
    let mut request = request::build(row, params, &options, None)?;
    if !given.is_set("Method") {
        request.method = "get".into();
    }
    Ok(UrlWish {
        request,
        options,
        sign: given.get("Sign") != Some(&Value::Bool(false)),
        expires: given.truthy("Expires").and_then(Value::as_integer),
        query_string: given.text("QueryString").cloned().unwrap_or_default(),
    })
}
