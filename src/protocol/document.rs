//! Documents between callers and the service: other names, and elements around lists.

use crate::text::{Pairs, next, pairs};
use crate::value::{Map, Value};

/// A value inside the elements of a path such as `Tagging/TagSet/Tag`.
#[must_use]
pub fn nested(path: &str, value: Value) -> Map {
    let (outer, inner) = next(path, "/");
    let mut document = Map::new();
    document.set(outer, if inner.is_empty() { value } else { Value::Map(nested(inner, value)) });
    document
}

/// The items of an element that may repeat: none when it is missing or empty.
#[must_use]
pub fn items(element: Option<Value>) -> Vec<Value> {
    element.filter(Value::is_truthy).map_or_else(Vec::new, Value::into_list)
}

/// Takes a map out of another one: an empty one when there is none.
#[must_use]
pub fn take_map(from: &mut Map, name: &str) -> Map {
    match from.remove(name) {
        Some(Value::Map(map)) => map,
        _ => Map::new(),
    }
}

/// Writes what a caller gave in the names of the document, which [`Operation::names`] lists.
///
/// [`Operation::names`]: super::operation::Operation::names
pub fn to_document(given: &mut Map, names: Pairs) {
    each(given, names, |map, own, (outer, inner)| {
        if let Some(outer) = outer.strip_prefix('+') {
            let given = items(map.remove(own));
            if !given.is_empty() {
                map.set(outer, Value::Map(nested(inner, Value::from(given))));
            }
        } else if let Some(value) = map.rename(own, outer)
            && !inner.is_empty()
        {
            let given = std::mem::replace(value, Value::Null);
            *value = Value::Map(nested(inner, given));
        }
    });
}

/// Names what a document holds as callers do.
pub fn from_document(document: &mut Map, names: Pairs) {
    each(document, names, |map, own, (outer, inner)| {
        let Some(value) = map.rename(outer, own) else { return };
        if own == outer && !value.is_truthy() {
            return;
        }
        let mut element = Some(std::mem::replace(value, Value::Null));
        if !inner.is_empty() {
            // A text are the blanks of a document that is laid out in lines.
            element = match element {
                Some(Value::Map(mut around)) => around.remove(inner),
                _ => None,
            };
        }
        let is_list = own.ends_with('s');
        *value = if is_list { Value::from(items(element)) } else { element.unwrap_or(Value::Null) };
    });
}

/// Renames one thing in a map: its name among callers, and the elements that lead to it.
type Rename = fn(&mut Map, &str, (&str, &str));

/// Renames in each map that lies in a map, and then in itself.
fn each(map: &mut Map, names: Pairs, rename: Rename) {
    for (_, value) in map.iter_mut() {
        each_within(value, names, rename);
    }
    for (own, path) in pairs(names) {
        rename(map, own, next(path, "/"));
    }
}

fn each_within(value: &mut Value, names: Pairs, rename: Rename) {
    match value {
        Value::Map(map) => each(map, names, rename),
        Value::List(items) => {
            for item in items.iter_mut() {
                each_within(item, names, rename);
            }
        }
        _ => {}
    }
}
