//! Buckets.

use super::document;
use crate::protocol::value::{Map, Value};

/// The list of buckets without its wrapper, and an owner even when none is told.
pub fn service(answer: &mut Map, _params: &Map) {
    let buckets = match answer.remove("Buckets") {
        Some(Value::Map(mut buckets)) => buckets.remove("Bucket").map_or_else(Vec::new, Value::into_list),
        _ => Vec::new(),
    };
    let owner = answer.remove("Owner").filter(|owner| owner.as_map().is_some());
    let mut shaped = Map::new();
    shaped.insert("Buckets", Value::List(buckets));
    shaped.insert("Owner", owner.unwrap_or(Value::Map(Map::new())));
    *answer = shaped;
}

/// The wish for several availability zones, when there is one.
#[must_use]
pub fn configuration(params: &Map) -> Option<Value> {
    let zones = params.truthy("BucketAZConfig")?.clone();
    Some(document("CreateBucketConfiguration", [("BucketAZConfig", zones)].into_iter().collect()))
}
