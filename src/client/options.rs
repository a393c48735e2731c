//! The options of an instance, as one call sees them: a map of those that it may need, by their own names.

use super::grant::{Keys, passes, time};
use crate::protocol::request::Request;
use crate::value::{Map, Text, Value};

/// Who makes signatures possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// `SecretId` and `SecretKey` of the options.
    #[default]
    Fixed,
    GetAuthorization,
    GetSts,
}

impl Source {
    /// Which one the options have: the name of the function, as `Source`.
    #[must_use]
    pub fn of(options: &Map) -> Self {
        match options.text("Source").map(Text::as_str) {
            Some("getAuthorization") => Source::GetAuthorization,
            Some("getSTS") => Source::GetSts,
            _ => Source::Fixed,
        }
    }
}

/// A time among the options. Milliseconds.
#[must_use]
pub fn limit(options: &Map, name: &str, usual: u32) -> u32 {
    let given = options.get(name).and_then(Value::as_integer);
    given.map_or(usual, |given| u32::try_from(given.max(0)).unwrap_or(u32::MAX))
}

/// How long a call waits for the network to come back. Milliseconds.
#[must_use]
pub fn offline_timeout(options: &Map) -> u32 {
    limit(options, "OfflineTimeout", 600_000)
}

/// The host that is signed for this URL of a request; empty for none.
#[must_use]
pub fn signed_host(options: &Map, request: &Request, url: &str) -> Text {
    if options.is_false("ForceSignHost") { Text::new() } else { request.host(url) }
}

/// `SecretId` and `SecretKey`, with what belongs to them.
#[must_use]
pub fn keys(options: &Map) -> Keys {
    Keys {
        secret_id: options.text_or_empty("SecretId"),
        secret_key: options.text_or_empty("SecretKey"),
        start_time: time(options, "StartTime"),
        expired_time: time(options, "ExpiredTime"),
        scope_limit: false,
        passes: passes(options),
    }
}
