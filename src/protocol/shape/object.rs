//! Objects.

use super::list;
use crate::error::{Error, Result};
use crate::protocol::document::nested;
use crate::protocol::request::Request;
use crate::value::{Map, Value};

/// The objects to delete, and whether the answer may leave out those that are gone.
///
/// # Errors
/// When an entry of `Objects` has no Key.
pub fn deletion(request: &mut Request) -> Result<()> {
    let objects = list(&request.params, "Objects");
    if !objects.iter().all(has_key) {
        return Err(Error::param(
            "param Objects has an entry without Key\n\
             Give a list such as [{Key: 'a.txt'}, {Key: 'b.txt', VersionId: '…'}].",
        ));
    }
    let mut delete = Map::new();
    delete.set("Object", Value::from(objects));
    let quiet = request.params.truthy("Quiet").cloned();
    delete.set("Quiet", quiet.unwrap_or(Value::Bool(false)));
    request.send_xml(nested("Delete", Value::Map(delete)));
    Ok(())
}

fn has_key(object: &Value) -> bool {
    matches!(object, Value::Map(object) if !object.wire_text("Key").is_empty())
}

/// Says what became of the callback or the return body that was asked for.
pub fn uploaded(answer: &mut Map, params: &Map) {
    let (good, bad) = if params.is_set("Callback") {
        ("CallbackBody", "CallbackError")
    } else if params.is_set("ReturnBody") {
        ("ReturnBody", "ReturnError")
    } else {
        return;
    };
    match answer.remove("Error") {
        Some(error) => answer.set(bad, error),
        None => answer.set(good, Value::Map(answer.clone())),
    }
}
