//! What a call has to name, and in which form.

use std::rc::Rc;

use super::copy_source::{is_bucket, is_name_character};
use super::key::{collapses, has_dot_segment, meant_key};
use super::operation::{Answer, Operation, Target};
use crate::error::{Error, Result};
use crate::text::{has, join, words};
use crate::value::{Map, Value};

const REGION_PAGE: &str =
    "Use the region's short name, such as ap-guangzhou: https://cloud.tencent.com/document/product/436/6224";
/// Bytes. Long before this a server refuses what goes into a URL or a header.
const LONGEST: usize = 65_536;
const BUCKET_FORM: &str = "Use the bucket's full name with the APPID behind the last hyphen.";

/// The options that decide what a call has to name.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub app_id: String,
    pub compatibility_mode: bool,
    pub raw_key: bool,
    pub key_simplify_check: bool,
    /// The `Domain` option does not contain `{Bucket}`, so nobody needs to name one.
    pub bucket_in_domain: bool,
    /// The same for `{Region}`.
    pub region_in_domain: bool,
}

/// What a call is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    pub bucket: String,
    pub region: String,
    /// Without its first slash, unless `UseRawKey`.
    pub key: String,
}

/// Checks a call's params in the order of the original and tells what it is about.
///
/// # Errors
/// [`Error::Param`], naming the first param that cannot be used.
pub fn check(row: &Operation, params: &Map, rules: &Rules) -> Result<Place> {
    let mut place = Place {
        bucket: text(params, "Bucket")?,
        region: text(params, "Region")?,
        key: meant_key(&text(params, "Key")?, rules.raw_key).to_owned(),
    };
    present(row.target, &place, rules)?;
    check_region(&place.region, rules)?;
    place.bucket = full_bucket(place.bucket, params, rules)?;
    check_key(row, &place.key, rules)?;
    for name in words(row.required) {
        if params.get(name).is_none_or(Value::is_null) {
            return Err(Error::missing(name));
        }
    }
    Ok(place)
}

fn text(params: &Map, name: &str) -> Result<String> {
    match params.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::Text(text)) if text.len() <= LONGEST => Ok(text.clone()),
        Some(Value::Text(_)) => Err(too_long("param ", name)),
        Some(_) => Err(Error::param(
            &join(&["param ", name, " should be a string"]),
            "Convert the value with String(value) before the call.",
        )),
    }
}

/// Checks that no header or entry of the query is longer than can be sent.
///
/// # Errors
/// [`Error::Param`], naming the one that is.
pub fn check_lengths(kind: &str, entries: &Map) -> Result<()> {
    for (name, value) in entries.iter() {
        if value.as_text().is_some_and(|text| text.len() > LONGEST) {
            return Err(too_long(kind, name));
        }
    }
    Ok(())
}

fn too_long(kind: &str, name: &str) -> Rc<Error> {
    Error::param(&join(&[kind, name, " is too long"]), "Servers refuse more than some thousand bytes here.")
}

fn present(target: Target, place: &Place, rules: &Rules) -> Result<()> {
    if matches!(target, Target::Service | Target::Free) {
        return Ok(());
    }
    if place.bucket.is_empty() && !rules.bucket_in_domain {
        return Err(Error::missing("Bucket"));
    }
    if place.region.is_empty() && !rules.region_in_domain {
        return Err(Error::missing("Region"));
    }
    if place.key.is_empty() && target == Target::Object {
        return Err(Error::missing("Key"));
    }
    Ok(())
}

fn check_region(region: &str, rules: &Rules) -> Result<()> {
    if has(region, "cos.") && !rules.compatibility_mode {
        return Err(Error::param("param Region should not be start with \"cos.\"", REGION_PAGE));
    }
    for byte in region.bytes() {
        let is_dot = byte == b'.' && rules.compatibility_mode;
        if !is_dot && !is_name_character(byte) {
            return Err(Error::param("Region format error.", REGION_PAGE));
        }
    }
    Ok(())
}

fn full_bucket(bucket: String, params: &Map, rules: &Rules) -> Result<String> {
    if bucket.is_empty() || is_bucket(&bucket) {
        return Ok(bucket);
    }
    let own = params.text_or_empty("AppId");
    let app_id = if own.is_empty() { &rules.app_id } else { &own };
    if app_id.is_empty() {
        return Err(Error::param("Bucket should format as \"test-1250000000\".", BUCKET_FORM));
    }
    Ok(join(&[&bucket, "-", app_id]))
}

fn check_key(row: &Operation, key: &str, rules: &Rules) -> Result<()> {
    if row.answer == Answer::Raw && rules.key_simplify_check && collapses(key) {
        return Err(Error::param(
            "The Getobject Key is illegal",
            "This Key means the bucket itself; name an object, or set ObjectKeySimplifyCheck to false.",
        ));
    }
    if has_dot_segment(key) {
        return Err(Error::param(
            "param Key has a \".\" or \"..\" segment, which a browser cannot send",
            "Browsers rewrite such paths, so another object would be addressed; choose another Key.",
        ));
    }
    Ok(())
}
