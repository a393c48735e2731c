//! The parts of an upload, brought over side by side.

use std::cell::Cell;
use std::rc::Rc;

use super::begin::File;
use super::crew::{Piece, side_by_side};
use super::download::Remote;
use super::integrity::{self, Finding};
use super::ledger::Proof;
use super::plan::CONNECTIONS;
use super::resume;
use super::session::{Course, Session};
use super::steady::{Need, Part};
use crate::error::Result;
use crate::platform::{Digest, Platform, Sums};
use crate::value::Map;

/// How many parts the original sends at once at most.
const MOST_AT_ONCE: u64 = 256;

/// What a part is taken from.
pub enum Source<'a, P: Platform> {
    File(&'a File<'a, P::Blob>),
    Object {
        /// Params of uploadPartCopy besides the range.
        params: Map,
        /// Of the whole, where the service shows it.
        checksum: Option<u64>,
    },
    /// An object that is downloaded.
    Remote(Remote<'a, P::Blob>),
}

impl<P: Platform> Session<P> {
    /// Brings over all parts that are missing.
    ///
    /// # Errors
    /// The first that stands. What goes on besides is stopped.
    pub(super) async fn bring_all(&self, course: &Rc<Course>, source: &Source<'_, P>) -> Result<()> {
        let mut next = || {
            let number = course.ledger.borrow_mut().take()?;
            let piece: Piece = Box::pin(self.bring(course, source, number));
            Some(piece)
        };
        side_by_side(self.width(source), &mut next, &|| self.write_down(course)).await
    }

    /// How many parts go at once.
    fn width(&self, source: &Source<'_, P>) -> usize {
        let usual = || self.number("ChunkParallelLimit");
        let (given, usual) = match source {
            Source::Object { .. } => (self.number("CopyChunkParallelLimit"), 20),
            Source::File(_) => (self.number("AsyncLimit").or_else(usual), CONNECTIONS),
            Source::Remote(_) => (self.number("ParallelLimit").or_else(usual), CONNECTIONS),
        };
        usize::try_from(given.unwrap_or(usual).clamp(1, MOST_AT_ONCE)).unwrap_or(1)
    }

    pub(super) fn write_down(&self, course: &Course) {
        if !course.name.is_empty() {
            let text = resume::write(&course.upload_id, course.begun, &course.ledger.borrow());
            self.client.platform.remember(&course.name, &text);
        }
    }

    /// Brings over one part.
    async fn bring(&self, course: &Rc<Course>, source: &Source<'_, P>, number: u32) -> Result<bool> {
        let remembered = course.ledger.borrow_mut().remembered(number);
        if let Some(mut proof) = remembered {
            // The name of an object's record names the version of the source.
            let is_same = match source {
                Source::File(file) => {
                    let (start, end) = course.ledger.borrow().plan.range(number);
                    let platform = &self.client.platform;
                    let slice = platform.slice(file.blob, start, end);
                    let digest =
                        platform.digest(&slice, Sums::where_md5(proof.crc64.is_none()), None).await?;
                    is_same(&mut proof, &digest)
                }
                _ => true,
            };
            self.settle(course, number, is_same.then_some(proof));
            if is_same {
                return Ok(true);
            }
        }
        let failures = Cell::new(0);
        self.insist(Need::Part(Part { course, source, number, failures: &failures })).await?;
        Ok(failures.get() == 0)
    }

    /// A remembered part has been compared: it is there, or it has to be sent.
    fn settle(&self, course: &Course, number: u32, proof: Option<Proof>) {
        let length = {
            let mut ledger = course.ledger.borrow_mut();
            match proof {
                Some(proof) => ledger.finish(number, proof),
                None => ledger.forget(number),
            }
            ledger.length(number)
        };
        course.compared.set(course.compared.get() + length);
        if let Some(on_hash) = &self.hooks.on_hash {
            on_hash(course.compared.get(), course.to_compare);
        }
        self.tell(course);
    }

    pub(super) fn tell(&self, course: &Course) {
        let (loaded, size) = course.ledger.borrow().reading();
        (self.hooks.on_progress)(loaded, size);
    }
}

/// Whether the bytes are those of a part that is remembered; its checksum is known then.
fn is_same(proof: &mut Proof, digest: &Digest) -> bool {
    let is_same = match (proof.crc64, &digest.md5) {
        (None, Some(md5)) => integrity::compare_etag(md5, &proof.etag, &Map::new()) == Finding::Same,
        (crc64, _) => crc64 == Some(digest.crc64),
    };
    proof.crc64 = Some(digest.crc64);
    is_same
}
