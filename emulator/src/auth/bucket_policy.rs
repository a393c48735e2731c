//! The policy of a bucket: who may do what with which of its keys, and who may not.

use serde_json::{Map, Value, json};

use super::condition::Condition;
use super::sts::action_matches;
use crate::failure::Failure;
use crate::pattern::fits;

const EVERYONE: &[&str] = &["*", "qcs::cam::anyone:anyone", "qcs::cam::anonymous:anonymous"];

/// A policy that was read.
#[derive(Debug)]
pub(crate) struct BucketPolicy(Vec<Statement>);

#[derive(Debug)]
struct Statement {
    allows: bool,
    principals: Vec<String>,
    actions: Vec<String>,
    resources: Vec<String>,
    conditions: Vec<Condition>,
}

/// What a policy says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ruling {
    Allowed,
    Denied,
    Silent,
}

/// Who wants to do what.
pub(crate) struct Intent<'a> {
    /// The account; nothing for the anonymous.
    pub(crate) account: Option<&'a str>,
    /// The action's name first, then other names that are as good.
    pub(crate) actions: &'a [&'a str],
    pub(crate) region: Option<&'a str>,
    pub(crate) bucket: &'a str,
    /// Empty for the bucket itself.
    pub(crate) key: &'a str,
    /// A query parameter or a header of the request.
    pub(crate) detail: &'a dyn Fn(&str) -> Option<String>,
}

impl BucketPolicy {
    /// The text of a policy in the form in which the service hands it out.
    pub(crate) fn normalized(text: &str) -> Result<String, Failure> {
        let Ok(Value::Object(policy)) = serde_json::from_str(text) else {
            return Err(malformed("it is not a JSON object"));
        };
        Self::read(&policy)?;
        let statement = field(&policy, "statement").cloned().unwrap_or_default();
        let mut normal = Map::new();
        normal.insert("Statement".to_owned(), statement);
        for (name, value) in &policy {
            if !name.eq_ignore_ascii_case("statement") {
                normal.insert(name.clone(), value.clone());
            }
        }
        if field(&normal, "version").is_none() {
            normal.insert("version".to_owned(), json!("2.0"));
        }
        Ok(Value::Object(normal).to_string())
    }

    /// Reads what [`normalized`](Self::normalized) made.
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        Self::read(&serde_json::from_str(text).map_err(malformed)?)
    }

    fn read(policy: &Map<String, Value>) -> Result<Self, Failure> {
        let Some(Value::Array(statements)) = field(policy, "statement") else {
            return Err(malformed("Statement is not a list"));
        };
        let for_all = field(policy, "principal");
        let statements = statements.iter().map(|statement| Statement::read(statement, for_all));
        statements.collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn rule(&self, intent: &Intent<'_>) -> Ruling {
        let applying = || self.0.iter().filter(|statement| statement.applies(intent));
        if applying().any(|statement| !statement.allows) {
            return Ruling::Denied;
        }
        if applying().next().is_some() { Ruling::Allowed } else { Ruling::Silent }
    }
}

pub(super) fn malformed(reason: impl std::fmt::Display) -> Failure {
    Failure::new(400, "MalformedPolicy", format!("The policy is not valid: {reason}."))
}

