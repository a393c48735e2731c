//! The requests of the original SDK, one for one: what is sent, what is signed, what is asked for.

mod common;
mod replay;
mod vectors;

use std::collections::BTreeSet;

use common::calls::{make, succeeds};
use common::scripted::{Asked, Scripted};
use common::{answers, replies};
use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::error::{Error, Kind};
use cos_wasm_sdk::protocol::catalog::rows;
use cos_wasm_sdk::value::Value;
use replay::bodies::BODIES;
use replay::{canonical, error_text, json_of, outcome_text, sent_text, wish};
use serde_json::{Value as Json, json};
use vectors::{cases, expect_equal, map, text};

/// Cases that go another way than with the original: method, case, why.
const DIFFERENCES: [(&str, &str, &str); 4] = [
    ("putObjectCopy", "bad source", "D22: a copy source with a scheme is refused"),
    ("deleteBucketEncryption", "min", "A14: the keys have to allow what is done"),
    ("putBucketPolicy", "min (object without version)", "A15: the version is sent"),
    ("putBucketAccelerate", "full", "A16: the caller's headers are sent"),
];

/// A20: a list is sent as a repeated name, so it is signed as one. Case, end of the original's signature, end of
/// ours (made with another HMAC implementation).
const SIGNED_OTHERWISE: (&str, &str, &str) = (
    "request full",
    "&q-url-param-list=arr;e;image_process;w&q-signature=b5832cf97dc0674fc442f7cde6774949be802090",
    "&q-url-param-list=arr;arr;e;image_process;w&q-signature=aa1fbb48bc4e5cae4e06bfb0e19b90955a45f5e6",
);

/// Cases that never come as far as the call path: method, case, why.
const ELSEWHERE: [(&str, &str, &str); 2] = [
    ("putObject", "bad body", "the kind of a body is checked where JavaScript values are read"),
    ("putObject", "Uint8Array body", "the kind of a body is checked where JavaScript values are read"),
];

fn name(case: &Json) -> String {
    [text(case, "/method"), text(case, "/case")].join(" ")
}

fn is_in(table: &[(&str, &str, &str)], case: &Json) -> bool {
    table.iter().any(|(method, name, _)| *method == text(case, "/method") && *name == text(case, "/case"))
}

/// The recorded cases of the methods in the catalog, as far as they go the same way.
fn recorded() -> Vec<Json> {
    let all = cases("requests.json", "cases");
    let is_ours = |case: &Json| wish(case, Source::Fixed).is_some();
    let (same, other): (Vec<Json>, Vec<Json>) = all
        .into_iter()
        .filter(is_ours)
        .partition(|case| !is_in(&DIFFERENCES, case) && !is_in(&ELSEWHERE, case));
    assert_eq!(other.len(), DIFFERENCES.len() + ELSEWHERE.len(), "a listed case is not recorded");
    same
}

/// Those of them that send something.
fn sending() -> Vec<Json> {
    recorded().into_iter().filter(|case| case.get("error").is_none()).collect()
}

/// The service of the recordings: its headers and its body for this case.
fn service(case: &Json) -> Scripted {
    let body = BODIES.iter().find(|(start, _)| name(case).starts_with(start));
    let mut reply = replies::answer(200, body.map_or("", |(_, body)| body));
    for (header, value) in map(&case["data"], "headers") {
        reply = reply.header(&header, &value.to_text());
    }
    Scripted::new([reply], [answers::signature()])
}

/// The world after this case.
fn play(case: &Json, source: Source) -> Scripted {
    let world = service(case);
    assert!(wish(case, source).is_some_and(|wish| succeeds(&world, &wish)), "{}", name(case));
    world
}

/// What is put together out of several requests, or made without any.
const COMPOSITES: [&str; 7] = [
    "abortUploadTask",
    "getAuth",
    "getObjectUrl",
    "sliceCopyFile",
    "sliceUploadFile",
    "uploadFile",
    "uploadFiles",
];

/// What the original does not have.
const BEYOND: [&str; 1] = ["downloadFile"];

#[test]
fn every_operation_of_the_original_is_a_row_by_all_its_names() {
    let recorded: BTreeSet<String> = cases("requests.json", "cases")
        .iter()
        .map(|case| text(case, "/method"))
        .chain(BEYOND.map(str::to_owned))
        .collect();
    let names: BTreeSet<String> = rows()
        .flat_map(|row| [row.about.name, row.about.old_name])
        .chain(COMPOSITES)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    assert_eq!(names, recorded);
    assert_eq!(rows().filter(|row| !row.role.is_move()).count(), 72);
}

#[test]
fn every_recorded_request_is_made_again_to_the_letter() {
    let sending = sending();
    assert_eq!(sending.len(), 140, "rows of the catalog with recordings");
    expect_equal(sending.iter().map(|case| {
        let world = play(case, Source::Fixed);
        let sent: Vec<String> = world.sent.borrow().iter().map(sent_text).collect();
        (name(case), sent.join("\n"), expected_requests(case))
    }));
}

fn expected_requests(case: &Json) -> String {
    let requests = case.get("requests").and_then(Json::as_array).cloned().unwrap_or_default();
    let text =
        requests.iter().map(|request| canonical(&without_recorder(request))).collect::<Vec<_>>().join("\n");
    let (other, theirs, ours) = SIGNED_OTHERWISE;
    if name(case) != other {
        return text;
    }
    assert!(text.contains(theirs), "no difference any more: {other}");
    text.replace(theirs, ours)
}

