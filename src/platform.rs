//! Every side effect there is. What implements this runs the SDK.

use std::pin::Pin;
use std::rc::Rc;

use crate::error::{Cause, Error, Result};
use crate::protocol::request::Request;
use crate::value::{Map, Text, Value};

/// Something that takes a while. Dropping it ends it.
pub type Errand<T> = Pin<Box<dyn Future<Output = T>>>;

/// The world outside: clock, chance, network, the caller's hooks.
pub trait Platform: Clone + 'static {
    /// A handle on bytes that stay outside: a File, a Blob, a slice of one; or on the target of a download.
    type Blob: Clone;
    /// A received body that is handed to the caller as it is.
    type Body;
    /// Keeps others out until it is dropped.
    type Lock;

    /// Milliseconds since 1970, by the local clock.
    fn now(&self) -> i64;

    /// Milliseconds since 1970 of a date such as `Tue, 14 Nov 2023 22:15:00 GMT` or `2023-11-14T22:15:00Z`.
    fn date(text: &str) -> Option<i64>;

    /// A number from 0 up to, not including, 1.
    fn random(&self) -> f64;

    /// Comes back after so many milliseconds.
    fn sleep(&self, milliseconds: u32) -> Errand<()>;

    /// False when the machine knows that it has no network.
    fn is_online(&self) -> bool;

    /// Comes back when [`Platform::is_online`] turns true; false when it has not after so many milliseconds.
    fn until_online(&self, limit: u32) -> Errand<bool>;

    /// `http:` or `https:`, the protocol of the page; nothing outside of pages.
    fn page_protocol(&self) -> Option<String>;

    /// `SystemClockOffset` of the live options, in milliseconds.
    fn clock_offset(&self) -> i64;

    /// Writes `SystemClockOffset` into the live options.
    fn correct_clock(&self, offset: i64);

    /// Sends one request and reads its answer. Dropping the errand aborts the request.
    fn send(&self, request: Outgoing<Self>) -> Errand<std::result::Result<Incoming<Self::Body>, Fault>>;

    /// The bytes of a body that was received as `arraybuffer`.
    fn bytes(&self, body: &Self::Body) -> Vec<u8>;

    /// Asks the caller's credential callback; at most the first answer counts.
    fn ask_credentials(&self, ask: Ask) -> Errand<Result<Value>>;

    /// Whether any server answers at this address, readable or not.
    fn is_reachable(&self, url: &str) -> Errand<bool>;

    /// Whether the bytes behind a handle can still be read.
    fn is_readable(&self, blob: &Self::Blob) -> Errand<bool>;

    /// The checksums of all bytes behind a handle, read block by block.
    fn digest(&self, blob: &Self::Blob, sums: Sums, progress: Option<&Watch>) -> Errand<Result<Digest>>;

    /// A handle on some of the bytes.
    fn slice(&self, blob: &Self::Blob, start: u64, end: u64) -> Self::Blob;

    /// Lays bytes that were received into a target, at their place (first byte, first byte after them), and sums them
    /// up. Comes back when the target is ready for more.
    fn lay(&self, target: &Self::Blob, body: &Self::Body, place: (u64, u64)) -> Errand<Result<Digest>>;

    /// Closes a target that has all its bytes, and gives what there is to hand over.
    fn close(&self, target: &Self::Blob) -> Errand<Result<Self::Body>>;

    /// The text that is kept under a name. Where there is none, one made of what the original has kept of the
    /// file; `place` is how it names the part size and the object.
    fn recall(&self, name: &str, blob: Option<&Self::Blob>, place: &str) -> Errand<Option<String>>;

    /// Keeps a text beyond the life of a page, as far as the world lets it; an empty one is forgotten.
    fn remember(&self, name: &str, text: &str);

    /// Comes back when nobody else, in any page, works under this name; others wait until the lock is dropped.
    fn lock(&self, name: &str) -> Errand<Self::Lock>;

    /// Reports a step to whoever listens to the log; the text is made only when somebody does.
    fn log(&self, level: Level, text: &dyn Fn() -> Text);
}

/// One request as it goes out.
pub struct Outgoing<'a, P: Platform> {
    pub request: &'a Request,
    /// Where to, this time; with sub-resource and raw query string, without the request's `query`.
    pub url: &'a str,
    /// The request's, and those that let it through.
    pub headers: Map,
    /// The caller's own body; the request's document goes before it.
    pub body: Option<&'a P::Blob>,
    /// Milliseconds for the whole exchange; 0 is no limit.
    pub timeout: u32,
    pub on_upload: Option<&'a Watch>,
    pub on_download: Option<&'a Watch>,
}

/// Checksums of the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// 0 where it was not asked for.
    pub crc64: u64,
    /// Where it was asked for.
    pub md5: Option<[u8; 16]>,
}

/// Which checksums are wanted. JavaScript passes on their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sums {
    Crc64,
    Both,
    Md5,
}

impl Sums {
    /// The CRC-64, and the MD5 where it is needed.
    #[must_use]
    pub fn where_md5(is_needed: bool) -> Self {
        if is_needed { Sums::Both } else { Sums::Crc64 }
    }
}

/// Told the bytes done and, where it is known, the bytes in all.
pub type Watch = Rc<dyn Fn(u64, u64)>;

/// An answer with any status.
pub struct Incoming<B> {
    pub status: u16,
    /// Names in lower case. Of a `range` whose connection broke in the middle also `came`: so many bytes has its body.
    pub headers: Map,
    /// Empty when the body is handed over untouched.
    pub text: String,
    /// The body, when it was asked for untouched and the status is a success.
    pub body: Option<B>,
}

/// Why no answer came.
pub enum Fault {
    /// What is known of the cause, and the transport's words: lost, refused by the browser, or withheld for reasons of
    /// origin, browsers do not say.
    Network(Cause, Text),
    /// The caller's own transport said `abort`: the call stays silent.
    Silent,
    /// The request could not be made at all.
    Unsendable(Rc<Error>),
}

/// What a credential callback is told.
pub struct Ask {
    /// `getSTS` instead of `getAuthorization`.
    pub sts: bool,
    pub options: Map,
}

/// How much a log line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Debug,
    Info,
    Warn,
    Error,
}

impl Level {
    /// The level's name among the values of `LogLevel`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Debug => "DEBUG",
            Level::Info => "INFO",
            Level::Warn => "WARN",
            Level::Error => "ERROR",
        }
    }
}
