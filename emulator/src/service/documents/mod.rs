//! Configuration documents of a bucket: kept as they were put, with the service's answers when there is none.

mod access;
mod keeping;
mod kinds;
mod rules;
pub(crate) mod schema;
mod serving;

use roxmltree::Document;

use crate::auth::BucketPolicy;
use crate::call::Call;
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::operation::{Access, Found};
use crate::wire::Reply;
use crate::xml::{Element, escape};

use kinds::{KINDS, Kind, Unset};

const INVENTORY: &str = "InventoryConfiguration";
const INVENTORIES_A_PAGE: usize = 100;

/// Where an inventory is kept; several exist side by side.
fn inventory_place(id: &str) -> String {
    format!("inventory/{id}")
}

fn is_inventory(place: &str) -> bool {
    place.starts_with("inventory/")
}

/// The kind of document a query names.
pub(crate) fn find(query: &Query) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| query.has(kind.name))
}

impl Kind {
    /// The operation behind a method, if this kind has it.
    pub(crate) fn operation(&self, method: &str) -> Option<Found> {
        let (verb, run): (&str, fn(&mut Call<'_>) -> Outcome) = match method {
            "GET" => ("Get", get),
            "PUT" => ("Put", put),
            "POST" if self.root == INVENTORY => ("Post", put),
            "DELETE" if self.can_delete => ("Delete", delete),
            _ => return None,
        };
        let mut actions = vec![format!("{verb}Bucket{}", self.title)];
        if self.root == INVENTORY && verb == "Get" {
            actions.push("ListBucketInventory".to_owned());
        }
        Some(Found { actions, access: Access::Owner, run })
    }

    /// Under which name the document is kept.
    fn place(&self, call: &Call<'_>) -> String {
        match call.query.get("id") {
            Some(id) if self.root == INVENTORY => inventory_place(id),
            _ => self.name.to_owned(),
        }
    }
}

fn kind_of(call: &Call<'_>) -> Result<&'static Kind, Failure> {
    find(&call.query).ok_or_else(|| Failure::not_implemented("The sub-resource is unknown."))
}

fn get(call: &mut Call<'_>) -> Outcome {
    let kind = kind_of(call)?;
    if kind.root == INVENTORY && !call.query.has("id") {
        return list_inventories(call);
    }
    let place = kind.place(call);
    let stored = call.bucket(|bucket| Ok(bucket.settings().documents.get(&place).cloned()))?;
    match (stored, kind.unset) {
        (Some(text), _) if kind.root.is_empty() => {
            Ok(Reply::ok().header("content-type", "application/json").with_body(text))
        }
        (Some(text), _) => Ok(Reply::xml(text)),
        (None, Unset::Empty) => Ok(Reply::xml(Element::new(kind.root).into_document())),
        (None, Unset::Missing(code, message)) => Err(Failure::new(404, code, message)),
    }
}

/// Up to 100 inventories; the token of the next page is the place of the last one.
fn list_inventories(call: &Call<'_>) -> Outcome {
    let token = call.query.get_or_empty("continuation-token");
    let mut answer = String::new();
    if !token.is_empty() {
        answer = format!("<ContinuationToken>{}</ContinuationToken>", escape(token));
    }
    call.bucket(|bucket| {
        let documents = bucket.settings().documents.iter();
        let mut behind = documents.filter(|(place, _)| is_inventory(place) && place.as_str() > token);
        let mut last = None;
        for (place, text) in behind.by_ref().take(INVENTORIES_A_PAGE) {
            let document = parse(text, INVENTORY)?;
            answer.push_str(text.get(document.root_element().range()).unwrap_or_default());
            last = Some(place);
        }
        let next = last.filter(|_| behind.next().is_some());
        answer.extend(["<IsTruncated>", if next.is_some() { "true" } else { "false" }, "</IsTruncated>"]);
        if let Some(place) = next {
            answer.extend(["<NextContinuationToken>", &escape(place), "</NextContinuationToken>"]);
        }
        Ok(())
    })?;
    let root = "ListInventoryConfigurationResult";
    Ok(Reply::xml(format!("<{root}>{answer}</{root}>")))
}

fn put(call: &mut Call<'_>) -> Outcome {
    let kind = kind_of(call)?;
    let text = call.document()?;
    let text = checked(kind, call, text)?;
    let place = kind.place(call);
    call.bucket(|bucket| {
        let settings = bucket.settings_mut();
        if let Some(apply) = kind.apply {
            apply(settings, &text);
        }
        settings.documents.insert(place, text);
        Ok(())
    })?;
    Ok(Reply::new(http::StatusCode::from_u16(kind.put_status).unwrap_or_default()))
}

fn delete(call: &mut Call<'_>) -> Outcome {
    let place = kind_of(call)?.place(call);
    call.bucket(|bucket| {
        bucket.settings_mut().documents.remove(&place);
        Ok(Reply::no_content())
    })
}

/// The document as it is kept, once it is found good.
fn checked(kind: &Kind, call: &Call<'_>, text: String) -> Result<String, Failure> {
    if kind.root.is_empty() {
        return BucketPolicy::normalized(&text);
    }
    let document = parse(&text, kind.root)?;
    schema::check(document.root_element(), kind.fields)?;
    (kind.rule)(call, &document)?;
    Ok(text)
}

/// The text of a configuration document, while there is one.
pub(crate) fn stored(call: &Call<'_>, name: &str) -> Result<Option<String>, Failure> {
    call.bucket(|bucket| Ok(bucket.settings().documents.get(name).cloned()))
}

/// Reads a document whose root must have the given name.
pub(crate) fn parse<'a>(text: &'a str, root: &str) -> Result<Document<'a>, Failure> {
    let document = Document::parse(text).map_err(|error| {
        Failure::malformed_xml(format!("The XML you provided was not well-formed: {error}."))
    })?;
    if document.root_element().tag_name().name() == root {
        return Ok(document);
    }
    Err(Failure::malformed_xml(format!("The root of the document is not {root}.")))
}
