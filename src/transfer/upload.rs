//! The upload of a file, at once or in parts; and what goes in parts, whatever it is taken from.

use std::rc::Rc;

use super::begin::File;
use super::crew::Boxed;
use super::parts::Source;
use super::pass;
use super::plan::{MAX_PARTS, Plan, usual_part_size};
use super::resume;
use super::session::{Course, Session};
use super::steady::Need;
use crate::client::Reply;
use crate::error::Result;
use crate::platform::Platform;
use crate::text::fill;
use crate::value::{Map, Text, Value};

/// Files up to this size go at once, unless `SliceSize` says otherwise.
const SLICE_SIZE: u64 = 1 << 20;

/// What goes in parts.
pub struct Load<'a, P: Platform> {
    pub source: Source<'a, P>,
    /// What tells it apart from others that go to the same place.
    pub kind: Text,
    pub size: u64,
    /// The size of a part that somebody chose.
    pub chosen: Option<u64>,
    /// Headers of the request that begins the upload.
    pub headers: Map,
}

impl<P: Platform> Session<P> {
    /// Uploads a file: in parts what is larger than `SliceSize`.
    ///
    /// # Errors
    /// What the upload ended with.
    pub fn upload<'a>(&'a self, file: &'a File<'a, P::Blob>) -> Boxed<'a, Result<Reply<P::Body>>> {
        if file.size > self.number("SliceSize").unwrap_or(SLICE_SIZE) {
            return self.upload_in_parts(file);
        }
        self.insist(Need::Whole(file))
    }

    /// Uploads a file in parts. An empty one has none, and goes at once.
    ///
    /// # Errors
    /// What the upload ended with.
    pub fn upload_in_parts<'a>(&'a self, file: &'a File<'a, P::Blob>) -> Boxed<'a, Result<Reply<P::Body>>> {
        if file.size == 0 {
            return self.insist(Need::Whole(file));
        }
        self.traces.upload_id.borrow_mut().get_or_insert_default();
        let param = |name| self.params.get(name).and_then(Value::as_integer).filter(|size| *size > 0);
        let own = param("ChunkSize").or_else(|| param("SliceSize"));
        let chosen = own.and_then(|size| u64::try_from(size).ok()).or_else(|| self.number("ChunkSize"));
        let headers = pass::at_the_beginning(&self.params);
        self.bring_over(Load {
            source: Source::File(file),
            kind: fill("{}{}", &[&pass::lasting(&headers, pass::SAID_AGAIN), &file.facts.content_type]),
            size: file.size,
            chosen,
            headers,
        })
    }

    /// Brings over what goes in parts.
    ///
    /// # Errors
    /// What the upload or the copy ended with.
    pub(super) fn bring_over<'a>(&'a self, load: Load<'a, P>) -> Boxed<'a, Result<Reply<P::Body>>> {
        Box::pin(self.bring_load(load))
    }

    async fn bring_load(&self, mut load: Load<'_, P>) -> Result<Reply<P::Body>> {
        let plan = self.plan(load.size, load.chosen)?;
        self.add_md5(&mut load).await?;
        let name = resume::name(&load.kind, &self.place, load.size);
        // Whoever uploads to the same place waits, in this page or in another: two would mix their parts.
        let _lock = self.client.platform.lock(&name).await;
        let record = self.kept(&load, &name).await.unwrap_or_default();
        let mut earlier = self.resumed(&record, &name, plan, load.chosen.is_some());
        let is_file = matches!(load.source, Source::File(_));
        let is_to_be_looked_for = match &earlier {
            // The original remembers no parts.
            Some(course) => course.to_compare == 0,
            None => self.is_set("ResumeFromServer"),
        };
        if is_file && is_to_be_looked_for {
            let search: Boxed<_> = Box::pin(self.discovered(earlier, &name, plan));
            earlier = search.await;
        }
        loop {
            let is_earlier = earlier.is_some();
            let course = if let Some(course) = earlier.take() {
                course
            } else {
                let begun = self.insist(Need::Small(self.beginning(&load))).await;
                self.begun(begun, &name, plan)?
            };
            match self.carry_out(&course, &load.source).await {
                Err(error) if is_earlier && self.has_gone(&course, &error) => {}
                result => return result,
            }
        }
    }

    /// How so many bytes are cut, with the size of a part that somebody chose.
    pub(super) fn plan(&self, size: u64, chosen: Option<u64>) -> Result<Plan> {
        let asked = chosen.unwrap_or_else(|| usual_part_size(size, self.lessons.speed.get()));
        let most = self.number("MaxPartNumber").unwrap_or(MAX_PARTS).clamp(1, MAX_PARTS);
        Plan::of(size, asked, most)
    }

    async fn carry_out(&self, course: &Rc<Course>, source: &Source<'_, P>) -> Result<Reply<P::Body>> {
        let started = self.now();
        (self.hooks.on_begin)(course.to_compare);
        self.bring_all(course, source).await?;
        let checksum = self.brought(course, source, started);
        let mut reply = self.complete(course, checksum).await?;
        if let Source::File(_) = source {
            reply.fields.set_text("UploadId", &course.upload_id);
        }
        Ok(reply)
    }

    /// The checksum of the whole, when all parts are there.
    fn brought(&self, course: &Course, source: &Source<'_, P>, started: i64) -> Option<u64> {
        let ledger = course.ledger.borrow();
        match source {
            Source::File(_) => {
                self.learn_speed(ledger.plan.size - course.to_compare, self.now() - started);
                ledger.checksum()
            }
            Source::Object { checksum, .. } => *checksum,
            Source::Remote(_) => None,
        }
    }

    fn learn_speed(&self, sent: u64, took: i64) {
        // What is over at once says nothing about the network.
        if let Ok(took @ 1000..) = u64::try_from(took) {
            self.lessons.speed.set(sent * 1000 / took);
        }
    }
}
