//! The check that the service makes of each request.

use cos_wasm_sdk::protocol::encode::decode_uri_component;
use cos_wasm_sdk::protocol::headers::find;
use cos_wasm_sdk::protocol::query::query_pairs;
use cos_wasm_sdk::protocol::sign::{Signing, authorization};
use cos_wasm_sdk::value::{Text, Value};

use super::scripted::Sent;

/// The host that a request is sent to.
pub fn sent_host(sent: &Sent) -> &str {
    sent.url.split('/').nth(2).unwrap_or_default()
}

/// One field of an Authorization value.
pub fn field(authorization: &str, name: &str) -> String {
    let mut fields = authorization.split('&').filter_map(|field| field.split_once('='));
    fields.find(|(field, _)| *field == name).map(|(_, value)| value.to_owned()).unwrap_or_default()
}

/// The names of the signed headers.
pub fn signed_headers(sent: &Sent) -> Vec<String> {
    let list = field(&sent.header("Authorization"), "q-header-list");
    list.split(';').map(str::to_owned).collect()
}

/// Whether the service would take the signature: over the host it was sent to, and all that arrives.
pub fn is_valid(sent: &Sent, secret_key: &str) -> bool {
    let given = sent.header("Authorization");
    let names = signed_headers(sent);
    let headers: Vec<(Text, Value)> = names
        .iter()
        .map(|name| match name.as_str() {
            "host" => (name.into(), sent_host(sent).into()),
            _ => (
                name.into(),
                find(&sent.headers, name).map_or("".into(), |(_, value)| value.to_text().into()),
            ),
        })
        .collect();
    let after_host = sent.url.splitn(4, '/').nth(3).unwrap_or_default();
    let (path, sub_resource) = after_host.split_once('?').unwrap_or((after_host, ""));
    let mut query = query_pairs(&sent.query);
    query.extend((!sub_resource.is_empty()).then(|| (sub_resource.into(), Value::Null)));
    let expected = authorization(&Signing {
        method: &sent.method,
        path: &format!("/{}", decode_uri_component(path).unwrap_or_default()),
        query: &query,
        headers: &headers,
        secret_id: &field(&given, "q-ak"),
        secret_key,
        key_time: &field(&given, "q-key-time"),
    });
    names.iter().any(|name| name == "host") && given == expected
}

/// Whether a header is there as a boolean, as the original sends it.
pub fn is_set(sent: &Sent, name: &str) -> bool {
    sent.headers.get(name) == Some(&Value::Bool(true))
}
