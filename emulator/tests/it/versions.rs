use crate::support::{Got, Server, outcome};

fn keep_versions(server: &Server, status: &str) {
    let document = format!("<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>");
    assert_eq!(server.ask("PUT", "/?versioning").document(&document).send().status, 200);
}

fn put(server: &Server, key: &str, content: &str) -> String {
    let id = server.put(key, content).header("x-cos-version-id").to_owned();
    server.pass(1);
    id
}

/// `key id latest` of every version in their order, delete markers with a minus in front.
fn listed(got: &Got) -> Vec<String> {
    let document = roxmltree::Document::parse(got.text()).unwrap();
    let versions = document
        .root_element()
        .children()
        .filter(|node| node.has_tag_name("Version") || node.has_tag_name("DeleteMarker"));
    let shown = versions.map(|node| {
        let text = |name: &str| {
            node.children()
                .find(|child| child.has_tag_name(name))
                .and_then(|child| child.text())
                .unwrap_or("")
        };
        let mark = if node.has_tag_name("DeleteMarker") { "-" } else { "" };
        format!("{mark}{} {} {}", text("Key"), text("VersionId"), text("IsLatest"))
    });
    shown.collect()
}

#[test]
fn every_upload_and_deletion_adds_a_version() {
    let server = Server::new();
    assert_eq!(put(&server, "a", "zero"), "", "versions are not kept yet");
    keep_versions(&server, "Enabled");
    let (one, two) = (put(&server, "a", "one"), put(&server, "a", "two"));
    let read = |id: &str| {
        let got = server.ask("GET", &format!("/a?versionId={id}")).send();
        assert_eq!(got.header("x-cos-version-id"), id);
        got.text().to_owned()
    };
    assert_eq!(
        (read(&one), read(&two), read("null")),
        ("one".to_owned(), "two".to_owned(), "zero".to_owned())
    );
    let latest = server.ask("GET", "/a").send();
    assert_eq!((latest.text(), latest.header("x-cos-version-id")), ("two", two.as_str()));
    let gone = server.ask("DELETE", "/a").send();
    assert_eq!((gone.status, gone.header("x-cos-delete-marker")), (204, "true"));
    let marker = gone.header("x-cos-version-id").to_owned();
    assert_eq!(
        listed(&server.ask("GET", "/?versions").send()),
        [
            format!("-a {marker} true"),
            format!("a {two} false"),
            format!("a {one} false"),
            "a null false".to_owned(),
        ]
    );
    assert_eq!(server.ask("GET", "/").send().tags("Key"), Vec::<String>::new());
    assert_eq!(read(&one), "one", "what is deleted can still be read by its version");
}

#[test]
fn a_deleted_key_is_missing_and_says_that_a_marker_hides_it() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    put(&server, "a", "one");
    let marker = server.ask("DELETE", "/a").send().header("x-cos-version-id").to_owned();
    for target in ["/a".to_owned(), format!("/a?versionId={marker}")] {
        let got = server.ask("GET", &target).send();
        assert_eq!(got.outcome(), outcome(404, "NoSuchKey"), "{target}");
        assert_eq!(got.header("x-cos-delete-marker"), "true");
        assert_eq!(server.ask("HEAD", &target).send().status, 404);
    }
    assert_eq!(server.ask("GET", "/a?versionId=none").send().outcome(), outcome(404, "NoSuchVersion"));
    let back = server.ask("DELETE", &format!("/a?versionId={marker}")).send();
    assert_eq!(
        (back.header("x-cos-delete-marker"), back.header("x-cos-version-id")),
        ("true", marker.as_str())
    );
    assert_eq!(server.ask("GET", "/a").send().text(), "one", "without its marker the key is back");
}

