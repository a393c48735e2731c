//! `getObjectUrl` and `getAuth`.

use std::rc::Rc;

use js_sys::{Date, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::class::Instance;
use super::options;
use super::settle::{Settler, to_js_error, to_object};
use crate::browser::{js, value};
use crate::client::options::Options;
use crate::client::presigned::UrlWish;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::authorization::get_authorization;
use crate::protocol::operation::{Operation, ROW, Scope, Target};
use crate::protocol::params::check;
use crate::protocol::request;
use crate::protocol::value::{Map, Value};

const READ_URL: Operation = Operation {
    name: "getObjectUrl",
    page: 14116,
    method: "",
    action: "GetObject",
    target: Target::Object,
    free_query: true,
    ..ROW
};
const WRITE_URL: Operation = Operation { action: "PutObject", ..READ_URL };
const AUTH: Operation =
    Operation { name: "getAuth", page: 7778, target: Target::Free, scope: Scope::Unnamed, ..ROW };

/// The URL as far as it is known now; the callback gets the signed one.
pub fn get(
    instance: &Rc<Instance>,
    params: &JsValue,
    callback: Option<Function>,
) -> std::result::Result<JsValue, JsValue> {
    let callback = callback.map(Settler::Callback);
    let wish = match wish(instance, params) {
        Ok(wish) => wish,
        Err(error) => return refuse(callback, &error),
    };
    let url = match instance.client.url_now(&wish) {
        Ok(url) => url,
        Err(error) => return Err(to_js_error(&error)),
    };
    let Some(settler) = callback else { return Ok(url.into()) };
    if wish.sign {
        let client = instance.client.clone();
        spawn_local(async move {
            client.platform.sleep(0).await;
            settler.settle(client.url_signed(&wish).await.map(|url| to_url(&url)));
        });
    } else {
        settler.settle(Ok(to_url(&url)));
    }
    Ok(url.into())
}

fn refuse(callback: Option<Settler>, error: &Error) -> std::result::Result<JsValue, JsValue> {
    let Some(settler) = callback else { return Err(to_js_error(error)) };
    settler.tell(&Err(to_js_error(error)));
    Ok(JsValue::UNDEFINED)
}

fn to_url(url: &str) -> JsValue {
    to_object([("Url", url)].into_iter().collect())
}

fn wish(instance: &Instance, params: &JsValue) -> Result<UrlWish> {
    let given = value::read_map(params)?;
    let options = own_options(instance, params, &given)?;
    let names = ["Bucket", "Region", "Key", "AppId", "Query", "Headers", "Method"];
    let params: Map = names.iter().filter_map(|name| Some((*name, given.get(name)?.clone()))).collect();
    let is_write = given.text("Method").is_some_and(|method| method.eq_ignore_ascii_case("put"));
    let row: &'static Operation = if is_write { &WRITE_URL } else { &READ_URL };
    Ok(UrlWish {
        request: request::build(row, params, &options.settings, None)?,
        options,
        sign: given.get("Sign") != Some(&Value::Bool(false)),
        expires: given.truthy("Expires").and_then(Value::as_integer),
        query_string: given.text("QueryString").unwrap_or_default().to_owned(),
    })
}

/// The options, with what the params say otherwise for this URL.
fn own_options(instance: &Instance, params: &JsValue, given: &Map) -> Result<Options> {
    let mut options = options::current(&instance.cos, &instance.client.platform, given)?;
    let addressing = &mut options.settings.addressing;
    if let Some(protocol) = given.text("Protocol") {
        protocol.clone_into(&mut addressing.protocol);
    }
    if let Some(domain) = given.text("Domain") {
        domain.clone_into(&mut addressing.domain);
    }
    if let Some(accelerate) = given.get("UseAccelerate") {
        addressing.use_accelerate = accelerate.is_truthy();
    }
    if js::get(params, "ForceSignHost") == JsValue::FALSE {
        options.force_sign_host = false;
    }
    Ok(options)
}

/// The Authorization text for a request of the caller's own; undefined when a param has a wrong form.
pub fn authorization(instance: &Instance, params: &JsValue) -> std::result::Result<JsValue, JsValue> {
    let read = || {
        let given = value::read_map(params)?;
        let rules = options::rules(&instance.cos)?;
        check(&AUTH, &given, &rules).map(|place| (given, place))
    };
    let Ok((mut given, place)) = read() else { return Ok(JsValue::UNDEFINED) };
    given.insert("Bucket", place.bucket);
    given.insert("Key", place.key);
    for name in ["SecretId", "SecretKey", "SystemClockOffset", "UseRawKey", "ForceSignHost"] {
        if let (None, Some(value)) = (given.truthy(name), value::read(&instance.option(name)).ok().flatten())
        {
            given.insert(name, value);
        }
    }
    sign(&given)
}

/// Signs what options describe, at this moment.
pub fn sign(options: &Map) -> std::result::Result<JsValue, JsValue> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole")]
    let now = Date::now() as i64;
    let signed = get_authorization(options, now);
    signed.map(JsValue::from).map_err(|message| js_sys::Error::new(&message).into())
}
