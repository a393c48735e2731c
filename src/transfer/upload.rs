//! The upload of a file, at once or in parts.

use super::begin::File;
use super::crew::both;
use super::integrity::{self, Check, Finding};
use super::parts::Source;
use super::pass;
use super::plan::Plan;
use super::resume;
use super::session::{Course, Session, Step};
use crate::client::Reply;
use crate::error::Result;
use crate::platform::Platform;
use crate::protocol::operation::Role;
use crate::protocol::request::BodyFacts;
use crate::value::{Map, Value};

/// Files up to this size go at once, unless `SliceSize` says otherwise.
const SLICE_SIZE: u64 = 1 << 20;

impl<P: Platform> Session<P> {
    /// Uploads a file: in parts what is larger than `SliceSize`.
    ///
    /// # Errors
    /// What the upload ended with.
    pub async fn upload(&self, file: &File<'_, P::Blob>) -> Result<Reply<P::Body>> {
        if file.size > self.number("SliceSize").unwrap_or(SLICE_SIZE) {
            return self.upload_in_parts(file).await;
        }
        self.put(file).await
    }

    /// Uploads a file in parts. An empty one has none, and goes at once.
    ///
    /// # Errors
    /// What the upload ended with.
    pub async fn upload_in_parts(&self, file: &File<'_, P::Blob>) -> Result<Reply<P::Body>> {
        if file.size == 0 {
            return self.put(file).await;
        }
        self.upload_id.replace(Some(String::new()));
        let plan = self.plan(file.size)?;
        let name = resume::name("file", &self.place, file.size);
        // Whoever uploads to the same place waits, in this page or in another: two would mix their parts.
        let _lock = self.client.platform.lock(&name).await;
        let mut course = self.resumed(&name, plan, self.asked_part_size().is_some()).await;
        if course.is_none() && self.is_set("ResumeFromServer") {
            course = self.discovered(&name, plan).await;
        }
        if let Some(course) = course {
            match self.carry_out(&course, file).await {
                Err(error) if self.has_gone(&course, &error) => {}
                result => return result,
            }
        }
        let course = self.begun(&name, plan, Some(file), pass::at_the_beginning(&self.params)).await?;
        self.carry_out(&course, file).await
    }

    async fn carry_out(&self, course: &Course, file: &File<'_, P::Blob>) -> Result<Reply<P::Body>> {
        let started = self.now();
        (self.hooks.on_begin)();
        self.bring_all(course, &Source::File(file.blob)).await?;
        self.learn_speed(course.ledger.borrow().plan, self.now() - started);
        let checksum = course.ledger.borrow().checksum();
        let mut reply = self.complete(course, checksum).await?;
        reply.fields.set_text("UploadId", &course.upload_id);
        Ok(reply)
    }

    fn learn_speed(&self, plan: Plan, took: i64) {
        // What is over at once says nothing about the network.
        if let Ok(took @ 1000..) = u64::try_from(took) {
            self.lessons.speed.set(plan.size.saturating_mul(1000) / took);
        }
    }

    /// Uploads a file at once.
    async fn put(&self, file: &File<'_, P::Blob>) -> Result<Reply<P::Body>> {
        let mut tries = 0;
        loop {
            let error = match self.try_put(file).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            tries += 1;
            self.pause_after(error, tries).await?;
        }
    }

    async fn try_put(&self, file: &File<'_, P::Blob>) -> Result<Reply<P::Body>> {
        let mut step = Step::of(Role::Put, Map::new());
        step.params = self.params.clone();
        // As it is meant, with the APPID behind the name of the bucket.
        step.params.remove("Bucket");
        step.params.remove("Key");
        step.body = Some(file.blob.clone());
        step.facts = Some(BodyFacts { size: Some(file.size), content_type: file.facts.content_type.clone() });
        step.on_upload = Some(self.hooks.on_progress.clone());
        (self.hooks.on_begin)();
        let (reply, digest) = both(self.call(step), Box::pin(self.sum_up(file.blob))).await?;
        let none = Map::new();
        let headers = reply.fields.get("headers").and_then(Value::as_map).unwrap_or(&none);
        let etag = reply.fields.text("ETag").unwrap_or_default();
        let finding = digest.map_or(Finding::Unknown, |digest| integrity::compare(&digest, etag, headers));
        let is_clear = headers.is_set(integrity::CRC64) || self.check() == Check::Require;
        match finding {
            Finding::Differs if is_clear => Err(integrity::corrupt("the object")),
            Finding::Unknown if self.check() == Check::Require => Err(integrity::hidden()),
            _ => Ok(reply),
        }
    }
}
