//! The answers that the original SDK was given, read again.

mod common;
mod replay;
mod vectors;

use common::calls::{failure, make};
use common::replies::{self, Outcome, Reply};
use common::scripted::Scripted;
use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::error::Error;
use cos_wasm_sdk::protocol::encode::decode_base64;
use replay::{canonical, error_text, json_of, outcome_text, wish};
use serde_json::{Value as Json, json};
use vectors::{cases, expect_equal, map, text};

/// Answers that are read in another way than by the original: method, case, why.
const DIFFERENCES: [(&str, &str, &str); 3] = [
    (
        "putObjectCopy",
        "200 with an Error document is reported as success",
        "A1: it is an error, tried again when the code says that this may help",
    ),
    (
        "multipartComplete",
        "200 with an Error document is reported as success",
        "A1: it is an error, tried again when the code says that this may help",
    ),
    ("request", "JSON array answer without RawBody", "B3: a text that is no document is handed over as Body"),
];

fn name(case: &Json) -> String {
    [text(case, "/method"), text(case, "/case")].join(": ")
}

fn differs(case: &Json) -> bool {
    DIFFERENCES
        .iter()
        .any(|(method, name, _)| *method == text(case, "/method") && *name == text(case, "/case"))
}

/// The recorded cases of the methods in the catalog.
fn recorded() -> Vec<Json> {
    let all = cases("responses.json", "cases");
    all.into_iter().filter(|case| wish(case, Source::Fixed).is_some()).collect()
}

/// The case of a listed difference.
fn different(method: &str) -> Json {
    let found = recorded().into_iter().find(|case| differs(case) && text(case, "/method") == method);
    found.unwrap_or_default()
}

fn reply(case: &Json) -> Reply {
    let status = case.pointer("/response/statusCode").and_then(Json::as_u64).unwrap_or_default();
    let headers = map(&case["response"], "headers");
    replies::of(match text(case, "/response/error").as_str() {
        "timeout" => Outcome::Timeout,
        "" => Outcome::Answer {
            status: u16::try_from(status).unwrap_or_default(),
            headers,
            body: case.pointer("/response/body/$arraybuffer_base64").map_or_else(
                || text(case, "/response/body"),
                |bytes| one_to_one(bytes.as_str().unwrap_or_default()),
            ),
        },
        other => Outcome::Custom(other.to_owned()),
    })
}

/// A character for each byte, which is how the tests hold bytes.
fn one_to_one(base64: &str) -> String {
    decode_base64(base64).unwrap_or_default().into_iter().map(char::from).collect()
}

fn play(case: &Json) -> (Scripted, String) {
    let world = Scripted::new([reply(case)], []);
    let wish = wish(case, Source::Fixed).unwrap_or_default();
    // A case whose params are refused has no call, only its error.
    let outcome = make(&world, &wish).map_or_else(|| "no end".into(), |result| outcome_text(&result));
    (world, outcome)
}

#[test]
fn every_recorded_answer_is_read_as_the_original_reads_it() {
    let recorded = recorded();
    assert_eq!(recorded.len(), 117, "rows of the catalog with recordings");
    let same = recorded.iter().filter(|case| !differs(case));
    expect_equal(same.map(|case| {
        let expected = if text(case, "/outcome") == "success" { &case["data"] } else { &case["err"] };
        (name(case), play(case).1, canonical(&expected_of(case, expected)))
    }));
}

