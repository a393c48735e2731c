//! Steps that are made again and again until they succeed or nothing more is to be hoped for.

use std::cell::Cell;
use std::rc::Rc;

use super::begin::File;
use super::crew::{Boxed, with_digest};
use super::integrity::{self, Check, Finding};
use super::ledger::Proof;
use super::parts::Source;
use super::pass;
use super::session::{Course, Session, Step};
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::{Digest, Errand, Platform, Sums, Watch};
use crate::protocol::operation::Role;
use crate::protocol::request::BodyFacts;
use crate::text::push_integer;
use crate::value::{Map, Text, Value};

/// What a move cannot do without.
pub enum Need<'a, P: Platform> {
    /// A file at once.
    Whole(&'a File<'a, P::Blob>),
    Part(Part<'a, P>),
    /// All parts put together.
    End(&'a Course),
    /// A request that moves no bytes.
    Small(Box<Step<P>>),
}

/// One part of an upload.
pub struct Part<'a, P: Platform> {
    pub course: &'a Rc<Course>,
    pub source: &'a Source<'a, P>,
    pub number: u32,
    /// How often it went wrong.
    pub failures: &'a Cell<u32>,
}

impl<P: Platform> Session<P> {
    /// Makes a step until it succeeds.
    ///
    /// # Errors
    /// The one that stands.
    pub fn insist<'a>(&'a self, need: Need<'a, P>) -> Boxed<'a, Result<Reply<P::Body>>> {
        Box::pin(self.repeat(need))
    }

    async fn repeat(&self, need: Need<'_, P>) -> Result<Reply<P::Body>> {
        let (mut tries, mut since) = (0, 0);
        loop {
            let step = self.step(&need);
            let reading = match need {
                // Its body is there to be looked at.
                Need::Small(_) => None,
                _ => step.body.as_ref().and_then(|blob| self.sum_up(blob)),
            };
            let sent = with_digest(self.made(&need, step), reading).await;
            let error = match self.accept(&need, sent, tries) {
                Err(error) => error,
                reply => return reply,
            };
            if tries == 0 {
                since = self.now();
            }
            tries += 1;
            if let Need::Part(part) = &need {
                part.failures.set(tries);
                part.course.ledger.borrow_mut().send(part.number, 0);
            }
            let Some(pause) = self.pause(&need, &error, tries, since) else { return Err(error) };
            self.client.platform.sleep(pause).await;
        }
    }

