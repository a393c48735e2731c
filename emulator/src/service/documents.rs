//! Configuration documents of a bucket: kept as they were put, with the service's answers when there is none.

use roxmltree::Document;

use crate::call::Call;
use crate::cors::Rules;
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::operation::{Access, Found};
use crate::wire::Reply;
use crate::xml::child_text;

/// What GET answers while nothing was put.
#[derive(Debug, Clone, Copy)]
enum Unset {
    /// 404 with this code and message.
    Missing(&'static str, &'static str),
    /// An empty document.
    Empty,
}

/// One kind of document.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The query parameter.
    name: &'static str,
    /// The word in the action's name.
    title: &'static str,
    root: &'static str,
    unset: Unset,
    put_status: u16,
    can_delete: bool,
}

const fn kind(name: &'static str, title: &'static str, root: &'static str, unset: Unset) -> Kind {
    Kind { name, title, root, unset, put_status: 200, can_delete: true }
}

use Unset::{Empty, Missing};

const KINDS: &[Kind] = &[
    kind(
        "cors",
        "CORS",
        "CORSConfiguration",
        Missing("NoSuchCORSConfiguration", "The CORS configuration does not exist."),
    ),
    Kind {
        put_status: 204,
        ..kind("tagging", "Tagging", "Tagging", Missing("NoSuchTagSet", "The TagSet does not exist."))
    },
    Kind {
        put_status: 204,
        ..kind("policy", "Policy", "", Missing("NoSuchBucketPolicy", "The bucket policy does not exist."))
    },
    kind(
        "lifecycle",
        "Lifecycle",
        "LifecycleConfiguration",
        Missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist."),
    ),
    Kind { can_delete: false, ..kind("versioning", "Versioning", "VersioningConfiguration", Empty) },
    kind(
        "website",
        "Website",
        "WebsiteConfiguration",
        Missing("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration."),
    ),
    Kind {
        can_delete: false,
        ..kind(
            "referer",
            "Referer",
            "RefererConfiguration",
            Missing("NoSuchRefererConfiguration", "The referer configuration does not exist."),
        )
    },
    kind(
        "domain",
        "Domain",
        "DomainConfiguration",
        Missing("DomainConfigNotFoundError", "The domain configuration does not exist."),
    ),
    kind(
        "origin",
        "Origin",
        "OriginConfiguration",
        Missing("NoSuchOriginConfiguration", "The origin configuration does not exist."),
    ),
    Kind { can_delete: false, ..kind("logging", "Logging", "BucketLoggingStatus", Empty) },
    kind(
        "replication",
        "Replication",
        "ReplicationConfiguration",
        Missing("ReplicationConfigurationnotFoundError", "The replication configuration was not found."),
    ),
    kind(
        "inventory",
        "Inventory",
        "InventoryConfiguration",
        Missing("NoSuchConfiguration", "The specified configuration does not exist."),
    ),
    Kind { can_delete: false, ..kind("accelerate", "Accelerate", "AccelerateConfiguration", Empty) },
    kind(
        "encryption",
        "Encryption",
        "ServerSideEncryptionConfiguration",
        Missing("NoSuchEncryptionConfiguration", "The encryption configuration does not exist."),
    ),
    Kind {
        can_delete: false,
        ..kind("intelligenttiering", "IntelligentTiering", "IntelligentTieringConfiguration", Empty)
    },
];

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
            "POST" if self.name == "inventory" => ("Post", put),
            "DELETE" if self.can_delete => ("Delete", delete),
            _ => return None,
        };
        let mut actions = vec![format!("{verb}Bucket{}", self.title)];
        if self.name == "inventory" && verb == "Get" {
            actions.push("ListBucketInventory".to_owned());
        }
        Some(Found { actions, access: Access::Owner, run })
    }

    /// Under which name the document is kept; several inventories exist side by side.
    fn place(&self, call: &Call<'_>) -> String {
        match call.query.get("id") {
            Some(id) if self.name == "inventory" => format!("inventory/{id}"),
            _ => self.name.to_owned(),
        }
    }
}

fn kind_of(call: &Call<'_>) -> Result<&'static Kind, Failure> {
    find(&call.query).ok_or_else(|| Failure::not_implemented("The sub-resource is unknown."))
}

fn get(call: &mut Call<'_>) -> Outcome {
    let kind = kind_of(call)?;
    if kind.name == "inventory" && !call.query.has("id") {
        return list_inventories(call);
    }
    let place = kind.place(call);
    let stored = call.bucket(|bucket| Ok(bucket.documents.get(&place).cloned()))?;
    match (stored, kind.unset) {
        (Some(text), _) if kind.root.is_empty() => {
            Ok(Reply::ok().header("content-type", "application/json").with_body(text))
        }
        (Some(text), _) => Ok(Reply::xml(text)),
        (None, Empty) => Ok(Reply::xml(crate::xml::Element::new(kind.root).into_document())),
        (None, Missing(code, message)) => Err(Failure::new(404, code, message)),
    }
}

fn list_inventories(call: &Call<'_>) -> Outcome {
    let mut all = String::new();
    call.bucket(|bucket| {
        for (_, text) in bucket.documents.iter().filter(|(place, _)| place.starts_with("inventory/")) {
            let document = parse(text, "InventoryConfiguration")?;
            all.push_str(text.get(document.root_element().range()).unwrap_or_default());
        }
        Ok(())
    })?;
    let root = "ListInventoryConfigurationResult";
    Ok(Reply::xml(format!("<{root}>{all}<IsTruncated>false</IsTruncated></{root}>")))
}

fn put(call: &mut Call<'_>) -> Outcome {
    let kind = kind_of(call)?;
    if kind.name == "inventory" && call.query.get_or_empty("id").is_empty() {
        return Err(Failure::invalid_argument("The id of the inventory is missing."));
    }
    let text = call.document()?;
    check(kind, &text)?;
    let place = kind.place(call);
    call.bucket(|bucket| {
        bucket.documents.insert(place, text);
        Ok(())
    })?;
    Ok(Reply::new(http::StatusCode::from_u16(kind.put_status).unwrap_or_default()))
}

fn delete(call: &mut Call<'_>) -> Outcome {
    let place = kind_of(call)?.place(call);
    call.bucket(|bucket| {
        bucket.documents.remove(&place);
        Ok(Reply::no_content())
    })
}

fn check(kind: &Kind, text: &str) -> Result<(), Failure> {
    if kind.root.is_empty() {
        let policy: Result<serde_json::Map<String, serde_json::Value>, _> = serde_json::from_str(text);
        return policy
            .map(drop)
            .map_err(|_| Failure::new(400, "MalformedPolicy", "The policy is not a JSON object."));
    }
    let document = parse(text, kind.root)?;
    match kind.name {
        "cors" => Rules::read(&document).map(drop),
        "tagging" => check_tagging(&document),
        _ => Ok(()),
    }
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

const TAG_LIMIT: usize = 50;

/// Tags need distinct keys, and there are at most 50.
pub(crate) fn check_tagging(document: &Document<'_>) -> Result<(), Failure> {
    let tags = document.descendants().filter(|node| node.has_tag_name("Tag"));
    let mut keys: Vec<String> = tags.map(|tag| child_text(tag, "Key").unwrap_or_default()).collect();
    let count = keys.len();
    keys.sort();
    keys.dedup();
    if keys.iter().any(String::is_empty) || keys.len() < count || count > TAG_LIMIT {
        return Err(Failure::new(400, "InvalidTag", "Tags need distinct keys, and there are at most 50."));
    }
    Ok(())
}
