//! The one error: its variants say what the caller can do.

use std::rc::Rc;

use crate::text::{fill, next};
use crate::value::{Map, Text, Value};

/// Errors are shared: who waited for the same errand is told the same error.
pub type Result<T> = std::result::Result<T, Rc<Error>>;

/// Why a call failed. Made where the cause is known, never edited on its way up.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// What was wrong here, and not on the way to the service.
    Own { kind: Kind, message: Text, hint: &'static str },
    /// No answer came; the same call may succeed later.
    Network(Network),
    /// The service answered, and said no.
    Service(Refusal),
    /// The caller stopped the call.
    Aborted,
}

/// What is not as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A param or option cannot be used; nothing was sent. Mend it and call again.
    Param,
    /// The credential callback gave nothing that can be used, in time or at all.
    Credentials,
    /// The file changed or cannot be read any more, or cannot be written; pick it again.
    File,
    /// What arrived is not what was sent, or nobody can tell; upload it again.
    Integrity,
    /// The bucket's CORS rules hide a header that is needed.
    Hidden,
}

/// A request without an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub cause: Cause,
    pub message: Text,
    pub method: Text,
    pub url: Text,
}

/// What kept the answer away, as far as a browser lets anybody know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The browser says that it has no network.
    Offline,
    /// `Timeout` ran out.
    Timeout,
    /// The server is there, but the browser withholds its answer from this page.
    CrossOrigin,
    /// A page on https may not ask a server on http.
    MixedContent,
    /// The connection failed; nothing more is known.
    Lost,
    /// Something that a caller's own `Request` reported and that no repetition heals.
    Custom,
}

/// An answer that is not a success.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// HTTP status; 0 when the transport gave none.
    pub status: u16,
    pub headers: Map,
    /// `Code` of the error document, `Error` where there is none.
    pub code: Text,
    /// `Message` of the error document.
    pub message: Option<Text>,
    /// The error document as it was read.
    pub document: Value,
    pub method: Text,
    pub url: Text,
    /// The action a policy has to allow, e.g. `name/cos:PutObject`; empty when the request names none.
    pub action: Text,
    /// A field that one operation adds, e.g. `ErrorStatus`.
    pub extra: Option<(&'static str, Text)>,
}

impl Error {
    #[must_use]
    pub fn own(kind: Kind, message: &str, hint: &'static str) -> Rc<Self> {
        Rc::new(Error::Own { kind, message: message.into(), hint })
    }

    /// An error in two lines: what is wrong, where `{}` stands for a name, and what to do about it.
    #[must_use]
    pub fn about(name: &str, kind: Kind, lines: &'static str) -> Rc<Self> {
        let (message, hint) = next(lines, "\n");
        Error::own(kind, &fill(message, &[name]), hint)
    }

    /// As [`Error::about`], where no name is told.
    #[must_use]
    pub fn param(lines: &'static str) -> Rc<Self> {
        Error::about("", Kind::Param, lines)
    }

    /// As [`Error::param`], of bytes.
    #[must_use]
    pub fn integrity(lines: &'static str) -> Rc<Self> {
        Error::about("", Kind::Integrity, lines)
    }

    /// The error of a file that is not what it was when it was picked.
    #[must_use]
    pub fn unreadable() -> Rc<Self> {
        Error::about(
            "",
            Kind::File,
            "the file cannot be read any more\n\
             It was changed, moved or deleted; let the user pick it again.",
        )
    }

    /// The error of an answer that has not the range that was asked for.
    #[must_use]
    pub fn other_bytes() -> Rc<Self> {
        Error::integrity(
            "the answer has other bytes than those that were asked for\n\
             Look for a proxy that alters answers; where the object has a Content-Encoding, expose that header by CORS.",
        )
    }

    /// The error of a target that takes in no more bytes.
    #[must_use]
    pub fn unwritable(said: &str) -> Rc<Self> {
        Error::about(
            said,
            Kind::File,
            "the target cannot be written: {}\n\
             Look at its permission and at the room on the disk.",
        )
    }

    /// The error of a connection that is of no use.
    #[must_use]
    pub fn lost(message: &str) -> Rc<Self> {
        let (method, url) = (Text::new(), Text::new());
        Rc::new(Error::Network(Network { cause: Cause::Lost, message: message.into(), method, url }))
    }

    #[must_use]
    pub fn missing(name: &str) -> Rc<Self> {
        Error::about(name, Kind::Param, "missing param {}\nAdd this param to the call.")
    }
}
