//! Answers that the recordings do not hold.

mod common;

use common::blob::MadeUp;
use common::calls::{Wish, failure, make, on_object, succeeds};
use common::replies::{Reply, answer, refusal};
use common::scripted::Scripted;
use cos_wasm_sdk::client::report::report;
use cos_wasm_sdk::error::{Error, Refusal};
use cos_wasm_sdk::protocol::json;
use cos_wasm_sdk::value::{Map, Text, Value};

/// The fields of an answer as JSON, without status and headers; nothing when the call fails.
fn fields(wish: &Wish, reply: Reply) -> Option<String> {
    let world = Scripted::new([reply], []);
    let mut fields = make(&world, wish)?.ok()?.fields;
    fields.remove("statusCode");
    fields.remove("headers");
    Some(json::write(&Value::Map(fields)))
}

fn upload() -> Wish {
    on_object("putObject").body(MadeUp::file(b"x", ""))
}

#[test]
fn a_refusal_that_is_an_answer_is_told_by_a_flag_and_its_status() {
    let since = |operation| on_object(operation).param("IfModifiedSince", "Tue, 14 Nov 2023 22:15:00 GMT");
    let headers: Map = [("if-modified-since", "Tue, 14 Nov 2023 22:15:00 GMT")].into_iter().collect();
    let table = [
        (since("headObject"), 304, "NotModified"),
        (since("getObject"), 304, "NotModified"),
        (on_object("headObject").param("Headers", headers), 304, "NotModified"),
        (on_object("deleteObject"), 404, "BucketNotFound"),
        (on_object("optionsObject"), 403, "OptionsForbidden"),
    ];
    for (wish, status, flag) in table {
        let world = Scripted::new([answer(status, "").header("x-cos-request-id", "r")], []);
        let fields = make(&world, &wish).unwrap().ok().unwrap().fields;
        let expected = format!("{{\"{flag}\":true,\"statusCode\":{status}}}");
        assert_eq!(json::write(&Value::Map(fields)), expected, "{}", wish.operation);
    }
}

#[test]
fn the_same_refusals_are_errors_elsewhere() {
    let table = [
        (on_object("headObject"), 304),
        (on_object("getObject").param("IfNoneMatch", "\"x\""), 304),
        (on_object("headObject").param("IfModifiedSince", "Tue, 14 Nov 2023 22:15:00 GMT"), 404),
        (on_object("getObject"), 404),
        (on_object("deleteObject"), 403),
        (on_object("optionsObject"), 404),
    ];
    for (wish, status) in table {
        let world = Scripted::new([answer(status, "")], []);
        let error = failure(&world, &wish);
        assert!(matches!(&error, Some(Error::Service(refusal)) if refusal.status == status), "{error:?}");
    }
}

/// The service sends blanks while it puts the parts together, so that the connection is kept.
#[test]
fn blanks_before_a_document_do_not_count() {
    let part: Map = [("PartNumber", "1"), ("ETag", "e")].into_iter().collect();
    let wish = on_object("multipartComplete").param("UploadId", "u").param("Parts", part);
    let whole = " \n\n  <CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>";
    let expected = r#"{"Key":"k","Location":"test-1250000000.cos.ap-guangzhou.myqcloud.com/k"}"#;
    assert_eq!(fields(&wish, answer(200, whole)).as_deref(), Some(expected));
    let world = Scripted::new([answer(200, "  \n<Error><Code>EntityTooSmall</Code></Error>")], []);
    let error = failure(&world, &wish);
    assert!(matches!(&error, Some(Error::Service(refusal)) if refusal.code == "EntityTooSmall"), "{error:?}");
}

