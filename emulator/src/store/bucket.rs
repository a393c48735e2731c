//! Buckets, objects and multipart uploads as plain values.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::acl::Acl;
use super::content::{Content, Sums};
use super::versions::{NULL_VERSION, Version, VersionState, Versioning, Versions};
use crate::failure::Failure;

/// Key and upload id: the place of an upload, and its listing order.
pub(crate) type Place = (String, String);

/// A bucket with everything in it.
#[derive(Debug)]
pub(crate) struct Bucket {
    settings: Settings,
    versions: Versions,
    /// Uploads in progress.
    uploads: BTreeMap<Place, Upload>,
    changes: BTreeSet<Change>,
}

/// Something in a bucket that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    Settings,
    Key(String),
    Upload(Place),
    Part(Place, u32),
}

/// What is set for a bucket as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) region: String,
    pub(crate) created: SystemTime,
    pub(crate) acl: Acl,
    pub(crate) versioning: Versioning,
    /// Configuration documents by sub-resource, as they were put; inventories as `inventory/{id}`.
    pub(crate) documents: BTreeMap<String, String>,
}

/// What a deletion did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Deletion {
    /// The version that was removed, or the marker that was set; nothing where versions were never kept.
    pub(crate) version_id: Option<String>,
    /// Whether a delete marker was set or removed.
    pub(crate) is_marker: bool,
    /// Whether a version was removed for good.
    pub(crate) is_final: bool,
}

impl Bucket {
    pub(crate) fn new(region: &str, acl: Acl, created: SystemTime) -> Self {
        let settings = Settings {
            region: region.to_owned(),
            created,
            acl,
            versioning: Versioning::default(),
            documents: BTreeMap::new(),
        };
        Self::with_settings(settings)
    }

    pub(crate) fn with_settings(settings: Settings) -> Self {
        let (versions, uploads) = (Versions::default(), BTreeMap::new());
        Self { settings, versions, uploads, changes: BTreeSet::from([Change::Settings]) }
    }

    /// What has changed since this was asked last.
    pub(crate) fn take_changes(&mut self) -> BTreeSet<Change> {
        std::mem::take(&mut self.changes)
    }

    fn mark(&mut self, key: &str) {
        self.changes.insert(Change::Key(key.to_owned()));
    }

