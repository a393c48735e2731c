//! Params that cannot be used are refused before anything is sent, in the words of the original.

mod common;

use std::rc::Rc;

use common::calls::{Wish, failure, on_object, row};
use common::scripted::Scripted;
use cos_wasm_sdk::error::{Error, Kind};
use cos_wasm_sdk::protocol::request::build;
use cos_wasm_sdk::value::{Map, Value};

fn of(operation: &'static str, params: &[(&str, &str)]) -> Wish {
    Wish { params: params.iter().copied().collect(), ..on_object(operation) }
}

fn message(wish: &Wish) -> String {
    match wish.build().err().as_deref() {
        None => String::new(),
        Some(Error::Own { kind: Kind::Param, message, hint }) => {
            assert!(hint.len() > 20, "{message}: {hint}");
            message.to_string()
        }
        Some(other) => format!("{other:?}"),
    }
}

const BUCKET: (&str, &str) = ("Bucket", "test-1250000000");
const REGION: (&str, &str) = ("Region", "ap-guangzhou");
const KEY: (&str, &str) = ("Key", "k");

#[test]
fn the_first_missing_param_is_named() {
    let table = [
        ("headObject", vec![], "missing param Bucket"),
        ("headObject", vec![BUCKET], "missing param Region"),
        ("headObject", vec![BUCKET, REGION], "missing param Key"),
        ("headObject", vec![REGION, KEY], "missing param Bucket"),
        ("headObject", vec![BUCKET, REGION, ("Key", "")], "missing param Key"),
        ("headObject", vec![BUCKET, REGION, ("Key", "/")], "missing param Key"),
        ("headBucket", vec![], "missing param Bucket"),
        ("headBucket", vec![BUCKET], "missing param Region"),
        ("headBucket", vec![BUCKET, REGION], ""),
        ("getService", vec![], ""),
        ("request", vec![("Url", "https://host/")], ""),
        ("multipartUpload", vec![BUCKET, REGION, KEY], "missing param PartNumber"),
        ("multipartUpload", vec![BUCKET, REGION, KEY, ("PartNumber", "1")], "missing param UploadId"),
        ("multipartComplete", vec![BUCKET, REGION, KEY], "missing param UploadId"),
        ("multipartComplete", vec![BUCKET, REGION, KEY, ("UploadId", "u")], "missing param Parts"),
        ("multipartListPart", vec![BUCKET, REGION, KEY], "missing param UploadId"),
        ("multipartAbort", vec![BUCKET, REGION, KEY], "missing param UploadId"),
        ("deleteMultipleObject", vec![BUCKET, REGION], "missing param Objects"),
        ("appendObject", vec![BUCKET, REGION, KEY], "missing param Position"),
        ("putObjectCopy", vec![BUCKET, REGION, KEY], "CopySource format error"),
    ];
    for (operation, params, expected) in table {
        assert_eq!(message(&of(operation, &params)), expected, "{operation} {params:?}");
    }
}

#[test]
fn a_param_that_is_null_is_missing() {
    for name in ["Bucket", "Region", "Key", "UploadId"] {
        let wish = on_object("multipartAbort").param("UploadId", "u").param(name, Value::Null);
        assert_eq!(message(&wish), format!("missing param {name}"));
    }
}

#[test]
fn formats_are_checked_on_whatever_is_given() {
    let region = "Region format error.";
    let prefixed = "param Region should not be start with \"cos.\"";
    let bucket = "Bucket should format as \"test-1250000000\".";
    let table = [
        ("Region", "cos.ap-guangzhou", prefixed),
        ("Region", "a.cos.b", prefixed),
        ("Region", "AP-guangzhou", region),
        ("Region", "ap guangzhou", region),
        ("Region", "ap.guangzhou", region),
        ("Region", "ap/guangzhou", region),
        ("Bucket", "test", bucket),
        ("Bucket", "test-", bucket),
        ("Bucket", "-1250000000", bucket),
        ("Bucket", "Test-1250000000", bucket),
        ("Bucket", "a.b-1250000000", bucket),
        ("Bucket", "a/b-1250000000", bucket),
        ("Bucket", "test-125x", bucket),
        ("Bucket", "my-test-bucket-1250000000", ""),
        ("Region", "accelerate", ""),
    ];
    for (name, value, expected) in table {
        for operation in ["headObject", "headBucket", "request", "uploadPartCopy"] {
            let source = "src-1250000000.cos.ap-beijing.myqcloud.com/x";
            let wish = on_object(operation).param(name, value).param("CopySource", source);
            assert_eq!(message(&wish), expected, "{operation} {name} {value}");
        }
    }
}

