use crate::support::{MEGABYTE, Server, crc64, md5_hex, outcome, pattern};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

#[test]
fn an_object_comes_back_byte_for_byte_with_all_that_was_said_about_it() {
    let server = Server::new();
    let content = pattern(3 * MEGABYTE);
    let put = server
        .ask("PUT", "/dir/a.bin")
        .header("content-type", "image/x")
        .header("cache-control", "max-age=5")
        .header("content-disposition", "inline")
        .header("content-language", "en")
        .header("expires", "Tue, 14 Nov 2023 22:13:20 GMT")
        .header("x-cos-meta-colour", "gr\u{fc}n")
        .header("x-cos-storage-class", "STANDARD_IA")
        .body(content.clone())
        .send();
    assert_eq!(put.status, 200);
    assert_eq!(put.header("etag"), format!("\"{}\"", md5_hex(&content)));
    assert_eq!(put.header("x-cos-hash-crc64ecma"), crc64(&content).to_string());
    let get = server.ask("GET", "/dir/a.bin").send();
    assert!(get.body == content);
    let head = server.ask("HEAD", "/dir/a.bin").send();
    assert!(head.body.is_empty());
    for got in [&get, &head] {
        for (name, value) in [
            ("content-length", content.len().to_string().as_str()),
            ("content-type", "image/x"),
            ("cache-control", "max-age=5"),
            ("content-disposition", "inline"),
            ("content-language", "en"),
            ("expires", "Tue, 14 Nov 2023 22:13:20 GMT"),
            ("x-cos-meta-colour", "gr\u{fc}n"),
            ("x-cos-storage-class", "STANDARD_IA"),
            ("x-cos-object-type", "normal"),
            ("accept-ranges", "bytes"),
            ("last-modified", "Tue, 14 Nov 2023 22:13:20 GMT"),
            ("etag", put.header("etag")),
            ("x-cos-hash-crc64ecma", put.header("x-cos-hash-crc64ecma")),
        ] {
            assert_eq!(got.header(name), value, "{name}");
        }
    }
}

#[test]
fn an_empty_object_is_an_object() {
    let server = Server::new();
    assert_eq!(server.put("empty", "").header("etag"), "\"d41d8cd98f00b204e9800998ecf8427e\"");
    let got = server.ask("GET", "/empty").send();
    assert_eq!((got.status, got.body.len(), got.header("content-length")), (200, 0, "0"));
    assert_eq!(got.header("content-type"), "application/octet-stream");
}

#[test]
fn ranges_are_answered_with_206_and_impossible_ones_with_416() {
    let server = Server::new();
    server.put("a", "0123456789");
    let cases = [
        ("bytes=0-3", 206, "0123", "bytes 0-3/10"),
        ("bytes=7-", 206, "789", "bytes 7-9/10"),
        ("bytes=-2", 206, "89", "bytes 8-9/10"),
        ("bytes=5-500", 206, "56789", "bytes 5-9/10"),
        ("letters=1-2", 200, "0123456789", ""),
    ];
    for (range, status, content, shown) in cases {
        let got = server.ask("GET", "/a").header("range", range).send();
        assert_eq!(
            (got.status, got.text(), got.header("content-range")),
            (status, content, shown),
            "{range}"
        );
        let head = server.ask("HEAD", "/a").header("range", range).send();
        assert_eq!(
            (head.status, head.header("content-length")),
            (status, content.len().to_string().as_str())
        );
    }
    let got = server.ask("GET", "/a").header("range", "bytes=10-12").send();
    assert_eq!(got.outcome(), outcome(416, "InvalidRange"));
    assert_eq!(got.header("content-range"), "bytes */10");
}

#[test]
fn conditions_decide_about_reading() {
    let server = Server::new();
    let etag = server.put("a", "x").header("etag").to_owned();
    let (before, after) = ("Tue, 14 Nov 2023 22:13:19 GMT", "Tue, 14 Nov 2023 22:13:21 GMT");
    let cases = [
        ("if-match", etag.as_str(), 200),
        ("if-match", "\"other\"", 412),
        ("if-none-match", etag.as_str(), 304),
        ("if-none-match", "\"other\"", 200),
        ("if-modified-since", before, 200),
        ("if-modified-since", after, 304),
        ("if-unmodified-since", before, 412),
        ("if-unmodified-since", after, 200),
    ];
    for (name, value, status) in cases {
        for method in ["GET", "HEAD"] {
            let got = server.ask(method, "/a").header(name, value).send();
            assert_eq!(got.status, status, "{method} {name}: {value}");
            if status == 304 {
                assert_eq!((got.body.len(), got.header("etag")), (0, etag.as_str()));
            }
        }
    }
    let got = server.ask("GET", "/a").header("if-match", "x").send();
    assert_eq!(got.outcome(), outcome(412, "PreconditionFailed"));
}

