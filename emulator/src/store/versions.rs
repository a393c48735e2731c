//! The versions of objects: what every key holds now, and what it held before.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

use super::bucket::Object;

/// The id of what is stored while versions are not kept.
pub(crate) const NULL_VERSION: &str = "null";

/// Whether a bucket keeps versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Versioning {
    /// It never did: keys hold one object.
    #[default]
    Unset,
    /// Everything that is stored or deleted adds a version.
    Enabled,
    /// Older versions stay; what is stored or deleted replaces the version `null`.
    Suspended,
}

/// One version of a key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) id: String,
    pub(crate) state: VersionState,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum VersionState {
    Object(Box<Object>),
    /// A delete marker, with the time of the deletion.
    Deleted(SystemTime),
}

impl Version {
    pub(crate) fn object(&self) -> Option<&Object> {
        match &self.state {
            VersionState::Object(object) => Some(object),
            VersionState::Deleted(_) => None,
        }
    }

    pub(crate) fn is_delete_marker(&self) -> bool {
        self.object().is_none()
    }

    pub(crate) fn modified(&self) -> SystemTime {
        match &self.state {
            VersionState::Object(object) => object.modified,
            VersionState::Deleted(when) => *when,
        }
    }
}

/// Everything a bucket holds: for each key its versions, the newest last. No key is without a version.
#[derive(Debug, Default)]
pub(crate) struct Versions {
    keys: BTreeMap<String, Vec<Version>>,
    /// The number in the id that was given last; every further id has a smaller one.
    last_number: Option<u64>,
}

impl Versions {
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(crate) fn of_key(&self, key: &str) -> &[Version] {
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &String> {
        self.keys.keys()
    }

    /// Puts all versions of a key back in their place.
    pub(crate) fn restore(&mut self, key: String, versions: Vec<Version>) {
        let numbers = versions.iter().filter_map(|version| number_of(&version.id));
        self.last_number = numbers.chain(self.last_number).min();
        if versions.is_empty() {
            self.keys.remove(&key);
        } else {
            self.keys.insert(key, versions);
        }
    }

    pub(crate) fn latest(&self, key: &str) -> Option<&Version> {
        self.keys.get(key)?.last()
    }

    pub(crate) fn find(&self, key: &str, id: &str) -> Option<&Version> {
        self.keys.get(key)?.iter().find(|version| version.id == id)
    }

    /// The object that is the latest version, or the version of that id.
    pub(crate) fn object_mut(&mut self, key: &str, id: Option<&str>) -> Option<&mut Object> {
        let versions = self.keys.get_mut(key)?;
        let version = match id {
            Some(id) => versions.iter_mut().find(|version| version.id == id),
            None => versions.last_mut(),
        };
        match &mut version?.state {
            VersionState::Object(object) => Some(object),
            VersionState::Deleted(_) => None,
        }
    }

    /// Makes `state` the latest version of the key and tells its id.
    pub(crate) fn add(
        &mut self,
        key: &str,
        state: VersionState,
        versioning: Versioning,
        now: SystemTime,
    ) -> String {
        let id = match versioning {
            Versioning::Enabled => self.next_id(now),
            Versioning::Unset | Versioning::Suspended => NULL_VERSION.to_owned(),
        };
        let versions = self.keys.entry(key.to_owned()).or_default();
        versions.retain(|version| version.id != id);
        versions.push(Version { id: id.clone(), state });
        id
    }

    pub(crate) fn remove(&mut self, key: &str, id: &str) -> Option<Version> {
        let versions = self.keys.get_mut(key)?;
        let place = versions.iter().position(|version| version.id == id)?;
        let removed = versions.remove(place);
        if versions.is_empty() {
            self.keys.remove(key);
        }
        Some(removed)
    }

    /// The objects that readers see, by key.
    pub(crate) fn current(&self) -> impl Iterator<Item = (&String, &Object)> {
        self.keys.iter().filter_map(|(key, versions)| Some((key, versions.last()?.object()?)))
    }

    /// All versions by key, of each key the newest first, and whether a version is the latest of its key.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&String, &Version, bool)> {
        self.keys.iter().flat_map(|(key, versions)| {
            versions.iter().rev().enumerate().map(move |(age, version)| (key, version, age == 0))
        })
    }

    /// An id as the service makes them: a number that falls with time, as base64.
    fn next_id(&mut self, now: SystemTime) -> String {
        let micros = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
        let falling = u64::MAX - u64::try_from(micros).unwrap_or_default();
        let number = self.last_number.map_or(falling, |last| falling.min(last.saturating_sub(1)));
        self.last_number = Some(number);
        STANDARD_NO_PAD.encode(number.to_string())
    }
}

/// The number in an id.
fn number_of(id: &str) -> Option<u64> {
    String::from_utf8(STANDARD_NO_PAD.decode(id).ok()?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn ids_are_those_of_the_service_and_never_repeat() {
        // An example of the service's documents for this moment.
        let moment = UNIX_EPOCH + Duration::from_micros(u64::MAX - 18_445_178_203_088_472_467);
        let mut versions = Versions::default();
        let mut add = || versions.add("k", VersionState::Deleted(moment), Versioning::Enabled, moment);
        assert_eq!(add(), "MTg0NDUxNzgyMDMwODg0NzI0Njc");
        assert_ne!(add(), add(), "while the clock stands");
    }
}
