//! The headers of a request: what params ask for, what is signed, what is hashed.

mod common;

use common::answers;
use common::blob::MadeUp;
use common::calls::{SECRET_KEY, Wish, asking, on_object, succeeds};
use common::replies::{busy, ok};
use common::scripted::{Scripted, Sent};
use common::signature::{field, is_valid, signed_headers};
use cos_wasm_sdk::value::{Map, Value};

/// MD5 of `hello`, as the service wants it: made by another implementation.
const MD5: &str = "XUFAKrxLKna5cZ2REBfFkg==";
const MD5_HEX: &str = "5d41402abc4b2a76b9719d911017c592";

fn hello() -> MadeUp {
    MadeUp::file(b"hello", "text/plain")
}

fn sent(wish: &Wish) -> Sent {
    let world = Scripted::new([ok()], [answers::keys("id")]);
    assert!(succeeds(&world, wish), "{:?}", wish.params);
    world.first()
}

fn names(sent: &Sent) -> Vec<&str> {
    sent.headers.iter().map(|(name, _)| name.as_str()).collect()
}

fn yes() -> Value {
    Value::Bool(true)
}

#[test]
fn a_file_is_hashed_where_options_ask_for_it() {
    let upload = |operation| on_object(operation).body(hello());
    let part = || upload("multipartUpload").param("UploadId", "u").param("PartNumber", Value::Integer(1));
    let content = "UploadCheckContentMd5";
    let meta = "UploadAddMetaMd5";
    // The call, its Content-MD5, its x-cos-meta-md5.
    let table = [
        (upload("putObject"), "", ""),
        (upload("putObject").option(content, yes()), MD5, ""),
        (upload("putObject").option(meta, yes()), "", MD5_HEX),
        (upload("putObject").option(meta, yes()).option(content, yes()), MD5, MD5_HEX),
        (upload("putObject").param(meta, yes()), "", MD5_HEX),
        (upload("putObject").option(content, yes()).param("ContentMD5", "own"), "own", ""),
        (part().option(content, yes()).option(meta, yes()), MD5, ""),
        (upload("appendObject").param("Position", Value::Integer(0)).option(content, yes()), "", ""),
        (upload("headObject").option(content, yes()).option(meta, yes()), "", ""),
    ];
    for (wish, content_md5, meta_md5) in table {
        let sent = sent(&wish);
        assert_eq!(sent.header("Content-MD5"), content_md5, "{}", sent.method);
        assert_eq!(sent.header("x-cos-meta-md5"), meta_md5, "{}", sent.method);
        assert!(is_valid(&sent, SECRET_KEY));
    }
}

#[test]
fn a_content_md5_in_any_spelling_is_the_callers_word() {
    let headers: Map = [("content-md5", "own")].into_iter().collect();
    let wish =
        on_object("putObject").body(hello()).param("Headers", headers).option("UploadCheckContentMd5", yes());
    let sent = sent(&wish);
    assert_eq!((sent.header("content-md5").as_str(), sent.headers.get("Content-MD5")), ("own", None));
}

#[test]
fn a_body_goes_out_only_where_the_operation_has_one() {
    for operation in ["getObject", "headObject", "deleteObject", "optionsObject"] {
        let sent = sent(&on_object(operation).body(hello()));
        assert!(sent.body.is_none(), "{operation}");
    }
}

