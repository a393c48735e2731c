//! The end of an upload in parts: the object is put together, and looked at.

use super::crew::Boxed;
use super::integrity::{self, Check, Finding};
use super::pass;
use super::patience::{is_gone, is_unknown, may_have_ended};
use super::session::{Course, Session, Step};
use super::steady::Need;
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::operation::Role;
use crate::text::push_integer;
use crate::value::{Map, Value};

/// How far the service's notion of when an upload began may be from ours. Milliseconds.
const MARGIN: i64 = 60_000;

impl<P: Platform> Session<P> {
    /// Puts the object together. `checksum` is of the whole, where it is known.
    ///
    /// # Errors
    /// The last one; that of a lost answer only when the object is not there either.
    pub(super) async fn complete(&self, course: &Course, checksum: Option<u64>) -> Result<Reply<P::Body>> {
        let end = self.insist(Need::End(course)).await;
        let is_to_be_seen = match &end {
            Ok(reply) => self.wants_to_look(compare(checksum, &reply.fields)),
            Err(error) => may_have_ended(error),
        };
        let seen = if is_to_be_seen { Some(self.look().await) } else { None };
        self.conclude(course, checksum, end, seen)
    }

    /// Looks at the object.
    pub(super) fn look(&self) -> Boxed<'_, Result<Reply<P::Body>>> {
        self.call(self.view())
    }

    /// The request that looks at the object.
    pub(super) fn view(&self) -> Box<Step<P>> {
        let mut step = Step::of(Role::Head, pass::to_look(&self.params));
        step.params.take_over(&self.params, "VersionId=VersionId");
        step
    }

    /// Whether more may be seen at the object itself than its end told.
    fn wants_to_look(&self, finding: Finding) -> bool {
        finding == Finding::Unknown
            && match self.check() {
                Check::Off => false,
                Check::Auto => self.lessons.shows_crc64.get(),
                Check::Require => true,
            }
    }

    /// What came of an upload whose parts were put together, and whose object was looked at.
    fn conclude(
        &self,
        course: &Course,
        checksum: Option<u64>,
        end: Result<Reply<P::Body>>,
        seen: Option<Result<Reply<P::Body>>>,
    ) -> Result<Reply<P::Body>> {
        let (reply, finding) = match (end, seen) {
            (Err(error), Some(Ok(found))) => {
                let finding = compare(checksum, &found.fields);
                (self.found(course, finding, found, &error).ok_or(error)?, finding)
            }
            (Ok(reply), Some(Ok(found))) => (reply, compare(checksum, &found.fields)),
            (Ok(_), Some(Err(error)))
                if self.check() == Check::Require && matches!(&*error, Error::Network(_)) =>
            {
                return Err(error);
            }
            (end, _) => {
                let reply = end?;
                let finding = compare(checksum, &reply.fields);
                (reply, finding)
            }
        };
        self.judge(finding)?;
        self.client.platform.remember(&course.name, "");
        Ok(reply)
    }

    /// The answer that was lost, when the object was put together although none came.
    fn found(
        &self,
        course: &Course,
        finding: Finding,
        mut found: Reply<P::Body>,
        error: &Error,
    ) -> Option<Reply<P::Body>> {
        let is_ours = match finding {
            Finding::Same => true,
            Finding::Differs => false,
            // Another object may be like ours; an upload that has ended is not known any more.
            Finding::Unknown => is_unknown(error) && is_like::<P>(course, &found.fields)?,
        };
        if !is_ours {
            return None;
        }
        let request = self.prepare(*self.completion(course)).ok()?.request;
        found.fields.put("Location", request.location);
        found.fields.put("Bucket", self.place.bucket.clone());
        found.fields.put("Key", self.place.key.clone());
        Some(found)
    }

    /// Whether the object may count as uploaded.
    pub(super) fn judge(&self, finding: Finding) -> Result<()> {
        match (finding, self.check()) {
            (Finding::Same, _) | (_, Check::Off) => Ok(()),
            (Finding::Differs, _) => Err(integrity::corrupt("the object")),
            (Finding::Unknown, Check::Require) => Err(integrity::hidden()),
            (Finding::Unknown, Check::Auto) => {
                self.warn("the object was not compared: expose x-cos-hash-crc64ecma by CORS");
                Ok(())
            }
        }
    }

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
pub(super) fn compare(checksum: Option<u64>, fields: &Map) -> Finding {
    let headers = fields.get("headers").and_then(Value::as_map);
    let shown = match fields.text("CRC64") {
        Some(text) => text.clone(),
        None => headers.map(|headers| headers.wire_text(integrity::CRC64)).unwrap_or_default(),
    };
    integrity::compare_crc64(checksum, &shown)
}

/// Whether an object has our size and our number of parts, and is not older than our upload.
fn is_like<P: Platform>(course: &Course, fields: &Map) -> Option<bool> {
    let headers = fields.get("headers").and_then(Value::as_map)?;
    let plan = course.ledger.borrow().plan;
    let mut count = String::from("-");
    push_integer(&mut count, plan.count().into());
    let size = headers.get("content-length").and_then(Value::as_integer);
    let modified = P::date(headers.text("last-modified")?)?;
    let is_like = integrity::bare(fields.text("ETag")?).ends_with(&count)
        && size == i64::try_from(plan.size).ok()
        && modified >= course.begun - MARGIN;
    Some(is_like)
}
