//! An error as the caller gets it: the fields of the original, and what we know beyond them.

use super::retry::{is_about_keys, is_about_time};
use crate::error::{Cause, Error, Kind, Network, Refusal};
use crate::protocol::response::add_marks;
use crate::text::{fill, lists};
use crate::value::{Map, Text, Value};

const CODES: &str = "Look the code up: https://cloud.tencent.com/document/product/436/7730";

/// What an `Error` object is made of. Its `name` is the same text as `code`.
pub struct Report {
    pub message: Option<Text>,
    pub code: Text,
    pub fields: Map,
}

/// Describes an error. Nothing of it is secret.
#[must_use]
pub fn report(error: &Error) -> Report {
    let (kind, hint) = advice(error);
    let mut report = match error {
        Error::Own { message, .. } => own(message),
        Error::Aborted => Report {
            message: Some("the call was stopped".into()),
            code: "AbortError".into(),
            fields: Map::new(),
        },
        Error::Network(network) => silent(network),
        Error::Service(refusal) => refused(refusal),
    };
    report.fields.set_text("kind", kind);
    report.fields.put("hint", hint);
    report
}

/// An error in a few words, for the log.
#[must_use]
pub fn reason(error: &Error) -> Text {
    let Report { message, code, .. } = report(error);
    fill(": {} {}", &[&code, &message.unwrap_or_default()])
}

fn own(message: &Text) -> Report {
    let mut inner = Map::new();
    inner.put("message", message.clone());
    inner.set_text("code", "Error");
    let fields = Map::of("error", Value::Map(inner));
    Report { message: Some(message.clone()), code: "Error".into(), fields }
}

fn silent(network: &Network) -> Report {
    let mut report = own(&network.message);
    report.fields.set("headers", Value::Map(Map::new()));
    report.fields.put("url", network.url.clone());
    report.fields.put("method", network.method.clone());
    report
}

fn refused(refusal: &Refusal) -> Report {
    let mut fields = Map::new();
    fields.set("error", refusal.document.clone());
    if refusal.status > 0 {
        fields.set("statusCode", Value::Integer(refusal.status.into()));
    }
    fields.set("headers", Value::Map(refusal.headers.clone()));
    fields.put("url", refusal.url.clone());
    fields.put("method", refusal.method.clone());
    add_marks(&mut fields, &refusal.headers);
    if let Some((field, text)) = &refusal.extra {
        fields.put(field, text.clone());
    }
    Report { message: refusal.message.clone(), code: refusal.code.clone(), fields }
}

fn advice(error: &Error) -> (&'static str, Text) {
    let (kind, hint) = match error {
        Error::Own { kind, hint, .. } => (name(*kind), *hint),
        Error::Aborted => ("abort", "Nothing to mend."),
        Error::Network(network) => about_silence(network.cause),
        Error::Service(refusal) if is_permission(refusal) && !is_about_time(refusal) => {
            return ("permission", permission_hint(refusal));
        }
        Error::Service(refusal) => about_refusal(refusal),
    };
    (kind, hint.into())
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Param => "param",
        Kind::Credentials => "credentials",
        Kind::File => "file",
        Kind::Integrity => "integrity",
        Kind::Hidden => "cors",
    }
}

fn is_permission(refusal: &Refusal) -> bool {
    refusal.code == "AccessDenied" || (refusal.status == 403 && refusal.code == "Error")
}

fn permission_hint(refusal: &Refusal) -> Text {
    let action = if refusal.action.is_empty() { "this request" } else { refusal.action.as_str() };
    fill("The keys do not allow {}: add it, with this bucket and key, to their policy.", &[action])
}

fn about_silence(cause: Cause) -> (&'static str, &'static str) {
    match cause {
        Cause::Offline => ("offline", "Repeat the call when the network is back."),
        Cause::Timeout => ("timeout", "The answer took longer than the option Timeout (ms) allows."),
        Cause::CrossOrigin => (
            "cors",
            "The browser withholds the server's answer: allow this page's origin, the method and all headers in the \
             bucket's CORS rules, and its host in connect-src where the page has a Content-Security-Policy.",
        ),
        Cause::MixedContent => (
            "mixed-content",
            "A page on https cannot ask a server on http: set the option Protocol to https:.",
        ),
        Cause::Lost | Cause::Custom => {
            ("network", "The connection failed: check the network, Bucket and Region, and ad blockers.")
        }
    }
}

fn about_refusal(refusal: &Refusal) -> (&'static str, &'static str) {
    if is_about_time(refusal) {
        let hint =
            "This machine's clock is wrong and the answer's Date is hidden: expose the header Date by CORS.";
        return ("clock", hint);
    }
    if is_about_keys(refusal) {
        return ("credentials", "Answer fresh keys from getAuthorization, with the real end of their life.");
    }
    match refusal.code.as_str() {
        "SignatureDoesNotMatch" => (
            "credentials",
            "SecretId and SecretKey do not belong together, or the request was changed on its way.",
        ),
        _ if refusal.status == 404 && lists("Error NoSuchKey NoSuchBucket", &refusal.code) => {
            ("service", "There is nothing: check Key, Bucket (with its APPID) and Region.")
        }
        "Error" => ("service", "Look at its status: a proxy or a sign-in page may have answered."),
        _ => ("service", CODES),
    }
}
