//! Documents out of the caller's params: what he gives goes out as he gave it.

mod common;

use common::calls::{Wish, make, on_object};
use common::replies::answer;
use common::scripted::Scripted;
use cos_wasm_sdk::value::{Map, Text, Value};

fn document(wish: &Wish) -> Text {
    wish.build().ok().and_then(|call| call.request.document).unwrap_or_default()
}

fn map<const N: usize>(entries: [(&str, &str); N]) -> Map {
    entries.into_iter().collect()
}

#[test]
fn entries_of_parts_keep_their_order_and_what_else_they_have() {
    let part = map([("ETag", "a"), ("PartNumber", "1"), ("Other", "x")]);
    let wish = on_object("multipartComplete").param("UploadId", "u").param("Parts", part);
    let expected = "<CompleteMultipartUpload><Part><ETag>&quot;a&quot;</ETag><PartNumber>1</PartNumber>\
                    <Other>x</Other></Part></CompleteMultipartUpload>";
    assert_eq!(document(&wish), expected);
}

#[test]
fn a_carriage_return_stays_one_for_who_reads_the_document() {
    let wish = on_object("deleteMultipleObject").param("Objects", map([("Key", "a\r\nb")]));
    assert!(document(&wish).contains("<Key>a&#13;\nb</Key>"));
}

#[test]
fn whether_a_deletion_is_quiet_is_said_in_the_callers_words() {
    let quiet = [Value::Bool(true), "true".into(), "false".into(), Value::Null, "".into()];
    let expected = ["true", "true", "false", "false", "false"];
    for (given, expected) in quiet.into_iter().zip(expected) {
        let wish =
            on_object("deleteMultipleObject").param("Objects", map([("Key", "a")])).param("Quiet", given);
        assert!(document(&wish).ends_with(&format!("<Quiet>{expected}</Quiet></Delete>")));
    }
}

#[test]
fn the_keys_of_a_deletion_may_be_numbers() {
    let entry = |key: Value| Value::Map(Map::of("Key", key));
    let objects = vec![entry(Value::Integer(123)), entry(Value::Integer(0)), entry("a".into())];
    let wish = on_object("deleteMultipleObject").param("Objects", Value::from(objects));
    let expected =
        "<Delete><Object><Key>123</Key></Object><Object><Key>0</Key></Object><Object><Key>a</Key></Object>";
    assert!(document(&wish).starts_with(expected), "{}", document(&wish));
}

#[test]
fn a_list_without_items_is_empty_however_its_document_is_laid_out() {
    for blanks in ["", "\n\t"] {
        let tags = format!("<Tagging>{blanks}<TagSet>{blanks}</TagSet>{blanks}</Tagging>");
        let reply = make(&Scripted::new([answer(200, &tags)], []), &on_object("getObjectTagging"));
        assert_eq!(reply.unwrap().ok().unwrap().fields.get("Tags"), Some(&Value::from(Vec::new())));
    }
}

/// A13: the service sends another root than the original reads.
#[test]
fn rules_of_encryption_are_found_under_both_roots() {
    for root in ["ServerSideEncryptionConfiguration", "EncryptionConfiguration"] {
        let world = Scripted::new([answer(200, &format!("<{root}><Rule><A>1</A></Rule></{root}>"))], []);
        let reply = make(&world, &on_object("getBucketEncryption")).unwrap().ok().unwrap();
        let found = reply.fields.get("EncryptionConfiguration").and_then(Value::as_map).unwrap().get("Rules");
        assert_eq!(found, Some(&Value::from(vec![map([("A", "1")]).into()])), "{root}");
    }
}

#[test]
fn a_processed_picture_is_where_the_upload_is() {
    let part = map([("PartNumber", "1"), ("ETag", "e")]);
    let wish = on_object("multipartComplete").param("UploadId", "u").param("Parts", part);
    let processed = "<CompleteMultipartUploadResult><Location>http://elsewhere/k</Location>\
                     <ProcessResults><A>1</A></ProcessResults></CompleteMultipartUploadResult>";
    let world = Scripted::new([answer(200, processed)], []);
    let reply = make(&world, &wish).unwrap().ok().unwrap();
    let result = reply.fields.get("UploadResult").and_then(Value::as_map).unwrap();
    let original = result.get("OriginalInfo").and_then(Value::as_map).unwrap();
    assert_eq!(original.own_text("Location"), "test-1250000000.cos.ap-guangzhou.myqcloud.com/k");
}
