//! What rows need beyond data: documents that are written and answers that are reshaped.

pub mod acl;
pub mod bucket;
pub mod cors;
pub mod multipart;
pub mod object;

use crate::value::{Map, Value};

/// A param that may be a list or its only item, as a list.
pub fn list(params: &Map, name: &str) -> Vec<Value> {
    params.truthy(name).cloned().map_or_else(Vec::new, Value::into_list)
}
