//! The copy of an object, at once or in parts.

use std::rc::Rc;

use super::integrity::{CRC64, number};
use super::parts::Source;
use super::pass;
use super::plan::{MAX_PARTS, Plan};
use super::resume;
use super::session::{Course, Session, Step};
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::copy_source::CopySource;
use crate::protocol::headers::{find, from_params};
use crate::protocol::operation::Role;
use crate::protocol::scope::copy_source;
use crate::text::{Words, has, join, lists};
use crate::value::{Map, Value};

/// Larger objects are copied in parts of this size, unless the options say otherwise. Bytes.
const USUAL: u64 = 10 << 20;
/// What a copy takes over from its source.
const KEPT: Words =
    "cache-control content-disposition content-encoding content-type expires x-cos-storage-class";
/// What is the caller's own word in any case: who may do what, how it is encrypted and kept.
const OWN: Words = "x-cos-acl x-cos-grant server-side-encryption x-cos-storage-class";

/// What is copied.
struct Origin {
    size: u64,
    headers: Map,
    version_id: Option<String>,
}

impl<P: Platform> Session<P> {
    /// Copies an object: in parts what is larger than `CopySliceSize`.
    ///
    /// # Errors
    /// What the copy ended with.
    pub async fn copy_in_parts(&self) -> Result<Reply<P::Body>> {
        let origin = self.origin().await?;
        if origin.size <= self.number("CopySliceSize").unwrap_or(USUAL) {
            return self.copy_at_once().await;
        }
        if is_frozen(&origin.headers) {
            return Err(Error::param(
                "Unrestored archive object is not allowed to be copied",
                "Restore the source with restoreObject, and copy it when that is done.",
            ));
        }
        let asked = self.number("CopyChunkSize").unwrap_or(USUAL);
        let plan = Plan::of(
            origin.size,
            asked,
            self.number("MaxPartNumber").unwrap_or(MAX_PARTS).clamp(1, MAX_PARTS),
        )?;
        let version = join(&[&self.params.wire_text("CopySource"), " ", &origin.headers.wire_text("etag")]);
        let name = resume::name(&version, &self.place, origin.size);
        let _lock = self.client.platform.lock(&name).await;
        if let Some(course) = self.resumed(&name, plan, true).await {
            match self.carry_over(&course, &origin).await {
                Err(error) if self.has_gone(&course, &error) => {}
                result => return result,
            }
        }
        let course = self.begun(&name, plan, None, self.copied_headers(&origin)).await?;
        self.carry_over(&course, &origin).await
    }

    async fn origin(&self) -> Result<Origin> {
        let CopySource { bucket, region, key, version_id } = copy_source(&self.params, &self.options)?;
        let mut step = Step::of(Role::Head, Map::new()).with("Bucket", &bucket).with("Region", &region);
        step = step.with("Key", &key);
        if let Some(version_id) = &version_id {
            step = step.with("VersionId", version_id);
        }
        let mut fields = self.call(step).await.map_err(|error| without_source(error, &key))?.fields;
        let Some(Value::Map(headers)) = fields.remove("headers") else { return Err(hidden_length()) };
        let size = headers.get("content-length").and_then(Value::as_integer);
        let size = size.and_then(|size| u64::try_from(size).ok()).ok_or_else(hidden_length)?;
        Ok(Origin { size, headers, version_id })
    }

    async fn copy_at_once(&self) -> Result<Reply<P::Body>> {
        let mut step = Step::of(Role::Copy, Map::new());
        step.params = self.params.clone();
        step.params.remove("Bucket");
        step.params.remove("Key");
        if !from_params(&self.params)
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("x-cos-metadata-directive"))
        {
            step = step.with("MetadataDirective", "Copy");
        }
        self.call(step).await
    }

    /// What the copy is stored with: the caller's word for all of it, or the source's with the caller's access rights
    /// and encryption.
    fn copied_headers(&self, origin: &Origin) -> Map {
        let given = pass::at_the_beginning(&self.params);
        if find(&from_params(&self.params), "x-cos-metadata-directive")
            .is_some_and(|(_, directive)| directive.to_text().eq_ignore_ascii_case("Replaced"))
        {
            return given;
        }
        let mut headers = Map::new();
        for (name, value) in given.iter() {
            if pass::names(OWN, name) {
                headers.append(name.to_owned(), value.clone());
            }
        }
        for (name, value) in origin.headers.iter() {
            let is_kept = lists(KEPT, name) || name.starts_with("x-cos-meta-");
            if is_kept && find(&headers, name).is_none() {
                headers.append(name.to_owned(), value.clone());
            }
        }
        headers
    }

    async fn carry_over(&self, course: &Course, origin: &Origin) -> Result<Reply<P::Body>> {
        let checksum = number(&origin.headers.wire_text(CRC64));
        let mut params = Map::new();
        for name in ["CopySource", "SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5"] {
            if let Some(value) = self.params.get(name) {
                params.set(name, value.clone());
            }
        }
        // A source that changes meanwhile shows in its checksum, where that is to be seen.
        if let (None, None, Some(etag)) = (checksum, &origin.version_id, origin.headers.text("etag")) {
            params.set_text("CopySourceIfMatch", etag);
        }
        (self.hooks.on_begin)();
        self.bring_all(course, &Source::Object(&params)).await?;
        self.complete(course, checksum).await
    }
}

/// Whether the bytes of an object cannot be read before it is restored.
fn is_frozen(headers: &Map) -> bool {
    let class = headers.wire_text("x-cos-storage-class");
    let is_archived = lists("ARCHIVE DEEP_ARCHIVE", &class);
    is_archived && !has(&headers.wire_text("x-cos-restore"), "ongoing-request=\"false\"")
}

fn without_source(error: Rc<Error>, key: &str) -> Rc<Error> {
    match &*error {
        Error::Service(refusal) if refusal.status == 404 => {
            let mut refusal = refusal.clone();
            refusal.extra = Some(("ErrorStatus", join(&[key, " Not Exist"])));
            Rc::new(Error::Service(refusal))
        }
        _ => error,
    }
}

fn hidden_length() -> Rc<Error> {
    Error::param(
        "get Content-Length error, please add \"Content-Length\" to CORS ExposeHeader setting.（ 获取Content-Length失败，请在CORS ExposeHeader设置中添加Content-Length，请参考文档：https://cloud.tencent.com/document/product/436/13318 ）",
        "Expose the header Content-Length in the CORS rules of the source's bucket.",
    )
}
