//! `COS.getAuthorization`: a signature made from a page's own words.

use super::query::query_pairs;
use super::sign::{Signing, authorization, key_time};
use crate::text::fill;
use crate::value::{Map, Text, Value};

/// The value of the Authorization header for the request that `options` describes.
///
/// `now` is the local clock in milliseconds. The options are those of `COS.getAuthorization`:
/// `SecretId`, `SecretKey`, `Method`, `Key` or `Pathname`, `Query`, `Headers`, `Bucket`, `Region`,
/// `KeyTime` or `Expires`, `UseRawKey`, `ForceSignHost`, `SystemClockOffset`.
///
/// # Errors
/// A sentence that names the missing key.
pub fn get_authorization(options: &Map, now: i64) -> Result<Text, Text> {
    let secret_id = options.text("SecretId").ok_or("missing param SecretId")?;
    let secret_key = options.text("SecretKey").ok_or("missing param SecretKey")?;
    let method = text_of(options, &["method", "Method"]);
    let query = first(options, &["Query", "params"]).and_then(Value::as_map).map(query_pairs);
    Ok(authorization(&Signing {
        method: if method.is_empty() { "get" } else { &method },
        path: &signed_path(options),
        query: &query.unwrap_or_default(),
        headers: signed_headers(options).entries(),
        secret_id,
        secret_key,
        key_time: &life(options, now),
    }))
}

fn first<'a>(options: &'a Map, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| options.truthy(name))
}

fn text_of(options: &Map, names: &[&str]) -> Text {
    first(options, names).map(Value::to_text).unwrap_or_default()
}

fn signed_path(options: &Map) -> Text {
    let pathname = text_of(options, &["Pathname", "pathname"]);
    let key = text_of(options, &["Key"]);
    if options.is_set("UseRawKey") {
        return if pathname.is_empty() { fill("/{}", &[&key]) } else { pathname };
    }
    let path = if pathname.is_empty() { key } else { pathname };
    if path.starts_with('/') { path } else { fill("/{}", &[&path]) }
}

fn signed_headers(options: &Map) -> Map {
    let mut headers = Map::new();
    let mut has_host = false;
    if let Some(Value::Map(given)) = first(options, &["Headers", "headers"]) {
        headers = given.clone();
        has_host = !given.wire_text("Host").is_empty() || !given.wire_text("host").is_empty();
    }
    let wants_host = !options.is_false("ForceSignHost");
    if let (false, true, Some(bucket), Some(region)) =
        (has_host, wants_host, options.text("Bucket"), options.text("Region"))
    {
        headers.append("Host".into(), Value::from(fill("{}.cos.{}.myqcloud.com", &[bucket, region])));
    }
    headers
}

fn life(options: &Map, now: i64) -> Text {
    let key_time_given = text_of(options, &["KeyTime"]);
    if !key_time_given.is_empty() {
        return key_time_given;
    }
    let offset = options.get("SystemClockOffset").and_then(Value::as_integer).unwrap_or(0);
    let life = first(options, &["Expires", "expires"]).map(|given| given.as_integer().unwrap_or(0));
    key_time(now, offset, life)
}