#[test]
fn a_signed_request_may_replace_headers_of_the_answer() {
    let server = Server::new();
    server.ask("PUT", "/a").header("x-cos-acl", "public-read").body("x").send();
    let target = "/a?response-content-type=a%2Fb&response-content-disposition=attachment%3Bfilename%3Dx\
                  &response-cache-control=no-store&response-expires=never&response-content-language=fr\
                  &response-content-encoding=gzip";
    let got = server.ask("GET", target).send();
    let names = [
        "content-type",
        "content-disposition",
        "cache-control",
        "expires",
        "content-language",
        "content-encoding",
    ];
    let values: Vec<&str> = names.iter().map(|name| got.header(name)).collect();
    assert_eq!(values, ["a/b", "attachment;filename=x", "no-store", "never", "fr", "gzip"]);
    assert_eq!(server.ask("GET", target).unsigned().send().outcome(), outcome(400, "InvalidRequest"));
}

#[test]
fn content_md5_is_checked() {
    let server = Server::new();
    let right = STANDARD.encode(Md5::digest("x"));
    let wrong = STANDARD.encode(Md5::digest("y"));
    let cases = [
        (right.as_str(), (200, "")),
        (wrong.as_str(), (400, "BadDigest")),
        ("not base64!", (400, "InvalidDigest")),
        ("eA==", (400, "InvalidDigest")),
    ];
    for (md5, (status, code)) in cases {
        let got = server.ask("PUT", "/a").header("content-md5", md5).body("x").send();
        assert_eq!(got.outcome(), outcome(status, code), "{md5}");
    }
}

#[test]
fn a_body_shorter_than_announced_is_not_stored() {
    let server = Server::new();
    let got = server.ask("PUT", "/a").header("content-length", "5").body("x").send();
    assert_eq!(got.outcome(), outcome(400, "IncompleteBody"));
    assert_eq!(server.ask("GET", "/a").send().status, 404);
}

#[test]
fn an_upload_may_forbid_overwriting() {
    let server = Server::new();
    let put = || server.ask("PUT", "/a").header("x-cos-forbid-overwrite", "true").body("x").send();
    assert_eq!(put().status, 200);
    assert_eq!(put().outcome(), outcome(409, "FileAlreadyExists"));
    let begin = server.ask("POST", "/a?uploads").header("x-cos-forbid-overwrite", "true").send();
    assert_eq!(begin.outcome(), outcome(409, "FileAlreadyExists"));
}

#[test]
fn wishes_that_cannot_be_met_are_refused() {
    let server = Server::new();
    let long_key = format!("/{}", "k".repeat(851));
    let long_value = "v".repeat(2048);
    let cases = [
        ("/a", ("x-cos-storage-class", "WARM"), (400, "InvalidStorageClass")),
        ("/a", ("x-cos-acl", "secret"), (400, "InvalidArgument")),
        ("/a", ("x-cos-meta-a", long_value.as_str()), (400, "MetadataTooLarge")),
        ("/a", ("x-cos-tagging", "a=1&a=2"), (400, "InvalidTag")),
        (long_key.as_str(), ("x-cos-meta-a", "b"), (400, "KeyTooLong")),
    ];
    for (target, (name, value), (status, code)) in cases {
        let got = server.ask("PUT", target).header(name, value).body("x").send();
        assert_eq!(got.outcome(), outcome(status, code), "{name}");
    }
}

#[test]
fn deleting_succeeds_whether_the_object_is_there_or_not() {
    let server = Server::new();
    server.put("a", "x");
    for _ in 0..2 {
        assert_eq!(server.ask("DELETE", "/a").send().status, 204);
    }
    assert_eq!(server.ask("GET", "/a").send().outcome(), outcome(404, "NoSuchKey"));
}

