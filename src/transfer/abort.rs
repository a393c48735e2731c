//! The end of uploads that nobody will finish.

use std::rc::Rc;

use super::crew::Crew;
use super::session::{Session, Step};
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::operation::Role;
use crate::value::{Map, Value};

impl<P: Platform> Session<P> {
    /// Ends one upload, all of a key, or all of a bucket. Those that cannot be ended are listed.
    ///
    /// # Errors
    /// When params are missing, or the uploads cannot be listed.
    pub async fn abort_all(&self) -> Result<Reply<P::Body>> {
        let uploads = match self.params.text("Level").unwrap_or("task") {
            "task" => vec![self.named_upload()?],
            "file" if self.place.key.is_empty() => return Err(no_key()),
            "file" | "bucket" => self.open_uploads().await?,
            _ => {
                return Err(Error::param("abort_unknown_level", "Give Level as 'task', 'file' or 'bucket'."));
            }
        };
        let width = usize::try_from(self.number("AsyncLimit").unwrap_or(1).max(1)).unwrap_or(1);
        let mut waiting = uploads.into_iter();
        let mut crew = Crew::new();
        let (mut ended, mut failed) = (Vec::new(), Vec::new());
        loop {
            while crew.size() < width
                && let Some(upload) = waiting.next()
            {
                crew.add(Box::pin(self.abort(upload)));
            }
            match crew.next().await {
                None => break,
                Some((upload, true)) => ended.push(upload),
                Some((upload, false)) => failed.push(upload),
            }
        }
        let mut fields = Map::new();
        fields.set("successList", Value::List(ended));
        fields.set("errorList", Value::List(failed));
        Ok(Reply { fields, body: None })
    }

    fn named_upload(&self) -> Result<Map> {
        let Some(id) = self.params.text("UploadId") else {
            return Err(Error::param("abort_upload_task_no_id", "Name the upload by UploadId."));
        };
        if self.place.key.is_empty() {
            return Err(no_key());
        }
        let mut upload = Map::of("Key", Value::Text(self.place.key.clone()));
        upload.set_text("UploadId", id);
        Ok(upload)
    }

    /// All uploads of the bucket, or of the key that is named.
    async fn open_uploads(&self) -> Result<Vec<Map>> {
        let key = self.place.key.as_str();
        let mut found = Vec::new();
        let mut markers = (String::new(), String::new());
        loop {
            let mut step = Step::of(Role::ListUploads, Map::new()).with("Key", "").with("Prefix", key);
            if !markers.0.is_empty() {
                step = step.with("KeyMarker", &markers.0).with("UploadIdMarker", &markers.1);
            }
            let mut fields = self.call(step).await?.fields;
            let uploads = fields.remove("Upload").map_or_else(Vec::new, Value::into_list);
            found.extend(uploads.into_iter().filter_map(|upload| named(upload, key)));
            let next = (fields.wire_text("NextKeyMarker"), fields.wire_text("NextUploadIdMarker"));
            // A list that goes on where it began would never end.
            if fields.text("IsTruncated") != Some("true") || next == markers {
                return Ok(found);
            }
            markers = next;
        }
    }

    async fn abort(&self, upload: Map) -> (Value, bool) {
        let mut step = Step::of(Role::Abort, Map::new());
        let mut entry = Map::new();
        entry.set_text("Bucket", &self.place.bucket);
        entry.set_text("Region", &self.place.region);
        for name in ["Key", "UploadId"] {
            step = step.with(name, &upload.wire_text(name));
            entry.set_text(name, &upload.wire_text(name));
        }
        if let Some(headers) = self.params.get("Headers") {
            step.params.set("Headers", headers.clone());
        }
        let is_ended = self.call(step).await.is_ok();
        (Value::Map(entry), is_ended)
    }
}

/// An upload in a list, unless it is of another key than the one that is named.
fn named(upload: Value, key: &str) -> Option<Map> {
    let Value::Map(upload) = upload else { return None };
    (key.is_empty() || upload.text("Key") == Some(key)).then_some(upload)
}

fn no_key() -> Rc<Error> {
    Error::param("abort_upload_task_no_key", "Name the object by Key.")
}
