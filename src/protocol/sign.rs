//! The signature of a request.
//!
//! <https://cloud.tencent.com/document/product/436/7778>

use super::digest::{hmac_sha1_hex, sha1_hex};
use super::encode::encode_strict;
use crate::text::{Text, fill, has, lists, push_integer};
use crate::value::Value;

/// How long a signature lives when nobody says, in seconds.
const DEFAULT_LIFE: i64 = 900;

/// The headers that take part in a signature, beside those of [`is_signable`]'s families.
const SIGNABLE: &str = "cache-control content-disposition content-encoding content-length content-md5 expect expires \
    host if-match if-modified-since if-none-match if-unmodified-since origin pic-operations range transfer-encoding";

/// What a signature vouches for, and the key it is made with.
#[derive(Clone, Copy)]
pub struct Signing<'a> {
    /// In any case.
    pub method: &'a str,
    /// The path with its leading slash, not encoded.
    pub path: &'a str,
    /// All query entries as they are sent, the sub-resource among them with an empty value.
    pub query: &'a [(Text, Value)],
    /// The headers as they are sent; those that are not signable are passed over.
    pub headers: &'a [(Text, Value)],
    pub secret_id: &'a str,
    pub secret_key: &'a str,
    /// `start;end` in Unix seconds, as [`key_time`] writes it.
    pub key_time: &'a str,
}

/// Whether a header takes part in a signature, by its name in lower case.
fn is_signable(name: &str) -> bool {
    has(name, "x-cos-") || has(name, "x-ci-") || lists(SIGNABLE, name)
}

/// The life of a signature that starts now: `start;end` in Unix seconds.
///
/// `now` and `clock_offset` are milliseconds, `life` is seconds (900 when not given).
#[must_use]
pub fn key_time(now: i64, clock_offset: i64, life: Option<i64>) -> Text {
    // One second back, so that a clock a little ahead of the service's does not make keys of the future.
    let start = now.saturating_add(clock_offset).saturating_add(500).div_euclid(1000) - 1;
    join_times(start, start.saturating_add(life.unwrap_or(DEFAULT_LIFE)))
}

/// `start;end`, both in Unix seconds.
#[must_use]
pub fn join_times(start: i64, end: i64) -> Text {
    let mut text = String::new();
    push_integer(&mut text, start);
    text.push(';');
    push_integer(&mut text, end);
    text.into()
}

/// The value of the Authorization header.
#[must_use]
pub fn authorization(signing: &Signing) -> Text {
    let query = Signed::of(signing.query, |_| true);
    let headers = Signed::of(signing.headers, is_signable);
    let http_string =
        lines(&[&signing.method.to_ascii_lowercase(), signing.path, &query.text, &headers.text]);
    let string_to_sign = lines(&["sha1", signing.key_time, &sha1_hex(http_string.as_bytes())]);
    let sign_key = hmac_sha1_hex(signing.secret_key.as_bytes(), signing.key_time.as_bytes());
    let signature = hmac_sha1_hex(sign_key.as_bytes(), string_to_sign.as_bytes());
    fill(
        "q-sign-algorithm=sha1&q-ak={}&q-sign-time={}&q-key-time={}&q-header-list={}&q-url-param-list={}&q-signature={}",
        &[signing.secret_id, signing.key_time, signing.key_time, &headers.names, &query.names, &signature],
    )
}

fn lines(texts: &[&str]) -> Text {
    let mut joined = String::with_capacity(256);
    for text in texts {
        joined.push_str(text);
        joined.push('\n');
    }
    joined.into()
}

/// Query entries or headers, as a signature holds them.
struct Signed {
    /// The encoded names, joined with semicolons.
    names: String,
    /// `name=value` of each entry, joined with `&`.
    text: String,
}

impl Signed {
    fn of(entries: &[(Text, Value)], takes_part: fn(&str) -> bool) -> Self {
        let mut signed = Signed { names: String::with_capacity(64), text: String::with_capacity(256) };
        for entry in &sorted(entries) {
            if takes_part(&entry.sort_name) {
                push_joined(&mut signed.names, ";", &[&entry.sort_name]);
                push_joined(&mut signed.text, "&", &[&entry.sort_name, "=", &entry.value]);
            }
        }
        signed
    }
}

/// The query of a signed URL: sorted as in the signature, the names in the case they were given.
#[must_use]
pub fn sorted_query(entries: &[(Text, Value)]) -> Text {
    let mut text = String::new();
    for entry in &sorted(entries) {
        push_joined(&mut text, "&", &[&entry.name, "=", &entry.value]);
    }
    text.into()
}

fn push_joined(text: &mut String, separator: &str, pieces: &[&str]) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    for piece in pieces {
        text.push_str(piece);
    }
}

struct Entry {
    /// The encoded name in lower case.
    sort_name: String,
    name: Text,
    value: Text,
}

/// The encoded entries in the order of the signature; entries of one name stay in the order given.
fn sorted(entries: &[(Text, Value)]) -> Vec<Entry> {
    let mut sorted: Vec<Entry> = Vec::new();
    for (name, value) in entries {
        let name = encode_strict(name);
        let sort_name = name.to_ascii_lowercase();
        // There are few entries, and the sort of the standard library would weigh kilobytes.
        let at = sorted.partition_point(|other| other.sort_name <= sort_name);
        sorted.insert(at, Entry { sort_name, name, value: encode_strict(&value.to_wire_text()) });
    }
    sorted
}
