//! What a credential callback may answer, and what is said about an answer that cannot be used.

use std::rc::Rc;

use cos_wasm_sdk::client::grant::{Grant, Keys, Signature, read};
use cos_wasm_sdk::error::{Error, Kind};
use cos_wasm_sdk::protocol::encode::base64;
use cos_wasm_sdk::value::{Map, Value};

const SIGNATURE: &str = "q-sign-algorithm=sha1&q-ak=AKID&q-sign-time=1;2&q-key-time=1;2&q-header-list=host\
                         &q-url-param-list=&q-signature=abc";
const FORMAT: &str = "getAuthorization callback params format error";

fn fields(entries: &[(&str, &str)]) -> Map {
    entries.iter().copied().collect()
}

/// Keys that can be used, with nothing that may be left out.
fn keys() -> Map {
    fields(&[
        ("TmpSecretId", "id"),
        ("TmpSecretKey", "key"),
        ("SecurityToken", "token"),
        ("ExpiredTime", "1700003600"),
    ])
}

fn with(mut map: Map, name: &str, value: impl Into<Value>) -> Map {
    map.insert(name, value);
    map
}

fn message(answer: impl Into<Value>, sts: bool) -> String {
    match read(answer.into(), sts).err().as_deref() {
        Some(Error::Own { kind: Kind::Credentials, message, hint }) => {
            assert!(hint.ends_with('.'), "{hint}");
            message.to_string()
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn an_answer_that_is_neither_is_a_format_error() {
    let table = [
        Value::Null,
        Value::Bool(true),
        Value::Integer(1),
        Value::from(vec![]),
        Value::from("nonsense"),
        Value::from(SIGNATURE.replace("q-ak=", "ak=")),
        Value::from(SIGNATURE.replace("q-sign-algorithm=", "algorithm=")),
        Value::from(SIGNATURE.replace("q-sign-time=", "time=")),
        Value::from(SIGNATURE.replace("q-key-time=", "time=")),
        Value::from(SIGNATURE.replace("q-url-param-list=", "list=")),
        Value::from(format!("{SIGNATURE} ")),
        Value::from(base64(b"a=1&k=2&t=3&r=4")),
        Value::from(fields(&[("Authorization", "nonsense")])),
        Value::from(with(keys(), "Authorization", "nonsense")),
    ];
    for answer in table {
        assert_eq!(message(answer.clone(), false), FORMAT, "{answer:?}");
    }
}

#[test]
fn the_first_field_that_is_missing_is_named() {
    let needed = ["TmpSecretId", "TmpSecretKey", "SecurityToken", "ExpiredTime"];
    for sts in [false, true] {
        let mut given = Map::new();
        for name in needed {
            let expected = format!("getAuthorization callback params missing \"{name}\"");
            assert_eq!(message(given.clone(), sts), expected);
            assert_eq!(message(with(given.clone(), name, ""), sts), expected, "empty");
            assert_eq!(message(with(given.clone(), name, Value::Null), sts), expected, "null");
            given.insert(name, keys().own_text(name));
        }
        assert!(read(given.into(), sts).is_ok());
    }
}

#[test]
fn times_have_ten_digits() {
    let expired = "getAuthorization callback params \"ExpiredTime\" should be 10 digits";
    let start = "getAuthorization callback params \"StartTime\" should be 10 StartTime";
    let wrong = [
        Value::from("1700003600000"),
        Value::from("170000360"),
        Value::from("17000036ab"),
        Value::from("-700003600"),
        Value::from("2023-11-14"),
        Value::from(1_700_003_600_000),
        Value::Integer(1),
        Value::Bool(true),
    ];
    for time in wrong {
        assert_eq!(message(with(keys(), "ExpiredTime", time.clone()), false), expired, "{time:?}");
        assert_eq!(message(with(keys(), "StartTime", time.clone()), false), start, "{time:?}");
    }
    let both = with(with(keys(), "ExpiredTime", "1"), "StartTime", "1");
    assert_eq!(message(both, false), expired, "ExpiredTime comes first");
}

#[test]
fn get_sts_that_answers_nothing_is_told_the_first_field() {
    for answer in [Value::Null, Value::from(3), Value::from(vec![])] {
        assert_eq!(message(answer, true), "getAuthorization callback params missing \"TmpSecretId\"");
    }
}

#[test]
fn get_sts_may_use_the_names_of_lasting_keys() {
    let lasting = fields(&[
        ("SecretId", "id"),
        ("SecretKey", "key"),
        ("SecurityToken", "token"),
        ("ExpiredTime", "1700003600"),
    ]);
    let Grant::Keys(found) = read(lasting.clone().into(), true).unwrap() else { panic!("no keys") };
    assert_eq!((found.secret_id.as_str(), found.secret_key.as_str()), ("id", "key"));
    assert_eq!(message(lasting.clone(), false), "getAuthorization callback params missing \"TmpSecretId\"");
    let both = with(lasting, "TmpSecretId", "temporary");
    let Grant::Keys(found) = read(both.into(), true).unwrap() else { panic!("no keys") };
    assert_eq!(found.secret_id, "temporary");
}

#[test]
fn signatures_are_taken_in_all_their_forms() {
    let old = base64(b"a=1&k=2&t=3&r=4&b=5");
    let plain = |text: &str| Grant::Signature(Signature { authorization: text.into(), passes: Map::new() });
    let table = [
        (Value::from(SIGNATURE), plain(SIGNATURE)),
        (Value::from(fields(&[("Authorization", SIGNATURE)])), plain(SIGNATURE)),
        (Value::from(with(keys(), "Authorization", "")), Grant::Keys(Rc::new(usual_keys()))),
        (Value::from(old.as_str()), plain(&old)),
    ];
    for (answer, expected) in table {
        assert_eq!(read(answer.clone(), false).unwrap(), expected, "{answer:?}");
    }
}

fn usual_keys() -> Keys {
    Keys {
        secret_id: "id".into(),
        secret_key: "key".into(),
        start_time: 0,
        expired_time: 1_700_003_600,
        scope_limit: false,
        passes: fields(&[("x-cos-security-token", "token")]),
    }
}

#[test]
fn what_goes_along_with_a_signature_is_kept() {
    let answer = fields(&[
        ("Authorization", SIGNATURE),
        ("XCosSecurityToken", "old name"),
        ("Token", "t"),
        ("ClientIP", "ip"),
        ("ClientUA", "ua"),
    ]);
    let Grant::Signature(found) = read(answer.clone().into(), false).unwrap() else { panic!("keys") };
    let token = "x-cos-security-token";
    let expected = [(token, "old name"), ("clientIP", "ip"), ("clientUA", "ua"), ("token", "t")];
    assert_eq!(found.passes, fields(&expected));
    let Grant::Signature(found) = read(with(answer, "SecurityToken", "new").into(), false).unwrap() else {
        panic!("keys")
    };
    assert_eq!(found.passes.own_text(token), "new");
}

#[test]
fn times_and_limits_of_keys_are_read_as_numbers_and_as_texts() {
    let table = [
        (with(keys(), "ExpiredTime", Value::Integer(1_700_003_600)), usual_keys()),
        (with(keys(), "StartTime", ""), usual_keys()),
        (with(keys(), "StartTime", Value::Integer(0)), usual_keys()),
        (with(keys(), "StartTime", "1700000000"), Keys { start_time: 1_700_000_000, ..usual_keys() }),
        (
            with(keys(), "StartTime", Value::Integer(1_700_000_000)),
            Keys { start_time: 1_700_000_000, ..usual_keys() },
        ),
        (with(keys(), "ScopeLimit", Value::Bool(true)), Keys { scope_limit: true, ..usual_keys() }),
        (with(keys(), "ScopeLimit", Value::Bool(false)), usual_keys()),
    ];
    for (answer, expected) in table {
        assert_eq!(read(answer.clone().into(), false).unwrap(), Grant::Keys(Rc::new(expected)), "{answer:?}");
    }
}
