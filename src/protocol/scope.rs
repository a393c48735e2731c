//! What the keys of a request have to allow.

use super::copy_source::CopySource;
use super::encode;
use super::operation::{Operation, Scope, Target};
use super::params::Place;
use super::request::prefix;
use super::shape::list;
use crate::error::{Error, Result};
use crate::text::fill;
use crate::value::{Map, Text, Value};

/// The list of what the keys have to allow, as a credential callback is told it.
///
/// # Errors
/// When `CopySource` names no object.
pub fn scope(row: &Operation, params: &Map, options: &Map, place: &Place) -> Result<Value> {
    let own = |prefix: &str| permission(&action_name(row), &place.bucket, &place.region, prefix);
    let mut scope = Vec::new();
    if row.scope == Scope::Objects {
        for object in &list(params, "Objects") {
            if let Value::Map(object) = object {
                scope.push(own(&object.wire_text("Key")));
            }
        }
        return Ok(Value::from(scope));
    }
    if row.scope == Scope::Copy {
        let source = copy_source(params, options)?;
        scope.push(permission("name/cos:GetObject", &source.bucket, &source.region, &source.key));
    }
    scope.push(own(&prefix(row, params, place)));
    Ok(Value::from(scope))
}

fn permission(action: &str, bucket: &str, region: &str, prefix: &str) -> Value {
    let mut permission = Map::new();
    permission.set_text("action", action);
    permission.set_text("bucket", bucket);
    permission.set_text("region", region);
    permission.set_text("prefix", prefix);
    Value::Map(permission)
}

/// The action a policy has to allow, or nothing.
#[must_use]
pub fn action_name(row: &Operation) -> Text {
    if row.scope == Scope::Unnamed {
        return Text::new();
    }
    if !row.action.is_empty() {
        return fill("name/cos:{}", &[row.action]);
    }
    let kind = if row.target == Target::Object { "Object" } else { "Bucket" };
    fill("name/cos:{}{}{}", &[&capitalized(row.method), kind, &capitalized(row.resource)])
}

fn capitalized(word: &str) -> String {
    let mut word = word.to_ascii_lowercase();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// The object that a call copies; `ParsedSource` is what the option `CopySourceParser` made of `CopySource`.
///
/// # Errors
/// When `CopySource` names none.
pub fn copy_source(params: &Map, options: &Map) -> Result<CopySource> {
    let source = match options.get("ParsedSource") {
        Some(parsed) => parsed.as_map().and_then(own_source),
        None => params.text("CopySource").and_then(|source| CopySource::parse(source)),
    };
    source.ok_or_else(|| {
        Error::param(
            "CopySource format error\n\
             Give it as test-1250000000.cos.ap-guangzhou.myqcloud.com/key, without scheme, the key percent-encoded.",
        )
    })
}

fn own_source(parsed: &Map) -> Option<CopySource> {
    Some(CopySource {
        bucket: parsed.wire_text("Bucket"),
        region: parsed.wire_text("Region"),
        key: encode::decode_uri_component(parsed.text("Key")?)?,
        version_id: None,
    })
}
