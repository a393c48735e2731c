//! Which pages may read a bucket.

use crate::error::Result;
use crate::protocol::document::{items, nested};
use crate::protocol::request::Request;
use crate::text::{Words, fill, words};
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
    let given = within.and_then(|within| within.truthy("CORSRules")).or(params.get("CORSRules"));
    let mut rules = items(given.cloned());
    for rule in &mut rules {
        name_in_singular(rule);
    }
    let mut configuration = nested("CORSRule", Value::from(rules));
    configuration.take_over(params, "ResponseVary=ResponseVary");
    request.send_xml(nested("CORSConfiguration", Value::Map(configuration)));
    Ok(())
}

fn name_in_singular(rule: &mut Value) {
    let Value::Map(rule) = rule else { return };
    for name in words(LISTS) {
        if let Some(list) = rule.remove(&fill("{}s", &[name])) {
            rule.set(name, list);
        }
    }
}

/// Names the lists of each rule in the plural, also those that are empty.
pub fn rules(answer: &mut Map, _params: &Map) {
    let Some(Value::List(rules)) = answer.get_mut("CORSRules") else { return };
    for rule in rules.iter_mut() {
        let Value::Map(rule) = rule else { continue };
        for name in words(LISTS) {
            let list = items(rule.remove(name));
            rule.set(&fill("{}s", &[name]), Value::from(list));
        }
    }
}
