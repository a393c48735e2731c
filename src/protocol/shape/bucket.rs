//! Buckets and their configurations.

use crate::error::{Error, Refusal, Result};
use crate::protocol::document::{items, nested, take_map};
use crate::protocol::request::Request;
use crate::protocol::{json, xml};
use crate::value::{Map, Value};

/// The list of buckets without its wrapper, and an owner even when none is told.
pub fn service(answer: &mut Map, _params: &Map) {
    let buckets = items(take_map(answer, "Buckets").remove("Bucket"));
    let owner = take_map(answer, "Owner");
    *answer = Map::new();
    answer.set("Buckets", Value::from(buckets));
    answer.set("Owner", Value::Map(owner));
}

/// The wish for several availability zones, when there is one.
///
/// # Errors
/// None.
pub fn zones(request: &mut Request) -> Result<()> {
    let zones = request.params.truthy("BucketAZConfig");
    let document = zones.map(|zones| nested("CreateBucketConfiguration/BucketAZConfig", zones.clone()));
    request.document =
        Some(document.map(|document| xml::write(&Value::Map(document)).into()).unwrap_or_default());
    Ok(())
}

/// A policy as JSON, of the version that the service knows when none is named.
///
/// # Errors
/// When the policy is neither an object nor the JSON of one.
pub fn policy(request: &mut Request) -> Result<()> {
    let given = match request.params.get("Policy") {
        Some(Value::Text(text)) => json::read(text),
        other => other.cloned(),
    };
    let Some(Value::Map(mut policy)) = given else {
        return Err(Error::param(
            "Policy format error\n\
             Give an object such as {statement: [...], version: '2.0'}, or its JSON.",
        ));
    };
    if !policy.is_set("version") && !policy.is_set("Version") {
        policy.set_text("version", "2.0");
    }
    request.send("application/json", json::write_map(policy).into());
    Ok(())
}

/// The policy, which is all of the answer.
pub fn policy_answer(answer: &mut Map, _params: &Map) {
    // A text that is no JSON has become the body of the answer.
    answer.remove("Body");
    *answer = nested("Policy", Value::Map(std::mem::take(answer)));
}

/// Says what the status means for a policy.
pub fn policy_refused(refusal: &mut Refusal) {
    let text = match refusal.status {
        403 => "Access Denied",
        404 => "Policy Not Found",
        405 => "Method Not Allowed",
        _ => return,
    };
    refusal.extra = Some(("ErrorStatus", text.into()));
}

/// The rules under the name that the original gives them, beside the document as the service sends it.
pub fn encryption(answer: &mut Map, _params: &Map) {
    let mut document = answer.clone();
    let mut rules = take_map(&mut document, "ServerSideEncryptionConfiguration").remove("Rule");
    if rules.is_none() {
        rules = take_map(&mut document, "EncryptionConfiguration").remove("Rule");
    }
    let rules = items(rules);
    answer.set("EncryptionConfiguration", Value::Map(nested("Rules", Value::from(rules))));
}
