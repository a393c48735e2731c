//! The service's errors and their XML document.

use http::StatusCode;

use crate::wire::{Reply, VERSION_ID, header_text};
use crate::xml::Element;

pub(crate) type Outcome = Result<Reply, Failure>;

/// An error answer: status, code, message and what else the document or the headers carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) status: StatusCode,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) details: Vec<(&'static str, String)>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Failure {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            code: code.to_owned(),
            message: message.into(),
            details: Vec::new(),
            headers: Vec::new(),
        }
    }

    pub(crate) fn detail(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same failure with what the headers of a reply say about an object.
    pub(crate) fn headers_of(self, reply: &Reply) -> Self {
        let names = ["etag", "x-cos-hash-crc64ecma", VERSION_ID];
        names.iter().fold(self, |failure, name| match header_text(&reply.headers, name) {
            Some(value) => failure.header(name, value),
            None => failure,
        })
    }

    pub(crate) fn access_denied() -> Self {
        Self::new(403, "AccessDenied", "Access Denied.")
    }

    pub(crate) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidArgument", message)
    }

    pub(crate) fn malformed_xml(message: impl Into<String>) -> Self {
        Self::new(400, "MalformedXML", message)
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
    }

    pub(crate) fn no_such_bucket() -> Self {
        Self::new(404, "NoSuchBucket", "The specified bucket does not exist.")
    }

    pub(crate) fn no_such_key() -> Self {
        Self::new(404, "NoSuchKey", "The specified key does not exist.")
    }

    pub(crate) fn no_such_version() -> Self {
        Self::new(404, "NoSuchVersion", "The specified version does not exist.")
    }

    pub(crate) fn no_such_upload() -> Self {
        Self::new(404, "NoSuchUpload", "The specified multipart upload does not exist.")
    }

    pub(crate) fn not_implemented(message: impl Into<String>) -> Self {
        Self::new(501, "NotImplemented", message)
    }

    /// The reply with the service's error document.
    pub(crate) fn into_reply(self, resource: &str, request_id: &str, trace_id: &str) -> Reply {
        let mut document = Element::new("Error");
        document.text("Code", &self.code).text("Message", &self.message).text("Resource", resource);
        document.text("RequestId", request_id).text("TraceId", trace_id);
        for (name, value) in &self.details {
            document.text(name, value);
        }
        let mut reply = Reply::xml(document.into_document());
        reply.status = self.status;
        for (name, value) in self.headers {
            reply = reply.header(name, value);
        }
        reply
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::UnexpectedEof {
            return Self::new(400, "IncompleteBody", "The body ended before its announced length.");
        }
        Self::new(500, "InternalError", format!("The emulator could not do its file work: {error}"))
    }
}
