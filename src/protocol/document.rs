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

/// What a caller gave, in the names of the document, which [`Operation::names`] lists.
///
/// [`Operation::names`]: super::operation::Operation::names
#[must_use]
pub fn to_document(given: Map, names: Pairs) -> Map {
    renamed(given, names, add_element)
}

/// A document in the names of the caller.
#[must_use]
pub fn from_document(document: Map, names: Pairs) -> Map {
    renamed(document, names, add_field)
}

type Add = fn(&mut Map, &str, Value, Pairs);

fn renamed(map: Map, names: Pairs, add: Add) -> Map {
    let mut to = Map::new();
    for (name, value) in map {
        add(&mut to, &name, renamed_within(value, names, add), names);
    }
    to
}

fn renamed_within(value: Value, names: Pairs, add: Add) -> Value {
    match value {
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| renamed_within(item, names, add)).collect())
        }
        Value::Map(map) => Value::Map(renamed(map, names, add)),
        plain => plain,
    }
}

fn add_element(to: &mut Map, name: &str, value: Value, names: Pairs) {
    for (own, path) in pairs(names) {
        if own != name {
            continue;
        }
        let (outer, inner) = next(path, "/");
        if inner.is_empty() {
            to.set(outer, value);
        } else if !matches!(&value, Value::List(items) if items.is_empty()) {
            to.set(outer, Value::Map(nested(inner, value)));
        }
        return;
    }
    to.set(name, value);
}

fn add_field(to: &mut Map, name: &str, value: Value, names: Pairs) {
    for (own, path) in pairs(names) {
        let (outer, inner) = next(path, "/");
        if outer != name {
            continue;
        }
        let value = match value {
            Value::Map(mut around) if !inner.is_empty() => around.remove(inner),
            value => Some(value),
        };
        let is_list = own.ends_with('s');
        let value = if is_list { Value::List(items(value)) } else { value.unwrap_or(Value::Null) };
        return to.set(own, value);
    }
    to.set(name, value);
}
