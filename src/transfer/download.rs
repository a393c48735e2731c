//! The download of an object: ranges of it, side by side, laid into a target that stays outside.

use std::cell::Cell;
use std::rc::Rc;

use super::complete::compare;
use super::copy::size_of;
use super::crew::Boxed;
use super::integrity::hidden_tag;
use super::ledger::{Ledger, Proof};
use super::parts::Source;
use super::session::{Course, Session, Step};
use super::steady::{Need, Part, range};
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::text::{fill, has};
use crate::value::{Map, Text, Value};

/// Among the headers of [`Incoming`](crate::platform::Incoming) where the connection broke: the bytes that came.
const CAME: &str = "came";

/// An object that was found, and what has been brought of it: a pause leaves this behind.
pub struct Found {
    /// What the answer to looking at it says.
    fields: Map,
    /// Params of the requests for its bytes.
    pub(super) params: Map,
    course: Rc<Course>,
}

/// An object that is brought.
pub struct Remote<'a, B> {
    pub(super) found: &'a Found,
    target: &'a B,
    /// An answer had all bytes although a range was asked for.
    is_whole: Cell<bool>,
}

impl<P: Platform> Session<P> {
    /// Downloads an object into a target.
    ///
    /// # Errors
    /// What the download ended with; the target is not closed then.
    pub(super) fn download<'a>(&'a self, target: &'a P::Blob) -> Boxed<'a, Result<Reply<P::Body>>> {
        Box::pin(async move {
            let earlier = self.traces.found.borrow().clone();
            let found = match earlier {
                Some(found) => found,
                None => self.hold_on(self.insist(Need::Small(self.view())).await?.fields)?,
            };
            let ledger = &found.course.ledger;
            let source = Source::Remote(Remote { found: &found, target, is_whole: Cell::new(false) });
            loop {
                self.set_out(&found.course);
                match self.bring_all(&found.course, &source).await {
                    // Who does not know ranges is asked for everything at once.
                    Err(_) if source.was_whole() => ledger.borrow_mut().cut_anew(),
                    result => break result?,
                }
            }
            let finding = compare(ledger.borrow().checksum(), &found.fields);
            self.judge(finding)?;
            let body = self.client.platform.close(target).await?;
            Ok(Reply { fields: found.fields.clone(), body: Some(body) })
        })
    }

    /// Begins with what is missing.
    fn set_out(&self, course: &Course) {
        course.ledger.borrow_mut().rewind();
        let (loaded, size) = course.ledger.borrow().reading();
        if size > 0 {
            // From here on it is known.
            (self.hooks.on_progress)(loaded, size);
        }
        (self.hooks.on_begin)(loaded);
    }

    /// The object that was looked at: from now on it is this one and no other.
    fn hold_on(&self, fields: Map) -> Result<Rc<Found>> {
        let none = Map::new();
        let headers = fields.get("headers").and_then(Value::as_map).unwrap_or(&none);
        let size = size_of(headers)?;
        let plan = self.plan(size, self.number("ChunkSize").filter(|size| *size > 0))?;
        let mut params = Map::of("DataType", "blob".into());
        params.take_over(&self.params, "VersionId=VersionId");
        params.take_over(&fields, "VersionId=VersionId");
        if fields.is_set("ETag") {
            params.take_over(&fields, "ETag=IfMatch");
        } else if plan.count() > 1 {
            return Err(hidden_tag());
        }
        if headers.is_set("content-encoding") {
            // Browsers would decode each range on its own.
            params.set_text("ResponseContentEncoding", "identity");
        }
        let course = self.course("", 0, "", Ledger::new(plan, Vec::new()));
        self.traces.upload_id.take();
        let found = Rc::new(Found { fields, params, course });
        self.traces.found.replace(Some(found.clone()));
        Ok(found)
    }

    /// Brings one range, and lays it where it belongs.
    pub(super) fn fetch<'a>(
        &'a self,
        step: Box<Step<P>>,
        part: &'a Part<'a, P>,
        remote: &'a Remote<'a, P::Blob>,
    ) -> Boxed<'a, Result<Reply<P::Body>>> {
        Box::pin(async move {
            let mut reply = self.call(step).await?;
            let ledger = &part.course.ledger;
            let (start, end) = ledger.borrow_mut().missing(part.number);
            let is_all = end - start == ledger.borrow().plan.size;
            let Some(came) = come(&reply.fields, (start, end))?.or(is_all.then_some(end)) else {
                remote.is_whole.set(true);
                return Err(Rc::new(Error::Aborted));
            };
            let body = reply.body.take().ok_or_else(Error::other_bytes)?;
            let digest = self.client.platform.lay(remote.target, &body, (start, came)).await?;
            // Whoever takes in the bytes may have taken his time.
            self.lessons.alive.set(self.now());
            let crc64 = ledger.borrow_mut().lay(part.number, came - start, digest.crc64);
            // What is missing is asked for like a range of which nothing has come.
            let crc64 = Some(crc64.ok_or_else(|| Error::lost("the answer was cut short"))?);
            self.arrived(part, Proof { etag: Text::new(), crc64 });
            Ok(reply)
        })
    }
}

impl<P: Platform> Source<'_, P> {
    /// Whether all bytes came where a range was asked for. Asked once.
    fn was_whole(&self) -> bool {
        matches!(self, Source::Remote(remote) if remote.is_whole.take())
    }
}

/// Where the bytes end that came of a range that was asked for; nothing when the answer is no range at all.
fn come(fields: &Map, (start, end): (u64, u64)) -> Result<Option<u64>> {
    if fields.get("statusCode").and_then(Value::as_integer) != Some(206) {
        return Ok(None);
    }
    let none = Map::new();
    let headers = fields.get("headers").and_then(Value::as_map).unwrap_or(&none);
    let asked = range(start, end);
    let asked = fill(" {}/", &[asked.strip_prefix("bytes=").unwrap_or_default()]);
    // Where it is hidden, other bytes show in their number or in their checksum.
    if headers.text("content-range").is_some_and(|shown| !has(shown, &asked)) {
        return Err(Error::other_bytes());
    }
    let count = headers.get(CAME).and_then(Value::as_integer);
    Ok(Some(count.map_or(end, |count| end.min(start + count.unsigned_abs()))))
}
