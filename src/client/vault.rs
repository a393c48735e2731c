//! The temporary keys an instance holds, newest first.

use std::rc::Rc;

use super::grant::Keys;
use crate::text::Text;

/// Keys are not used for a new request when less life is left. Seconds.
const MIN_LIFE: i64 = 60;
/// Keys this close to their end, or this far from their start, are forgotten. Seconds.
const MARGIN: i64 = 30;

/// The temporary keys an instance holds.
#[derive(Debug, Default)]
pub struct Vault {
    entries: Vec<(Text, Rc<Keys>)>,
}

impl Vault {
    /// Keeps keys that were answered for this scope.
    pub fn keep(&mut self, scope_key: &Text, keys: Rc<Keys>) {
        self.entries.insert(0, (scope_key.clone(), keys));
    }

    /// Keys for this scope that live long enough. `now` is Unix seconds by the corrected clock.
    pub fn find(&mut self, scope_key: &str, now: i64) -> Option<Rc<Keys>> {
        self.keep_those(&|keys| now + MARGIN >= keys.start_time && now + MARGIN < keys.expired_time);
        let fits = |scope: &str, keys: &Keys| !keys.scope_limit || scope == scope_key;
        let (_, keys) = self.entries.iter().find(|(scope, keys)| fits(scope, keys))?;
        (keys.expired_time - now > MIN_LIFE).then(|| keys.clone())
    }

    /// Forgets keys that the service does not take any more.
    pub fn forget(&mut self, secret_id: &str) {
        self.keep_those(&|keys| keys.secret_id != secret_id);
    }

    fn keep_those(&mut self, are_good: &dyn Fn(&Keys) -> bool) {
        self.entries.retain(|(_, keys)| are_good(keys));
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::Vault;
    use crate::client::grant::Keys;

    fn keys(start_time: i64, expired_time: i64, scope_limit: bool) -> Rc<Keys> {
        Rc::new(Keys { secret_id: "id".into(), start_time, expired_time, scope_limit, ..Keys::default() })
    }

    #[test]
    fn keys_are_used_while_more_than_a_minute_is_left() {
        let cases = [
            (keys(0, 1061, false), true),
            (keys(0, 1060, false), false),
            (keys(1030, 5000, false), true),
            (keys(1031, 5000, false), false),
        ];
        for (entry, used) in cases {
            let mut vault = Vault::default();
            vault.keep(&"a".into(), entry.clone());
            assert_eq!(vault.find("b", 1000).is_some(), used, "{entry:?}");
        }
    }

    #[test]
    fn keys_with_a_scope_limit_serve_their_own_scope_only() {
        let mut vault = Vault::default();
        vault.keep(&"a".into(), keys(0, 9000, true));
        assert!(vault.find("a", 1000).is_some());
        assert!(vault.find("b", 1000).is_none());
    }

    #[test]
    fn refused_keys_are_forgotten() {
        let mut vault = Vault::default();
        vault.keep(&"a".into(), keys(0, 9000, false));
        vault.forget("other");
        assert!(vault.find("a", 1000).is_some());
        vault.forget("id");
        assert!(vault.find("a", 1000).is_none());
    }
}
