//! The policy of a form: what the one who signed it allows.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::clock::parse_iso_time;
use crate::failure::Failure;
use crate::service::form::reader::Form;
use crate::target::Address;

/// A condition on a field or on the size of the file.
#[derive(Debug, PartialEq, Eq)]
enum Condition {
    Equals(String, String),
    StartsWith(String, String),
    Length(u64, u64),
}

/// A policy as it was signed.
#[derive(Debug)]
pub(crate) struct Policy {
    expiration: Option<SystemTime>,
    conditions: Vec<Condition>,
}

/// The text behind the base64 of the field `policy`.
pub(crate) fn text(form: &Form) -> Result<String, Failure> {
    let encoded = form.field("policy").ok_or_else(|| invalid("the form has no policy"))?;
    let bytes = STANDARD.decode(encoded.trim()).map_err(|_| invalid("it is not base64"))?;
    String::from_utf8(bytes).map_err(|_| invalid("it is not UTF-8"))
}

fn invalid(reason: &str) -> Failure {
    Failure::new(400, "InvalidPolicyDocument", format!("The policy of the form is not valid: {reason}."))
}

impl Policy {
    pub(crate) fn of(form: &Form) -> Result<Option<Self>, Failure> {
        if form.field("policy").is_none() {
            return Ok(None);
        }
        let document: Value = serde_json::from_str(&text(form)?).map_err(|_| invalid("it is not JSON"))?;
        let expiration = match document.get("expiration") {
            Some(value) => {
                let time = value.as_str().and_then(parse_iso_time);
                Some(time.ok_or_else(|| invalid("expiration is not an ISO 8601 time"))?)
            }
            None => None,
        };
        let conditions = document.get("conditions").and_then(Value::as_array);
        let conditions = conditions.ok_or_else(|| invalid("conditions is not a list"))?;
        let conditions: Result<Vec<Vec<Condition>>, _> = conditions.iter().map(read_condition).collect();
        Ok(Some(Self { expiration, conditions: conditions?.into_iter().flatten().collect() }))
    }

    pub(crate) fn check(
        &self,
        form: &Form,
        address: &Address,
        length: u64,
        now: SystemTime,
    ) -> Result<(), Failure> {
        let denied = |reason: String| {
            Err(Failure::new(403, "AccessDenied", format!("Invalid according to Policy: {reason}")))
        };
        if self.expiration.is_some_and(|expiration| expiration < now) {
            return denied("Policy expired.".to_owned());
        }
        let value_of = |name: &str| match name {
            "bucket" => address.bucket.clone(),
            "key" => address.key.clone(),
            _ => form.field(name).unwrap_or_default().to_owned(),
        };
        for condition in &self.conditions {
            let holds = match condition {
                Condition::Equals(name, wanted) => value_of(name) == *wanted,
                Condition::StartsWith(name, wanted) => value_of(name).starts_with(wanted),
                Condition::Length(_, most) if length > *most => {
                    let message = "Your proposed upload exceeds the maximum allowed object size.";
                    return Err(Failure::new(400, "EntityTooLarge", message));
                }
                Condition::Length(least, _) if length < *least => {
                    let message = "Your proposed upload is smaller than the minimum allowed object size.";
                    return Err(Failure::new(400, "EntityTooSmall", message));
                }
                Condition::Length(..) => true,
            };
            if !holds {
                return denied(format!("Policy Condition failed: {condition:?}"));
            }
        }
        Ok(())
    }
}

/// Reads `{"key": "value"}` or `["eq" | "starts-with" | "content-length-range", ...]`.
fn read_condition(value: &Value) -> Result<Vec<Condition>, Failure> {
    if let Some(map) = value.as_object() {
        let read = |(name, value): (&String, &Value)| {
            Some(Condition::Equals(name.to_ascii_lowercase(), value.as_str()?.to_owned()))
        };
        let conditions: Option<Vec<Condition>> = map.iter().map(read).collect();
        return conditions.ok_or_else(|| invalid("a condition's value is not a text"));
    }
    let parts = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let condition = match parts {
        [kind, name, value] => read_triple(kind, name, value),
        _ => None,
    };
    Ok(vec![condition.ok_or_else(|| invalid("a condition is of no known form"))?])
}

fn read_triple(kind: &Value, name: &Value, value: &Value) -> Option<Condition> {
    let field = || Some(name.as_str()?.strip_prefix('$')?.to_ascii_lowercase());
    match kind.as_str()? {
        "eq" => Some(Condition::Equals(field()?, value.as_str()?.to_owned())),
        "starts-with" => Some(Condition::StartsWith(field()?, value.as_str()?.to_owned())),
        "content-length-range" => Some(Condition::Length(name.as_u64()?, value.as_u64()?)),
        _ => None,
    }
}
