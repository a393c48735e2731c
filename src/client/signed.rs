//! The headers of one attempt: what is signed, and what goes along with the signature.

use super::grant::{SECURITY_TOKEN, Signature};
use crate::protocol::headers;
use crate::text::{has, lists, next, split_once};
use crate::value::Map;

/// What is signed: proxies and browsers change the three named headers, and empty ones may not arrive.
pub(super) fn to_sign(headers: &Map, host: &str) -> Map {
    let mut signed = Map::new();
    for (name, value) in headers.iter() {
        let is_stable = !lists("content-type cache-control expires", &name.to_ascii_lowercase());
        if is_stable && value.as_text().is_none_or(|text| !text.is_empty()) {
            signed.set(name, value.clone());
        }
    }
    if !host.is_empty() && headers::find(&signed, "host").is_none() {
        signed.set_text("Host", host);
    }
    signed
}

/// Adds what lets the request to this URL through; the signature under this name, where it is not in a policy.
pub(super) fn add_signature(headers: &mut Map, name: &str, signature: Signature, url: &str) {
    if !signature.authorization.is_empty() {
        headers.put(name, signature.authorization);
    }
    for (name, value) in signature.passes.iter() {
        let is_token = name == SECURITY_TOKEN && is_processing_host(url);
        headers.set(if is_token { "x-ci-security-token" } else { name }, value.clone());
    }
}

/// Whether a URL belongs to the media processing service, which has its own name for the token.
fn is_processing_host(url: &str) -> bool {
    let Some((_, rest)) = split_once(url, "://") else { return false };
    let host = next(rest, "/").0;
    host.starts_with("ci.") || has(host, ".ci.")
}
