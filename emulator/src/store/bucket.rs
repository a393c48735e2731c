//! Buckets, objects and multipart uploads as plain values.

use std::collections::BTreeMap;
use std::time::SystemTime;

use super::acl::Acl;
use super::content::{Content, Sums};

/// A bucket with everything in it.
#[derive(Debug)]
pub(crate) struct Bucket {
    pub(crate) region: String,
    pub(crate) created: SystemTime,
    pub(crate) acl: Acl,
    /// Configuration documents by sub-resource, as they were put; inventories as `inventory/{id}`.
    pub(crate) documents: BTreeMap<String, String>,
    pub(crate) objects: BTreeMap<String, Object>,
    /// Uploads in progress by key and upload id, which is their listing order.
    pub(crate) uploads: BTreeMap<(String, String), Upload>,
}

impl Bucket {
    pub(crate) fn new(region: &str, acl: Acl, created: SystemTime) -> Self {
        Self {
            region: region.to_owned(),
            created,
            acl,
            documents: BTreeMap::new(),
            objects: BTreeMap::new(),
            uploads: BTreeMap::new(),
        }
    }
}

/// A stored object.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) content: Content,
    pub(crate) sums: Sums,
    /// In quotes, as it goes over the wire.
    pub(crate) etag: String,
    pub(crate) modified: SystemTime,
    pub(crate) attributes: Attributes,
    /// How many times it was appended to; zero for an object that cannot be appended to.
    pub(crate) appends: u32,
    pub(crate) tagging: Option<String>,
    /// For an archived object: whether it has been restored.
    pub(crate) restored: bool,
}

/// What is said about an object when its upload begins.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    /// Header names in lower case with their values: content-type, cache-control, x-cos-meta-* ...
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) storage_class: String,
    pub(crate) acl: Acl,
    /// The MD5 of the customer's key when the object is encrypted with one.
    pub(crate) customer_key_md5: Option<String>,
}

/// A multipart upload in progress.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) initiated: SystemTime,
    pub(crate) attributes: Attributes,
    pub(crate) tagging: Option<String>,
    pub(crate) parts: BTreeMap<u32, Part>,
}

/// A part of a multipart upload.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) content: Content,
    pub(crate) sums: Sums,
    pub(crate) modified: SystemTime,
}
