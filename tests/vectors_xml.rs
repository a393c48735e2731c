//! XML as the original SDK reads and writes it.

mod vectors;

use std::time::{Duration, Instant};

use cos_wasm_sdk::protocol::json;
use cos_wasm_sdk::protocol::xml::{Unfinished, read, write};
use cos_wasm_sdk::value::{Map, Value};
use serde_json::Value as Json;
use vectors::{cases, expect_equal, is_undefined, text, value};

/// Where this SDK reads something else than the original, and the defect of the original behind it.
const READ_DIFFERENTLY: [(&str, &str, &str); 1] = [(
    "numeric character references are not decoded",
    "A23: keys with control characters come as references, and must come out as they are",
    r#"{"a":"A中\r\n"}"#,
)];

/// Documents that the original takes for whole, or throws at.
///
/// B4: they end in an error; what was read is that of the original, as far as it has any.
const UNFINISHED: [&str; 4] = ["unclosed", "mismatched", "truncated tag", "void html"];

/// Cases of values that cannot reach the core: the door turns them into text, in JavaScript.
const AT_THE_DOOR: [&str; 2] = ["date", "function value"];

fn expected_document(case: &Json) -> String {
    let name = text(case, "/name");
    let difference = READ_DIFFERENTLY.iter().find(|(differing, _, _)| *differing == name);
    match difference {
        Some((_, _, expected)) => (*expected).to_owned(),
        None => case.get("json").unwrap_or(&Json::Null).to_string(),
    }
}

fn found_document(case: &Json) -> String {
    let (read, finished) = match read(&text(case, "/xml")) {
        Ok(document) => (document, true),
        Err(Unfinished { read }) => (read, false),
    };
    assert_eq!(!finished, UNFINISHED.contains(&text(case, "/name").as_str()), "{case}");
    json::write(&Value::Map(read))
}

#[test]
fn documents_are_read_as_the_original_reads_them() {
    let recorded = cases("vectors-xml.json", "xml2json");
    assert_eq!(recorded.len(), 39);
    expect_equal(
        recorded
            .iter()
            .filter(|case| case.pointer("/json/$throws").is_none())
            .map(|case| (text(case, "/name"), found_document(case), expected_document(case))),
    );
}

