//! The beginning of an upload in parts: one that is remembered, one that the service knows, or a new one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::ledger::{Ledger, Proof};
use super::pass;
use super::plan::{MAX_PARTS, Plan, usual_part_size};
use super::resume;
use super::session::{Course, Session, Step};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::operation::Role;
use crate::protocol::request::BodyFacts;
use crate::text::integer;
use crate::value::{Map, Value};

/// How long uploads are remembered, unless `ResumeExpiry` says otherwise; the original's own time. Milliseconds.
const LIFE: u64 = 30 * 86_400_000;

/// A file, and what there is to know of it.
pub struct File<'a, B> {
    pub blob: &'a B,
    pub size: u64,
    pub facts: &'a BodyFacts,
}

impl<P: Platform> Session<P> {
    /// How a file is cut.
    ///
    /// # Errors
    /// When it is too large, or the parts that are asked for are.
    pub fn plan(&self, size: u64) -> Result<Plan> {
        let asked = self.asked_part_size();
        let usual = || usual_part_size(size, self.lessons.speed.get());
        let most = self.number("MaxPartNumber").unwrap_or(MAX_PARTS).clamp(1, MAX_PARTS);
        Plan::of(size, asked.unwrap_or_else(usual), most)
    }

    pub(super) fn asked_part_size(&self) -> Option<u64> {
        let param = |name| self.params.get(name).and_then(Value::as_integer).filter(|size| *size > 0);
        let own = param("ChunkSize").or_else(|| param("SliceSize"));
        own.and_then(|size| u64::try_from(size).ok()).or_else(|| self.number("ChunkSize"))
    }

    /// An upload that was begun before under this name, with parts as large as those of the plan or, where nobody
    /// has chosen these, of any size.
    pub async fn resumed(&self, name: &str, plan: Plan, is_chosen: bool) -> Option<Course> {
        let text = self.client.platform.recall(name).await?;
        let life = i64::try_from(self.number("ResumeExpiry").unwrap_or(LIFE)).unwrap_or(i64::MAX);
        let record = resume::read(&text, plan.size, self.now().saturating_sub(life))?;
        if is_chosen && record.plan != plan {
            return None;
        }
        let ledger = Ledger::new(record.plan, record.parts);
        Some(self.course(record.upload_id, record.begun, name, ledger))
    }

    /// An upload that another device or the original SDK may have begun. Not being allowed to look is no failure.
    pub async fn discovered(&self, name: &str, plan: Plan) -> Option<Course> {
        let step = Step::of(Role::ListUploads, Map::new()).with("Prefix", &self.place.key).with("Key", "");
        let uploads = self.call(step).await.ok()?.fields.remove("Upload")?.into_list();
        let class = self.params.text("StorageClass");
        for upload in uploads.iter().filter_map(Value::as_map) {
            let fits = upload.text("Key") == Some(&self.place.key)
                && class.is_none_or(|class| upload.wire_text("StorageClass").eq_ignore_ascii_case(class));
            if let (true, Some(id)) = (fits, upload.text("UploadId"))
                && let Some(parts) = self.listed_parts(id, plan).await
            {
                let ledger = Ledger::new(plan, parts);
                return Some(self.course(id.to_owned(), self.now(), name, ledger));
            }
        }
        None
    }

    /// The parts that an upload has at the service; nothing when they are not cut as ours are.
    async fn listed_parts(&self, upload_id: &str, plan: Plan) -> Option<Vec<(u32, Proof)>> {
        let mut known = Vec::new();
        let mut marker = String::new();
        loop {
            let mut step = Step::of(Role::ListParts, pass::to_look(&self.params)).with("UploadId", upload_id);
            if !marker.is_empty() {
                step = step.with("PartNumberMarker", &marker);
            }
            let mut fields = self.call(step).await.ok()?.fields;
            for part in fields.remove("Part")?.into_list() {
                known.push(listed(part.as_map()?, plan)?);
            }
            let next = fields.wire_text("NextPartNumberMarker");
            // A list that goes on behind where it began is one that would never end.
            if fields.text("IsTruncated") != Some("true") || integer(&next) <= integer(&marker) {
                return Some(known);
            }
            marker = next;
        }
    }

    /// A new upload.
    ///
    /// # Errors
    /// That of the request, and `no such upload id` when its answer names none.
    pub async fn begun(
        &self,
        name: &str,
        plan: Plan,
        file: Option<&File<'_, P::Blob>>,
        headers: Map,
    ) -> Result<Course> {
        let mut step = Step::of(Role::Begin, headers);
        if let Some(file) = file {
            step.body = Some(file.blob.clone());
            step.facts = Some(BodyFacts { size: None, content_type: file.facts.content_type.clone() });
        }
        for param in ["Query", "UploadAddMetaMd5"] {
            if let Some(value) = self.params.get(param) {
                step.params.set(param, value.clone());
            }
        }
        let reply = self.call(step).await?;
        let upload_id = reply.fields.text("UploadId").ok_or_else(|| {
            Error::param(
                "no such upload id",
                "The answer names no upload: look at what stands between you and the service.",
            )
        })?;
        let course = self.course(upload_id.to_owned(), self.now(), name, Ledger::new(plan, Vec::new()));
        self.write_down(&course);
        Ok(course)
    }

    fn course(&self, upload_id: String, begun: i64, name: &str, ledger: Ledger) -> Course {
        self.upload_id.replace(Some(upload_id.clone()));
        let to_compare = ledger.remembered_bytes();
        let (name, ledger) = (name.to_owned(), Rc::new(RefCell::new(ledger)));
        Course { upload_id, begun, name, ledger, to_compare, compared: Cell::new(0) }
    }
}

/// A part in a list of the service; nothing when it is not as long as ours.
fn listed(part: &Map, plan: Plan) -> Option<(u32, Proof)> {
    let number = u32::try_from(part.get("PartNumber")?.as_integer()?).ok()?;
    let (start, end) = plan.range(number);
    let is_ours = part.get("Size")?.as_integer() == i64::try_from(end - start).ok();
    is_ours.then(|| Some((number, Proof { etag: part.text("ETag")?.to_owned(), crc64: None })))?
}
