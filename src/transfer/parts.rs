//! The parts of an upload, brought over side by side.

use std::cell::RefCell;
use std::rc::Rc;

use super::crew::{Boxed, Crew, both};
use super::integrity::{self, Check, Finding};
use super::ledger::{Ledger, Proof};
use super::pass;
use super::plan::CONNECTIONS;
use super::resume;
use super::session::{Course, Session, Step};
use crate::error::{Error, Result};
use crate::platform::{Digest, Platform, Watch};
use crate::protocol::operation::Role;
use crate::value::{Map, Value};

/// How many parts the original sends at once at most.
const MOST_AT_ONCE: u64 = 256;

/// What a part is taken from.
pub enum Source<'a, P: Platform> {
    File(&'a P::Blob),
    /// Params of uploadPartCopy besides the range.
    Object(&'a Map),
}

impl<P: Platform> Session<P> {
    /// Brings over all parts that are missing.
    ///
    /// # Errors
    /// The first that stands. What goes on besides is stopped.
    pub async fn bring_all(&self, course: &Course, source: &Source<'_, P>) -> Result<()> {
        let mut crew = Crew::new();
        let mut width = self.width(source);
        loop {
            while crew.size() < width
                && let Some(number) = take(course)
            {
                crew.add(self.bring(course, source, number));
            }
            match crew.next().await {
                None => return Ok(()),
                Some(Ok(is_smooth)) => width = self.next_width(width, is_smooth, source),
                Some(Err(error)) => return Err(error),
            }
            self.write_down(course);
        }
    }

    /// How many parts go at once.
    fn width(&self, source: &Source<'_, P>) -> usize {
        let (given, usual) = match source {
            Source::File(_) => {
                (self.number("AsyncLimit").or_else(|| self.number("ChunkParallelLimit")), CONNECTIONS)
            }
            Source::Object(_) => (self.number("CopyChunkParallelLimit"), 20),
        };
        usize::try_from(given.unwrap_or(usual).clamp(1, MOST_AT_ONCE)).unwrap_or(1)
    }

    /// A line that fails gets half of the load, and one more part with each that goes well.
    fn next_width(&self, width: usize, is_smooth: bool, source: &Source<'_, P>) -> usize {
        if is_smooth { self.width(source).min(width + 1) } else { (width / 2).max(1) }
    }

    pub(super) fn write_down(&self, course: &Course) {
        if !course.name.is_empty() {
            let text = resume::write(&course.upload_id, course.begun, &course.ledger.borrow());
            self.client.platform.remember(&course.name, &text);
        }
    }

    /// Brings over one part. True when that went without trouble.
    fn bring<'a>(
        &'a self,
        course: &'a Course,
        source: &'a Source<'a, P>,
        number: u32,
    ) -> Boxed<'a, Result<bool>> {
        Box::pin(async move {
            if self.is_there(course, source, number).await? {
                return Ok(true);
            }
            let mut tries = 0;
            let proof = loop {
                let sent = match source {
                    Source::File(file) => self.send(course, file, (number, tries)).await,
                    Source::Object(params) => self.copy(course, params, number).await,
                };
                let error = match sent {
                    Ok(proof) => break proof,
                    Err(error) => error,
                };
                course.ledger.borrow_mut().send(number, 0);
                tries += 1;
                self.pause_after(error, tries).await?;
            };
            course.ledger.borrow_mut().finish(number, proof);
            self.tell(&course.ledger);
            Ok(tries == 0)
        })
    }

    /// Whether a part that is remembered has the bytes that the file has.
    async fn is_there(&self, course: &Course, source: &Source<'_, P>, number: u32) -> Result<bool> {
        let remembered = course.ledger.borrow_mut().remembered(number);
        let Some(mut proof) = remembered else { return Ok(false) };
        let is_same = match source {
            // The name of the record names the version of the source.
            Source::Object(_) => true,
            Source::File(file) => {
                let slice = self.slice(course, file, number);
                let digest = self.client.platform.digest(&slice, proof.crc64.is_none(), None).await?;
                let is_same = match (proof.crc64, &digest.md5) {
                    (None, Some(md5)) => {
                        integrity::compare_etag(md5, &proof.etag, &Map::new()) == Finding::Same
                    }
                    (crc64, _) => crc64 == Some(digest.crc64),
                };
                proof.crc64 = Some(digest.crc64);
                is_same
            }
        };
        let length = {
            let mut ledger = course.ledger.borrow_mut();
            if is_same {
                ledger.finish(number, proof);
            } else {
                ledger.forget(number);
            }
            ledger.length(number)
        };
        course.compared.set(course.compared.get() + length);
        if let Some(on_hash) = &self.hooks.on_hash {
            on_hash(course.compared.get(), course.to_compare);
        }
        self.tell(&course.ledger);
        Ok(is_same)
    }

    fn slice(&self, course: &Course, file: &P::Blob, number: u32) -> P::Blob {
        let (start, end) = course.ledger.borrow().plan.range(number);
        self.client.platform.slice(file, start, end)
    }

    fn tell(&self, ledger: &RefCell<Ledger>) {
        let (loaded, size) = {
            let ledger = ledger.borrow();
            (ledger.loaded(), ledger.plan.size)
        };
        (self.hooks.on_progress)(loaded, size);
    }

    async fn send(&self, course: &Course, file: &P::Blob, (number, tries): (u32, u32)) -> Result<Proof> {
        let slice = self.slice(course, file, number);
        let mut step = self.numbered(course, Role::Part, number);
        step.set_number("ContentLength", course.ledger.borrow().length(number));
        step.body = Some(slice.clone());
        step.on_upload = Some(self.watch(course, number));
        let (reply, digest) = both(self.call(step), Box::pin(self.sum_up(&slice))).await?;
        let etag = reply.fields.text("ETag").ok_or_else(hidden_tag)?.to_owned();
        if let Some(digest) = &digest {
            self.compare(digest, &etag, &reply.fields, tries)?;
        }
        Ok(Proof { etag, crc64: digest.map(|digest| digest.crc64) })
    }

    fn numbered(&self, course: &Course, role: Role, number: u32) -> Step<P> {
        let mut step = Step::of(role, pass::with_bytes(&self.params)).with("UploadId", &course.upload_id);
        step.set_number("PartNumber", number.into());
        step
    }

    fn watch(&self, course: &Course, number: u32) -> Watch {
        let (ledger, report) = (course.ledger.clone(), self.hooks.on_progress.clone());
        Rc::new(move |sent, _| {
            let (loaded, size) = {
                let mut ledger = ledger.borrow_mut();
                ledger.send(number, sent);
                (ledger.loaded(), ledger.plan.size)
            };
            report(loaded, size);
        })
    }

    /// The checksums of bytes that are sent, where they are compared.
    pub(super) async fn sum_up(&self, blob: &P::Blob) -> Result<Option<Digest>> {
        if self.check() == Check::Off {
            return Ok(None);
        }
        let lessons = &self.lessons;
        // Where the service shows its CRC-64, and where ETags say nothing, MD5 is not worth its time.
        let with_md5 = !lessons.shows_crc64.get() && lessons.tags_are_md5.get() != Some(false);
        self.client.platform.digest(blob, with_md5, None).await.map(Some)
    }

    /// Compares a part with what the service says of it.
    fn compare(&self, digest: &Digest, etag: &str, fields: &Map, tries: u32) -> Result<()> {
        let lessons = &self.lessons;
        let none = Map::new();
        let headers = fields.get("headers").and_then(Value::as_map).unwrap_or(&none);
        let shows_crc64 = headers.is_set(integrity::CRC64);
        lessons.shows_crc64.set(lessons.shows_crc64.get() || shows_crc64);
        match integrity::compare(digest, etag, headers) {
            Finding::Unknown => Ok(()),
            Finding::Same => {
                lessons.tags_are_md5.set(lessons.tags_are_md5.get().or(Some(!shows_crc64)));
                Ok(())
            }
            Finding::Differs => {
                let is_clear = shows_crc64 || lessons.tags_are_md5.get() == Some(true);
                if is_clear || tries + 1 < self.patience().tries || self.check() == Check::Require {
                    return Err(integrity::corrupt("a part"));
                }
                // No ETag was ever the MD5 of its part: the bucket encrypts, and hides that from this page.
                lessons.tags_are_md5.set(Some(false));
                self.warn(
                    "the ETags of this bucket are not MD5, and its CRC-64 is hidden: parts are not compared",
                );
                Ok(())
            }
        }
    }

    async fn copy(&self, course: &Course, params: &Map, number: u32) -> Result<Proof> {
        let (start, end) = course.ledger.borrow().plan.range(number);
        let mut range = String::from("bytes=");
        crate::text::push_integer(&mut range, i64::try_from(start).unwrap_or(0));
        range.push('-');
        crate::text::push_integer(&mut range, i64::try_from(end).unwrap_or(0) - 1);
        let mut step = self.numbered(course, Role::CopyPart, number).with("CopySourceRange", &range);
        for (name, value) in params.iter() {
            step.params.set(name, value.clone());
        }
        let reply = self.call(step).await?;
        let etag = reply.fields.text("ETag").ok_or_else(hidden_tag)?.to_owned();
        Ok(Proof { etag, crc64: None })
    }
}

fn take(course: &Course) -> Option<u32> {
    course.ledger.borrow_mut().take()
}

fn hidden_tag() -> Rc<Error> {
    Error::param(
        "get ETag error, please add \"ETag\" to CORS ExposeHeader setting.( 获取ETag失败，请在CORS ExposeHeader设置中添加ETag，请参考文档：https://cloud.tencent.com/document/product/436/13318 )",
        "Expose the header ETag in the bucket's CORS rules: without it no upload in parts can be put together.",
    )
}
