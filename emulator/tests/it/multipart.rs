use crate::support::{Got, MEGABYTE, Server, crc64, hex, outcome};
use md5::{Digest, Md5};

/// Part numbers and tags of a complete request.
type Parts<'a> = &'a [(u32, &'a str)];

fn begin(server: &Server, key: &str) -> String {
    server.ask("POST", &format!("/{key}?uploads")).send().tag("UploadId")
}

fn part(server: &Server, id: &str, number: u32, content: &[u8]) -> Got {
    server.ask("PUT", &format!("/big?partNumber={number}&uploadId={id}")).body(content).send()
}

fn complete(server: &Server, id: &str, parts: Parts<'_>) -> Got {
    let entry = |(number, etag): &(u32, &str)| {
        format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>")
    };
    let entries: Vec<String> = parts.iter().map(entry).collect();
    let document = format!("<CompleteMultipartUpload>{}</CompleteMultipartUpload>", entries.concat());
    server.ask("POST", &format!("/big?uploadId={id}")).document(&document).send()
}

#[test]
fn parts_become_an_object_in_the_order_of_their_numbers() {
    let server = Server::new();
    let begun =
        server.ask("POST", "/big?uploads").header("x-cos-meta-a", "b").header("content-type", "a/b").send();
    assert_eq!((begun.tag("Bucket"), begun.tag("Key")), ("test-1250000000".to_owned(), "big".to_owned()));
    let id = begun.tag("UploadId");
    let (one, two, three) = (vec![1; MEGABYTE], vec![2; MEGABYTE + 7], vec![3; 10]);
    let etag3 = part(&server, &id, 9, &three).header("etag").to_owned();
    let etag1 = part(&server, &id, 1, &one).header("etag").to_owned();
    let sent = part(&server, &id, 5, &two);
    assert_eq!(sent.header("x-cos-hash-crc64ecma"), crc64(&two).to_string());
    let etag2 = sent.header("etag").to_owned();
    let done = complete(&server, &id, &[(1, &etag1), (5, etag2.trim_matches('"')), (9, &etag3)]);
    let digests = [Md5::digest(&one), Md5::digest(&two), Md5::digest(&three)].concat();
    assert_eq!(done.tag("ETag"), format!("\"{}-3\"", hex(Md5::digest(digests))));
    assert!(done.tag("Location").ends_with("/big"));
    let whole = [one, two, three].concat();
    assert_eq!(done.header("x-cos-hash-crc64ecma"), crc64(&whole).to_string());
    let got = server.ask("GET", "/big").send();
    assert!(got.body == whole);
    assert_eq!((got.header("x-cos-meta-a"), got.header("content-type")), ("b", "a/b"));
    assert_eq!(complete(&server, &id, &[(1, &etag1)]).outcome(), outcome(404, "NoSuchUpload"));
}

#[test]
fn completing_checks_sizes_order_and_tags() {
    let server = Server::new();
    let id = begin(&server, "big");
    let big = part(&server, &id, 1, &vec![1; MEGABYTE]).header("etag").to_owned();
    let small = part(&server, &id, 2, b"x").header("etag").to_owned();
    part(&server, &id, 3, b"y");
    let cases: &[(Parts<'_>, (u16, &str))] = &[
        (&[], (400, "MalformedXML")),
        (&[(2, &small), (1, &big)], (400, "InvalidPartOrder")),
        (&[(1, &big), (1, &big)], (400, "InvalidPartOrder")),
        (&[(1, &small)], (400, "InvalidPart")),
        (&[(1, &big), (4, &small)], (400, "InvalidPart")),
        (&[(2, &small), (3, "\"415290769594460e2e485922904f345d\"")], (400, "EntityTooSmall")),
        (&[(1, &big), (2, &small)], (200, "")),
    ];
    for (parts, (status, code)) in cases {
        assert_eq!(complete(&server, &id, parts).outcome(), outcome(*status, code), "{parts:?}");
    }
}

#[test]
fn a_part_sent_again_replaces_the_first() {
    let server = Server::new();
    let id = begin(&server, "big");
    let first = part(&server, &id, 1, b"first").header("etag").to_owned();
    let second = part(&server, &id, 1, b"second").header("etag").to_owned();
    assert_eq!(complete(&server, &id, &[(1, &first)]).outcome(), outcome(400, "InvalidPart"));
    assert_eq!(complete(&server, &id, &[(1, &second)]).status, 200);
    assert_eq!(server.ask("GET", "/big").send().text(), "second");
}

#[test]
fn an_aborted_upload_is_gone() {
    let server = Server::new();
    let id = begin(&server, "big");
    part(&server, &id, 1, b"x");
    assert_eq!(server.ask("DELETE", &format!("/big?uploadId={id}")).send().status, 204);
    for (method, target) in [
        ("DELETE", format!("/big?uploadId={id}")),
        ("GET", format!("/big?uploadId={id}")),
        ("PUT", format!("/big?partNumber=1&uploadId={id}")),
        ("POST", format!("/big?uploadId={id}")),
    ] {
        let got = server.ask(method, &target).send();
        assert_eq!(got.outcome(), outcome(404, "NoSuchUpload"), "{method}");
    }
    assert_eq!(server.ask("GET", "/?uploads").send().tags("UploadId"), Vec::<String>::new());
}

#[test]
fn part_numbers_go_from_1_to_10000() {
    let server = Server::new();
    let id = begin(&server, "big");
    for (number, status) in [("0", 400), ("1", 200), ("10000", 200), ("10001", 400), ("x", 400), ("-1", 400)]
    {
        let got = server.ask("PUT", &format!("/big?partNumber={number}&uploadId={id}")).body("x").send();
        assert_eq!(got.status, status, "{number}");
    }
}

#[test]
fn parts_are_listed_in_pages() {
    let server = Server::new();
    let id = begin(&server, "big");
    for number in 1..=5 {
        part(&server, &id, number, b"x");
    }
    let first = server.ask("GET", &format!("/big?uploadId={id}&max-parts=2")).send();
    assert_eq!(first.tags("PartNumber"), ["1", "2"]);
    assert_eq!(
        (first.tag("IsTruncated"), first.tag("NextPartNumberMarker")),
        ("true".to_owned(), "2".to_owned())
    );
    assert_eq!((first.tag("Size"), first.tag("MaxParts")), ("1".to_owned(), "2".to_owned()));
    let rest = server.ask("GET", &format!("/big?uploadId={id}&part-number-marker=2")).send();
    assert_eq!(rest.tags("PartNumber"), ["3", "4", "5"]);
    assert_eq!(rest.tag("IsTruncated"), "false");
}

#[test]
fn uploads_are_listed_by_key_then_id_in_pages() {
    let server = Server::new();
    let mut ids: Vec<String> = Vec::new();
    for key in ["a", "a", "b/1", "b/2", "c"] {
        ids.push(begin(&server, key));
        server.pass(1);
    }
    let all = server.ask("GET", "/?uploads").send();
    assert_eq!(all.tags("UploadId"), ids);
    let mut seen = Vec::new();
    let (mut key_marker, mut id_marker) = (String::new(), String::new());
    loop {
        let target = format!("/?uploads&max-uploads=1&key-marker={key_marker}&upload-id-marker={id_marker}");
        let got = server.ask("GET", &target.replace("b/", "b%2F")).send();
        seen.extend(got.tags("UploadId"));
        if got.tag("IsTruncated") == "false" {
            break;
        }
        (key_marker, id_marker) = (got.tag("NextKeyMarker"), got.tag("NextUploadIdMarker"));
    }
    assert_eq!(seen, ids);
    let folded = server.ask("GET", "/?uploads&delimiter=%2F").send();
    assert_eq!(folded.tags("UploadId").len(), 3);
    assert_eq!(server.ask("GET", "/?uploads&prefix=b%2F").send().tags("Key"), ["b/1", "b/2"]);
}

#[test]
fn parts_of_an_upload_with_a_customers_key_need_the_key() {
    let server = Server::new();
    let md5 = "x-cos-server-side-encryption-customer-key-md5";
    let key = "x-cos-server-side-encryption-customer-key";
    let id = server.ask("POST", "/big?uploads").header(key, "k").header(md5, "m").send().tag("UploadId");
    let target = format!("/big?partNumber=1&uploadId={id}");
    assert_eq!(server.ask("PUT", &target).body("x").send().outcome(), outcome(400, "InvalidRequest"));
    let got = server.ask("PUT", &target).header(key, "k").header(md5, "m").body("x").send();
    assert_eq!(got.status, 200);
}
