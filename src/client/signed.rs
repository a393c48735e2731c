//! The headers of one attempt: what the caller asked for, the signature, and what goes along with it.

use super::credentials::{Credentials, Life, Wanted};
use super::grant::Passes;
use super::{Call, Client, Course};
use crate::error::Result;
use crate::platform::Platform;
use crate::protocol::headers;
use crate::protocol::query::query_pairs;
use crate::protocol::request::Request;
use crate::protocol::sign::{Signing, authorization, join_times, key_time};
use crate::value::{Map, Value};

impl<P: Platform> Client<P> {
    /// Signs one attempt.
    pub(super) async fn signed_headers(&self, call: &Call<P>, course: &mut Course) -> Result<Map> {
        let request = &call.request;
        let mut headers = request.headers.clone();
        if course.number > 1 {
            headers.insert("x-cos-sdk-retry", Value::Bool(true));
        }
        let host = if call.options.force_sign_host { request.host(&course.url) } else { String::new() };
        let to_sign = to_sign(&headers, &host);
        let wanted = Wanted { request, options: &call.options, headers: &to_sign, expires: None };
        let credentials = self.credentials(&wanted).await?;
        if let Credentials::Keys { keys, .. } = &credentials {
            course.secret_id.clone_from(&keys.secret_id);
        }
        let (authorization, passes) = self.sign(request, &to_sign, credentials);
        headers.insert("Authorization", authorization);
        add_passes(&mut headers, passes, &course.url);
        Ok(headers)
    }

    /// The Authorization value for these headers.
    pub(super) fn sign(
        &self,
        request: &Request,
        headers: &Map,
        credentials: Credentials,
    ) -> (String, Passes) {
        let (keys, life) = match credentials {
            Credentials::Signature(signature) => return (signature.authorization, signature.passes),
            Credentials::Keys { keys, life } => (keys, life),
        };
        let key_time = match life {
            Life::Range(start, end) => join_times(start, end),
            Life::FromNow(seconds) => key_time(self.platform.now(), self.platform.clock_offset(), seconds),
        };
        let authorization = authorization(&Signing {
            method: &request.method,
            path: &request.path,
            query: &query_pairs(&request.signed_query()),
            headers: &pairs(headers),
            secret_id: &keys.secret_id,
            secret_key: &keys.secret_key,
            key_time: &key_time,
        });
        (authorization, keys.passes)
    }
}

/// What is signed: proxies and browsers change the three named headers, and empty ones may not arrive.
pub(super) fn to_sign(headers: &Map, host: &str) -> Map {
    const UNSTABLE: [&str; 3] = ["content-type", "cache-control", "expires"];
    let mut signed = headers.clone();
    signed.retain(|name, value| {
        let is_stable = !UNSTABLE.iter().any(|unstable| name.eq_ignore_ascii_case(unstable));
        is_stable && value.as_text() != Some("")
    });
    if !host.is_empty() && headers::find(&signed, "host").is_none() {
        signed.insert("Host", host);
    }
    signed
}

fn pairs(headers: &Map) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| (name.to_owned(), value.to_wire_text())).collect()
}

fn add_passes(headers: &mut Map, passes: Passes, url: &str) {
    let security_token = if is_processing_host(url) { "x-ci-security-token" } else { "x-cos-security-token" };
    let entries = [
        ("token", passes.token),
        ("clientIP", passes.client_ip),
        ("clientUA", passes.client_ua),
        (security_token, passes.security_token),
    ];
    for (name, value) in entries {
        if !value.is_empty() {
            headers.insert(name, value);
        }
    }
}

/// Whether a URL belongs to the media processing service, which has its own name for the token.
fn is_processing_host(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    host.starts_with("ci.") || host.contains(".ci.")
}
