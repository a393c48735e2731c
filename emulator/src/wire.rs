//! What goes in and what comes out: requests, replies and how a reply is to be delivered.

use std::fmt;
use std::io::{self, Cursor, Read};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::store::ContentReader;

pub(crate) const VERSION_ID: &str = "x-cos-version-id";

/// A request as the emulator takes it. The URI may be absolute; else the `Host` header names the host.
pub type Request = http::Request<Body>;

/// The body of a request: bytes at hand or a stream, with its length when that is known.
pub struct Body {
    reader: Box<dyn Read + Send>,
    length: Option<u64>,
}

impl Body {
    /// A body of no bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self::from(Bytes::new())
    }

    /// A body read from `reader`, whose length may be unknown.
    pub fn stream(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self { reader: Box::new(reader), length }
    }

    /// The number of bytes, when it was known beforehand.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    pub(crate) fn map_reader(self, wrap: impl FnOnce(Box<dyn Read + Send>) -> Box<dyn Read + Send>) -> Self {
        Self { reader: wrap(self.reader), length: self.length }
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Body").field("length", &self.length).finish_non_exhaustive()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        let length = Some(bytes.len() as u64);
        Self { reader: Box::new(Cursor::new(bytes)), length }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from_static(text.as_bytes()))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

/// The body of a reply.
pub enum Answer {
    /// No body, although `Content-Length` may speak of one (HEAD).
    Empty,
    /// Bytes at hand.
    Bytes(Bytes),
    /// The bytes of a stored object, read from disk as they are asked for.
    Content(ContentReader),
    /// Bytes that come from somewhere else, with their number.
    Stream(Box<dyn Read + Send>, u64),
}

impl Answer {
    /// How many bytes the body has.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Self::Empty => 0,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Content(content) => content.remaining(),
            Self::Stream(_, length) => *length,
        }
    }

    /// The body as a blocking reader.
    #[must_use]
    pub fn into_reader(self) -> Box<dyn Read + Send> {
        match self {
            Self::Empty => Box::new(io::empty()),
            Self::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Self::Content(content) => Box::new(content),
            Self::Stream(reader, _) => reader,
        }
    }

    /// The whole body in memory.
    ///
    /// # Errors
    /// When a stored object cannot be read from disk.
    pub fn into_bytes(self) -> io::Result<Bytes> {
        if let Self::Bytes(bytes) = self {
            return Ok(bytes);
        }
        let mut bytes = Vec::new();
        self.into_reader().read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Answer({} bytes)", self.length())
    }
}

/// How a reply is to be brought to the client; everything at rest unless a fault asks for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivery {
    /// How long to wait before the first byte of the answer.
    pub delay: Duration,
    /// How fast the body may go.
    pub bytes_per_second: Option<u64>,
    /// How much of the answer arrives before the connection breaks.
    pub cut: Cut,
}

/// Where the connection breaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cut {
    /// It does not break.
    #[default]
    Never,
    /// Before the first byte of the answer.
    Unanswered,
    /// After this many bytes of the answer's body.
    AfterBytes(u64),
}

impl Cut {
    /// The most bytes of a body that get through.
    pub(crate) fn most(self) -> u64 {
        match self {
            Cut::Never => u64::MAX,
            Cut::Unanswered => 0,
            Cut::AfterBytes(bytes) => bytes,
        }
    }
}

/// An answer of the emulator.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// All headers, `Content-Length` included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Answer,
    /// Delay, speed and breaking of the connection.
    pub delivery: Delivery,
}

impl Reply {
    pub(crate) fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Answer::Empty, delivery: Delivery::default() }
    }

    pub(crate) fn ok() -> Self {
        Self::new(StatusCode::OK)
    }

    pub(crate) fn no_content() -> Self {
        Self::new(StatusCode::NO_CONTENT)
    }

    pub(crate) fn xml(text: String) -> Self {
        Self::ok().header("content-type", "application/xml").with_body(text)
    }

    pub(crate) fn with_body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Answer::Bytes(body.into());
        self
    }

    /// Leaves the length to whoever sees the whole body.
    pub(crate) fn without_length(mut self) -> Self {
        self.headers.remove("content-length");
        self
    }

    /// Names the version this reply is about, where there are versions.
    pub(crate) fn version(self, id: Option<&str>) -> Self {
        match id {
            Some(id) => self.header(VERSION_ID, id),
            None => self,
        }
    }

    /// Sets a header; a value that cannot be one (control characters) is left out.
    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        set_header(&mut self.headers, name, value);
        self
    }
}

pub(crate) fn set_header(headers: &mut HeaderMap, name: &str, value: impl AsRef<[u8]>) {
    let name = HeaderName::from_bytes(name.as_bytes());
    let value = HeaderValue::from_bytes(value.as_ref());
    if let (Ok(name), Ok(value)) = (name, value) {
        headers.insert(name, value);
    }
}

/// The text of a header: UTF-8 where it is, else Latin-1, several values joined with commas.
pub(crate) fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<String> = headers.get_all(name).iter().map(value_text).collect();
    if values.is_empty() { None } else { Some(values.join(",")) }
}

fn value_text(value: &HeaderValue) -> String {
    let bytes = value.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim().to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect::<String>().trim().to_owned(),
    }
}
