//! The copy of an object, at once or in parts.

use std::rc::Rc;

use super::crew::Boxed;
use super::integrity::{CRC64, number};
use super::parts::Source as Parts;
use super::pass;
use super::session::{Session, Step};
use super::steady::Need;
use super::upload::Load;
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::copy_source::CopySource;
use crate::protocol::headers::{find, from_params};
use crate::protocol::operation::Role;
use crate::protocol::scope::copy_source;
use crate::text::{Pairs, Words, fill, has, lists};
use crate::value::{Map, Value};

/// Larger objects are copied in parts of this size, unless the options say otherwise. Bytes.
const USUAL: u64 = 10 << 20;
/// What a copy takes over from its source.
const KEPT: Words = "cache-control content-disposition content-encoding content-type expires";
/// What is the caller's own word in any case: who may do what, how it is encrypted, kept and tagged, what it may replace.
const OWN: Words =
    "x-cos-acl x-cos-grant server-side-encryption x-cos-storage-class forbid-overwrite tagging";

/// Params that open the source.
const TO_THE_SOURCE: Pairs = "CopySource=CopySource SSECustomerAlgorithm=SSECustomerAlgorithm \
    SSECustomerKey=SSECustomerKey SSECustomerKeyMD5=SSECustomerKeyMD5";
const DIRECTIVE: &str = "x-cos-metadata-directive";

impl<P: Platform> Session<P> {
    /// Copies an object: in parts what is larger than `CopySliceSize`.
    ///
    /// # Errors
    /// What the copy ended with.
    pub(super) fn copy_in_parts(&self) -> Boxed<'_, Result<Reply<P::Body>>> {
        Box::pin(async move {
            let source = copy_source(&self.params, &self.options)?;
            let found = self.insist(Need::Small(look_at(&source))).await;
            self.copied(&source, found)?.await
        })
    }

    /// The copy of a source that was looked at.
    fn copied(
        &self,
        source: &CopySource,
        found: Result<Reply<P::Body>>,
    ) -> Result<Boxed<'_, Result<Reply<P::Body>>>> {
        let mut fields = found.map_err(|error| without_source(error, &source.key))?.fields;
        let Some(Value::Map(headers)) = fields.remove("headers") else { return Err(hidden_length()) };
        let size = size_of(&headers)?;
        if size <= self.number("CopySliceSize").unwrap_or(USUAL) {
            (self.hooks.on_progress)(0, size);
            return Ok(self.call(self.copy_at_once()));
        }
        if is_frozen(&headers) {
            return Err(Error::param(
                "Unrestored archive object is not allowed to be copied\n\
                 Restore the source with restoreObject first.",
            ));
        }
        let checksum = number(&headers.wire_text(CRC64));
        let params = self.to_the_source(source, &headers);
        let kept = self.copied_headers(&headers);
        Ok(self.bring_over(Load {
            source: Parts::Object { params, checksum },
            kind: fill(
                "{} {}{}{}",
                &[
                    &self.params.wire_text("CopySource"),
                    &headers.wire_text("etag"),
                    &headers.wire_text("last-modified"),
                    &pass::lasting(&kept, pass::KEY),
                ],
            ),
            size,
            chosen: Some(self.number("CopyChunkSize").unwrap_or(USUAL)),
            headers: kept,
        }))
    }

    /// What each part says of its source: one that changes meanwhile ends the copy.
    fn to_the_source(&self, source: &CopySource, headers: &Map) -> Map {
        let mut params = Map::new();
        params.take_over(&self.params, TO_THE_SOURCE);
        let is_pinned = find(&from_params(&self.params), "x-cos-copy-source-If-Match").is_some();
        if is_pinned || source.version_id.is_some() {
            return params;
        }
        // Where the ETag is hidden: the time is not.
        let marks = [("CopySourceIfMatch", "etag"), ("CopySourceIfUnmodifiedSince", "last-modified")];
        if let Some((name, mark)) = marks.iter().find_map(|(name, mark)| Some((name, headers.text(mark)?))) {
            params.set_text(name, mark);
        }
        params
    }

    fn copy_at_once(&self) -> Box<Step<P>> {
        let mut step = self.step_as_called(Role::Copy);
        if find(&from_params(&self.params), DIRECTIVE).is_none() {
            step.set("MetadataDirective", "Copy");
        }
        step
    }

    /// What the copy is stored with: the caller's word for all of it, or the source's with the caller's access rights
    /// and encryption.
    fn copied_headers(&self, origin: &Map) -> Map {
        let given = pass::at_the_beginning(&self.params);
        let replaces = find(&from_params(&self.params), DIRECTIVE)
            .is_some_and(|(_, directive)| directive.to_text().eq_ignore_ascii_case("Replaced"));
        let mut headers = if replaces { given } else { pass::filtered(&given, OWN, true) };
        for (name, value) in origin.iter() {
            let is_kept = name == "x-cos-storage-class"
                || !replaces && (lists(KEPT, name) || name.starts_with("x-cos-meta-"));
            if is_kept && find(&headers, name).is_none() {
                headers.append(name.clone(), value.clone());
            }
        }
        headers
    }
}

/// The request that shows what there is to copy.
fn look_at<P: Platform>(source: &CopySource) -> Box<Step<P>> {
    let mut step = Step::of(Role::Head, Map::new());
    step.set("Bucket", &source.bucket);
    step.set("Region", &source.region);
    step.set("Key", &source.key);
    if let Some(version_id) = &source.version_id {
        step.set("VersionId", version_id);
    }
    step
}

/// Bytes of an object that was looked at.
///
/// # Errors
/// When they are not shown to this page.
pub(super) fn size_of(headers: &Map) -> Result<u64> {
    let size = headers.get("content-length").and_then(Value::as_integer);
    size.and_then(|size| u64::try_from(size).ok()).ok_or_else(hidden_length)
}

/// Whether the bytes of an object cannot be read before it is restored.
fn is_frozen(headers: &Map) -> bool {
    let class = headers.wire_text("x-cos-storage-class");
    let is_archived = lists("ARCHIVE DEEP_ARCHIVE", &class);
    is_archived && !has(&headers.wire_text("x-cos-restore"), "ongoing-request=\"false\"")
}

fn without_source(mut error: Rc<Error>, key: &str) -> Rc<Error> {
    // Nobody else has been told of it.
    if let Some(Error::Service(refusal)) = Rc::get_mut(&mut error)
        && refusal.status == 404
    {
        refusal.extra = Some(("ErrorStatus", fill("{} Not Exist", &[key])));
    }
    error
}

fn hidden_length() -> Rc<Error> {
    Error::param(
        "get Content-Length error, please add \"Content-Length\" to CORS ExposeHeader setting.（ 获取Content-Length失败，请在CORS ExposeHeader设置中添加Content-Length，请参考文档：https://cloud.tencent.com/document/product/436/13318 ）\n\
         Expose the header Content-Length in the bucket's CORS rules.",
    )
}
