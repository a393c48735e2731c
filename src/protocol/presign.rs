//! URLs that carry their signature, for readers who cannot set headers.

use super::encode::{encode_strict, encode_uri_component};
use super::endpoint::append_query;
use super::sign::sorted_query;
use crate::text::{fill, find, has, split_once};
use crate::value::{Map, Text, Value};

/// What goes into such a URL. Empty texts mean "not given".
#[derive(Clone, Copy)]
pub struct Presigned<'a> {
    /// The URL without any query.
    pub url: &'a str,
    /// The value that the Authorization header would have; without it the URL is unsigned.
    pub authorization: &'a str,
    /// What goes along with it, by name; nothing is empty.
    pub passes: &'a Map,
    /// The entries that are signed.
    pub query: &'a [(Text, Value)],
    /// The caller's own query, encoded by himself and not signed.
    pub query_string: &'a str,
}

const PARAM_LIST: &str = "q-url-param-list=";

/// The URL that a callback is given: the list of signed params is encoded once more.
#[must_use]
pub fn callback_url(parts: &Presigned) -> Text {
    let authorization = parts.authorization;
    let Some((before, list)) = split_once(authorization, PARAM_LIST) else {
        return returned_url(parts);
    };
    let (list, after) = list.split_at(find(list, "&").unwrap_or(list.len()));
    let encoded = encode_uri_component(list).to_ascii_lowercase();
    let authorization = fill("{}{}{}{}", &[before, PARAM_LIST, &encoded, after]);
    returned_url(&Presigned { authorization: &authorization, ..*parts })
}

/// The URL that `getObjectUrl` returns.
#[must_use]
pub fn returned_url(parts: &Presigned) -> Text {
    let mut url = parts.url.to_owned();
    if has(parts.authorization, "q-signature") {
        append_query(&mut url, parts.authorization);
    } else {
        append_entry(&mut url, "sign", parts.authorization);
    }
    for (name, value) in parts.passes.iter() {
        append_entry(&mut url, name, &value.to_wire_text());
    }
    append_query(&mut url, &sorted_query(parts.query));
    append_query(&mut url, parts.query_string);
    url.into()
}

fn append_entry(url: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        append_query(url, &fill("{}={}", &[name, &encode_strict(value)]));
    }
}
