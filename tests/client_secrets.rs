//! What callers and log files get to see never holds a key, a token or a signature.

mod common;

use std::rc::Rc;

use common::answers::{self, Answer, SECRET, TOKEN, key_fields};
use common::blob::MadeUp;
use common::calls::{SECRET_KEY, Wish, asking, failure, on_object};
use common::replies::{self, Outcome, Reply, lost, ok, refusal};
use common::scripted::Scripted;
use cos_wasm_sdk::client::report::report;
use cos_wasm_sdk::error::{Cause, Error, Kind, Network, Refusal};
use cos_wasm_sdk::protocol::json;
use cos_wasm_sdk::value::{Map, Value};

/// Whatever nobody may see: keys, tokens, and what signatures are recognised by.
const SECRETS: [&str; 6] =
    [SECRET_KEY, SECRET, TOKEN, "fixed-token-that-nobody-may-see", "q-signature", "made-by-the-server"];

fn expect_no_secret(place: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{place} tells {secret}: {text}");
    }
}

fn shown(error: &Error) -> String {
    let report = report(error);
    format!("{error:?} {:?} {} {}", report.message, report.code, json::write(&Value::Map(report.fields)))
}

/// Every way that a call can fail after it has had to do with secrets.
fn failures() -> Vec<(Reply, Answer)> {
    let broken = |name: &str| {
        let mut fields = key_fields("id");
        fields.insert(name, "170");
        answers::value(fields)
    };
    let mut with_signature = key_fields("id");
    with_signature.insert("Authorization", "q-sign-algorithm=sha1&q-signature=made-by-the-server");
    vec![
        (lost(), answers::keys("id")),
        (replies::of(Outcome::Timeout), answers::keys("id")),
        (replies::of(Outcome::Custom("broken".into())), answers::keys("id")),
        (refusal(403, "AccessDenied", "Access Denied."), answers::keys("id")),
        (refusal(403, "ExpiredToken", "Expired."), answers::keys("id")),
        (refusal(500, "InternalError", ""), answers::keys("id")),
        (replies::answer(200, "<a"), answers::keys("id")),
        (lost(), answers::signature()),
        (refusal(403, "SignatureDoesNotMatch", ""), answers::signature()),
        (ok(), broken("ExpiredTime")),
        (ok(), broken("StartTime")),
        (ok(), answers::value(with_signature)),
        (ok(), answers::never()),
    ]
}

fn wishes() -> Vec<Wish> {
    let with_token = on_object("getBucket").option("SecurityToken", "fixed-token-that-nobody-may-see");
    vec![
        with_token,
        asking("getBucket"),
        asking("putObject").body(MadeUp::file(b"x", "")),
        asking("multipartComplete").param("UploadId", "u").param("Parts", Value::from(vec![part()])),
    ]
}

fn part() -> Value {
    let mut part = Map::new();
    part.insert("PartNumber", Value::Integer(1));
    part.insert("ETag", "\"etag\"");
    part.into()
}

#[test]
fn no_error_and_no_log_line_tells_a_secret() {
    let mut count = 0;
    for wish in wishes() {
        for (reply, answer) in failures() {
            let world = Scripted::new([reply], [answer]);
            if let Some(error) = failure(&world, &wish) {
                count += 1;
                expect_no_secret("an error", &shown(&error));
            }
            expect_no_secret("the log", &world.log.borrow().join("\n"));
        }
    }
    assert!(count > 40, "only {count} calls failed");
}

#[test]
fn the_log_tells_of_each_attempt() {
    let world = Scripted::new([refusal(503, "SlowDown", "busy"), ok()], []);
    assert!(failure(&world, &on_object("headObject")).is_none());
    let url = "https://test-1250000000.cos.ap-guangzhou.myqcloud.com/k";
    let expected =
        [format!("send HEAD {url}"), format!("retry HEAD {url}: SlowDown busy"), format!("send HEAD {url}")];
    assert_eq!(*world.log.borrow(), expected);
}

fn network(cause: Cause) -> Error {
    let (message, method, url) = ("lost".into(), "GET".into(), "https://host/".into());
    Error::Network(Network { cause, message, method, url })
}

fn service(status: u16, code: &str, message: &str) -> Error {
    Error::Service(Refusal {
        status,
        headers: Map::new(),
        code: code.into(),
        message: Some(message.into()),
        document: Value::Map(Map::new()),
        method: "PUT".into(),
        url: "https://host/".into(),
        action: "name/cos:PutObject".into(),
        extra: None,
    })
}

#[test]
fn each_error_says_of_what_kind_it_is_and_what_to_do() {
    let credentials = Error::Own { kind: Kind::Credentials, message: "m".into(), hint: "Mend it." };
    let file = Error::Own { kind: Kind::File, message: "m".into(), hint: "Pick it again." };
    // The error, its kind, what its hint has to name.
    let table = [
        (Rc::unwrap_or_clone(Error::missing("Key")), "param", "Add this param"),
        (credentials, "credentials", "Mend it."),
        (file, "file", "Pick it again."),
        (Error::Aborted, "abort", "Nothing to mend"),
        (network(Cause::Offline), "offline", "back"),
        (network(Cause::Timeout), "timeout", "Timeout"),
        (network(Cause::CrossOrigin), "cors", "CORS rules"),
        (network(Cause::MixedContent), "mixed-content", "https:"),
        (network(Cause::Lost), "network", "Bucket and Region"),
        (network(Cause::Custom), "network", "connection"),
        (service(403, "AccessDenied", "Access Denied."), "permission", "name/cos:PutObject"),
        (service(403, "Error", ""), "permission", "name/cos:PutObject"),
        (service(403, "AccessDenied", "Request has expired"), "clock", "clock"),
        (service(403, "RequestTimeTooSkewed", ""), "clock", "Date"),
        (service(403, "ExpiredToken", ""), "credentials", "getAuthorization"),
        (service(403, "InvalidAccessKeyId", ""), "credentials", "getAuthorization"),
        (service(403, "SignatureDoesNotMatch", ""), "credentials", "SecretKey"),
        (service(404, "NoSuchBucket", ""), "service", "APPID"),
        (service(404, "NoSuchKey", ""), "service", "check Key"),
        (service(404, "Error", ""), "service", "check Key"),
        (service(404, "NoSuchUpload", ""), "service", "436/7730"),
        (service(500, "Error", ""), "service", "status"),
    ];
    for (error, kind, hint) in table {
        let fields = report(&error).fields;
        assert_eq!(fields.own_text("kind"), kind, "{error:?}");
        assert!(fields.text("hint").is_some_and(|text| text.contains(hint)), "{error:?} {fields:?}");
    }
}
