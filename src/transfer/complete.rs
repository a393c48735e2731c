//! The end of an upload in parts: the object is put together, and looked at.

use super::integrity::{self, Check, Finding};
use super::pass;
use super::patience::is_gone;
use super::session::{Course, Session, Step};
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::operation::Role;
use crate::text::{push_integer, split_last};
use crate::value::{Map, Value};

/// How far the service's notion of when an upload began may be from ours. Milliseconds.
const MARGIN: i64 = 60_000;

impl<P: Platform> Session<P> {
    /// Puts the object together. `checksum` is of the whole, where it is known.
    ///
    /// # Errors
    /// The last one; that of a lost answer only when the object is not there either.
    pub async fn complete(&self, course: &Course, checksum: Option<u64>) -> Result<Reply<P::Body>> {
        let reply = match self.put_together(course).await {
            Ok(reply) => reply,
            Err(error) => self.look_for(course, checksum).await.ok_or(error)?,
        };
        self.check_whole(checksum, &reply).await?;
        self.client.platform.remember(&course.name, "");
        Ok(reply)
    }

    async fn put_together(&self, course: &Course) -> Result<Reply<P::Body>> {
        let mut tries = 0;
        loop {
            let error = match self.call(self.completion(course)).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            tries += 1;
            self.pause_after(error, tries).await?;
        }
    }

    fn completion(&self, course: &Course) -> Step<P> {
        let mut step =
            Step::of(Role::Complete, pass::at_the_end(&self.params)).with("UploadId", &course.upload_id);
        step.params.set("Parts", course.ledger.borrow().parts());
        step
    }

    /// The object, when it was put together although no answer said so.
    async fn look_for(&self, course: &Course, checksum: Option<u64>) -> Option<Reply<P::Body>> {
        let mut found = self.look().await.ok()?;
        let headers = found.fields.get("headers").and_then(Value::as_map)?;
        let is_ours = match integrity::compare_crc64(checksum, &headers.wire_text(integrity::CRC64)) {
            Finding::Same => true,
            Finding::Differs => false,
            Finding::Unknown => is_like::<P>(course, &found.fields, headers),
        };
        if !is_ours {
            return None;
        }
        let request = self.prepare(self.completion(course)).ok()?.request;
        found.fields.set_text("Location", &request.location);
        found.fields.set_text("Bucket", &self.place.bucket);
        found.fields.set_text("Key", &self.place.key);
        Some(found)
    }

    pub(super) async fn look(&self) -> Result<Reply<P::Body>> {
        self.call(Step::of(Role::Head, pass::to_look(&self.params))).await
    }

    /// Compares the object with what was sent, as far as the service shows it.
    async fn check_whole(&self, checksum: Option<u64>, reply: &Reply<P::Body>) -> Result<()> {
        let check = self.check();
        if check == Check::Off {
            return Ok(());
        }
        let mut finding = compare(checksum, &reply.fields);
        if finding == Finding::Unknown && (check == Check::Require || self.lessons.shows_crc64.get()) {
            match self.look().await {
                Ok(found) => finding = compare(checksum, &found.fields),
                Err(error) if matches!(&*error, Error::Network(_)) => return Err(error),
                Err(_) => {}
            }
        }
        match finding {
            Finding::Same => Ok(()),
            Finding::Differs => Err(integrity::corrupt("the object")),
            Finding::Unknown if check == Check::Require => Err(integrity::hidden()),
            Finding::Unknown => {
                self.warn("the uploaded object was not compared: expose x-cos-hash-crc64ecma by CORS");
                Ok(())
            }
        }
    }
}

impl<P: Platform> Session<P> {
    /// Forgets an upload that the service does not know any more. False when the error is of another kind.
    pub(super) fn has_gone(&self, course: &Course, error: &Error) -> bool {
        let has_gone = is_gone(error);
        if has_gone {
            self.client.platform.remember(&course.name, "");
        }
        has_gone
    }
}

/// In the document where it stands, else in the header.
fn compare(checksum: Option<u64>, fields: &Map) -> Finding {
    let headers = fields.get("headers").and_then(Value::as_map);
    let shown = match fields.text("CRC64") {
        Some(text) => text.to_owned(),
        None => headers.map(|headers| headers.wire_text(integrity::CRC64)).unwrap_or_default(),
    };
    integrity::compare_crc64(checksum, &shown)
}

/// Whether an object has our size and our number of parts, and is not older than our upload.
fn is_like<P: Platform>(course: &Course, fields: &Map, headers: &Map) -> bool {
    let plan = course.ledger.borrow().plan;
    let mut size = String::new();
    push_integer(&mut size, i64::try_from(plan.size).unwrap_or(i64::MAX));
    let mut count = String::new();
    push_integer(&mut count, plan.count().into());
    let etag = fields.text("ETag").unwrap_or_default().trim_matches('"');
    let modified = headers.text("last-modified").and_then(P::date);
    split_last(etag, b'-').is_some_and(|(_, parts)| parts == count)
        && headers.wire_text("content-length") == size
        && modified.is_some_and(|modified| modified >= course.begun - MARGIN)
}