/// What is answered beyond the original: method, start of the case, why, field, value.
const MORE: [(&str, &str, &str, &str, &str); 4] = [
    ("getBucketReferer", "404", "A12: the field that belongs there", "RefererConfiguration", "{}"),
    (
        "getBucketEncryption",
        "document root",
        "A13: the rules",
        "EncryptionConfiguration",
        r#"{"Rules":[{"ApplySideEncryptionConfiguration":{"SSEAlgorithm":"AES256"}}]}"#,
    ),
    (
        "selectObjectContent",
        "records",
        "A19: what the query cost",
        "Stats",
        r#"{"BytesScanned":"10","BytesProcessed":"10","BytesReturned":"5"}"#,
    ),
    ("listObjectVersions", "versions", "D7: always a list", "CommonPrefixes", r#"[{"Prefix":"dir/"}]"#),
];

/// D7: `CommonPrefixes` is always a list.
fn expected_of(case: &Json, expected: &Json) -> Json {
    let mut expected = expected.clone();
    let Some(fields) = expected.as_object_mut() else { return expected };
    if text(case, "/method") == "multipartList" {
        let prefixes = match fields.remove("CommonPrefixes") {
            None => json!([]),
            Some(Json::Array(prefixes)) => Json::Array(prefixes),
            Some(single) => json!([single]),
        };
        fields.insert("CommonPrefixes".into(), prefixes);
    }
    for (method, start, _, field, value) in MORE {
        if text(case, "/method") == method && text(case, "/case").starts_with(start) {
            fields.insert(field.into(), serde_json::from_str(value).unwrap_or_default());
        }
    }
    expected
}

#[test]
fn every_recorded_call_takes_as_many_attempts_as_with_the_original() {
    expect_equal(recorded().iter().filter(|case| !differs(case)).map(|case| {
        let attempts = play(case).0.attempts().to_string();
        (name(case), attempts, case["attempts"].to_string())
    }));
}

#[test]
fn every_recorded_call_starts_with_the_request_of_the_original() {
    // A15: the policy of this case is sent with its version.
    let differs = |case: &Json| text(case, "/method") == "putBucketPolicy";
    let sent = recorded().into_iter().filter(|case| case["attempts"] != json!(0) && !differs(case));
    expect_equal(sent.map(|case| {
        let world = play(&case).0;
        let first = world.first();
        let mut found = json!({
            "method": first.method.as_str(),
            "url": first.url,
            "qs": json_of(&first.query.into()),
            "headers": json_of(&first.headers.into()),
        });
        if let (Some(data_type), Some(fields)) = (&first.data_type, found.as_object_mut()) {
            fields.insert("dataType".into(), json!(data_type));
        }
        let mut expected = case["request"].clone();
        expected.as_object_mut().and_then(|fields| fields.remove("body"));
        (name(&case), canonical(&found), canonical(&expected))
    }));
}

#[test]
fn an_error_document_under_status_200_is_an_error() {
    for method in ["putObjectCopy", "multipartComplete"] {
        let case = different(method);
        let world = Scripted::new([reply(&case)], []);
        let error = failure(&world, &wish(&case, Source::Fixed).unwrap()).unwrap();
        let Error::Service(refusal) = &error else { panic!("{error:?}") };
        assert_eq!((refusal.status, refusal.code.as_str()), (200, "InternalError"), "{method}");
        assert_eq!(refusal.message.as_deref(), Some("We encountered an internal error."));
        assert_eq!(world.attempts(), 4, "{method}");
    }
}

#[test]
fn an_error_document_under_status_200_is_not_repeated_when_that_cannot_help() {
    let case = different("putObjectCopy");
    let world = Scripted::new([replies::refusal(200, "AccessDenied", "Access Denied.")], []);
    let error = failure(&world, &wish(&case, Source::Fixed).unwrap()).unwrap();
    assert!(matches!(&error, Error::Service(refusal) if refusal.code == "AccessDenied"), "{error:?}");
    assert_eq!(world.attempts(), 1);
}

#[test]
fn a_text_that_is_no_document_is_handed_over_as_body() {
    let (world, outcome) = play(&different("request"));
    assert!(outcome.contains(r#""Body":"[1,2]""#) && outcome.contains(r#""statusCode":200"#), "{outcome}");
    assert_eq!(world.attempts(), 1);
}

/// B4 and its like: whatever stands between the SDK and the service may answer in its place.
#[test]
fn foreign_and_broken_answers_end_the_call_with_an_error_or_an_empty_listing() {
    let bodies = [
        ("<a", "an error"),
        ("<ListBucketResult><Contents><Key>a</Key>", "an error"),
        ("<!DOCTYPE html><html><body><br>Sign in</body></html>", "an error"),
        ("<html><body>Sign in</body></html>", "an error"),
        ("Sign in", "an error"),
        ("[1,2]", "an error"),
        ("{\"a\":", "an error"),
        ("{\"a\":1}", "an error"),
        ("", "a listing"),
        ("<ListBucketResult/>", "a listing"),
        ("<ListBucketResult>x</ListBucketResult>", "a listing"),
    ];
    for (body, expected) in bodies {
        let world = Scripted::new([replies::answer(200, body)], []);
        let result = make(&world, &common::calls::on_object("getBucket")).unwrap();
        let found = match result.as_ref().map_err(AsRef::as_ref) {
            Ok(_) => "a listing",
            Err(Error::Service(refusal)) if refusal.status == 200 && refusal.message.is_some() => "an error",
            Err(_) => "another error",
        };
        assert_eq!(found, expected, "{body}");
        assert_eq!(world.attempts(), 1, "{body}");
    }
}

#[test]
fn params_that_cannot_be_used_are_refused_with_the_words_of_the_original() {
    let refused: Vec<Json> = recorded().into_iter().filter(|case| case["attempts"] == json!(0)).collect();
    assert_eq!(refused.len(), 4);
    expect_equal(refused.iter().map(|case| {
        let error = wish(case, Source::Fixed).unwrap().build().err().unwrap();
        (name(case), error_text(&error), canonical(&case["err"]))
    }));
}
