use std::fs;
use std::path::Path;

use crate::support::{MEGABYTE, Server, outcome, pattern};

fn open(dir: &Path) -> Server {
    let dir = dir.to_owned();
    Server::with(|options| options.dir = Some(dir))
}

fn files(dir: &Path) -> usize {
    fs::read_dir(dir.join("content")).unwrap().count()
}

/// Ends an emulator as a power cut would: nothing is tidied up.
fn kill(server: Server) {
    std::mem::forget(server);
}

#[test]
fn objects_are_there_again_with_all_that_was_said_about_them() {
    let dir = tempfile::tempdir().unwrap();
    let content = pattern(MEGABYTE + 7);
    let before = open(dir.path());
    let put = before
        .ask("PUT", "/a%20%E4%B8%AD")
        .header("x-cos-meta-colour", "red")
        .header("x-cos-acl", "public-read");
    let put = put.header("x-cos-tagging", "k=v").body(content.clone()).send();
    before.put("gone", "x");
    before.ask("DELETE", "/gone").send();
    drop(before);
    let after = open(dir.path());
    let got = after.ask("GET", "/a%20%E4%B8%AD").unsigned().send();
    assert!(got.body == content);
    for (name, value) in [
        ("etag", put.header("etag")),
        ("x-cos-hash-crc64ecma", put.header("x-cos-hash-crc64ecma")),
        ("x-cos-meta-colour", "red"),
        ("x-cos-tagging-count", "1"),
        ("last-modified", "Tue, 14 Nov 2023 22:13:20 GMT"),
    ] {
        assert_eq!(got.header(name), value, "{name}");
    }
    assert_eq!(after.ask("GET", "/gone").send().outcome(), outcome(404, "NoSuchKey"));
    assert_eq!(files(dir.path()), 1);
}

#[test]
fn nothing_is_lost_when_the_emulator_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    let before = open(dir.path());
    before.put("a", "one");
    before.put("a", "two");
    kill(before);
    let again = open(dir.path());
    assert_eq!(again.ask("GET", "/a").send().text(), "two");
    kill(again);
    assert_eq!(open(dir.path()).ask("GET", "/a").send().text(), "two");
}

#[test]
fn versions_and_their_order_are_there_again() {
    let dir = tempfile::tempdir().unwrap();
    let before = open(dir.path());
    let enable = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    before.ask("PUT", "/?versioning").document(enable).send();
    for content in ["one", "two"] {
        before.put("a", content);
    }
    before.ask("DELETE", "/a").send();
    let list = |server: &Server| server.ask("GET", "/?versions").send().text().to_owned();
    let listed = list(&before);
    kill(before);
    let after = open(dir.path());
    assert_eq!(list(&after), listed);
    let newest = after.put("a", "three").header("x-cos-version-id").to_owned();
    assert_eq!(after.ask("GET", "/?versions").send().tags("VersionId")[0], newest);
    assert!(!listed.contains(&newest), "ids do not repeat, although the clock stands");
}

#[test]
fn an_upload_goes_on_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let before = open(dir.path());
    let id = before.ask("POST", "/a?uploads").header("x-cos-meta-colour", "red").send().tag("UploadId");
    let ended = before.ask("POST", "/b?uploads").send().tag("UploadId");
    let send = |server: &Server, number: u32, content: Vec<u8>| {
        let target = format!("/a?partNumber={number}&uploadId={id}");
        server.ask("PUT", &target).body(content).send().header("etag").to_owned()
    };
    let one = send(&before, 1, pattern(MEGABYTE));
    before.ask("DELETE", &format!("/b?uploadId={ended}")).send();
    kill(before);
    let after = open(dir.path());
    assert_eq!(after.ask("GET", "/?uploads").send().tags("UploadId"), [id.as_str()]);
    let two = send(&after, 2, vec![7]);
    let part = |number: u32, etag: &str| {
        format!("<Part><PartNumber>{number}</PartNumber><ETag>{}</ETag></Part>", etag.trim_matches('"'))
    };
    let document =
        format!("<CompleteMultipartUpload>{}{}</CompleteMultipartUpload>", part(1, &one), part(2, &two));
    assert_eq!(after.ask("POST", &format!("/a?uploadId={id}")).document(&document).send().status, 200);
    kill(after);
    let last = open(dir.path());
    let got = last.ask("GET", "/a").send();
    assert_eq!((got.body.len(), got.header("x-cos-meta-colour")), (MEGABYTE + 1, "red"));
    assert_eq!(last.ask("GET", "/?uploads").send().tags("UploadId"), Vec::<String>::new());
}

#[test]
fn buckets_and_their_documents_are_there_again() {
    let dir = tempfile::tempdir().unwrap();
    let other = "other-1250000000.cos.ap-beijing.localhost:9000";
    let before = open(dir.path());
    before.ask("PUT", "/").host(other).header("x-cos-acl", "public-read").send();
    let tags = "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>";
    before.ask("PUT", "/?tagging").host(other).document(tags).send();
    before.ask("PUT", "/").host("brief-1250000000.cos.ap-beijing.localhost").send();
    before.ask("DELETE", "/").host("brief-1250000000.cos.ap-beijing.localhost").send();
    kill(before);
    let after = open(dir.path());
    assert_eq!(after.ask("GET", "/").host("service.cos.localhost").send().tags("Name").len(), 2);
    assert_eq!(after.ask("GET", "/?tagging").host(other).send().text(), tags);
    assert_eq!(after.ask("GET", "/").host(other).unsigned().send().status, 200);
}

#[test]
fn a_broken_end_of_the_index_lost_bytes_and_stray_files_do_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let before = open(dir.path());
    before.put("a", "x");
    let known: Vec<_> =
        fs::read_dir(dir.path().join("content")).unwrap().map(|file| file.unwrap().path()).collect();
    before.put("lost", "y");
    kill(before);
    for file in fs::read_dir(dir.path().join("content")).unwrap().map(|file| file.unwrap().path()) {
        if !known.contains(&file) {
            fs::remove_file(file).unwrap();
        }
    }
    fs::write(dir.path().join("content/stray"), "z").unwrap();
    let index = dir.path().join("index.jsonl");
    let mut text = fs::read_to_string(&index).unwrap();
    text.push_str("{\"bucket\":\"test-12500");
    fs::write(&index, text).unwrap();
    let after = open(dir.path());
    assert_eq!(after.ask("GET", "/a").send().text(), "x");
    assert_eq!(after.ask("GET", "/lost").send().outcome(), outcome(404, "NoSuchKey"));
    assert_eq!(files(dir.path()), 1, "nobody needs the stray file");
}

#[test]
fn a_reset_empties_the_directory_too() {
    let dir = tempfile::tempdir().unwrap();
    let before = open(dir.path());
    before.put("a", "x");
    before.emulator.reset().unwrap();
    assert_eq!(files(dir.path()), 0);
    kill(before);
    assert_eq!(open(dir.path()).ask("GET", "/").send().tags("Key"), Vec::<String>::new());
}

#[test]
fn a_copy_and_its_source_share_their_bytes_across_restarts() {
    let dir = tempfile::tempdir().unwrap();
    let before = open(dir.path());
    before.put("a", "x");
    let source = "test-1250000000.cos.ap-guangzhou.localhost/a";
    before.ask("PUT", "/b").header("x-cos-copy-source", source).send();
    drop(before);
    let after = open(dir.path());
    assert_eq!(files(dir.path()), 1);
    after.ask("DELETE", "/a").send();
    assert_eq!(after.ask("GET", "/b").send().text(), "x");
    after.ask("DELETE", "/b").send();
    assert_eq!(files(dir.path()), 0);
}