#[test]
fn compatibility_mode_takes_dots_in_regions() {
    for (region, expected) in [("cos.ap-x", ""), ("a.b", ""), ("a_b", "Region format error.")] {
        let wish =
            on_object("headBucket").param("Region", region).option("CompatibilityMode", Value::Bool(true));
        assert_eq!(message(&wish), expected, "{region}");
    }
}

#[test]
fn the_app_id_completes_a_bucket_that_lacks_it() {
    let bare = || on_object("headBucket").param("Bucket", "test");
    let table = [
        (bare().param("AppId", "7"), "test-7"),
        (bare().param("AppId", Value::Integer(7)), "test-7"),
        (bare().option("AppId", "8"), "test-8"),
        (bare().option("appId", "9"), "test-9"),
        (bare().param("AppId", "7").option("AppId", "8"), "test-7"),
        (bare().param("AppId", "7").param("Bucket", "full-1"), "full-1"),
    ];
    for (wish, bucket) in table {
        let request = wish.build().unwrap().request;
        assert_eq!(request.bucket, bucket);
        assert_eq!(request.url, format!("https://{bucket}.cos.ap-guangzhou.myqcloud.com/"));
    }
}

#[test]
fn a_bucket_and_an_app_id_make_no_other_host() {
    for (bucket, app_id) in
        [("evil.example/x?", "7"), ("test", "@evil.example/"), ("te/st", "7"), ("test", "7#")]
    {
        let wish = on_object("headBucket").param("Bucket", bucket).param("AppId", app_id);
        assert_eq!(message(&wish), "Bucket should format as \"test-1250000000\".", "{bucket} {app_id}");
    }
}

#[test]
fn a_domain_that_needs_no_bucket_or_region_asks_for_none() {
    let table = [
        ("files.example.com", ""),
        ("{Bucket}.example.com", "missing param Bucket"),
        ("{Region}.example.com", "missing param Region"),
        ("{{Bucket}}.example.com", "missing param Bucket"),
    ];
    for (domain, expected) in table {
        assert_eq!(message(&of("headObject", &[KEY]).option("Domain", domain)), expected, "{domain}");
    }
}

/// B17: the original throws at numbers.
#[test]
fn names_are_texts() {
    for name in ["Bucket", "Region", "Key"] {
        for value in [Value::from(1), Value::Bool(true), Value::from(vec![]), Value::Map(Map::new())] {
            let wish = on_object("headObject").param(name, value.clone());
            assert_eq!(message(&wish), format!("param {name} should be a string"), "{value:?}");
        }
    }
}

#[test]
fn one_leading_slash_of_a_key_does_not_count_unless_keys_are_raw() {
    let table = [("/a", false, "a"), ("//a", false, "/a"), ("a", false, "a"), ("/a", true, "/a")];
    for (key, raw, expected) in table {
        let wish = on_object("headObject").param("Key", key).option("UseRawKey", Value::Bool(raw));
        let request = wish.build().unwrap().request;
        assert_eq!(
            (request.key.as_str(), request.path),
            (expected, format!("/{expected}").into()),
            "{key} {raw}"
        );
    }
}

#[test]
fn reading_an_object_never_reads_the_bucket() {
    for key in ["/", "//", "a/..", "./"] {
        let wish = on_object("getObject").param("Key", key);
        assert_ne!(message(&wish), "", "{key}");
    }
    let slashes = on_object("getObject").param("Key", "///");
    assert_eq!(message(&slashes), "The Getobject Key is illegal");
    assert_eq!(message(&slashes.option("ObjectKeySimplifyCheck", Value::Bool(false))), "");
    assert_eq!(message(&on_object("deleteObject").param("Key", "///")), "");
}

/// A22: browsers take such segments out, so another object would be addressed.
#[test]
fn keys_that_a_browser_would_rewrite_are_refused() {
    for operation in ["headObject", "getObject", "putObject", "deleteObject", "request"] {
        for key in ["a/../b", "./a", "a/.", "../a", "a/./b"] {
            let found = message(&on_object(operation).param("Key", key));
            assert!(found.contains("\"..\" segment"), "{operation} {key}: {found}");
        }
        assert_eq!(message(&on_object(operation).param("Key", "a..b/...")), "");
    }
}

