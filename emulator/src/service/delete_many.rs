//! POST ?delete: many objects in one request.

use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::operation::Access;
use crate::service::documents::parse;
use crate::store::Deletion;
use crate::wire::Reply;
use crate::xml::{Element, child_text};

const LIMIT: usize = 1000;
const ACTIONS: &[&str] = &["DeleteObject", "DeleteMultipleObjects"];

pub(crate) fn delete_many(call: &mut Call<'_>) -> Outcome {
    if call.header("content-md5").is_none() {
        return Err(Failure::new(400, "MissingContentMD5", "Missing required header: Content-MD5"));
    }
    let document = call.document()?;
    let (keys, quiet) = wanted(&document)?;
    let mut result = Element::new("DeleteResult");
    for (key, version) in keys {
        let entry = match delete_one(call, &key, version.as_deref()) {
            Ok(_) if quiet => continue,
            Ok(deletion) => deleted(&key, &deletion),
            Err(failure) => refused(&key, &failure),
        };
        result.child(&entry);
    }
    Ok(Reply::xml(result.into_document()))
}

type Wanted = (Vec<(String, Option<String>)>, bool);

fn wanted(document: &str) -> Result<Wanted, Failure> {
    let document = parse(document, "Delete")?;
    let root = document.root_element();
    let mut keys = Vec::new();
    for object in root.children().filter(|node| node.has_tag_name("Object")) {
        let key = child_text(object, "Key").filter(|key| !key.is_empty());
        let key = key.ok_or_else(|| Failure::malformed_xml("An Object has no Key."))?;
        keys.push((key, child_text(object, "VersionId")));
    }
    if keys.is_empty() || keys.len() > LIMIT {
        return Err(Failure::malformed_xml("Delete takes 1 to 1000 objects."));
    }
    let quiet = child_text(root, "Quiet").is_some_and(|quiet| quiet.eq_ignore_ascii_case("true"));
    Ok((keys, quiet))
}

fn delete_one(call: &Call<'_>, key: &str, version: Option<&str>) -> Result<Deletion, Failure> {
    call.authorize(Access::WriteObject, ACTIONS, key)?;
    let version = version.filter(|id| !id.is_empty());
    call.bucket(|bucket| Ok(bucket.delete(key, version, call.now)))
}

fn deleted(key: &str, deletion: &Deletion) -> Element {
    let mut entry = Element::new("Deleted");
    entry.text("Key", key);
    let Some(id) = &deletion.version_id else { return entry };
    if deletion.is_marker {
        entry.text("DeleteMarker", "true").text("DeleteMarkerVersionId", id);
    }
    if deletion.is_final {
        entry.text("VersionId", id);
    }
    entry
}

fn refused(key: &str, failure: &Failure) -> Element {
    let mut entry = Element::new("Error");
    entry.text("Key", key).text("Code", &failure.code).text("Message", &failure.message);
    entry
}
