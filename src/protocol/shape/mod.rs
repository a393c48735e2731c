//! What rows need beyond data: documents that are written and answers that are reshaped.

pub mod bucket;
pub mod multipart;
pub mod object;

use super::value::{Map, Value};

/// A param that may be a list or its only item, as a list.
fn list(params: &Map, name: &str) -> Vec<Value> {
    params.truthy(name).cloned().map_or_else(Vec::new, Value::into_list)
}

/// A document with one root element.
fn document(root: &str, children: Map) -> Value {
    Value::Map([(root, children)].into_iter().collect())
}