fn field<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.iter().find(|(candidate, _)| candidate.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// One text or a list of texts.
pub(super) fn texts(value: Option<&Value>, name: &str) -> Result<Vec<String>, Failure> {
    let invalid = || malformed(format!("{name} is neither a text nor a list of texts"));
    match value {
        Some(Value::String(text)) => Ok(vec![text.clone()]),
        Some(Value::Array(list)) if !list.is_empty() => {
            list.iter().map(|entry| entry.as_str().map(str::to_owned).ok_or_else(invalid)).collect()
        }
        _ => Err(invalid()),
    }
}

impl Statement {
    fn read(statement: &Value, for_all: Option<&Value>) -> Result<Self, Failure> {
        let Value::Object(statement) = statement else { return Err(malformed("a statement is no object")) };
        let effect = field(statement, "effect").and_then(Value::as_str).unwrap_or_default();
        let allows = match effect.to_ascii_lowercase().as_str() {
            "allow" => true,
            "deny" => false,
            _ => return Err(malformed("effect is neither allow nor deny")),
        };
        let principals = match field(statement, "principal").or(for_all) {
            Some(Value::Object(principal)) => texts(field(principal, "qcs"), "principal.qcs")?,
            principal => texts(principal, "principal")?,
        };
        let actions = texts(field(statement, "action"), "action")?;
        let resources = texts(field(statement, "resource"), "resource")?;
        if let Some(unknown) = resources.iter().find(|resource| !is_resource(resource)) {
            return Err(malformed(format!("{unknown} is no resource of COS")));
        }
        let conditions = match field(statement, "condition") {
            Some(Value::Object(conditions)) => Condition::read_all(conditions)?,
            Some(_) => return Err(malformed("condition is no object")),
            None => Vec::new(),
        };
        Ok(Self { allows, principals, actions, resources, conditions })
    }

    fn applies(&self, intent: &Intent<'_>) -> bool {
        let concerns = |pattern: &String| {
            EVERYONE.contains(&pattern.as_str())
                || intent.account.is_some_and(|account| fits(pattern, account))
        };
        // What is forbidden is forbidden by its own name; what is allowed may go by others.
        let names = if self.allows { intent.actions } else { intent.actions.get(..1).unwrap_or_default() };
        let is_action = |pattern: &String| names.iter().any(|name| action_matches(pattern, name));
        self.principals.iter().any(concerns)
            && self.actions.iter().any(is_action)
            && self.resources.iter().any(|resource| covers(resource, intent))
            && self.conditions.iter().all(|condition| condition.holds(intent.detail))
    }
}

fn is_resource(text: &str) -> bool {
    text == "*" || (text.starts_with("qcs:") && text.split(':').nth(2) == Some("cos"))
}

/// Whether a resource such as `qcs::cos:ap-guangzhou:uid/1250000000:bucket-1250000000/path/*` covers the request's.
fn covers(resource: &str, intent: &Intent<'_>) -> bool {
    let pieces: Vec<&str> = resource.splitn(6, ':').collect();
    let [_, _, _, region, _, rest] = pieces.as_slice() else { return resource == "*" };
    let in_region = intent.region.is_none_or(|own| region.is_empty() || fits(region, own));
    let (name, app_id) = intent.bucket.rsplit_once('-').unwrap_or((intent.bucket, ""));
    // The older form: bucket//app id/name/path.
    let old = format!("//{app_id}/{name}/");
    let pattern = match rest.split_once(&old) {
        Some((_, path)) => format!("{}/{path}", intent.bucket),
        None => (*rest).to_owned(),
    };
    let is_whole_bucket = intent.key.is_empty() && fits(&pattern, intent.bucket);
    in_region && (is_whole_bucket || fits(&pattern, &format!("{}/{}", intent.bucket, intent.key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUCKET: &str = "test-1250000000";

    fn rule(statement: &Value, account: Option<&str>, actions: &[&str], key: &str) -> Ruling {
        let text = BucketPolicy::normalized(&json!({ "statement": [statement] }).to_string()).unwrap();
        let detail = |_: &str| None;
        let region = Some("ap-guangzhou");
        let intent = Intent { account, actions, region, bucket: BUCKET, key, detail: &detail };
        BucketPolicy::parse(&text).unwrap().rule(&intent)
    }

    #[test]
    fn resources_cover_regions_buckets_and_keys() {
        let cases = [
            ("*", "a", true),
            ("qcs::cos:ap-guangzhou:uid/1250000000:test-1250000000/*", "a", true),
            ("qcs::cos:ap-guangzhou:uid/1250000000:test-1250000000/*", "", true),
            ("qcs::cos:*:uid/1250000000:test-1250000000/up/*", "up/a", true),
            ("qcs::cos::uid/1250000000:test-1250000000/up/*", "down/a", false),
            ("qcs::cos:ap-beijing:uid/1250000000:test-1250000000/*", "a", false),
            ("qcs::cos:ap-guangzhou:uid/1250000000:other-1250000000/*", "a", false),
            ("qcs::cos:ap-guangzhou:uid/1250000000:test-1250000000//1250000000/test/up/*", "up/a", true),
            ("qcs::cos:ap-guangzhou:uid/1250000000:test-1250000000//1250000000/test/up/*", "a", false),
        ];
        for (resource, key, expected) in cases {
            let statement =
                json!({ "effect": "allow", "principal": "*", "action": "*", "resource": resource });
            let ruling = if expected { Ruling::Allowed } else { Ruling::Silent };
            assert_eq!(rule(&statement, None, &["GetObject"], key), ruling, "{resource} {key}");
        }
    }

    #[test]
    fn principals_and_actions_choose_the_statement() {
        let account = "qcs::cam::uin/1:uin/2";
        let cases = [
            ("allow", "qcs::cam::anyone:anyone", "name/cos:GetObject", Ruling::Allowed),
            ("Allow", account, "cos:Get*", Ruling::Allowed),
            ("allow", "qcs::cam::uin/1:uin/3", "*", Ruling::Silent),
            ("allow", account, "name/cos:PutObject", Ruling::Silent),
            ("deny", "*", "name/cos:HeadObject", Ruling::Denied),
            ("deny", "*", "name/cos:GetObject", Ruling::Silent),
        ];
        for (effect, principal, action, expected) in cases {
            let statement = json!({
                "Effect": effect, "Principal": { "qcs": [principal] }, "Action": [action], "Resource": ["*"],
            });
            let actions = &["HeadObject", "GetObject"];
            assert_eq!(
                rule(&statement, Some(account), actions, "a"),
                expected,
                "{effect} {principal} {action}"
            );
        }
    }
}
