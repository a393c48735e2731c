//! What rows need beyond data: documents that are written and answers that are reshaped.

pub mod bucket;
pub mod multipart;
pub mod object;

use crate::value::{Map, Value};

/// A param that may be a list or its only item, as a list.
pub fn list(params: &Map, name: &str) -> Vec<Value> {
    params.truthy(name).cloned().map_or_else(Vec::new, Value::into_list)
}

/// A map with one entry: a document with its root element, or an element with its only child.
fn document(root: &str, content: Value) -> Value {
    let mut document = Map::new();
    document.set(root, content);
    Value::Map(document)
}