    fn made<'a>(&'a self, need: &'a Need<'a, P>, step: Box<Step<P>>) -> Boxed<'a, Result<Reply<P::Body>>> {
        match need {
            Need::Part(part @ Part { source: Source::Remote(remote), .. }) => self.fetch(step, part, remote),
            _ => self.call(step),
        }
    }

    fn step(&self, need: &Need<P>) -> Box<Step<P>> {
        match need {
            Need::Whole(file) => self.whole(file),
            Need::Part(part) => self.part(part),
            Need::End(course) => self.completion(course),
            Need::Small(step) => step.again(),
        }
    }

    fn whole(&self, file: &File<P::Blob>) -> Box<Step<P>> {
        (self.hooks.on_begin)(0);
        let mut step = self.step_as_called(Role::Put);
        step.body = Some(file.blob.clone());
        step.facts = Some(BodyFacts { size: Some(file.size), content_type: file.facts.content_type.clone() });
        step.on_bytes = Some(self.hooks.on_progress.clone());
        step.bytes = file.size;
        step
    }

    fn part(&self, part: &Part<P>) -> Box<Step<P>> {
        let (start, end) = part.course.ledger.borrow_mut().missing(part.number);
        let mut step = Step::of(Role::Part, pass::with_bytes(&self.params));
        step.set("UploadId", &part.course.upload_id);
        step.set_number("PartNumber", part.number.into());
        step.bytes = end - start;
        match part.source {
            Source::File(file) => {
                step.set_number("ContentLength", end - start);
                step.body = Some(self.client.platform.slice(file.blob, start, end));
                step.on_bytes = Some(self.watch(part));
            }
            Source::Object { params, .. } => {
                step.role = Role::CopyPart;
                step.set("CopySourceRange", &range(start, end));
                step.add(params);
            }
            Source::Remote(remote) => {
                step.role = Role::Get;
                step.set("Range", &range(start, end));
                step.add(&remote.found.params);
                step.on_bytes = Some(self.watch(part));
            }
        }
        step
    }

    fn watch(&self, part: &Part<P>) -> Watch {
        let (course, report) = (Rc::clone(part.course), self.hooks.on_progress.clone());
        let number = part.number;
        Rc::new(move |sent, _| {
            course.ledger.borrow_mut().send(number, sent);
            let (loaded, size) = course.ledger.borrow().reading();
            report(loaded, size);
        })
    }

    pub(super) fn completion(&self, course: &Course) -> Box<Step<P>> {
        let mut step = Step::of(Role::Complete, pass::at_the_end(&self.params));
        step.set("UploadId", &course.upload_id);
        step.params.set("Parts", course.ledger.borrow().parts());
        step
    }

    /// The checksums of bytes that are sent, where they are compared.
    fn sum_up(&self, blob: &P::Blob) -> Option<Errand<Result<Digest>>> {
        if self.check() == Check::Off {
            return None;
        }
        let lessons = &self.lessons;
        // Where the service shows its CRC-64, and where ETags say nothing, MD5 is not worth its time.
        let needs_md5 = !lessons.shows_crc64.get()
            && lessons.tags_are_md5.get() != Some(false)
            && !pass::encrypts(&self.params);
        Some(self.client.platform.digest(blob, Sums::where_md5(needs_md5), None))
    }

    /// What a step gave, when it is what was needed.
    fn accept(
        &self,
        need: &Need<P>,
        sent: Result<(Reply<P::Body>, Option<Digest>)>,
        tries: u32,
    ) -> Result<Reply<P::Body>> {
        let (reply, digest) = sent?;
        let none = Map::new();
        let headers = reply.fields.get("headers").and_then(Value::as_map).unwrap_or(&none);
        let etag = reply.fields.text("ETag").cloned().unwrap_or_default();
        let finding = match &digest {
            Some(digest) => integrity::compare(digest, &etag, headers),
            None => Finding::Unknown,
        };
        let shows_crc64 = headers.is_set(integrity::CRC64);
        if shows_crc64 && digest.is_some() {
            self.lessons.shows_crc64.set(true);
        }
        match need {
            Need::Part(Part { source: Source::Remote(_), .. }) | Need::End(_) | Need::Small(_) => {}
            Need::Whole(_) => self.judge_whole(finding, shows_crc64)?,
            Need::Part(_) if etag.is_empty() => return Err(integrity::hidden_tag()),
            Need::Part(part) => {
                if digest.is_some() {
                    self.judge_part(finding, shows_crc64, tries)?;
                }
                let proof = Proof { etag, crc64: digest.map(|digest| digest.crc64) };
                self.arrived(part, proof);
            }
        }
        Ok(reply)
    }

    pub(super) fn arrived(&self, part: &Part<P>, proof: Proof) {
        part.course.ledger.borrow_mut().finish(part.number, proof);
        self.tell(part.course);
    }

    fn judge_whole(&self, finding: Finding, shows_crc64: bool) -> Result<()> {
        let is_required = self.check() == Check::Require;
        match finding {
            Finding::Differs if shows_crc64 || is_required => Err(integrity::corrupt("the object")),
            Finding::Unknown if is_required => Err(integrity::hidden()),
            _ => Ok(()),
        }
    }

    fn judge_part(&self, finding: Finding, shows_crc64: bool, tries: u32) -> Result<()> {
        let lessons = &self.lessons;
        match finding {
            Finding::Unknown => {}
            Finding::Same => {
                lessons.tags_are_md5.set(lessons.tags_are_md5.get().or(Some(!shows_crc64)));
            }
            Finding::Differs => {
                let is_clear = shows_crc64 || lessons.tags_are_md5.get() == Some(true);
                if is_clear || tries + 1 < self.patience().tries.max(2) || self.check() == Check::Require {
                    return Err(integrity::corrupt("a part"));
                }
                // No ETag was ever the MD5 of its part: the bucket encrypts, and hides that from this page.
                lessons.tags_are_md5.set(Some(false));
                self.warn(
                    "the ETags of this bucket are not MD5, and its CRC-64 is hidden: parts are not compared",
                );
            }
        }
        Ok(())
    }

    /// The pause before the next try in milliseconds; nothing when the error stands. The first try failed at `since`: before
    /// that bytes moved, or the machine slept.
    fn pause(&self, need: &Need<P>, error: &Error, tries: u32, since: i64) -> Option<u32> {
        // Before anything went well, silence is more likely a wrong address than a lost network.
        let silent_for = match self.lessons.alive.get() {
            0 => i64::MAX,
            alive => self.now() - alive.max(since),
        };
        let mut patience = self.patience();
        if let Need::Small(_) = need {
            // A rule of CORS may allow to send files and nothing else: who wrote it should hear that soon.
            patience.withheld = 2;
        }
        patience.after(error, tries, silent_for, self.client.platform.random())
    }
}

/// The range of bytes that a part is copied or downloaded from.
pub(super) fn range(start: u64, end: u64) -> Text {
    let mut range = String::from("bytes=");
    push_integer(&mut range, i64::try_from(start).unwrap_or(0));
    range.push('-');
    push_integer(&mut range, i64::try_from(end).unwrap_or(0) - 1);
    range.into()
}
