//! What the emulator keeps: buckets, objects and uploads in memory, their bytes on disk, and an index beside them.

mod acl;
mod bucket;
mod content;
mod journal;
mod shelf;
mod versions;

use std::io::{self, Read};
use std::path::Path;

use parking_lot::Mutex;

pub(crate) use acl::{ANYONE_URI, Acl, Grant, Grantee, OWNER_ID, Permission, sub_account};
pub(crate) use bucket::{Attributes, Bucket, Deletion, Object, Part, Place, Restoration, Settings, Upload};
pub use content::ContentReader;
pub(crate) use content::{Content, Received, Sums, receive_all};
pub(crate) use versions::{Version, Versioning};

use crate::failure::Failure;
use crate::target::Address;
use journal::{Buckets, Journal};
use shelf::{Finder, Shelf};

/// All buckets, and the directory with the bytes of their objects.
#[derive(Debug)]
pub(crate) struct Store {
    state: Mutex<State>,
    shelf: Shelf,
}

#[derive(Debug)]
struct State {
    buckets: Buckets,
    /// The index on disk, when the directory is to be used again.
    journal: Option<Journal>,
}

impl State {
    fn note(&mut self, name: &str) -> io::Result<()> {
        let Some(bucket) = self.buckets.get_mut(name) else { return Ok(()) };
        if let Some(journal) = &mut self.journal {
            return journal.note(name, bucket);
        }
        bucket.take_changes();
        Ok(())
    }
}

impl Store {
    /// A store with what `dir` holds, or an empty one in a temporary directory that is deleted with it.
    pub(crate) fn open(dir: Option<&Path>) -> io::Result<Self> {
        let shelf = Shelf::open(dir)?;
        let state = match dir {
            Some(dir) => {
                let (journal, buckets) = Journal::open(dir, &Finder::new(&shelf)?)?;
                State { buckets, journal: Some(journal) }
            }
            None => State { buckets: Buckets::new(), journal: None },
        };
        Ok(Self { state: Mutex::new(state), shelf })
    }

    /// Takes the whole stream to disk and sums it up on the way.
    pub(crate) fn receive(&self, body: &mut dyn Read, expected: Option<u64>) -> Result<Received, Failure> {
        let received = self.shelf.receive(body)?;
        if expected.is_some_and(|expected| expected != received.sums.length) {
            let message = "The body is not as long as Content-Length says.";
            return Err(Failure::new(400, "IncompleteBody", message));
        }
        Ok(received)
    }

    /// Lets `work` read or change a bucket; nothing else happens to the store meanwhile.
    pub(crate) fn bucket<R>(
        &self,
        address: &Address,
        work: impl FnOnce(&mut Bucket) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let mut state = self.state.lock();
        let bucket = state.buckets.get_mut(&address.bucket).ok_or_else(Failure::no_such_bucket)?;
        let region = bucket.settings().region.as_str();
        if address.region.as_ref().is_some_and(|asked| asked != region && asked != "accelerate") {
            return Err(Failure::no_such_bucket());
        }
        let outcome = work(bucket);
        state.note(&address.bucket)?;
        outcome
    }

    /// Lets `look` look at all buckets.
    pub(crate) fn all<R>(&self, look: impl FnOnce(&Buckets) -> R) -> R {
        look(&self.state.lock().buckets)
    }

    /// Adds a bucket; false when there is one of that name.
    pub(crate) fn create(&self, name: &str, bucket: Bucket) -> io::Result<bool> {
        let mut state = self.state.lock();
        if state.buckets.contains_key(name) {
            return Ok(false);
        }
        state.buckets.insert(name.to_owned(), bucket);
        state.note(name)?;
        Ok(true)
    }

    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        let mut state = self.state.lock();
        state.buckets.remove(name);
        state.journal.as_mut().map_or(Ok(()), |journal| journal.note_deleted(name))
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) -> io::Result<()> {
        let mut state = self.state.lock();
        let State { buckets, journal } = &mut *state;
        buckets.clear();
        journal.as_mut().map_or(Ok(()), |journal| journal.replace(buckets))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.state.get_mut().journal.is_some() {
            self.shelf.close();
        }
    }
}