#[test]
fn a_version_is_deleted_for_good() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    let (one, two) = (put(&server, "a", "one"), put(&server, "a", "two"));
    let gone = server.ask("DELETE", &format!("/a?versionId={two}")).send();
    assert_eq!((gone.status, gone.header("x-cos-version-id")), (204, two.as_str()));
    assert_eq!(gone.header("x-cos-delete-marker"), "");
    assert_eq!(server.ask("GET", "/a").send().text(), "one");
    assert_eq!(server.ask("DELETE", "/").send().outcome(), outcome(409, "BucketNotEmpty"));
    server.ask("DELETE", &format!("/a?versionId={one}")).send();
    assert_eq!(server.ask("DELETE", "/").send().status, 204);
}

#[test]
fn while_versioning_is_suspended_the_null_version_is_replaced() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    let one = put(&server, "a", "one");
    keep_versions(&server, "Suspended");
    assert_eq!(server.ask("GET", "/?versioning").send().tag("Status"), "Suspended");
    assert_eq!((put(&server, "a", "two"), put(&server, "a", "three")), (String::new(), String::new()));
    let all = || listed(&server.ask("GET", "/?versions").send());
    assert_eq!(all(), ["a null true".to_owned(), format!("a {one} false")]);
    assert_eq!(server.ask("GET", "/a?versionId=null").send().text(), "three");
    let gone = server.ask("DELETE", "/a").send();
    assert_eq!((gone.header("x-cos-delete-marker"), gone.header("x-cos-version-id")), ("true", "null"));
    assert_eq!(all(), ["-a null true".to_owned(), format!("a {one} false")]);
    keep_versions(&server, "Enabled");
    assert_ne!(put(&server, "a", "four"), "");
    assert_eq!(all().len(), 3, "the marker stays, as any other version does");
}

#[test]
fn a_bucket_that_never_kept_versions_lists_its_objects_without_ids() {
    let server = Server::new();
    server.put("a", "x");
    assert_eq!(listed(&server.ask("GET", "/?versions").send()), ["a  true"]);
    for id in ["", "null"] {
        let got = server.ask("GET", &format!("/a?versionId={id}")).send();
        assert_eq!((got.status, got.header("x-cos-version-id")), (200, ""));
    }
    assert_eq!(server.ask("GET", "/a?versionId=other").send().outcome(), outcome(404, "NoSuchVersion"));
}

#[test]
fn pages_of_versions_follow_each_other_without_gap_or_repetition() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    for key in ["a", "b/1", "b/1", "b/2", "c", "c", "c"] {
        put(&server, key, "x");
    }
    server.ask("DELETE", "/c").send();
    let whole = |delimiter: &str| {
        let got = server.ask("GET", &format!("/?versions&delimiter={delimiter}")).send();
        let mut all = listed(&got);
        all.extend(got.tags("CommonPrefixes").iter().map(|_| "folded".to_owned()));
        all
    };
    assert_eq!((whole("").len(), whole("%2F").len()), (8, 6));
    for (delimiter, size) in [("", 1), ("", 3), ("%2F", 1), ("%2F", 2)] {
        let (mut seen, mut key, mut id) = (Vec::new(), String::new(), String::new());
        for _ in 0..20 {
            let target = format!(
                "/?versions&max-keys={size}&delimiter={delimiter}&key-marker={key}&version-id-marker={id}"
            );
            let got = server.ask("GET", &target).send();
            seen.extend(listed(&got));
            seen.extend(got.tags("CommonPrefixes").iter().map(|_| "folded".to_owned()));
            if got.tag("IsTruncated") == "false" {
                break;
            }
            (key, id) = (got.tag("NextKeyMarker").replace('/', "%2F"), got.tag("NextVersionIdMarker"));
        }
        let mut all = whole(delimiter);
        seen.sort();
        all.sort();
        assert_eq!(seen, all, "{delimiter} {size}");
    }
}

