//! One request on its way through the emulator.

use std::io::Read;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, Method};
use md5::{Digest, Md5};

use crate::Emulator;
use crate::auth::Identity;
use crate::encode::Query;
use crate::failure::Failure;
use crate::store::{Bucket, Object, Received, Sums};
use crate::target::Address;
use crate::wire::{Body, header_text};

/// The largest document (XML, JSON) that is taken in.
const DOCUMENT_LIMIT: u64 = 10 * 1024 * 1024;
/// The largest body of one request: a simple upload or a part.
pub(crate) const BODY_LIMIT: u64 = 5 * 1024 * 1024 * 1024;

/// A request with everything a handler needs.
pub(crate) struct Call<'a> {
    pub(crate) emulator: &'a Emulator,
    pub(crate) method: Method,
    /// The host as the client named it, with its port.
    pub(crate) host: String,
    /// The whole path, decoded.
    pub(crate) path: String,
    pub(crate) address: Address,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) now: SystemTime,
    pub(crate) identity: Identity,
}

impl Call<'_> {
    /// A header's text; an empty header counts as not sent.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        header_text(&self.headers, name).filter(|text| !text.is_empty())
    }

    /// Works on the bucket of this request.
    pub(crate) fn bucket<R>(
        &self,
        work: impl FnOnce(&mut Bucket) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        self.emulator.store.bucket(&self.address, work)
    }

    /// The version that the request names.
    pub(crate) fn version_id(&self) -> Option<&str> {
        self.query.get("versionId").filter(|id| !id.is_empty())
    }

    /// A copy of the object's description; the bytes stay on disk.
    pub(crate) fn object(&self) -> Result<Object, Failure> {
        let read = |bucket: &mut Bucket| {
            bucket.object(&self.address.key, self.version_id()).map(|(object, _)| object.clone())
        };
        self.bucket(read)
    }

    /// Changes the description of the object.
    pub(crate) fn change_object(&self, change: impl FnOnce(&mut Object)) -> Result<(), Failure> {
        self.bucket(|bucket| bucket.object_mut(&self.address.key, self.version_id()).map(change))
    }

    /// Takes the body to disk after checking what can be checked beforehand, and its MD5 afterwards.
    pub(crate) fn receive(&mut self) -> Result<Received, Failure> {
        let expected_md5 = self.content_md5()?;
        let length = self.announced_length()?;
        if length.is_some_and(|length| length > BODY_LIMIT) {
            let message = "Your proposed upload exceeds the maximum allowed object size.";
            return Err(Failure::new(400, "EntityTooLarge", message));
        }
        let received = self.emulator.store.receive(&mut self.body, length)?;
        check_md5(expected_md5, &received.sums)?;
        Ok(received)
    }

    /// How long the body will be. A body in chunks does not say, any other has to.
    fn announced_length(&self) -> Result<Option<u64>, Failure> {
        if let Some(text) = self.header("content-length") {
            let length =
                text.parse().map_err(|_| Failure::invalid_argument("Content-Length is not a number."))?;
            return Ok(Some(length));
        }
        if self.header("transfer-encoding").is_none() && self.body.length().is_none() {
            return Err(Failure::new(411, "MissingContentLength", "The Content-Length header is missing."));
        }
        Ok(self.body.length())
    }

    /// Reads a document into memory and checks its MD5 when one was sent.
    pub(crate) fn document(&mut self) -> Result<String, Failure> {
        let expected_md5 = self.content_md5()?;
        let mut bytes = Vec::new();
        (&mut self.body).take(DOCUMENT_LIMIT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > DOCUMENT_LIMIT {
            return Err(Failure::new(400, "MaxMessageLengthExceeded", "Your request was too big."));
        }
        let sums = Sums { md5: Md5::digest(&bytes).into(), ..Sums::default() };
        check_md5(expected_md5, &sums)?;
        String::from_utf8(bytes).map_err(|_| Failure::malformed_xml("The document is not UTF-8."))
    }

    fn content_md5(&self) -> Result<Option<[u8; 16]>, Failure> {
        let Some(text) = self.header("content-md5") else { return Ok(None) };
        let invalid = || Failure::new(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
        let bytes = STANDARD.decode(text).map_err(|_| invalid())?;
        Ok(Some(bytes.try_into().map_err(|_| invalid())?))
    }
}

pub(crate) fn check_md5(expected: Option<[u8; 16]>, sums: &Sums) -> Result<(), Failure> {
    if expected.is_none_or(|expected| expected == sums.md5) {
        return Ok(());
    }
    Err(Failure::new(400, "BadDigest", "The Content-MD5 you specified did not match what we received."))
}