/// D20
#[test]
fn line_breaks_in_a_json_answer_are_blanks() {
    let found = fields(&on_object("request"), answer(200, "{\"a\":\"x\ny\r\"}"));
    assert_eq!(found.as_deref(), Some(r#"{"a":"x y "}"#));
}

#[test]
fn a_callers_own_server_may_say_no_without_failing_the_upload() {
    let document = "<Error><Code>CallbackFailed</Code></Error>";
    let table = [("Callback", "CallbackError"), ("ReturnBody", "ReturnError")];
    for (param, field) in table {
        let found = fields(&upload().param(param, "e30="), answer(203, document)).unwrap();
        let expected = format!("{{\"{field}\":{{\"Code\":\"CallbackFailed\"}}");
        assert!(found.starts_with(&expected), "{found}");
    }
    let headers: Map = [("X-Cos-Callback", "e30=")].into_iter().collect();
    for wish in [upload().param("Headers", headers), upload().param("x-cos-callback", "e30=")] {
        let found = fields(&wish, answer(203, document)).unwrap();
        assert!(found.starts_with(r#"{"CallbackError":{"Code":"CallbackFailed"}"#), "{found}");
        let found = fields(&wish, answer(200, r#"{"a":1}"#)).unwrap();
        assert!(found.starts_with(r#"{"a":1,"CallbackBody":{"a":1},"#), "{found}");
    }
    let world = Scripted::new([answer(203, document)], []);
    assert!(failure(&world, &upload()).is_some(), "nobody's server was asked");
}

#[test]
fn the_word_of_a_callers_own_server_stays_as_it_is() {
    let word = r#"{"Location":"https://cdn.example/a"}"#;
    let found = fields(&upload().param("Callback", "e30="), answer(200, word)).unwrap();
    assert!(found.contains(&format!("\"CallbackBody\":{word}")), "{found}");
    assert!(found.starts_with(r#"{"Location":"test-1250000000.cos.ap-guangzhou.myqcloud.com/k""#), "{found}");
}

/// D24: a new bucket and a copy are told by their region.
#[test]
fn the_location_is_where_the_object_was_sent_except_for_copies_and_buckets() {
    let source = "src-1250000000.cos.ap-beijing.myqcloud.com/x";
    let table = [
        (upload(), "cos.accelerate.myqcloud.com/k"),
        (on_object("putObjectCopy").param("CopySource", source), "cos.ap-guangzhou.myqcloud.com/k"),
        (on_object("putBucket"), "cos.ap-guangzhou.myqcloud.com/k"),
    ];
    for (mut wish, location) in table {
        let expected = format!("\"Location\":\"test-1250000000.{location}\"");
        let is_bucket = wish.params.get("CopySource").is_none() && wish.body.is_none();
        if is_bucket {
            wish.params.remove("Key");
        }
        let expected = if is_bucket { expected.replace("/k", "/") } else { expected };
        let found = fields(&wish.option("UseAccelerate", Value::Bool(true)), answer(200, "")).unwrap();
        assert!(found.contains(&expected), "{found}");
    }
}

#[test]
fn bytes_are_handed_over_as_they_are_and_refusals_are_read() {
    let document = "<Error><Code>NoSuchKey</Code></Error>";
    let world = Scripted::new([answer(200, document)], []);
    let reply = make(&world, &on_object("getObject")).unwrap().ok().unwrap();
    assert_eq!(reply.body.as_deref(), Some(document));
    let world = Scripted::new([answer(404, document)], []);
    let error = failure(&world, &on_object("getObject"));
    assert!(matches!(&error, Some(Error::Service(refusal)) if refusal.code == "NoSuchKey"), "{error:?}");
}

#[test]
fn any_success_is_a_success() {
    for (status, is_success) in
        [(199, false), (200, true), (206, true), (299, true), (300, false), (0, false)]
    {
        let world = Scripted::new([answer(status, "")], []);
        assert_eq!(succeeds(&world, &on_object("headObject")), is_success, "{status}");
    }
}

#[test]
fn an_answer_without_status_is_reported_without_one() {
    let refusal = |status| Refusal {
        status,
        headers: Map::new(),
        code: "Error".into(),
        message: None,
        document: Value::Map(Map::new()),
        method: "HEAD".into(),
        url: "https://host/".into(),
        action: Text::new(),
        extra: Some(("ErrorStatus", "k Not Exist".into())),
    };
    for (status, expected) in [(0, None), (404, Some(Value::Integer(404)))] {
        let fields = report(&Error::Service(refusal(status))).fields;
        assert_eq!(fields.get("statusCode"), expected.as_ref());
        assert_eq!(fields.own_text("ErrorStatus"), "k Not Exist");
    }
}

#[test]
fn what_the_headers_of_a_refusal_tell_is_among_its_fields() {
    let reply = refusal(403, "AccessDenied", "Access Denied.")
        .header("x-cos-request-id", "r")
        .header("x-cos-version-id", "v")
        .header("x-cos-delete-marker", "true");
    let error = failure(&Scripted::new([reply], []), &on_object("headObject")).unwrap();
    let fields = report(&error).fields;
    let found = ["RequestId", "VersionId", "DeleteMarker"].map(|name| fields.own_text(name));
    assert_eq!(found, ["r", "v", "true"]);
}
