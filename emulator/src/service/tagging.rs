//! The tags of an object.

use crate::call::Call;
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::service::documents::{check_tagging, parse};
use crate::wire::Reply;
use crate::xml::Element;

pub(crate) fn get(call: &mut Call<'_>) -> Outcome {
    let missing = || Failure::new(404, "NoSuchTagSet", "The TagSet does not exist.");
    let document = call.object()?.tagging.ok_or_else(missing)?;
    Ok(Reply::xml(document))
}

pub(crate) fn put(call: &mut Call<'_>) -> Outcome {
    let document = call.document()?;
    check_tagging(&parse(&document, "Tagging")?)?;
    set(call, Some(document))
}

pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    set(call, None)
}

fn set(call: &Call<'_>, document: Option<String>) -> Outcome {
    call.bucket(|bucket| {
        let object = bucket.objects.get_mut(&call.address.key).ok_or_else(Failure::no_such_key)?;
        object.tagging = document;
        Ok(Reply::no_content())
    })
}

/// The tags of the `x-cos-tagging` header, a query string, as the document they amount to.
pub(crate) fn from_header(call: &Call<'_>) -> Result<Option<String>, Failure> {
    let Some(header) = call.header("x-cos-tagging") else { return Ok(None) };
    let mut set = Element::new("TagSet");
    for (key, value) in Query::parse(&header).iter() {
        let mut tag = Element::new("Tag");
        tag.text("Key", key).text("Value", value);
        set.child(&tag);
    }
    let mut tagging = Element::new("Tagging");
    tagging.child(&set);
    let document = tagging.into_document();
    check_tagging(&parse(&document, "Tagging")?)?;
    Ok(Some(document))
}