#[test]
fn empty_and_unstable_headers_are_sent_and_not_signed() {
    let wish = asking("putObject")
        .body(MadeUp::file(b"", ""))
        .param("ContentDisposition", "")
        .param("ContentEncoding", "gzip")
        .param("CacheControl", "no-cache")
        .param("Expires", "Wed, 21 Oct 2026 07:28:00 GMT");
    let world = Scripted::new([ok()], [answers::keys("id")]);
    assert!(succeeds(&world, &wish));
    let sent = world.first();
    for name in ["Content-Disposition", "Cache-Control", "Content-Type", "Expires", "Content-Encoding"] {
        assert!(sent.headers.get(name).is_some(), "{name}");
    }
    assert_eq!(signed_headers(&sent), ["content-encoding", "content-length", "host"]);
    let asked = world.asked.borrow()[0].options.clone();
    let told = asked.get("Headers").and_then(Value::as_map).unwrap();
    let told: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn the_host_is_left_out_of_the_signature_on_demand() {
    let sent = sent(&on_object("headObject").option("ForceSignHost", Value::Bool(false)));
    assert_eq!(signed_headers(&sent), [""]);
    assert_eq!(field(&sent.header("Authorization"), "q-header-list"), "");
}

#[test]
fn the_callback_hears_whether_the_host_is_signed() {
    let world = Scripted::new([ok()], [answers::signature()]);
    assert!(succeeds(&world, &asking("headObject").option("ForceSignHost", Value::Bool(false))));
    let asked = world.asked.borrow()[0].options.clone();
    assert_eq!(asked.get("ForceSignHost"), Some(&Value::Bool(false)));
    assert_eq!(asked.get("Headers"), Some(&Value::Map(Map::new())));
}

#[test]
fn a_host_without_bucket_and_region_is_signed_only_where_it_is_known() {
    let wish = |params: &[(&str, &str)]| Wish {
        params: params.iter().copied().collect(),
        ..on_object("request").option("Domain", "files.example.com")
    };
    let table = [
        (wish(&[("Key", "k")]), ""),
        (wish(&[("Key", "k"), ("Bucket", "test-1"), ("Region", "r")]), "host"),
        (wish(&[("Key", "k"), ("Url", "https://other.example.com/k")]), "host"),
    ];
    for (wish, signed) in table {
        assert_eq!(field(&sent(&wish).header("Authorization"), "q-header-list"), signed, "{:?}", wish.params);
    }
}

#[test]
fn params_become_headers_and_the_last_word_is_theirs() {
    let headers: Map = [("content-type", "a"), ("X-Other", "b"), ("x-cos-acl", "c")].into_iter().collect();
    let wish = on_object("headObject")
        .param("Headers", headers)
        .param("ContentType", "mine")
        .param("ACL", "private")
        .param("Range", Value::Null)
        .param("x-cos-meta-a", "1");
    let sent = sent(&wish);
    // D17: the original sends both spellings.
    assert_eq!(names(&sent), ["X-Other", "x-cos-acl", "x-cos-meta-a", "Content-Type", "Authorization"]);
    assert_eq!(
        (sent.header("Content-Type").as_str(), sent.header("x-cos-acl").as_str()),
        ("mine", "private")
    );
}

#[test]
fn an_empty_type_does_not_hide_that_of_the_file() {
    let header = |name| -> Map { [(name, "")].into_iter().collect() };
    let upload = || on_object("putObject").body(hello());
    for wish in [
        upload(),
        upload().param("ContentType", ""),
        upload().param("Headers", header("Content-Type")),
        upload().param("Headers", header("content-type")),
    ] {
        let sent = sent(&wish);
        assert_eq!(sent.header("Content-Type"), "text/plain", "{:?}", wish.params);
        assert!(!names(&sent).contains(&"content-type"));
    }
}

#[test]
fn a_header_that_is_null_is_not_sent() {
    let mut headers = Map::new();
    headers.insert("x-cos-meta-a", Value::Null);
    headers.insert("x-cos-meta-b", "b");
    let sent = sent(&on_object("headObject").param("Headers", headers).param("x-cos-meta-b", Value::Null));
    assert_eq!(names(&sent), ["Authorization"]);
}

#[test]
fn a_query_entry_that_is_null_is_not_sent() {
    let mut query = Map::new();
    query.insert("a", Value::Null);
    query.insert("b", "1");
    let sent = sent(&on_object("getObject").param("Query", query).param("VersionId", Value::Null));
    assert_eq!(sent.query.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn a_switch_of_the_url_has_one_name_however_it_is_switched_on() {
    for given in [yes(), "true".into(), Value::Integer(1)] {
        let sent = sent(&on_object("deleteObject").param("Recursive", given));
        assert!(sent.url.ends_with("/k?recursive"), "{}", sent.url);
    }
}

#[test]
fn a_query_string_is_behind_the_url_and_unsigned() {
    let sent = sent(&on_object("getObject").param("QueryString", "imageMogr2/thumbnail/100x"));
    let url = "https://test-1250000000.cos.ap-guangzhou.myqcloud.com/k?imageMogr2/thumbnail/100x";
    assert_eq!(sent.url, url);
    assert_eq!(field(&sent.header("Authorization"), "q-url-param-list"), "");
}

#[test]
fn the_length_that_is_announced_is_the_length_of_the_file() {
    let headers: Map = [("content-length", "99")].into_iter().collect();
    let upload = on_object("putObject").body(hello()).param("ContentLength", Value::Integer(7));
    for wish in [upload.clone(), upload.param("Headers", headers)] {
        let sent = sent(&wish);
        let lengths: Vec<&Value> = sent
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map(|(_, value)| value)
            .collect();
        assert_eq!(lengths, [&Value::Integer(5)]);
    }
}

#[test]
fn hashes_are_made_once_for_all_attempts() {
    let world = Scripted::new([busy(), ok()], []);
    let wish = on_object("putObject").body(hello()).option("UploadCheckContentMd5", yes());
    assert!(succeeds(&world, &wish));
    assert_eq!((world.hashed.get(), world.attempts()), (1, 2));
    assert!(world.sent.borrow().iter().all(|sent| sent.header("Content-MD5") == MD5));
}
