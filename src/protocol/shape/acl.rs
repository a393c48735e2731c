//! Who may do what.

use crate::error::Result;
use crate::protocol::document::{items, nested, take_map};
use crate::protocol::request::Request;
use crate::text::{Pairs, fill, pairs, split_once};
use crate::value::{Map, Text, Value};

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
    for (name, value) in request.headers.iter_mut() {
        if let (true, Value::Text(grants)) = (name.starts_with("x-cos-grant-"), value) {
            *grants = once_each(grants);
        }
    }
    let Some(Value::Map(policy)) = request.params.truthy("AccessControlPolicy") else {
        request.document = Some(Text::new());
        return Ok(());
    };
    let mut policy = policy.clone();
    let (single, several) = (policy.remove("Grant"), policy.remove("Grants"));
    let grants = items(several.or(single));
    policy.set("AccessControlList", Value::Map(nested("Grant", Value::from(grants))));
    request.send_xml(nested("AccessControlPolicy", Value::Map(policy)));
    Ok(())
}

/// The grants in the form in which callers give them.
pub fn bucket(answer: &mut Map, _params: &Map) {
    let mut policy = take_map(answer, "AccessControlPolicy");
    let owner = take_map(&mut policy, "Owner");
    let grants = items(take_map(&mut policy, "AccessControlList").remove("Grant"));
    for (permission, field) in pairs(PERMISSIONS) {
        answer.put(field, holders(&grants, permission, &owner, false));
    }
    let is_public = |permission| !holders(&grants, permission, &owner, true).is_empty();
    let all = is_public("FULL_CONTROL");
    let acl = match (all || is_public("READ"), all || is_public("WRITE")) {
        (true, true) => "public-read-write",
        (true, false) => "public-read",
        _ => "private",
    };
    answer.set_text("ACL", acl);
    answer.set("Owner", Value::Map(owner));
    answer.set("Grants", Value::from(grants));
}

/// As [`bucket`]; nobody is granted to write into an object.
pub fn object(answer: &mut Map, params: &Map) {
    bucket(answer, params);
    answer.remove("GrantWrite");
}

/// Who besides the owner has a permission: everybody, or those who are named.
fn holders(grants: &[Value], permission: &str, owner: &Map, everybody: bool) -> Text {
    let mut list = String::new();
    for grant in grants {
        let Some(grant) = grant.as_map() else { continue };
        let Some(Value::Map(grantee)) = grant.get("Grantee") else {
            continue;
        };
        let id = grantee.own_text("ID");
        let is_everybody = id == EVERYBODY || grantee.wire_text("URI").ends_with(ALL_USERS);
        let is_owner = id == owner.own_text("ID");
        if grant.is("Permission", permission) && is_everybody == everybody && (everybody || !is_owner) {
            add_once(&mut list, &fill("id=\"{}\"", &[id]));
        }
    }
    list.strip_suffix(',').unwrap_or_default().into()
}

/// A list with commas, each item once.
fn once_each(list: &str) -> Text {
    let mut kept = String::new();
    let mut rest = Some(list);
    while let Some(text) = rest {
        let parts = split_once(text, ",");
        let (item, others) = parts.map_or((text, None), |(item, others)| (item, Some(others)));
        add_once(&mut kept, item.trim_ascii());
        rest = others;
    }
    kept.strip_suffix(',').unwrap_or_default().into()
}

/// Adds an item to a list whose items have a comma behind them.
fn add_once(list: &mut String, item: &str) {
    let mut rest = list.as_str();
    while let Some((first, others)) = split_once(rest, ",") {
        if first == item {
            return;
        }
        rest = others;
    }
    list.push_str(item);
    list.push(',');
}
