//! What a call has to name, and in which form.

use std::rc::Rc;

use super::copy_source::{is_bucket, is_name_character};
use super::endpoint::app_id;
use super::key::{collapses, has_dot_segment, meant_key};
use super::operation::{Answer, Operation, Target};
use crate::error::{Error, Kind, Result};
use crate::text::{fill, has, words};
use crate::value::{Map, Text, Value};

const REGION_PAGE: &str =
    "Use the region's short name, such as ap-guangzhou: https://cloud.tencent.com/document/product/436/6224";
/// Bytes. Long before this a server refuses what goes into a URL or a header.
const LONGEST: usize = 65_536;

/// What a call is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    pub bucket: Text,
    pub region: Text,
    /// Without its first slash, unless `UseRawKey`.
    pub key: Text,
}

/// Checks a call's params in the order of the original and tells what it is about. `options` are those of the instance.
///
/// # Errors
/// [`Kind::Param`](crate::error::Kind::Param), naming the first param that cannot be used.
pub fn check(row: &Operation, params: &Map, options: &Map) -> Result<Place> {
    for name in words("Bucket Region Key") {
        check_text(params, name)?;
    }
    let mut place = Place {
        bucket: params.wire_text("Bucket"),
        region: params.wire_text("Region"),
        key: meant_key(params.own_text("Key"), options.is_set("UseRawKey")).into(),
    };
    present(row.target, &place, options)?;
    check_region(&place.region, options)?;
    place.bucket = full_bucket(place.bucket, params, options)?;
    check_key(row, &place.key, options)?;
    for name in words("Action QueryString Url") {
        if params.text(name).is_some_and(|text| text.len() > LONGEST) {
            return Err(too_long("param ", name));
        }
    }
    for name in words(row.required) {
        if params.get(name).is_none_or(Value::is_null) {
            return Err(Error::missing(name));
        }
    }
    Ok(place)
}

fn check_text(params: &Map, name: &str) -> Result<()> {
    match params.get(name) {
        None | Some(Value::Null) => Ok(()),
        Some(Value::Text(text)) if text.len() <= LONGEST => Ok(()),
        Some(Value::Text(_)) => Err(too_long("param ", name)),
        Some(_) => {
            Err(Error::about(name, Kind::Param, "param {} should be a string\nPass it as String(value)."))
        }
    }
}

/// Checks that no header or entry of the query is longer than can be sent.
///
/// # Errors
/// [`Kind::Param`](crate::error::Kind::Param), naming the one that is.
pub fn check_lengths(kind: &str, entries: &Map) -> Result<()> {
    for (name, value) in entries.iter() {
        if value.as_text().is_some_and(|text| text.len() > LONGEST) {
            return Err(too_long(kind, name));
        }
    }
    Ok(())
}

fn too_long(kind: &str, name: &str) -> Rc<Error> {
    Error::about(
        &fill("{}{}", &[kind, name]),
        Kind::Param,
        "{} is too long\nServers refuse more than a few KiB.",
    )
}

fn present(target: Target, place: &Place, options: &Map) -> Result<()> {
    if matches!(target, Target::Service | Target::Free) {
        return Ok(());
    }
    if place.bucket.is_empty() && !is_in_domain(options, "{Bucket}") {
        return Err(Error::missing("Bucket"));
    }
    if place.region.is_empty() && !is_in_domain(options, "{Region}") {
        return Err(Error::missing("Region"));
    }
    if place.key.is_empty() && target == Target::Object {
        return Err(Error::missing("Key"));
    }
    Ok(())
}

/// Whether the `Domain` option says what this placeholder would, so that nobody needs to name it.
fn is_in_domain(options: &Map, placeholder: &str) -> bool {
    let domain = options.text_or_empty("Domain");
    options.is_set("DomainIsFunction") || (!domain.is_empty() && !has(&domain, placeholder))
}

fn check_region(region: &str, options: &Map) -> Result<()> {
    let is_compatible = options.is_set("CompatibilityMode");
    if has(region, "cos.") && !is_compatible {
        return Err(Error::own(Kind::Param, "param Region should not be start with \"cos.\"", REGION_PAGE));
    }
    for byte in region.bytes() {
        let is_dot = byte == b'.' && is_compatible;
        if !is_dot && !is_name_character(byte) {
            return Err(Error::own(Kind::Param, "Region format error.", REGION_PAGE));
        }
    }
    Ok(())
}

fn full_bucket(bucket: Text, params: &Map, options: &Map) -> Result<Text> {
    if bucket.is_empty() || is_bucket(&bucket) {
        return Ok(bucket);
    }
    let own = params.text_or_empty("AppId");
    let app_id = if own.is_empty() { app_id(options) } else { own };
    let full = fill("{}-{}", &[&bucket, &app_id]);
    if !is_bucket(&full) {
        return Err(Error::param(
            "Bucket should format as \"test-1250000000\".\n\
             Use the bucket's full name with the APPID behind the last hyphen.",
        ));
    }
    Ok(full)
}

fn check_key(row: &Operation, key: &str, options: &Map) -> Result<()> {
    if row.answer == Answer::Raw && !options.is_false("ObjectKeySimplifyCheck") && collapses(key) {
        return Err(Error::param(
            "The Getobject Key is illegal\n\
             This Key means the bucket itself; name an object, or set ObjectKeySimplifyCheck to false.",
        ));
    }
    if has_dot_segment(key) {
        return Err(Error::param(
            "param Key has a \".\" or \"..\" segment, which a browser cannot send\n\
             Browsers rewrite such paths: choose another Key.",
        ));
    }
    Ok(())
}
