//! The log of requests, for tests to look at.

use std::collections::{BTreeMap, VecDeque};

use http::HeaderMap;
use parking_lot::Mutex;
use serde::Serialize;

use crate::wire::header_text;

/// Older entries make room for new ones.
const LIMIT: usize = 100_000;

/// A request as it was served.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The value of `x-cos-request-id`.
    pub request_id: String,
    /// The HTTP method.
    pub method: String,
    /// The host with its port.
    pub host: String,
    /// The decoded path.
    pub path: String,
    /// The query as it was sent, without its secrets.
    pub query: String,
    /// The bucket, empty where there is none.
    pub bucket: String,
    /// The key, empty where there is none.
    pub key: String,
    /// The operation, such as `PutObject`; `Preflight` for preflights; empty when unknown.
    pub operation: String,
    /// The headers, names in lower case, without secrets.
    pub headers: BTreeMap<String, String>,
    /// The status of the answer.
    pub status: u16,
    /// The error code of the answer, empty when there is none.
    pub code: String,
    /// How many bytes of the request's body were taken in.
    pub bytes_in: u64,
    /// How many bytes of the answer's body go out before the connection breaks, if it does.
    pub bytes_out: u64,
    /// When the request came, in milliseconds since 1970.
    pub time: u64,
    /// How long the work took, in milliseconds.
    pub duration: u64,
    /// The kinds of faults that met it.
    pub faults: Vec<String>,
}

/// All entries since the start or the last clearing.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(Mutex<VecDeque<Entry>>);

impl RequestLog {
    pub(crate) fn add(&self, entry: Entry) {
        let mut entries = self.0.lock();
        if entries.len() >= LIMIT {
            entries.pop_front();
        }
        entries.push_back(entry);
    }

    pub(crate) fn clear(&self) {
        self.0.lock().clear();
    }

    pub(crate) fn entries(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        self.0.lock().iter().filter(|entry| wanted(entry)).cloned().collect()
    }
}

/// Headers for the log: signatures, tokens and keys of customers are left out.
pub(crate) fn without_secrets(headers: &HeaderMap) -> BTreeMap<String, String> {
    let shown = |name: &str| {
        let text = header_text(headers, name).unwrap_or_default();
        match name {
            "authorization" => hide_signature(&text),
            "x-cos-security-token" | "x-cos-server-side-encryption-customer-key" => "(hidden)".to_owned(),
            _ => text,
        }
    };
    headers.keys().map(|name| (name.as_str().to_owned(), shown(name.as_str()))).collect()
}

/// A signature's fields but for the signature itself and the token.
pub(crate) fn hide_signature(text: &str) -> String {
    let shown = |pair: &str| match pair.split_once('=') {
        Some((name @ ("q-signature" | "x-cos-security-token"), _)) => format!("{name}=(hidden)"),
        _ => pair.to_owned(),
    };
    text.split('&').map(shown).collect::<Vec<_>>().join("&")
}
