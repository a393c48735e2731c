//! The beginning of an upload in parts: one that is remembered, one that the service knows, or a new one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::ledger::{Ledger, Proof};
use super::parts::Source;
use super::pass;
use super::plan::{MIB, Plan};
use super::resume;
use super::session::{Course, Session, Step};
use super::upload::Load;
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::{Errand, Platform, Sums};
use crate::protocol::encode::hex;
use crate::protocol::operation::Role;
use crate::protocol::request::BodyFacts;
use crate::text::{fill, integer};
use crate::value::{Map, Text, Value};

/// How long uploads are remembered, unless `ResumeExpiry` says otherwise; the original's own time. Milliseconds.
const LIFE: u64 = 30 * 86_400_000;

/// A file, and what there is to know of it.
pub struct File<'a, B> {
    pub blob: &'a B,
    pub size: u64,
    pub facts: &'a BodyFacts,
}

impl<P: Platform> Session<P> {
    /// An upload that was begun before under this name, with parts as large as those of the plan or, where nobody
    /// has chosen these, of any size.
    pub(super) fn resumed(&self, text: &str, name: &str, plan: Plan, is_chosen: bool) -> Option<Rc<Course>> {
        let life = i64::try_from(self.number("ResumeExpiry").unwrap_or(LIFE)).unwrap_or(i64::MAX);
        let record = resume::read(text, plan.size, self.now().saturating_sub(life))?;
        if is_chosen && record.plan != plan {
            return None;
        }
        Some(self.course(&record.upload_id, record.begun, name, Ledger::new(record.plan, record.parts)))
    }

    /// Adds the MD5 of a file where it is to stand at the object. One that is to have another is another upload.
    ///
    /// # Errors
    /// That of a file that cannot be read.
    pub(super) async fn add_md5(&self, load: &mut Load<'_, P>) -> Result<()> {
        let Source::File(file) = &load.source else { return Ok(()) };
        if self.is_set("UploadAddMetaMd5") {
            let reading = self.client.platform.digest(file.blob, Sums::Md5, self.hooks.on_hash.as_ref());
            let md5 = hex(&reading.await?.md5.unwrap_or_default());
            load.kind = fill("{}{}", &[&load.kind, &md5]);
            load.headers.put("x-cos-meta-md5", md5);
        }
        Ok(())
    }

    /// What is remembered of an upload, by us or by the original, whose parts are of 1 MiB where nobody has chosen.
    pub(super) fn kept(&self, load: &Load<'_, P>, name: &str) -> Errand<Option<String>> {
        let (mut blob, mut rest) = (None, Text::new());
        if let Source::File(file) = &load.source {
            blob = Some(file.blob);
            rest = resume::rest_of_their_name(&self.place, load.chosen.unwrap_or(0).max(MIB));
        }
        self.client.platform.recall(name, blob, &rest)
    }

    /// The parts of an upload that was begun, or of one that another device may have begun. Not being allowed to look is no
    /// failure.
    pub(super) async fn discovered(
        &self,
        begun: Option<Rc<Course>>,
        name: &str,
        mut plan: Plan,
    ) -> Option<Rc<Course>> {
        let mut uploads = Vec::new();
        if let Some(course) = begun {
            plan = course.ledger.borrow().plan;
            let mut upload = Map::of("Key", Value::from(self.place.key.clone()));
            upload.set_text("UploadId", &course.upload_id);
            upload.take_over(&self.params, "StorageClass=StorageClass");
            uploads.push(Value::Map(upload));
        } else {
            let mut step = Step::of(Role::ListUploads, Map::new());
            step.set("Prefix", &self.place.key);
            step.set("Key", "");
            uploads = self.call(step).await.ok()?.fields.remove("Upload")?.into_list();
        }
        for upload in &uploads {
            if let Some(id) = self.fitting(upload)
                && let Some(parts) = self.listed_parts(id, plan).await
            {
                return Some(self.course(id, self.now(), name, Ledger::new(plan, parts)));
            }
        }
        None
    }

