//! JSON as the core reads and writes it, with another implementation as the judge.

use cos_wasm_sdk::protocol::json::{read, write};
use cos_wasm_sdk::value::{Map, Value};

/// Texts that are JSON, in the spelling in which they are written again.
const STABLE: [&str; 14] = [
    "null",
    "true",
    "false",
    "0",
    "-12",
    "9007199254740991",
    "9007199254740993",
    "1.5",
    "1e+21",
    "-0.25E-7",
    r#""a\"\\/\n\r\t\u0001é😀""#,
    "[]",
    "{}",
    r#"{"a":[1,{"b":null}],"":"","c":[[]]}"#,
];

const BROKEN: [&str; 32] = [
    "",
    " ",
    "{",
    "}",
    "[",
    "]",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1,",
    "{\"a\":1,}",
    "{a:1}",
    "{'a':1}",
    "\"",
    "\"a",
    "\"\\",
    "\"\\u12\"",
    "\"\\x\"",
    "\"\n\"",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "--1",
    "nul",
    "truex",
    "1 2",
];

#[test]
fn json_survives_reading_and_writing() {
    for text in STABLE {
        assert_eq!(write(&read(text).unwrap()), text);
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
    }
}

#[test]
fn what_is_no_json_is_not_read() {
    for text in BROKEN {
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn white_space_and_escapes_are_understood() {
    let map: Map =
        [("a", Value::from(vec![Value::Integer(1), Value::from("/\u{8}\u{c}Aé")]))].into_iter().collect();
    let text = " {\r\n\t\"\\u0061\" : [ 1 , \"\\/\\b\\f\\u0041\\u00e9\" ] } ";
    assert_eq!(read(text), Some(Value::Map(map)));
    assert_eq!(read(r#""\ud83d\ude00""#), Some(Value::from("😀")));
    assert_eq!(read(r#""\ud83d""#), Some(Value::from("\u{fffd}")));
    assert_eq!(read(r#""\ud83d\u0041""#), Some(Value::from("\u{fffd}A")));
    assert_eq!(read(r#""\ude00\ud83d\ude00""#), Some(Value::from("\u{fffd}😀")));
}

#[test]
fn a_name_given_twice_has_its_last_value() {
    assert_eq!(write(&read(r#"{"a":1,"b":2,"a":3}"#).unwrap()), r#"{"a":3,"b":2}"#);
}

#[test]
fn numbers_keep_their_digits() {
    assert_eq!(read("9007199254740991"), Some(Value::from(9_007_199_254_740_991)));
    assert_eq!(read("-9007199254740992"), Some(Value::Decimal("-9007199254740992".into())));
    assert_eq!(
        read("123456789012345678901234567890"),
        Some(Value::Decimal("123456789012345678901234567890".into()))
    );
}

#[test]
fn numbers_that_json_cannot_write_become_null() {
    for text in ["NaN", "Infinity", "-Infinity", "", "1.", "a\",\"b"] {
        assert_eq!(write(&Value::Decimal(text.into())), "null");
    }
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert!(read(&nested(64)).is_some());
    assert!(read(&nested(66)).is_none());
    assert!(read(&"{\"a\":".repeat(1_000_000)).is_none());
}

#[test]
fn huge_objects_are_read_in_one_go() {
    let entries: Vec<String> = (0..200_000).map(|at| format!("\"n{at}\":{at}")).collect();
    let value = read(&format!("{{{}}}", entries.join(","))).unwrap();
    assert_eq!(value.as_map().unwrap().len(), 200_000);
}

#[test]
fn random_pieces_are_judged_as_by_another_reader() {
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "\\", "1", "-", ".", "e", "0", "null", "true", " ", "é",
    ];
    let mut random = 1u64;
    for _ in 0..300_000 {
        let mut text = String::new();
        for _ in 0..6 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(random >> 33) as usize % pieces.len()]);
        }
        let judged = serde_json::from_str::<serde_json::Value>(&text);
        let out_of_range = judged.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
        assert_eq!(read(&text).is_some(), judged.is_ok() || out_of_range, "{text}");
    }
}
