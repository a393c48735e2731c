//! What the emulator keeps: buckets, objects and uploads in memory, their bytes on disk.

mod acl;
mod bucket;
mod content;
mod versions;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use parking_lot::Mutex;

pub(crate) use acl::{ANYONE_URI, Acl, Grant, Grantee, OWNER_ID, Permission, sub_account};
pub(crate) use bucket::{Attributes, Bucket, Deletion, Object, Part, Place, Restoration, Settings, Upload};
pub use content::ContentReader;
pub(crate) use content::{Content, Received, Shelf, Sums, receive_all};
pub(crate) use versions::{Version, Versioning};

use crate::failure::Failure;
use crate::target::Address;

/// All buckets, and the directory with the bytes of their objects.
#[derive(Debug)]
pub(crate) struct Store {
    buckets: Mutex<BTreeMap<String, Bucket>>,
    shelf: Shelf,
}

impl Store {
    /// A store below `dir`, or in a temporary directory that is deleted with the store.
    pub(crate) fn open(dir: Option<&Path>) -> io::Result<Self> {
        Ok(Self { buckets: Mutex::default(), shelf: Shelf::open(dir)? })
    }

    /// Takes the whole stream to disk and sums it up on the way.
    pub(crate) fn receive(&self, body: &mut dyn Read, expected: Option<u64>) -> Result<Received, Failure> {
        let received = self.shelf.receive(body)?;
        if expected.is_some_and(|expected| expected != received.sums.length) {
            return Err(Failure::new(
                400,
                "IncompleteBody",
                "The body is not as long as Content-Length says.",
            ));
        }
        Ok(received)
    }

    /// Lets `work` read or change a bucket; nothing else happens to the store meanwhile.
    pub(crate) fn bucket<R>(
        &self,
        address: &Address,
        work: impl FnOnce(&mut Bucket) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let mut buckets = self.buckets.lock();
        let bucket = buckets.get_mut(&address.bucket).ok_or_else(Failure::no_such_bucket)?;
        match &address.region {
            Some(region) if *region != bucket.settings().region && region != "accelerate" => {
                Err(Failure::no_such_bucket())
            }
            _ => work(bucket),
        }
    }

    pub(crate) fn all<R>(&self, work: impl FnOnce(&mut BTreeMap<String, Bucket>) -> R) -> R {
        work(&mut self.buckets.lock())
    }
}
