//! Which pages may read a bucket.

use crate::error::Result;
use crate::protocol::document::{items, nested};
use crate::protocol::request::Request;
use crate::text::{Words, words};
use crate::value::{Map, Value};

/// The lists of a rule as the document names them; callers may also name them in the plural.
const LISTS: Words = "AllowedOrigin AllowedHeader AllowedMethod ExposeHeader";

/// Writes the rules, and whether answers vary by origin.
///
/// # Errors
/// None.
pub fn configuration(request: &mut Request) -> Result<()> {
    let params = &request.params;
    let within = params.get("CORSConfiguration").and_then(Value::as_map);
    let rules = within.and_then(|within| within.truthy("CORSRules")).or_else(|| params.get("CORSRules"));
    let mut configuration = Map::new();
    configuration.set("CORSRule", Value::List(items(rules.cloned()).into_iter().map(rule).collect()));
    if let Some(vary) = params.truthy("ResponseVary") {
        configuration.set("ResponseVary", vary.clone());
    }
    request.send_xml(nested("CORSConfiguration", Value::Map(configuration)));
    Ok(())
}

fn rule(mut given: Value) -> Value {
    if let Value::Map(rule) = &mut given {
        for name in words(LISTS) {
            if let Some(list) = rule.remove(&[name, "s"].concat()).filter(Value::is_truthy) {
                rule.set(name, list);
            }
        }
    }
    given
}

/// Names the lists of each rule in the plural, also those that are empty.
pub fn rules(answer: &mut Map, _params: &Map) {
    let Some(Value::List(rules)) = answer.get_mut("CORSRules") else { return };
    for rule in rules {
        let Value::Map(rule) = rule else { continue };
        for name in words(LISTS) {
            let list = items(rule.remove(name));
            rule.set(&[name, "s"].concat(), Value::List(list));
        }
    }
}
