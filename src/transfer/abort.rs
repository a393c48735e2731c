//! The end of uploads that nobody will finish.

use std::cell::RefCell;

use super::crew::{Piece, side_by_side};
use super::session::{Session, Step};
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::operation::Role;
use crate::text::lists;
use crate::value::{Map, Text, Value};

/// The uploads that were ended, and those that could not be.
#[derive(Default)]
struct Lists {
    ended: Vec<Value>,
    failed: Vec<Value>,
}

impl<P: Platform> Session<P> {
    /// Ends one upload, all of a key, or all of a bucket. Those that cannot be ended are listed.
    ///
    /// # Errors
    /// When params are missing, or the uploads cannot be listed.
    pub(super) async fn abort_all(&self) -> Result<Reply<P::Body>> {
        let mut uploads = Vec::new();
        if self.names_upload()? {
            let mut upload = Map::of("Key", Value::from(self.place.key.clone()));
            upload.put("UploadId", self.params.wire_text("UploadId"));
            uploads.push(upload);
        } else {
            let key = self.place.key.as_str();
            let mut list = Step::of(Role::ListUploads, Map::new());
            list.set("Key", "");
            list.set("Prefix", key);
            let mut keep = |upload| {
                uploads.extend(named(upload, key));
                true
            };
            self.read_list(list, &["KeyMarker", "UploadIdMarker"], &mut keep).await?;
        }
        let lists = RefCell::new(Lists::default());
        let width = usize::try_from(self.number("AsyncLimit").unwrap_or(1).max(1)).unwrap_or(1);
        let mut waiting = uploads.into_iter();
        side_by_side(width, &mut || Some(self.abort(&waiting.next()?, &lists)), &|| {}).await?;
        let Lists { ended, failed } = lists.take();
        let mut fields = Map::new();
        fields.set("successList", Value::from(ended));
        fields.set("errorList", Value::from(failed));
        Ok(Reply { fields, body: None })
    }

    /// Whether one upload is to be ended, and not all of a key or a bucket.
    fn names_upload(&self) -> Result<bool> {
        let level = self.params.text("Level").map_or("task", Text::as_str);
        let is_one = level == "task";
        if !lists("task file bucket", level) {
            return Err(Error::param(
                "abort_unknown_level\n\
                 Give Level as 'task', 'file' or 'bucket'.",
            ));
        }
        if is_one && self.params.text("UploadId").is_none() {
            return Err(Error::param(
                "abort_upload_task_no_id\n\
                 Name the upload by UploadId.",
            ));
        }
        if level != "bucket" && self.place.key.is_empty() {
            return Err(Error::param(
                "abort_upload_task_no_key\n\
                 Name the object by Key.",
            ));
        }
        Ok(is_one)
    }

    fn abort<'a>(&'a self, upload: &Map, lists: &'a RefCell<Lists>) -> Piece<'a> {
        let mut step = Step::of(Role::Abort, Map::new());
        let mut entry = Map::new();
        entry.set_text("Bucket", &self.place.bucket);
        entry.set_text("Region", &self.place.region);
        for &name in &["Key", "UploadId"] {
            let text = upload.wire_text(name);
            step.set(name, &text);
            entry.put(name, text);
        }
        if let Some(headers) = self.params.get("Headers") {
            step.params.set("Headers", headers.clone());
        }
        let call = self.call(step);
        Box::pin(async move {
            let is_ended = call.await.is_ok();
            let mut lists = lists.borrow_mut();
            let list = if is_ended { &mut lists.ended } else { &mut lists.failed };
            list.push(Value::Map(entry));
            Ok(true)
        })
    }
}

/// An upload in a list, unless it is of another key than the one that is named.
fn named(upload: Value, key: &str) -> Option<Map> {
    let Value::Map(upload) = upload else { return None };
    (key.is_empty() || upload.is("Key", key)).then_some(upload)
}
