//! The tags of an object.

use roxmltree::Document;

use crate::call::Call;
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::service::documents::parse;
use crate::wire::Reply;
use crate::xml::{Element, child, child_text, children};

/// How many tags there may be, and which keys are the service's own.
pub(crate) struct TagRules {
    most: usize,
    reserved: &'static [&'static str],
}

pub(crate) const BUCKET_TAGS: TagRules = TagRules { most: 50, reserved: &["qcs:", "project"] };
const OBJECT_TAGS: TagRules = TagRules { most: 10, reserved: &[] };
const KEY_LIMIT: usize = 127;
const VALUE_LIMIT: usize = 255;

/// Checks the tags of a `Tagging` document.
pub(crate) fn check_tags(document: &Document<'_>, rules: &TagRules) -> Result<(), Failure> {
    let malformed =
        |what: &str| Failure::malformed_xml(format!("The XML you provided did not validate: {what}."));
    let set = child(document.root_element(), "TagSet").ok_or_else(|| malformed("Tagging needs TagSet"))?;
    let mut keys = Vec::new();
    for tag in children(set, "Tag") {
        let (Some(key), Some(value)) = (child_text(tag, "Key"), child_text(tag, "Value")) else {
            return Err(malformed("Tag needs Key and Value"));
        };
        let is_reserved = rules.reserved.iter().any(|start| key.starts_with(start));
        if key.is_empty() || is_reserved || !is_tag_text(&key, KEY_LIMIT) || !is_tag_text(&value, VALUE_LIMIT)
        {
            return Err(invalid(&format!("The tag {key}={value} is not valid.")));
        }
        keys.push(key);
    }
    let count = keys.len();
    keys.sort();
    keys.dedup();
    if keys.len() < count {
        return Err(invalid("Cannot provide multiple Tags with the same key."));
    }
    if count > rules.most {
        Err(invalid(&format!("There may be {} tags at most.", rules.most)))
    } else {
        Ok(())
    }
}

fn is_tag_text(text: &str, limit: usize) -> bool {
    let is_allowed = |character: char| character.is_alphanumeric() || " +-=._:/@".contains(character);
    text.chars().count() <= limit && text.chars().all(is_allowed)
}

fn invalid(message: &str) -> Failure {
    Failure::new(400, "InvalidTag", message)
}

/// How many tags a document holds.
pub(crate) fn count(text: &str) -> usize {
    let document = Document::parse(text);
    document.map_or(0, |document| document.descendants().filter(|node| node.has_tag_name("Tag")).count())
}

pub(crate) fn get(call: &mut Call<'_>) -> Outcome {
    let missing = || Failure::new(404, "NoSuchTagSet", "The TagSet does not exist.");
    let document = call.object()?.tagging.ok_or_else(missing)?;
    Ok(Reply::xml(document))
}

pub(crate) fn put(call: &mut Call<'_>) -> Outcome {
    let document = call.document()?;
    check_tags(&parse(&document, "Tagging")?, &OBJECT_TAGS)?;
    set(call, Some(document))
}

pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    set(call, None)
}

fn set(call: &Call<'_>, document: Option<String>) -> Outcome {
    call.change_object(|object| object.tagging = document)?;
    Ok(Reply::no_content())
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
    check_tags(&parse(&document, "Tagging")?, &OBJECT_TAGS)?;
    Ok(Some(document))
}
