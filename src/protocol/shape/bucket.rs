//! Buckets.

use super::document;
use crate::value::{Map, Value};

/// The list of buckets without its wrapper, and an owner even when none is told.
pub fn service(answer: &mut Map, _params: &Map) {
    let buckets = match answer.remove("Buckets") {
        Some(Value::Map(mut buckets)) => buckets.remove("Bucket").map_or_else(Vec::new, Value::into_list),
        _ => Vec::new(),
    };
    let owner = match answer.remove("Owner") {
        Some(Value::Map(owner)) => owner,
        _ => Map::new(),
    };
    *answer = Map::new();
    answer.set("Buckets", Value::List(buckets));
    answer.set("Owner", Value::Map(owner));
}

/// The wish for several availability zones, when there is one.
#[must_use]
pub fn configuration(params: &Map) -> Option<Value> {
    let zones = params.truthy("BucketAZConfig")?.clone();
    Some(document("CreateBucketConfiguration", document("BucketAZConfig", zones)))
}