    /// Puts all versions of a key back in their place.
    pub(crate) fn restore(&mut self, key: String, versions: Vec<Version>) {
        self.versions.restore(key, versions);
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn settings_mut(&mut self) -> &mut Settings {
        self.changes.insert(Change::Settings);
        &mut self.settings
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.versions.is_empty() && self.uploads.is_empty()
    }

    pub(crate) fn versions(&self) -> &Versions {
        &self.versions
    }

    /// The object readers see under this key.
    pub(crate) fn current(&self, key: &str) -> Option<&Object> {
        self.versions.latest(key)?.object()
    }

    /// The object of a key, or of one of its versions, and the id of that version where versions are kept.
    pub(crate) fn object(
        &self,
        key: &str,
        version: Option<&str>,
    ) -> Result<(&Object, Option<&str>), Failure> {
        let found = match version {
            Some(id) => self.versions.find(key, id).ok_or_else(Failure::no_such_version)?,
            None => self.versions.latest(key).ok_or_else(Failure::no_such_key)?,
        };
        let object = found.object().ok_or_else(|| deleted(found))?;
        let shows_id = self.settings.versioning != Versioning::Unset;
        Ok((object, shows_id.then_some(found.id.as_str())))
    }

    pub(crate) fn object_mut(&mut self, key: &str, version: Option<&str>) -> Result<&mut Object, Failure> {
        self.object(key, version)?;
        self.mark(key);
        self.versions.object_mut(key, version).ok_or_else(Failure::no_such_key)
    }

    /// Stores an object and tells the id of the new version where versions are kept.
    pub(crate) fn put(&mut self, key: &str, object: Object) -> Option<String> {
        self.mark(key);
        let (versioning, now) = (self.settings.versioning, object.modified);
        let id = self.versions.add(key, VersionState::Object(Box::new(object)), versioning, now);
        (versioning == Versioning::Enabled).then_some(id)
    }

    /// Deletes a key, which leaves a marker where versions are kept, or one of its versions for good.
    pub(crate) fn delete(&mut self, key: &str, version: Option<&str>, now: SystemTime) -> Deletion {
        self.mark(key);
        if self.settings.versioning == Versioning::Unset {
            self.versions.remove(key, version.unwrap_or(NULL_VERSION));
            return Deletion::default();
        }
        if let Some(id) = version {
            let removed = self.versions.remove(key, id);
            let is_marker = removed.as_ref().is_some_and(Version::is_delete_marker);
            return Deletion { version_id: Some(id.to_owned()), is_marker, is_final: true };
        }
        let id = self.versions.add(key, VersionState::Deleted(now), self.settings.versioning, now);
        Deletion { version_id: Some(id), is_marker: true, is_final: false }
    }

    pub(crate) fn uploads(&self) -> &BTreeMap<Place, Upload> {
        &self.uploads
    }

    pub(crate) fn upload(&self, place: &Place) -> Result<&Upload, Failure> {
        self.uploads.get(place).ok_or_else(Failure::no_such_upload)
    }

    pub(crate) fn begin_upload(&mut self, place: Place, upload: Upload) {
        self.changes.insert(Change::Upload(place.clone()));
        self.uploads.insert(place, upload);
    }

    /// Adds a part; one that is sent again replaces the one before.
    pub(crate) fn add_part(&mut self, place: &Place, number: u32, part: Part) -> Result<(), Failure> {
        let upload = self.uploads.get_mut(place).ok_or_else(Failure::no_such_upload)?;
        upload.parts.insert(number, part);
        self.changes.insert(Change::Part(place.clone(), number));
        Ok(())
    }

    pub(crate) fn end_upload(&mut self, place: &Place) -> Result<(), Failure> {
        self.changes.insert(Change::Upload(place.clone()));
        self.uploads.remove(place).map(drop).ok_or_else(Failure::no_such_upload)
    }
}

/// A key whose version is a delete marker looks deleted, but says what hides it.
fn deleted(marker: &Version) -> Failure {
    Failure::no_such_key().header("x-cos-delete-marker", "true").header("x-cos-version-id", &marker.id)
}

/// A stored object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Object {
    /// Where its bytes are is written down by itself.
    #[serde(skip)]
    pub(crate) content: Content,
    pub(crate) sums: Sums,
    /// In quotes, as it goes over the wire.
    pub(crate) etag: String,
    pub(crate) modified: SystemTime,
    pub(crate) attributes: Attributes,
    /// How many times it was appended to; zero for an object that cannot be appended to.
    pub(crate) appends: u32,
    pub(crate) tagging: Option<String>,
    /// The readable copy of an archived object.
    pub(crate) restoration: Option<Restoration>,
}

/// When a copy of an archived object can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Restoration {
    pub(crate) ready: SystemTime,
    pub(crate) until: SystemTime,
}

/// What is said about an object when its upload begins.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Attributes {
    /// Header names in lower case with their values: content-type, cache-control, x-cos-meta-* ...
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) storage_class: String,
    pub(crate) acl: Acl,
    /// The MD5 of the customer's key when the object is encrypted with one.
    pub(crate) customer_key_md5: Option<String>,
}

/// A multipart upload in progress.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub(crate) initiated: SystemTime,
    pub(crate) attributes: Attributes,
    pub(crate) tagging: Option<String>,
    /// Written down one by one.
    #[serde(skip)]
    pub(crate) parts: BTreeMap<u32, Part>,
}

impl Upload {
    /// The same upload before its first part.
    pub(crate) fn without_parts(&self) -> Self {
        let (attributes, tagging) = (self.attributes.clone(), self.tagging.clone());
        Self { initiated: self.initiated, attributes, tagging, parts: BTreeMap::new() }
    }
}

/// A part of a multipart upload.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Part {
    #[serde(skip)]
    pub(crate) content: Content,
    pub(crate) sums: Sums,
    pub(crate) modified: SystemTime,
}