/// The listeners are the recorder's; an empty key is the same as none.
fn without_recorder(request: &Json) -> Json {
    let fields = request.as_object().into_iter().flatten();
    let kept = fields.filter(|(name, value)| !name.starts_with("hasOn") && (*name != "key" || *value != ""));
    Json::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

#[test]
fn every_recorded_answer_is_given_again() {
    expect_equal(recorded().iter().map(|case| {
        let world = service(case);
        let result = make(&world, &wish(case, Source::Fixed).unwrap()).unwrap();
        let expected = case.get("error").cloned().unwrap_or_else(|| expected_data(case));
        (name(case), outcome_text(&result), canonical(&expected))
    }));
}

/// D21: the original leaves an empty raw answer under `body`; here it is a `Body` like any other.
/// D7: `CommonPrefixes` is always a list.
fn expected_data(case: &Json) -> Json {
    let mut data = case["data"].clone();
    if let Some(fields) = data.as_object_mut() {
        if let Some(body) = fields.remove("body") {
            fields.insert("Body".into(), body);
        }
        if ["multipartList", "listObjectVersions"].contains(&text(case, "/method").as_str()) {
            fields.insert("CommonPrefixes".into(), json!([]));
        }
    }
    data
}

#[test]
fn a_credential_callback_is_told_what_the_original_tells() {
    expect_equal(sending().iter().map(|case| {
        let world = play(case, Source::GetAuthorization);
        let asked: Vec<Json> = world.asked.borrow().iter().map(recorded_part).collect();
        (name(case), canonical(&json!(asked)), canonical(&case["getAuthorizationInput"]))
    }));
}

/// The fields of a question that the recordings show.
fn recorded_part(asked: &Asked) -> Json {
    const SHOWN: [&str; 6] = ["Method", "Key", "Pathname", "Query", "Headers", "Scope"];
    let shown = asked.options.clone().into_iter().filter(|(name, _)| SHOWN.contains(&name.as_str()));
    json_of(&Value::Map(shown.collect()))
}

#[test]
fn a_credential_callback_is_told_where_and_when() {
    let case = &recorded()[3];
    assert_eq!(name(case), "getBucket min");
    let world = service(case);
    world.clock_offset.set(-7000);
    assert!(succeeds(&world, &wish(case, Source::GetAuthorization).unwrap()));
    let asked = world.asked.borrow()[0].clone();
    assert!(!asked.sts);
    assert_eq!(asked.options.own_text("Bucket"), "test-1250000000");
    assert_eq!(asked.options.own_text("Region"), "ap-guangzhou");
    assert_eq!(asked.options.get("SystemClockOffset"), Some(&Value::Integer(-7000)));
    assert_eq!(asked.options.get("ForceSignHost"), Some(&Value::Bool(true)));
}

#[test]
fn get_sts_is_told_bucket_and_region_only() {
    let case = &recorded()[3];
    let world = service(case);
    world.answers.replace([answers::keys("sts")].into());
    assert!(succeeds(&world, &wish(case, Source::GetSts).unwrap()));
    let asked = world.asked.borrow()[0].clone();
    assert!(asked.sts);
    assert_eq!(
        canonical(&json_of(&asked.options.into())),
        r#"{"Bucket":"test-1250000000","Region":"ap-guangzhou"}"#
    );
}

#[test]
fn a_finished_signature_goes_out_as_it_was_answered() {
    expect_equal(sending().iter().map(|case| {
        let world = play(case, Source::GetAuthorization);
        let sent = world.first();
        (name(case), sent.header("Authorization"), answers::SIGNATURE.to_owned())
    }));
}

/// The case of a listed difference.
fn different(method: &str) -> Json {
    let is_it = |case: &Json| text(case, "/method") == method && is_in(&DIFFERENCES, case);
    cases("requests.json", "cases").into_iter().find(is_it).unwrap_or_default()
}

#[test]
fn a_copy_source_with_a_scheme_is_refused_before_anything_is_sent() {
    let case = different("putObjectCopy");
    let world = service(&case);
    let error = make(&world, &wish(&case, Source::Fixed).unwrap()).unwrap().err().unwrap();
    assert!(matches!(&*error, Error::Own { kind: Kind::Param, .. }), "{error:?}");
    assert!(error_text(&error).contains(r#""message":"CopySource format error""#));
    assert_eq!(world.attempts(), 0);
}

#[test]
fn the_keys_have_to_allow_deleting_an_encryption_and_nothing_else() {
    let sent = play(&different("deleteBucketEncryption"), Source::Fixed).first();
    assert_eq!(sent.action, "name/cos:DeleteBucketEncryption");
    assert!(sent.url.ends_with("/?encryption"), "{}", sent.url);
}

#[test]
fn a_policy_without_version_is_sent_with_the_one_that_the_service_knows() {
    let sent = play(&different("putBucketPolicy"), Source::Fixed).first();
    assert_eq!(sent.document.as_deref(), Some(r#"{"statement":[],"version":"2.0"}"#));
    assert_eq!(sent.header("Content-MD5"), "yNQBYOrOjBsD1hDPiTqajw==");
}

#[test]
fn headers_of_the_caller_are_sent_when_acceleration_is_switched_on() {
    let sent = play(&different("putBucketAccelerate"), Source::Fixed).first();
    assert_eq!(sent.header("x-cos-test"), "dropped");
    assert!(sent.header("Authorization").contains("q-header-list=content-md5;host;x-cos-test&"));
}
