//! Access control lists: read from headers or a document, written as a document.

use roxmltree::Node;

use crate::call::Call;
use crate::failure::{Failure, Outcome};
use crate::service::bucket::owner;
use crate::service::documents::parse;
use crate::service::documents::schema::malformed;
use crate::store::{ANYONE_URI, Acl, Grant, Grantee, Permission};
use crate::wire::Reply;
use crate::xml::{Element, child, child_text, children};

const GRANT_HEADERS: &[(&str, Permission)] = &[
    ("x-cos-grant-read", Permission::Read),
    ("x-cos-grant-write", Permission::Write),
    ("x-cos-grant-read-acp", Permission::ReadAcp),
    ("x-cos-grant-write-acp", Permission::WriteAcp),
    ("x-cos-grant-full-control", Permission::FullControl),
];

/// The list that `x-cos-acl` and `x-cos-grant-*` ask for; nothing when there are no such headers.
pub(crate) fn from_headers(call: &Call<'_>) -> Result<Option<Acl>, Failure> {
    let mut list = match call.header("x-cos-acl") {
        Some(name) => {
            Some(Acl::canned(&name).ok_or_else(|| invalid(&format!("x-cos-acl {name} is unknown")))?)
        }
        None => None,
    };
    for (name, permission) in GRANT_HEADERS {
        let Some(header) = call.header(name) else { continue };
        let grants = list.get_or_insert_with(Acl::private).grants.get_or_insert_with(Vec::new);
        for grantee in header.split(',') {
            let grant = Grant { grantee: header_grantee(grantee)?, permission: *permission };
            if !grants.contains(&grant) {
                grants.push(grant);
            }
        }
    }
    Ok(list)
}

/// Reads `id="..."` or `uri="..."`.
fn header_grantee(text: &str) -> Result<Grantee, Failure> {
    let parts = text.trim().split_once('=');
    let id =
        parts.filter(|(kind, _)| matches!(*kind, "id" | "uri" | "uin")).map(|(_, id)| id.trim_matches('"'));
    let id = id.filter(|id| !id.is_empty()).ok_or_else(|| invalid("a grantee is not id=\"...\""))?;
    Ok(Grantee::from_id(id))
}

fn invalid(reason: &str) -> Failure {
    Failure::invalid_argument(format!("The access control list is not valid: {reason}."))
}

pub(crate) fn get_bucket(call: &mut Call<'_>) -> Outcome {
    let acl = call.bucket(|bucket| Ok(bucket.settings().acl.clone()))?;
    Ok(answer(&acl))
}

pub(crate) fn put_bucket(call: &mut Call<'_>) -> Outcome {
    let acl = wanted(call)?;
    call.bucket(|bucket| {
        bucket.settings_mut().acl = acl;
        Ok(Reply::ok())
    })
}

pub(crate) fn get_object(call: &mut Call<'_>) -> Outcome {
    Ok(answer(&call.object()?.attributes.acl))
}

pub(crate) fn put_object(call: &mut Call<'_>) -> Outcome {
    let acl = wanted(call)?;
    call.change_object(|object| object.attributes.acl = acl)?;
    Ok(Reply::ok())
}

/// The list a PUT brings, in headers or in its body, but not in both.
fn wanted(call: &mut Call<'_>) -> Result<Acl, Failure> {
    let from_headers = from_headers(call)?;
    let document = call.document()?;
    match (from_headers, document.is_empty()) {
        (Some(acl), true) => Ok(acl),
        (None, false) => from_document(&document),
        (None, true) => Err(Failure::malformed_xml("Neither ACL headers nor an ACL document were sent.")),
        (Some(_), false) => {
            let message = "ACL headers and an ACL document must not be used together.";
            Err(Failure::new(400, "UnexpectedContent", message))
        }
    }
}

fn from_document(text: &str) -> Result<Acl, Failure> {
    let document = parse(text, "AccessControlPolicy")?;
    let list = child(document.root_element(), "AccessControlList")
        .ok_or_else(|| malformed("AccessControlPolicy needs AccessControlList"))?;
    Ok(Acl::with_grants(children(list, "Grant").map(document_grant).collect::<Result<_, _>>()?))
}

fn document_grant(grant: Node<'_, '_>) -> Result<Grant, Failure> {
    let no_grant = |reason: &str| {
        let message = format!("The XML you provided was not well-formed or did not validate: {reason}.");
        Failure::new(400, "MalformedACLError", message)
    };
    let name = child_text(grant, "Permission").unwrap_or_default();
    let permission = Permission::from_name(&name).ok_or_else(|| no_grant("Permission is unknown"))?;
    let grantee = grant.children().find(|node| node.has_tag_name("Grantee"));
    let id = grantee.and_then(|node| child_text(node, "ID").or_else(|| child_text(node, "URI")));
    let id = id.ok_or_else(|| no_grant("Grantee has no ID"))?;
    Ok(Grant { grantee: Grantee::from_id(&id), permission })
}

fn answer(acl: &Acl) -> Reply {
    let mut list = Element::new("AccessControlList");
    for grant in acl.grants.as_ref().unwrap_or(&vec![Grant::of_owner()]) {
        let mut entry = Element::new("Grant");
        entry.child(&grantee(&grant.grantee)).text("Permission", grant.permission.name());
        list.child(&entry);
    }
    let mut document = Element::new("AccessControlPolicy");
    document.child(&owner("Owner")).child(&list);
    Reply::xml(document.into_document()).header("x-cos-acl", acl.canned_name())
}

fn grantee(grantee: &Grantee) -> Element {
    let mut element = Element::new("Grantee");
    element.attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    match grantee {
        Grantee::Anyone => element.attribute("xsi:type", "Group").text("URI", ANYONE_URI),
        Grantee::Account(id) => {
            element.attribute("xsi:type", "CanonicalUser").text("ID", id).text("DisplayName", id)
        }
    };
    element
}
