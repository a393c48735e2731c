//! Objects.

use super::{document, list};
use crate::error::{Error, Result};
use crate::protocol::value::{Map, Value};

/// The objects to delete, and whether the answer may leave out those that are gone.
///
/// # Errors
/// When an entry of `Objects` has no Key.
pub fn deletion(params: &Map) -> Result<Value> {
    let objects = list(params, "Objects");
    let named = |object: &Value| object.as_map().is_some_and(|object| object.text("Key").is_some());
    if !objects.iter().all(named) {
        return Err(Error::param(
            "param Objects has an entry without Key",
            "Give a list such as [{Key: 'a.txt'}, {Key: 'b.txt', VersionId: '…'}].",
        ));
    }
    let mut delete = Map::new();
    delete.insert("Object", Value::List(objects));
    delete.insert("Quiet", Value::Bool(params.truthy("Quiet").is_some()));
    Ok(document("Delete", delete))
}

/// Says what became of the callback or the return body that was asked for.
pub fn uploaded(answer: &mut Map, params: &Map) {
    let (good, bad) = if params.truthy("Callback").is_some() {
        ("CallbackBody", "CallbackError")
    } else if params.truthy("ReturnBody").is_some() {
        ("ReturnBody", "ReturnError")
    } else {
        return;
    };
    match answer.remove("Error") {
        Some(error) => answer.insert(bad, error),
        None => answer.insert(good, answer.clone()),
    }
}
