//! Who may do what.

use crate::error::Result;
use crate::protocol::document::{items, nested};
use crate::protocol::request::Request;
use crate::text::{Pairs, next, pairs};
use crate::value::{Map, Value};

const EVERYBODY: &str = "qcs::cam::anyone:anyone";
/// The end of the URI of a group, everybody again.
const ALL_USERS: &str = "/groups/global/AllUsers";
/// Permissions, and the fields that list who has them.
const PERMISSIONS: Pairs = "\
    FULL_CONTROL=GrantFullControl \
    WRITE=GrantWrite \
    READ=GrantRead \
    READ_ACP=GrantReadAcp \
    WRITE_ACP=GrantWriteAcp";

/// Names nobody twice in the headers, and writes the list of grants where there is one.
///
/// # Errors
/// None.
pub fn policy(request: &mut Request) -> Result<()> {
    for (name, value) in std::mem::take(&mut request.headers) {
        let value = match value {
            Value::Text(grants) if name.starts_with("x-cos-grant-") => Value::Text(once_each(&grants)),
            other => other,
        };
        request.headers.append(name, value);
    }
    let Some(Value::Map(policy)) = request.params.truthy("AccessControlPolicy") else {
        request.document = Some(String::new());
        return Ok(());
    };
    let mut policy = policy.clone();
    let (single, several) = (policy.remove("Grant"), policy.remove("Grants"));
    let grants = items(several.filter(Value::is_truthy).or(single));
    policy.set("AccessControlList", Value::Map(nested("Grant", Value::List(grants))));
    request.send_xml(nested("AccessControlPolicy", Value::Map(policy)));
    Ok(())
}

/// The grants in the form in which callers give them.
pub fn bucket(answer: &mut Map, _params: &Map) {
    let mut policy = map(answer.remove("AccessControlPolicy"));
    let owner = map(policy.remove("Owner"));
    let grants = items(map(policy.remove("AccessControlList")).remove("Grant"));
    for (permission, field) in pairs(PERMISSIONS) {
        answer.set(field, Value::Text(grantees(&grants, permission, &owner)));
    }
    let is_public = |permission| grants.iter().any(|grant| is_public(grant, permission));
    let acl = if is_public("FULL_CONTROL") || is_public("WRITE") && is_public("READ") {
        "public-read-write"
    } else if is_public("READ") {
        "public-read"
    } else {
        "private"
    };
    answer.set_text("ACL", acl);
    answer.set("Owner", Value::Map(owner));
    answer.set("Grants", Value::List(grants));
}

/// As [`bucket`]; nobody is granted to write into an object.
pub fn object(answer: &mut Map, params: &Map) {
    bucket(answer, params);
    answer.remove("GrantWrite");
}

fn map(value: Option<Value>) -> Map {
    match value {
        Some(Value::Map(map)) => map,
        _ => Map::new(),
    }
}

/// Who has a permission, when this grant is about it.
fn grantee<'a>(grant: &'a Value, permission: &str) -> Option<&'a Map> {
    let grant = grant.as_map().filter(|grant| grant.text("Permission") == Some(permission))?;
    grant.get("Grantee")?.as_map()
}

fn is_public(grant: &Value, permission: &str) -> bool {
    grantee(grant, permission).is_some_and(is_everybody)
}

fn is_everybody(grantee: &Map) -> bool {
    grantee.text("ID") == Some(EVERYBODY) || grantee.text("URI").is_some_and(|uri| uri.ends_with(ALL_USERS))
}

fn grantees(grants: &[Value], permission: &str, owner: &Map) -> String {
    let mut list = String::new();
    for grant in grants {
        let Some(grantee) = grantee(grant, permission).filter(|grantee| !is_everybody(grantee)) else {
            continue;
        };
        let id = grantee.text("ID");
        if let Some(id) = id.filter(|_| id != owner.text("ID")) {
            list = [&list, ",id=\"", id, "\""].concat();
        }
    }
    once_each(&list)
}

/// A list with commas, each item once.
fn once_each(list: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut rest = list;
    while !rest.is_empty() {
        let (item, others) = next(rest, ",");
        let item = item.trim_ascii();
        if !item.is_empty() && !kept.contains(&item) {
            kept.push(item);
        }
        rest = others;
    }
    kept.join(",")
}