#[test]
fn a_document_that_ends_too_early_is_an_error_that_shows_what_was_read() {
    let table = [
        ("<a><b", r#"{"a":""}"#),
        ("<a", "{}"),
        ("<", "{}"),
        ("<a><b>1</b><c>2", r#"{"a":{"b":"1","c":""}}"#),
        ("<a>1", r#"{"a":""}"#),
        ("<a><!-- ", r#"{"a":""}"#),
        ("<a><![CDATA[x", r#"{"a":""}"#),
        ("<a b='", "{}"),
        ("<?xml", "{}"),
    ];
    for (xml, expected) in table {
        let Unfinished { read } = read(xml).unwrap_err();
        assert_eq!(json::write(&Value::Map(read)), expected, "{xml}");
    }
}

#[test]
fn references_that_mean_no_character_stay_as_they_are() {
    for reference in
        ["&#xD800;", "&#x110000;", "&#-1;", "&#+65;", "&#;", "&#x;", "&;", "&a b;", "&", "&&", "& &lt"]
    {
        let document = read(&["<a>", reference, "</a>"].concat()).unwrap();
        assert_eq!(document.own_text("a"), reference);
    }
    assert_eq!(read("<a>&#0;&#x1F600;&#x1f600;</a>").unwrap().own_text("a"), "\0😀😀");
}

/// A recorded value as the door hands it over: what is undefined has no place in a document.
fn without_undefined(json: &Json) -> Json {
    match json {
        Json::Array(items) => {
            items.iter().filter(|item| !is_undefined(item)).map(without_undefined).collect()
        }
        Json::Object(entries) => entries
            .iter()
            .filter(|(_, item)| !is_undefined(item))
            .map(|(name, item)| (name.clone(), without_undefined(item)))
            .collect(),
        plain => plain.clone(),
    }
}

#[test]
fn documents_are_written_as_the_original_writes_them() {
    let recorded = cases("vectors-xml.json", "json2xml");
    assert_eq!(recorded.len(), 23);
    expect_equal(recorded.iter().filter(|case| !AT_THE_DOOR.contains(&text(case, "/name").as_str())).map(
        |case| {
            let content = value(&without_undefined(&case["json"]));
            // As it is, readers would take it for a line feed.
            (text(case, "/name"), write(&content), text(case, "/xml").replace('\r', "&#13;"))
        },
    ));
}

#[test]
fn what_is_written_reads_the_same() {
    for text in ["", " ", "a", "<&>\"'", "&#65;", "]]>", "\u{1}\r\n\t", "中😀", "&amp;lt;"] {
        let document: Map = [("a", text)].into_iter().collect();
        assert_eq!(read(&write(&Value::Map(document.clone()))), Ok(document));
    }
}

/// How long reading takes; the answer itself does not matter.
fn time(xml: &str) -> Duration {
    let start = Instant::now();
    let _ = read(xml);
    start.elapsed()
}

#[test]
fn hostile_documents_end_soon() {
    let names = (0..200_000).map(|at| format!("<n{at}/>")).collect::<Vec<_>>().concat();
    let expansion = "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    let table = [
        ("depth", "<a>".repeat(200_000)),
        ("closing tags", "</a>".repeat(200_000)),
        ("names", ["<a>", &names, "</a>"].concat()),
        ("siblings", ["<a>", &"<b/>".repeat(200_000), "</a>"].concat()),
        ("roots", "<b>1</b>".repeat(200_000)),
        ("text", ["<a>", &"x".repeat(10_000_000), "</a>"].concat()),
        ("ampersands", ["<a>", &"&".repeat(1_000_000), "</a>"].concat()),
        ("references", ["<a>", &"&amp;".repeat(500_000), "</a>"].concat()),
        ("one long reference", ["<a>&", &"x".repeat(5_000_000), ";</a>"].concat()),
        ("expansion", [expansion, "<a>", &"&c;".repeat(100_000), "</a>"].concat()),
        ("attributes", ["<a ", &"b='c' ".repeat(500_000), "/>"].concat()),
        ("comments", ["<a>", &"<!---->".repeat(300_000), "</a>"].concat()),
        ("open brackets", "<".repeat(1_000_000)),
        ("open quotes", "<a b='".repeat(200_000)),
        ("open declarations", "<!DOCTYPE [".repeat(200_000)),
        ("open data", "<![CDATA[".repeat(200_000)),
    ];
    for (what, xml) in table {
        let took = time(&xml);
        assert!(took < Duration::from_secs(10), "{what} took {took:?}");
    }
}

#[test]
fn entities_are_not_expanded() {
    let xml = "<!DOCTYPE a [<!ENTITY b \"xx\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    assert_eq!(read(xml).unwrap().own_text("a"), "&c;");
}

#[test]
fn limits_are_errors() {
    assert!(read(&["<a>".repeat(64), "</a>".repeat(64)].concat()).is_ok());
    assert!(read(&["<a>".repeat(65), "</a>".repeat(65)].concat()).is_err());
}

#[test]
fn no_broken_document_ends_in_a_panic() {
    let whole =
        "<?xml version=\"1.0\"?><!DOCTYPE a><a x=\"1\"><!-- c --><b>1&#65;&amp;中</b><![CDATA[y]]><c/></a>";
    let mut random = 1u64;
    for (start, _) in whole.char_indices() {
        for (end, _) in whole.char_indices().filter(|(end, _)| *end >= start) {
            let _ = read(&whole[start..end]);
        }
    }
    let pieces = [
        "<", ">", "/", "?", "!", "--", "[CDATA[", "]]>", "&", ";", "#", "x", "'", "\"", "a", " ", "=",
        "DOCTYPE", "é",
    ];
    for _ in 0..100_000 {
        let mut xml = String::new();
        for _ in 0..12 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            xml.push_str(pieces[(random >> 33) as usize % pieces.len()]);
        }
        let _ = read(&xml);
    }
}
