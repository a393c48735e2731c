use crate::support::{Ask, MEGABYTE, Server, crc64, outcome, pattern};

const SOURCE: &str = "test-1250000000.cos.ap-guangzhou.localhost:9000/source%20%E4%B8%AD";
const OTHER: &str = "other-1250000000.cos.ap-beijing.localhost:9000";

fn server() -> Server {
    let server = Server::new();
    server
        .ask("PUT", "/source%20%E4%B8%AD")
        .header("content-type", "a/b")
        .header("x-cos-meta-a", "1")
        .header("x-cos-tagging", "k=v")
        .body("0123456789")
        .send();
    server.ask("PUT", "/").host(OTHER).send();
    server
}

fn copy<'a>(server: &'a Server, source: &str) -> Ask<'a> {
    server.ask("PUT", "/copy").header("x-cos-copy-source", source)
}

#[test]
fn a_copy_has_the_bytes_and_the_words_of_its_source() {
    let server = server();
    let got = copy(&server, SOURCE).send();
    assert_eq!(got.tag("CRC64"), crc64("0123456789").to_string());
    assert!(!got.tag("ETag").is_empty() && !got.tag("LastModified").is_empty());
    let copy = server.ask("GET", "/copy").send();
    assert_eq!(
        (copy.text(), copy.header("content-type"), copy.header("x-cos-meta-a")),
        ("0123456789", "a/b", "1")
    );
    assert_eq!(server.ask("GET", "/copy?tagging").send().tag("Value"), "v");
}

#[test]
fn a_copy_may_bring_words_of_its_own_and_go_to_another_bucket() {
    let server = server();
    let got = copy(&server, SOURCE)
        .host(OTHER)
        .header("x-cos-metadata-directive", "Replaced")
        .header("content-type", "c/d")
        .header("x-cos-storage-class", "STANDARD_IA")
        .send();
    assert_eq!(got.status, 200);
    let copy = server.ask("HEAD", "/copy").host(OTHER).send();
    let shown =
        ["content-type", "x-cos-meta-a", "x-cos-storage-class"].map(|name| copy.header(name).to_owned());
    assert_eq!(shown, ["c/d", "", "STANDARD_IA"]);
}

#[test]
fn a_source_is_named_in_several_forms() {
    let server = server();
    for source in [
        "test-1250000000.cos.ap-guangzhou.myqcloud.com/source%20%E4%B8%AD",
        "test-1250000000.cos.ap-guangzhou.tencentcos.cn/source%20%E4%B8%AD",
        "test-1250000000.cos.ap-guangzhou.myqcloud.com/source%20%E4%B8%AD?versionId=null",
        "http://test-1250000000.cos.ap-guangzhou.localhost:9000/source%20%E4%B8%AD",
        "/test-1250000000/source%20%E4%B8%AD",
        "http://127.0.0.1:9000/test-1250000000/source%20%E4%B8%AD",
    ] {
        assert_eq!(copy(&server, source).send().status, 200, "{source}");
    }
}

#[test]
fn what_cannot_be_copied_is_refused() {
    let server = server();
    server.ask("PUT", "/cold").header("x-cos-storage-class", "ARCHIVE").body("x").send();
    let at = |key: &str| SOURCE.replace("source%20%E4%B8%AD", key);
    let cases = [
        (at("none"), (404, "NoSuchKey")),
        (at("cold"), (403, "InvalidObjectState")),
        (at("source%20%E4%B8%AD?versionId=v"), (404, "NoSuchVersion")),
        (at("copy"), (404, "NoSuchKey")),
        ("nonsense".to_owned(), (400, "InvalidArgument")),
        (at(""), (400, "InvalidArgument")),
        ("none-1250000000.cos.ap-guangzhou.localhost/a".to_owned(), (404, "NoSuchBucket")),
    ];
    for (source, (status, code)) in cases {
        assert_eq!(copy(&server, &source).send().outcome(), outcome(status, code), "{source}");
    }
    let directive = copy(&server, SOURCE).header("x-cos-metadata-directive", "Both").send();
    assert_eq!(directive.outcome(), outcome(400, "InvalidArgument"));
    server.put("copy", "x");
    assert_eq!(copy(&server, &at("copy")).send().outcome(), outcome(400, "InvalidRequest"));
    assert_eq!(copy(&server, &at("copy")).header("x-cos-metadata-directive", "Replaced").send().status, 200);
}

#[test]
fn conditions_hold_for_the_source() {
    let server = server();
    let etag = server.ask("HEAD", "/source%20%E4%B8%AD").send().header("etag").to_owned();
    let past = "Tue, 14 Nov 2023 22:13:19 GMT";
    let future = "Tue, 14 Nov 2023 22:13:21 GMT";
    let cases = [
        ("x-cos-copy-source-if-match", etag.as_str(), 200),
        ("x-cos-copy-source-if-match", "\"x\"", 412),
        ("x-cos-copy-source-if-none-match", etag.as_str(), 412),
        ("x-cos-copy-source-if-none-match", "\"x\"", 200),
        ("x-cos-copy-source-if-modified-since", past, 200),
        ("x-cos-copy-source-if-modified-since", future, 412),
        ("x-cos-copy-source-if-unmodified-since", past, 412),
        ("x-cos-copy-source-if-unmodified-since", future, 200),
    ];
    for (name, value, status) in cases {
        assert_eq!(copy(&server, SOURCE).header(name, value).send().status, status, "{name}: {value}");
    }
}

#[test]
fn parts_are_copied_from_ranges() {
    let server = Server::new();
    let content = pattern(2 * MEGABYTE + 5);
    server.ask("PUT", "/source").body(content.clone()).send();
    let id = server.ask("POST", "/copy?uploads").send().tag("UploadId");
    let mut parts = String::new();
    for (number, range) in [(1, "bytes=0-1048575"), (2, "bytes=1048576-2097156")] {
        let got = server
            .ask("PUT", &format!("/copy?partNumber={number}&uploadId={id}"))
            .header("x-cos-copy-source", "test-1250000000.cos.ap-guangzhou.localhost/source")
            .header("x-cos-copy-source-range", range)
            .send();
        let etag = got.tag("ETag");
        parts = format!("{parts}<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>");
    }
    let document = format!("<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>");
    let got = server.ask("POST", &format!("/copy?uploadId={id}")).document(&document).send();
    assert_eq!(got.tag("CRC64"), crc64(&content).to_string());
    assert!(server.ask("GET", "/copy").send().body == content);
    let unknown = server.ask("PUT", "/copy?partNumber=1&uploadId=none");
    let unknown =
        unknown.header("x-cos-copy-source", "test-1250000000.cos.ap-guangzhou.localhost/source").send();
    assert_eq!(unknown.outcome(), outcome(404, "NoSuchUpload"));
}

#[test]
fn a_copy_outlives_its_source() {
    let server = server();
    copy(&server, SOURCE).send();
    server.ask("DELETE", "/source%20%E4%B8%AD").send();
    assert_eq!(server.ask("GET", "/copy").send().text(), "0123456789");
}
