//! Reading a multipart form: fields into memory, the file to disk.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::{FutureExt as _, Stream};
use multer::{Constraints, Multipart, SizeLimit};

use crate::call::{BODY_LIMIT, Call};
use crate::failure::Failure;
use crate::store::Received;
use crate::wire::Body;

const FIELD_LIMIT: u64 = 256 * 1024;
const BLOCK: usize = 64 * 1024;

/// A form as it was sent.
pub(crate) struct Form {
    /// Names in lower case, in the order of the form.
    fields: Vec<(String, String)>,
    pub(crate) file: Received,
    pub(crate) file_name: Option<String>,
    pub(crate) file_type: Option<String>,
}

impl Form {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields().find(|(candidate, _)| *candidate == name).map(|(_, value)| value)
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Reads the form. Everything behind the file is ignored, as the service does.
pub(crate) fn read(call: &mut Call<'_>) -> Result<Form, Failure> {
    let content_type = call.header("content-type").unwrap_or_default();
    let boundary = multer::parse_boundary(content_type).map_err(|_| {
        let message = "Bucket POST must be of the enclosure-type multipart/form-data.";
        Failure::new(400, "RequestIsNotMultiPartContent", message)
    })?;
    let body = std::mem::replace(&mut call.body, Body::empty());
    let limits = SizeLimit::new().for_field("file", BODY_LIMIT).per_field(BODY_LIMIT);
    let constraints = Constraints::new().size_limit(limits);
    let multipart = Multipart::with_constraints(Blocks { body, pauses: false }, boundary, constraints);
    futures_executor::block_on(collect(multipart, call))
}

async fn collect(mut multipart: Multipart<'_>, call: &Call<'_>) -> Result<Form, Failure> {
    let mut fields = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(|error| malformed(&error))? {
        let name = field.name().unwrap_or_default().to_ascii_lowercase();
        if name == "file" {
            let file_name = field.file_name().map(str::to_owned);
            let file_type = field.content_type().map(ToString::to_string);
            let file = call.emulator.store.receive(&mut FieldReader { field, rest: Bytes::new() }, None)?;
            return Ok(Form { fields, file, file_name, file_type });
        }
        fields.push((name, text(field).await?));
    }
    let message = "POST requires exactly one file upload per request.";
    Err(Failure::new(400, "IncorrectNumberOfFilesInPostRequest", message))
}

async fn text(mut field: multer::Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| malformed(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > FIELD_LIMIT {
            let message = "Your POST request fields preceding the upload file were too large.";
            return Err(Failure::new(400, "MaxPostPreDataLengthExceededError", message));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn malformed(error: &multer::Error) -> Failure {
    if let multer::Error::StreamReadFailed(_) = error {
        return Failure::from(io::Error::from(io::ErrorKind::UnexpectedEof));
    }
    let message = format!("The body of your POST request is not well-formed multipart/form-data: {error}.");
    Failure::new(400, "MalformedPOSTRequest", message)
}

/// The body as a stream that pauses behind every block, because multer takes all that is ready into memory.
struct Blocks {
    body: Body,
    pauses: bool,
}

impl Stream for Blocks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pauses = !self.pauses;
        if self.pauses {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let mut block = vec![0; BLOCK];
        Poll::Ready(match self.body.read(&mut block) {
            Ok(0) => None,
            Ok(count) => {
                block.truncate(count);
                Some(Ok(block.into()))
            }
            Err(error) => Some(Err(error)),
        })
    }
}

/// A field as a blocking reader: the blocks beneath are read blocking too.
struct FieldReader<'a> {
    field: multer::Field<'a>,
    rest: Bytes,
}

impl Read for FieldReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            let chunk = poll_chunk(&mut self.field).map_err(io::Error::other)?;
            let Some(chunk) = chunk else { return Ok(0) };
            self.rest = chunk;
        }
        let count = self.rest.len().min(buffer.len());
        let taken = self.rest.split_to(count);
        if let Some(target) = buffer.get_mut(..count) {
            target.copy_from_slice(&taken);
        }
        Ok(count)
    }
}

fn poll_chunk(field: &mut multer::Field<'_>) -> multer::Result<Option<Bytes>> {
    // A poll that brings nothing only met the pause behind a block.
    loop {
        if let Some(chunk) = field.chunk().now_or_never() {
            return chunk;
        }
    }
}