    /// The id of an upload in a list, when it is one of this object.
    fn fitting<'a>(&self, upload: &'a Value) -> Option<&'a Text> {
        let upload = upload.as_map()?;
        let class = self.params.text("StorageClass");
        let fits = upload.is("Key", &self.place.key)
            && class.is_none_or(|class| upload.wire_text("StorageClass").eq_ignore_ascii_case(class));
        upload.text("UploadId").filter(|_| fits)
    }

    /// The parts that an upload has at the service; nothing when they are not cut as ours are.
    async fn listed_parts(&self, upload_id: &str, plan: Plan) -> Option<Vec<(u32, Proof)>> {
        let mut list = Step::of(Role::ListParts, pass::to_look(&self.params));
        list.set("UploadId", upload_id);
        let (mut known, mut are_ours) = (Vec::new(), true);
        let mut keep = |part: Value| {
            let part = part.as_map().and_then(|part| listed(part, plan));
            are_ours = part.is_some();
            known.extend(part);
            are_ours
        };
        self.read_list(list, &["PartNumberMarker"], &mut keep).await.ok()?;
        are_ours.then_some(known)
    }

    /// Reads a list page by page, as long as somebody wants what stands in it.
    ///
    /// # Errors
    /// Those of the requests.
    pub(super) async fn read_list(
        &self,
        mut list: Box<Step<P>>,
        markers: &[&str],
        keep: &mut dyn FnMut(Value) -> bool,
    ) -> Result<()> {
        let items = if list.role == Role::ListParts { "Part" } else { "Upload" };
        loop {
            let mut fields = self.call(list.again()).await?.fields;
            let page = fields.remove(items).map_or_else(Vec::new, Value::into_list);
            if !page.into_iter().all(&mut *keep) {
                return Ok(());
            }
            if !fields.is("IsTruncated", "true") || !goes_on(&mut list.params, &fields, markers) {
                return Ok(());
            }
        }
    }

    /// The request that begins a new upload.
    pub(super) fn beginning(&self, load: &Load<'_, P>) -> Box<Step<P>> {
        let mut step = Step::of(Role::Begin, load.headers.clone());
        if let Source::File(file) = &load.source {
            step.facts = Some(BodyFacts { size: None, content_type: file.facts.content_type.clone() });
        }
        step.params.take_over(&self.params, "Query=Query");
        step
    }

    /// The upload that was begun.
    ///
    /// # Errors
    /// That of the request, and `no such upload id` when its answer names none.
    pub(super) fn begun(&self, reply: Result<Reply<P::Body>>, name: &str, plan: Plan) -> Result<Rc<Course>> {
        let reply = reply?;
        let Some(upload_id) = reply.fields.text("UploadId") else {
            return Err(Error::param(
                "no such upload id\n\
                 Look at what stands between you and the service.",
            ));
        };
        let course = self.course(upload_id, self.now(), name, Ledger::new(plan, Vec::new()));
        self.write_down(&course);
        Ok(course)
    }

    pub(super) fn course(&self, upload_id: &str, begun: i64, name: &str, ledger: Ledger) -> Rc<Course> {
        let upload_id = Text::from(upload_id);
        self.traces.upload_id.replace(Some(upload_id.clone()));
        Rc::new(Course {
            upload_id,
            begun,
            name: name.into(),
            to_compare: ledger.reading().0,
            compared: Cell::new(0),
            ledger: RefCell::new(ledger),
        })
    }
}

/// Lets the next page begin where this one ends. False when the list would never end: it goes on where it began, or,
/// where that can be told, before.
fn goes_on(params: &mut Map, page: &Map, markers: &[&str]) -> bool {
    let mut is_further = false;
    for name in markers {
        let before = params.wire_text(name);
        let next = page.wire_text(&fill("Next{}", &[name]));
        is_further |= match *name {
            "PartNumberMarker" => integer(&next) > integer(&before),
            _ => next != before,
        };
        params.put(name, next);
    }
    is_further
}

/// A part in a list of the service; nothing when it is not as long as ours.
fn listed(part: &Map, plan: Plan) -> Option<(u32, Proof)> {
    let number = u32::try_from(part.get("PartNumber")?.as_integer()?).ok()?;
    let (start, end) = plan.range(number);
    let is_ours = part.get("Size")?.as_integer() == i64::try_from(end - start).ok();
    is_ours.then(|| Some((number, Proof { etag: part.text("ETag")?.clone(), crc64: None })))?
}
