//! Temporary keys: issued with a lifetime and a policy that is enforced afterwards.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use parking_lot::Mutex;

/// What the holder of temporary keys may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Policy {
    /// `name/cos:PutObject`, `PutObject`, `name/cos:*` ...; empty for everything.
    pub(crate) actions: Vec<String>,
    pub(crate) bucket: Option<String>,
    pub(crate) region: Option<String>,
    /// Beginnings of the keys that may be touched; empty for all keys.
    pub(crate) prefixes: Vec<String>,
    /// The sub-account that holds the keys, when it is not the owner.
    pub(crate) account: Option<String>,
}

impl Policy {
    pub(crate) fn allows_action(&self, action: &str) -> bool {
        self.actions.is_empty() || self.actions.iter().any(|pattern| action_matches(pattern, action))
    }

    pub(crate) fn allows_bucket(&self, bucket: &str, region: Option<&str>) -> bool {
        let region_fits = match (&self.region, region) {
            (Some(wanted), Some(given)) => wanted == given || given == "accelerate",
            _ => true,
        };
        region_fits && self.bucket.as_ref().is_none_or(|wanted| wanted == bucket)
    }

    pub(crate) fn allows_key(&self, key: &str) -> bool {
        let fits = |prefix: &String| key.starts_with(prefix.trim_end_matches('*').trim_start_matches('/'));
        self.prefixes.is_empty() || self.prefixes.iter().any(fits)
    }
}

/// Whether a pattern such as `name/cos:Put*` covers an action such as `PutObject`.
pub(super) fn action_matches(pattern: &str, action: &str) -> bool {
    let pattern = pattern.trim().to_ascii_lowercase();
    let pattern = pattern.rsplit_once(':').map_or(pattern.as_str(), |(_, name)| name);
    let action = action.to_ascii_lowercase();
    match pattern.strip_suffix('*') {
        Some(start) => action.starts_with(start),
        None => action == pattern,
    }
}

/// A set of temporary keys.
#[derive(Debug, Clone)]
pub(crate) struct TemporaryKeys {
    pub(crate) secret_id: String,
    pub(crate) secret_key: String,
    pub(crate) token: String,
    pub(crate) started: SystemTime,
    pub(crate) expires: SystemTime,
    pub(crate) policy: Policy,
}

/// All temporary keys that were issued.
#[derive(Debug, Default)]
pub(crate) struct Tokens(Mutex<HashMap<String, TemporaryKeys>>);

impl Tokens {
    pub(crate) fn issue(&self, policy: Policy, now: SystemTime, lifetime: Duration) -> TemporaryKeys {
        let word = |length: usize| (0..length).map(|_| fastrand::alphanumeric()).collect::<String>();
        let keys = TemporaryKeys {
            secret_id: format!("AKIDtmp{}", word(29)),
            secret_key: word(32),
            token: format!("{}-{}_{}", word(30), word(60), word(40)),
            started: now,
            expires: now + lifetime,
            policy,
        };
        self.0.lock().insert(keys.secret_id.clone(), keys.clone());
        keys
    }

    pub(crate) fn find(&self, secret_id: &str) -> Option<TemporaryKeys> {
        self.0.lock().get(secret_id).cloned()
    }

    pub(crate) fn forget_all(&self) {
        self.0.lock().clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_match_with_and_without_service_name_and_with_wildcards() {
        let cases = [
            ("name/cos:PutObject", "PutObject", true),
            ("PutObject", "PutObject", true),
            ("name/cos:putobject", "PutObject", true),
            ("name/cos:Put*", "PutObject", true),
            ("*", "GetBucket", true),
            ("name/cos:*", "GetBucket", true),
            ("name/cos:PutObject", "PutObjectACL", false),
            ("name/cos:Get*", "PutObject", false),
        ];
        for (pattern, action, expected) in cases {
            assert_eq!(action_matches(pattern, action), expected, "{pattern} {action}");
        }
    }

    #[test]
    fn a_policy_holds_keys_to_bucket_region_and_prefix() {
        let policy = Policy {
            bucket: Some("a-1".to_owned()),
            region: Some("r".to_owned()),
            prefixes: vec!["up/*".to_owned(), "/x".to_owned()],
            ..Policy::default()
        };
        assert!(policy.allows_bucket("a-1", Some("r")) && policy.allows_bucket("a-1", None));
        assert!(!policy.allows_bucket("b-1", Some("r")) && !policy.allows_bucket("a-1", Some("s")));
        assert!(policy.allows_key("up/a") && policy.allows_key("xy") && !policy.allows_key("down/a"));
    }
}