#[test]
fn many_objects_are_deleted_at_once() {
    let server = Server::new();
    server.put("a", "x");
    server.put("b&c", "x");
    let document = "<Delete><Quiet>false</Quiet><Object><Key>a</Key></Object><Object><Key>b&amp;c</Key></Object>\
                    <Object><Key>none</Key></Object></Delete>";
    let got = server.ask("POST", "/?delete").document(document).send();
    assert_eq!(got.tags("Key"), ["a", "b&c", "none"]);
    assert_eq!(server.ask("GET", "/").send().tags("Key"), Vec::<String>::new());
    let quiet = server.ask("POST", "/?delete").document(&document.replace("false", "true")).send();
    assert_eq!(quiet.tags("Key"), Vec::<String>::new());
    let no_md5 = server.ask("POST", "/?delete").body(document).send();
    assert_eq!(no_md5.outcome(), outcome(400, "MissingContentMD5"));
    let too_many = format!("<Delete>{}</Delete>", "<Object><Key>k</Key></Object>".repeat(1001));
    for malformed in ["<Delete/>", "<Delete>", "<Remove/>", "<Delete><Object/></Delete>", &too_many] {
        let got = server.ask("POST", "/?delete").document(malformed).send();
        assert_eq!(got.outcome(), outcome(400, "MalformedXML"));
    }
}

#[test]
fn appending_continues_exactly_at_the_end() {
    let server = Server::new();
    let append = |position: &str, text: &str| {
        server.ask("POST", &format!("/log?append&position={position}")).body(text).send()
    };
    assert_eq!(append("0", "abc").header("x-cos-next-append-position"), "3");
    let second = append("3", "de");
    assert_eq!(second.header("x-cos-next-append-position"), "5");
    assert_eq!(second.header("x-cos-hash-crc64ecma"), crc64("abcde").to_string());
    let got = server.ask("GET", "/log").send();
    assert_eq!((got.text(), got.header("x-cos-object-type")), ("abcde", "appendable"));
    for position in ["0", "3", "6"] {
        let refused = append(position, "x");
        assert_eq!(refused.outcome(), outcome(409, "AppendPositionErr"));
        assert_eq!(refused.header("x-cos-next-append-position"), "5");
    }
    assert_eq!(append("x", "x").outcome(), outcome(400, "InvalidArgument"));
    server.put("plain", "x");
    let got = server.ask("POST", "/plain?append&position=1").body("x").send();
    assert_eq!(got.outcome(), outcome(409, "ObjectNotAppendable"));
}

#[test]
fn a_customers_encryption_key_is_asked_for_again() {
    let server = Server::new();
    let with_key = |method: &str, key: &str| {
        server
            .ask(method, "/a")
            .header("x-cos-server-side-encryption-customer-algorithm", "AES256")
            .header("x-cos-server-side-encryption-customer-key", key)
            .header("x-cos-server-side-encryption-customer-key-md5", &md5_hex(key))
            .body(if method == "PUT" { "x" } else { "" })
            .send()
    };
    assert_eq!(with_key("PUT", "one").header("x-cos-server-side-encryption-customer-algorithm"), "AES256");
    assert_eq!(with_key("GET", "one").text(), "x");
    assert_eq!(with_key("GET", "two").outcome(), outcome(403, "AccessDenied"));
    assert_eq!(server.ask("GET", "/a").send().outcome(), outcome(400, "InvalidRequest"));
}

#[test]
fn what_comes_without_a_type_gets_the_one_its_key_suggests() {
    let server = Server::new();
    for (key, expected) in [
        ("1.zip", "application/zip"),
        ("a/b.html", "text/html"),
        ("b.html/a", "application/octet-stream"),
        ("1", "application/octet-stream"),
    ] {
        server.put(key, "x");
        assert_eq!(server.ask("HEAD", &format!("/{key}")).send().header("content-type"), expected, "{key}");
    }
    let id = server.ask("POST", "/1.png?uploads").send().tag("UploadId");
    let part = server.ask("PUT", &format!("/1.png?partNumber=1&uploadId={id}")).body("x").send();
    let document = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        part.header("etag").trim_matches('"')
    );
    server.ask("POST", &format!("/1.png?uploadId={id}")).document(&document).send();
    assert_eq!(server.ask("HEAD", "/1.png").send().header("content-type"), "image/png");
}

#[test]
fn a_bucket_encrypts_what_comes_without_encryption() {
    let server = Server::new();
    let document = "<ServerSideEncryptionConfiguration><Rule><ApplySideEncryptionConfiguration>\
                    <SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID>\
                    </ApplySideEncryptionConfiguration></Rule></ServerSideEncryptionConfiguration>";
    assert_eq!(server.ask("PUT", "/?encryption").document(document).send().status, 200);
    let name = "x-cos-server-side-encryption";
    assert_eq!(server.put("a", "x").header(name), "cos/kms");
    assert_eq!(server.ask("HEAD", "/a").send().header("x-cos-server-side-encryption-cos-kms-key-id"), "k");
    let own = server.ask("PUT", "/a").header(name, "AES256").body("x").send();
    assert_eq!(own.header(name), "AES256");
    server.ask("DELETE", "/?encryption").send();
    assert_eq!(server.put("a", "x").header(name), "");
}