#[test]
fn lists_are_checked_entry_by_entry() {
    let entry = |fields: &[(&str, &str)]| Value::Map(fields.iter().copied().collect());
    let parts = "param Parts has an entry without PartNumber or ETag";
    let objects = "param Objects has an entry without Key";
    let complete = || on_object("multipartComplete").param("UploadId", "u");
    let whole = [("PartNumber", "1"), ("ETag", "e")];
    let table = [
        (complete().param("Parts", Value::from(vec![entry(&whole)])), ""),
        (complete().param("Parts", entry(&whole)), ""),
        (complete().param("Parts", Value::from(vec![entry(&whole), entry(&[("PartNumber", "2")])])), parts),
        (complete().param("Parts", Value::from(vec![entry(&[("ETag", "e")])])), parts),
        (complete().param("Parts", "1"), parts),
        (on_object("deleteMultipleObject").param("Objects", Value::from(vec![entry(&[])])), objects),
        (
            on_object("deleteMultipleObject").param("Objects", Value::from(vec![entry(&[("Key", "")])])),
            objects,
        ),
        (on_object("deleteMultipleObject").param("Objects", "k"), objects),
    ];
    for (wish, expected) in table {
        assert_eq!(message(&wish), expected, "{:?}", wish.params);
    }
}

#[test]
fn a_copy_source_names_an_object() {
    let table = [
        ("src-1250000000.cos.ap-beijing.myqcloud.com/x", ""),
        ("src-1250000000.cos.ap-beijing.myqcloud.com/x?versionId=1", ""),
        ("src-1250000000.cos.ap-beijing.myqcloud.com/", "CopySource format error"),
        ("src-1250000000.cos.ap-beijing.myqcloud.com/%zz", "CopySource format error"),
        ("src/x", "CopySource format error"),
        ("", "CopySource format error"),
    ];
    for (source, expected) in table {
        for operation in ["putObjectCopy", "uploadPartCopy"] {
            let wish = on_object(operation).param("CopySource", source);
            assert_eq!(message(&wish), expected, "{operation} {source}");
        }
    }
}

#[test]
fn a_parser_of_the_callers_own_reads_the_copy_source() {
    let fields = [("Bucket", "b-1"), ("Region", "r"), ("Key", "a%20b")];
    let parsed = Value::Map(fields.into_iter().collect());
    let row = row("putObjectCopy").unwrap();
    let built = |parsed_source: Option<Value>| {
        let options = parsed_source.map(|parsed| Map::of("ParsedSource", parsed)).unwrap_or_default();
        build(row, on_object("putObjectCopy").param("CopySource", "anything").params, &options, None)
    };
    let scope = built(Some(parsed)).unwrap().scope;
    let permission = |action: &str, bucket: &str, region: &str, prefix: &str| {
        let fields = [("action", action), ("bucket", bucket), ("region", region), ("prefix", prefix)];
        Value::Map(fields.into_iter().collect())
    };
    let expected = [
        permission("name/cos:GetObject", "b-1", "r", "a b"),
        permission("name/cos:PutObject", "test-1250000000", "ap-guangzhou", "k"),
    ];
    assert_eq!(scope, Value::from(Vec::from(expected)));
    for nothing in [Value::Null, Value::Bool(false), Value::Map(Map::new())] {
        let error = built(Some(nothing)).unwrap_err();
        assert!(
            matches!(&*error, Error::Own { kind: Kind::Param, message, .. } if message == "CopySource format error")
        );
    }
}

#[test]
fn refused_params_send_nothing_and_ask_nobody() {
    let world = Scripted::new([], []);
    let wish = of("headObject", &[BUCKET, REGION]);
    assert_eq!(failure(&world, &wish), Some(Rc::unwrap_or_clone(Error::missing("Key"))));
    assert_eq!((world.attempts(), world.asks()), (0, 0));
}

#[test]
fn a_param_without_a_name_means_nothing() {
    let url =
        |params: Map| build(row("headObject").unwrap(), params, &Map::new(), None).map(|request| request.url);
    let params: Map = [BUCKET, REGION, KEY].into_iter().collect();
    let nameless: Map = [BUCKET, REGION, KEY, ("", "acl")].into_iter().collect();
    assert_eq!(url(nameless), url(params));
}

/// What is longer than any server takes would be encoded, signed and copied first.
#[test]
fn what_is_too_long_to_be_sent_is_named() {
    let long = "x".repeat(100_000);
    let headers: Map = [("x-cos-meta-a", long.as_str())].into_iter().collect();
    let query: Map = [("q", long.as_str())].into_iter().collect();
    let table = [
        (on_object("headObject").param("Key", long.as_str()), "param Key is too long"),
        (on_object("getBucket").param("Prefix", long.as_str()), "query param prefix is too long"),
        (on_object("headObject").param("Headers", headers), "header x-cos-meta-a is too long"),
        (on_object("getObject").param("Query", query), "query param q is too long"),
        (on_object("getObject").param("QueryString", long.as_str()), "param QueryString is too long"),
        (on_object("request").param("Action", long.as_str()), "param Action is too long"),
        (on_object("request").param("Url", long.as_str()), "param Url is too long"),
    ];
    for (wish, expected) in table {
        assert_eq!(message(&wish), expected);
    }
}
