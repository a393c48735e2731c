//! Uploads that need not be made: the object is there, with the bytes of the file.

use super::begin::File;
use super::complete::compare;
use super::crew::with_digest;
use super::integrity::Finding;
use super::session::{Session, Step};
use crate::client::Reply;
use crate::error::Result;
use crate::platform::{Platform, Sums};
use crate::protocol::operation::Role;
use crate::value::{Map, Value};

impl<P: Platform> Session<P> {
    /// Uploads a file unless its bytes are there already. Whatever keeps that from being seen is no failure.
    pub(super) async fn upload_unless_there(
        &self,
        role: Role,
        file: &File<'_, P::Blob>,
    ) -> Result<Reply<P::Body>> {
        let reading = self.client.platform.digest(file.blob, Sums::Crc64, self.hooks.on_hash.as_ref());
        let seen = with_digest(self.look(), Some(reading)).await;
        match seen.ok().and_then(|(found, digest)| self.same(found, digest?.crc64)) {
            Some(found) => Ok(found),
            None => self.send(role, file).await,
        }
    }

    fn same(&self, mut found: Reply<P::Body>, crc64: u64) -> Option<Reply<P::Body>> {
        if compare(Some(crc64), &found.fields) != Finding::Same {
            return None;
        }
        let request = self.prepare(*Step::of(Role::Put, Map::new())).ok()?.request;
        found.fields.put("Location", request.location);
        found.fields.set("skipped", Value::Bool(true));
        Some(found)
    }
}
