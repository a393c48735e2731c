//! The conditions of a policy's statement.

use serde_json::{Map, Value};

use super::bucket_policy::{malformed, texts};
use crate::failure::Failure;
use crate::pattern::fits;

/// Where every request seems to come from.
const CLIENT_IP: &str = "127.0.0.1";

const TEXT_OPERATORS: &[&str] = &[
    "string_equal",
    "string_not_equal",
    "string_equal_ignore_case",
    "string_not_equal_ignore_case",
    "string_like",
    "string_not_like",
    "ip_equal",
    "ip_not_equal",
];
const NUMBER_OPERATORS: &[&str] = &[
    "numeric_equal",
    "numeric_not_equal",
    "numeric_less_than",
    "numeric_less_than_equal",
    "numeric_greater_than",
    "numeric_greater_than_equal",
];

#[derive(Debug)]
pub(super) struct Condition {
    /// The name before `_if_exist`.
    operator: String,
    may_be_absent: bool,
    key: String,
    values: Vec<String>,
}

impl Condition {
    pub(super) fn read_all(conditions: &Map<String, Value>) -> Result<Vec<Self>, Failure> {
        let mut all = Vec::new();
        for (name, keys) in conditions {
            let name = name.to_ascii_lowercase();
            let operator = name.strip_suffix("_if_exist").unwrap_or(&name);
            if !TEXT_OPERATORS.contains(&operator) && !NUMBER_OPERATORS.contains(&operator) {
                return Err(malformed(format!("the condition {name} is unknown")));
            }
            let Value::Object(keys) = keys else { return Err(malformed("a condition is no object")) };
            for (key, value) in keys {
                all.push(Self {
                    operator: operator.to_owned(),
                    may_be_absent: operator.len() < name.len(),
                    key: key.clone(),
                    values: match value {
                        Value::Number(number) => vec![number.to_string()],
                        value => texts(Some(value), key)?,
                    },
                });
            }
        }
        Ok(all)
    }

    pub(super) fn holds(&self, detail: &dyn Fn(&str) -> Option<String>) -> bool {
        let name = self.key.rsplit_once(':').map_or(self.key.as_str(), |(_, name)| name);
        let found = if name == "ip" { Some(CLIENT_IP.to_owned()) } else { detail(name) };
        let Some(found) = found else { return self.may_be_absent };
        let is_negative = self.operator.contains("_not_");
        let fits_one = self.values.iter().any(|value| self.compare(&found, value));
        fits_one != is_negative
    }

    /// Compares in the way of the operator without its `not`.
    fn compare(&self, found: &str, value: &str) -> bool {
        match self.operator.replace("_not_", "_").as_str() {
            "string_like" => fits(value, found),
            "string_equal_ignore_case" => found.eq_ignore_ascii_case(value),
            "ip_equal" => is_in_network(found, value),
            "string_equal" => found == value,
            numeric => compare_numbers(numeric, found, value),
        }
    }
}

fn compare_numbers(operator: &str, found: &str, value: &str) -> bool {
    let (Ok(found), Ok(value)) = (found.parse::<i64>(), value.parse::<i64>()) else { return false };
    match operator {
        "numeric_less_than" => found < value,
        "numeric_less_than_equal" => found <= value,
        "numeric_greater_than" => found > value,
        "numeric_greater_than_equal" => found >= value,
        _ => found == value,
    }
}

/// Whether an address lies in a network such as `10.0.0.0/8`.
fn is_in_network(address: &str, network: &str) -> bool {
    let (base, length) = network.split_once('/').unwrap_or((network, "32"));
    let bits = |text: &str| text.parse().ok().map(|address: std::net::Ipv4Addr| u32::from(address));
    let (Some(address), Some(base), Ok(length)) = (bits(address), bits(base), length.parse::<u32>()) else {
        return false;
    };
    let ignored = 32_u32.saturating_sub(length);
    address.checked_shr(ignored).unwrap_or(0) == base.checked_shr(ignored).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions_look_at_the_request() {
        let detail = |name: &str| (name == "prefix").then(|| "up/a".to_owned());
        let cases = [
            (json!({ "string_equal": { "cos:prefix": "up/a" } }), true),
            (json!({ "string_equal": { "cos:prefix": ["x", "up/a"] } }), true),
            (json!({ "string_not_equal": { "cos:prefix": "up/a" } }), false),
            (json!({ "string_like": { "cos:prefix": "up/*" } }), true),
            (json!({ "string_equal": { "cos:content-type": "a/b" } }), false),
            (json!({ "string_equal_if_exist": { "cos:content-type": "a/b" } }), true),
            (json!({ "ip_equal": { "qcs:ip": ["10.0.0.0/8", "127.0.0.0/8"] } }), true),
            (json!({ "ip_not_equal": { "qcs:ip": "127.0.0.1" } }), false),
            (json!({ "numeric_less_than": { "cos:prefix": 3 } }), false),
        ];
        for (condition, expected) in cases {
            let conditions = Condition::read_all(condition.as_object().unwrap()).unwrap();
            assert_eq!(conditions.iter().all(|one| one.holds(&detail)), expected, "{condition}");
        }
    }

    #[test]
    fn a_condition_that_nobody_knows_is_refused() {
        let unknown = json!({ "string_equals": { "cos:prefix": "a" } });
        assert_eq!(Condition::read_all(unknown.as_object().unwrap()).unwrap_err().code, "MalformedPolicy");
    }
}