#[test]
fn a_copy_takes_the_version_that_it_names_and_makes_a_new_one() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    let one = put(&server, "a", "one");
    put(&server, "a", "two");
    let source = format!("test-1250000000.cos.ap-guangzhou.localhost/a?versionId={one}");
    let copy = |target: &str| server.ask("PUT", target).header("x-cos-copy-source", &source).send();
    let got = copy("/a");
    assert_eq!(got.status, 200, "an old version may be copied over its own key");
    assert!(!got.header("x-cos-version-id").is_empty());
    assert_eq!(got.tag("VersionId"), got.header("x-cos-version-id"));
    assert_eq!(server.ask("GET", "/a").send().text(), "one");
    let unknown = server
        .ask("PUT", "/b")
        .header("x-cos-copy-source", "test-1250000000.cos.ap-guangzhou.localhost/a?versionId=unknown");
    assert_eq!(unknown.send().outcome(), outcome(404, "NoSuchVersion"));
    server.ask("DELETE", "/a").send();
    let deleted = server.ask("PUT", "/b");
    let deleted = deleted.header("x-cos-copy-source", "test-1250000000.cos.ap-guangzhou.localhost/a");
    assert_eq!(deleted.send().outcome(), outcome(404, "NoSuchKey"));
}

#[test]
fn many_versions_are_deleted_at_once() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    let one = put(&server, "a", "one");
    put(&server, "b", "x");
    let document = format!(
        "<Delete><Object><Key>a</Key><VersionId>{one}</VersionId></Object><Object><Key>b</Key></Object></Delete>"
    );
    let got = server.ask("POST", "/?delete").document(&document).send();
    assert_eq!(got.tags("VersionId"), [one]);
    let marker = got.tag("DeleteMarkerVersionId");
    assert_eq!((got.tags("DeleteMarker").len(), marker.is_empty()), (1, false));
    let document = format!("<Delete><Object><Key>b</Key><VersionId>{marker}</VersionId></Object></Delete>");
    let got = server.ask("POST", "/?delete").document(&document).send();
    assert_eq!((got.tag("DeleteMarker"), got.tag("DeleteMarkerVersionId")), ("true".to_owned(), marker));
    assert_eq!(server.ask("GET", "/b").send().text(), "x");
}

#[test]
fn uploads_in_parts_and_forms_make_versions_too() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    put(&server, "a", "one");
    let id = server.ask("POST", "/a?uploads").send().tag("UploadId");
    let etag = server.ask("PUT", &format!("/a?partNumber=1&uploadId={id}")).body("two").send();
    let document = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        etag.header("etag").trim_matches('"')
    );
    let done = server.ask("POST", &format!("/a?uploadId={id}")).document(&document).send();
    assert!(!done.header("x-cos-version-id").is_empty());
    assert_eq!(listed(&server.ask("GET", "/?versions").send()).len(), 2);
}

#[test]
fn tags_and_access_belong_to_a_version() {
    let server = Server::new();
    keep_versions(&server, "Enabled");
    let one = put(&server, "a", "one");
    put(&server, "a", "two");
    let tags = "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>";
    let old = format!("/a?tagging&versionId={one}");
    assert_eq!(server.ask("PUT", &old).document(tags).send().status, 204);
    assert_eq!(server.ask("GET", "/a?tagging").send().outcome(), outcome(404, "NoSuchTagSet"));
    assert_eq!(server.ask("GET", &old).send().text(), tags);
    let head = server.ask("HEAD", &format!("/a?versionId={one}")).send();
    assert_eq!(head.header("x-cos-tagging-count"), "1");
    let unknown = server.ask("PUT", "/a?tagging&versionId=unknown").document(tags).send();
    assert_eq!(unknown.outcome(), outcome(404, "NoSuchVersion"));
}

#[test]
fn a_versioning_document_says_enabled_or_suspended() {
    let server = Server::new();
    let put = |document: &str| server.ask("PUT", "/?versioning").document(document).send().outcome();
    let with = |status: &str| format!("<VersioningConfiguration>{status}</VersioningConfiguration>");
    assert_eq!(put(&with("")), outcome(400, "InvalidArgument"));
    assert_eq!(put(&with("<Status>Disabled</Status>")), outcome(400, "InvalidArgument"));
    assert_eq!(put("<VersioningConfiguration>"), outcome(400, "MalformedXML"));
    assert_eq!(put(""), outcome(400, "MalformedXML"));
    assert!(server.ask("GET", "/?versioning").send().text().ends_with("<VersioningConfiguration/>"));
}
