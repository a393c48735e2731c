//! A request in the form in which browsers take it.

use wasm_bindgen::JsValue;

use super::opt::body_of;
use super::{Browser, js};
use crate::error::Error;
use crate::platform::{Fault, Outgoing};
use crate::protocol::endpoint::append_query;
use crate::protocol::query::{query_pairs, query_text};
use crate::protocol::value::Map;

/// Headers that are the browser's own business.
const LEFT_TO_THE_BROWSER: [&str; 4] = ["content-length", "user-agent", "origin", "host"];

/// The URL with its query.
pub fn url(request: &Outgoing<Browser>) -> String {
    let mut url = request.url.clone();
    append_query(&mut url, &query_text(&query_pairs(&request.query)));
    url
}

/// Sets the headers on `target` by its method `setter`.
pub fn set_headers(headers: &Map, target: &JsValue, setter: &str) -> Result<(), Fault> {
    for (name, value) in headers.iter() {
        if LEFT_TO_THE_BROWSER.iter().any(|own| name.eq_ignore_ascii_case(own)) {
            continue;
        }
        let arguments: [JsValue; 2] = [name.into(), value.to_wire_text().into()];
        let [name_argument, value_argument] = &arguments;
        if js::call(target, setter, &[name_argument, value_argument]).is_err() {
            return Err(Fault::Unsendable(Error::param(
                ["the header ", name, " cannot be sent: a browser refuses its name or its value"].concat(),
                "Names are ASCII letters, digits and hyphens; values are Latin-1 without line breaks. Percent-encode other text with encodeURIComponent.",
            )));
        }
    }
    Ok(())
}

/// The body; undefined where the method has none.
///
/// Bodies leave as Blobs: browsers send those four times as fast as bytes. A text keeps the type that
/// `XMLHttpRequest` gives to texts; a Content-Type among the headers counts more than that.
pub fn body(request: &Outgoing<Browser>) -> Result<JsValue, JsValue> {
    let body = body_of(request);
    if ["get", "head"].iter().any(|method| request.method.eq_ignore_ascii_case(method)) {
        return Ok(JsValue::UNDEFINED);
    }
    if body.is_falsy() {
        return Ok("".into());
    }
    if !body.is_string() {
        return Ok(body);
    }
    let kind = js::object(&[("type", "text/plain;charset=UTF-8")]);
    js::construct("Blob", &[&js::list(&[&body]), &kind])
}

/// A browser refused to make the request.
pub fn refused(refusal: &JsValue) -> Fault {
    Fault::Unsendable(Error::param(js::message_of(refusal), "Check Domain, Protocol, Url and Method."))
}
