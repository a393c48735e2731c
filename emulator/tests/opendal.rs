//! opendal, a client that nobody here wrote, against the emulator as its HTTP proxy.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::sync::Arc;
use std::time::Duration;

use cos_emulator::{Emulator, Options, SECRET_ID, SECRET_KEY, server};
use opendal_core::{ErrorKind, HttpTransporter, OperationContext, Operator};
use opendal_http_transport_reqwest::ReqwestTransport;
use opendal_service_cos::Cos;
use tokio::net::TcpListener;

const BUCKET: &str = "demo-1250000000";
const MEGABYTE: usize = 1024 * 1024;
const AWKWARD_KEYS: [&str; 6] = [
    "plain.txt",
    "a b+c&d=e?f#g.txt",
    "!'()*~-_.,;:@$[]|^`{}<>\"",
    "100%25 sure",
    "目录/文件 ü😀.bin",
    "folder/deeper/file",
];

/// A running emulator and what reaches it.
struct Stage {
    emulator: Arc<Emulator>,
    client: reqwest::Client,
}

impl Stage {
    async fn new() -> Self {
        let buckets = vec![(BUCKET.to_owned(), "ap-guangzhou".to_owned())];
        let emulator = Arc::new(Emulator::new(Options { buckets, ..Options::default() }).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(server::serve(listener, Arc::clone(&emulator)));
        let proxy = reqwest::Proxy::http(format!("http://{address}")).unwrap();
        Self { emulator, client: reqwest::Client::builder().proxy(proxy).build().unwrap() }
    }

    fn operator(&self, change: impl FnOnce(Cos) -> Cos) -> Operator {
        let settings = Cos::default()
            .bucket(BUCKET)
            .endpoint("http://cos.ap-guangzhou.myqcloud.com")
            .secret_id(SECRET_ID)
            .secret_key(SECRET_KEY)
            .disable_config_load();
        let transport = HttpTransporter::new(ReqwestTransport::new(self.client.clone()));
        let context = OperationContext::new().with_http_transport(transport);
        Operator::new(change(settings)).unwrap().with_context(context)
    }

    /// How many requests of an operation were answered.
    fn count(&self, operation: &str) -> usize {
        self.emulator.log().iter().filter(|entry| entry.operation == operation).count()
    }
}

async fn stage() -> (Stage, Operator) {
    let stage = Stage::new().await;
    let operator = stage.operator(|settings| settings);
    (stage, operator)
}

async fn content(operator: &Operator, key: &str) -> Vec<u8> {
    operator.read(key).await.unwrap().to_vec()
}

async fn listed(operator: &Operator, path: &str, recursive: bool) -> Vec<String> {
    let entries = operator.list_with(path).recursive(recursive).limit(2).await.unwrap();
    let mut paths: Vec<String> = entries.iter().map(|entry| entry.path().to_owned()).collect();
    paths.sort();
    paths
}

fn random(size: usize) -> Vec<u8> {
    std::iter::repeat_with(|| fastrand::u8(..)).take(size).collect()
}

#[tokio::test]
async fn what_was_uploaded_comes_back() {
    let (_stage, operator) = stage().await;
    for size in [0, 1, 300_000] {
        let bytes = random(size);
        let written = operator.write("a", bytes.clone()).await.unwrap();
        assert!(content(&operator, "a").await == bytes, "{size} bytes");
        let meta = operator.stat("a").await.unwrap();
        assert_eq!((meta.content_length(), meta.etag()), (size as u64, written.etag()));
    }
}

#[tokio::test]
async fn every_key_is_a_key() {
    let (_stage, operator) = stage().await;
    for key in AWKWARD_KEYS {
        operator.write(key, key).await.unwrap();
    }
    for key in AWKWARD_KEYS {
        assert_eq!(content(&operator, key).await, key.as_bytes());
    }
    let mut sorted = AWKWARD_KEYS.to_vec();
    sorted.sort_unstable();
    assert_eq!(listed(&operator, "", true).await, sorted);
    operator.delete_iter(AWKWARD_KEYS).await.unwrap();
    assert!(listed(&operator, "", true).await.is_empty());
}

#[tokio::test]
async fn headers_and_metadata_are_kept() {
    let (_stage, operator) = stage().await;
    let write = operator.write_with("a", "x").content_type("text/x-test").cache_control("max-age=7");
    write.user_metadata([("colour".to_owned(), "dark red".to_owned())]).await.unwrap();
    let meta = operator.stat("a").await.unwrap();
    assert_eq!((meta.content_type(), meta.cache_control()), (Some("text/x-test"), Some("max-age=7")));
    assert_eq!(meta.user_metadata().unwrap().get("colour"), Some("dark red"));
}

#[tokio::test]
async fn ranges_and_conditions_are_obeyed() {
    let (_stage, operator) = stage().await;
    let bytes = random(1000);
    operator.write("a", bytes.clone()).await.unwrap();
    let piece = operator.read_with("a").range(10..20).await.unwrap();
    assert_eq!(piece.to_vec(), bytes.get(10..20).unwrap());
    let refused = operator.read_with("a").if_match("\"other\"").await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConditionNotMatch);
    let refused = operator.write_with("a", "other").if_not_exists(true).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConditionNotMatch);
    assert!(content(&operator, "a").await == bytes);
}

#[tokio::test]
async fn lists_come_in_pages_and_folders() {
    let (stage, operator) = stage().await;
    for key in ["list/a", "list/b/1", "list/b/2", "list/c/1", "list/d"] {
        operator.write(key, key).await.unwrap();
    }
    assert_eq!(
        listed(&operator, "list/", true).await,
        ["list/a", "list/b/1", "list/b/2", "list/c/1", "list/d"]
    );
    assert_eq!(stage.count("GetBucket"), 3);
    assert_eq!(listed(&operator, "list/", false).await, ["list/a", "list/b/", "list/c/", "list/d"]);
}

#[tokio::test]
async fn objects_are_copied() {
    let (_stage, operator) = stage().await;
    let bytes = random(70_000);
    operator.write_with("from/目录 a+b", bytes.clone()).content_type("text/x-from").await.unwrap();
    operator.copy("from/目录 a+b", "to").await.unwrap();
    assert!(content(&operator, "to").await == bytes);
    assert_eq!(operator.stat("to").await.unwrap().content_type(), Some("text/x-from"));
    assert_eq!(operator.copy("nowhere", "to").await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_large_object_is_uploaded_in_parts() {
    let (stage, operator) = stage().await;
    let bytes = random(5 * MEGABYTE + 12_345);
    operator.write_with("large", bytes.clone()).chunk(MEGABYTE).concurrent(3).await.unwrap();
    assert_eq!(stage.count("UploadPart"), 6);
    assert!(operator.stat("large").await.unwrap().etag().unwrap().ends_with("-6\""));
    assert!(content(&operator, "large").await == bytes);
    let in_pieces = operator.read_with("large").chunk(2 * MEGABYTE).concurrent(2).await.unwrap();
    assert!(in_pieces.to_vec() == bytes);
}

#[tokio::test]
async fn an_upload_that_is_given_up_leaves_nothing() {
    let (stage, operator) = stage().await;
    let mut writer = operator.writer_with("a").chunk(MEGABYTE).await.unwrap();
    writer.write(random(3 * MEGABYTE)).await.unwrap();
    writer.abort().await.unwrap();
    assert_eq!(stage.count("AbortMultipartUpload"), 1);
    assert!(!operator.exists("a").await.unwrap());
}

#[tokio::test]
async fn bytes_are_appended() {
    let (_stage, operator) = stage().await;
    for piece in ["one ", "two ", "three"] {
        operator.write_with("log", piece).append(true).await.unwrap();
    }
    assert_eq!(content(&operator, "log").await, b"one two three");
}

#[tokio::test]
async fn wrong_keys_open_nothing() {
    let (stage, operator) = stage().await;
    operator.write("a", "x").await.unwrap();
    for wrong in [
        stage.operator(|settings| settings.secret_key("wrong")),
        stage.operator(|settings| settings.secret_id("wrong")),
    ] {
        assert_eq!(wrong.read("a").await.unwrap_err().kind(), ErrorKind::PermissionDenied);
    }
}

#[tokio::test]
async fn a_signed_url_is_a_key_to_one_object() {
    let (stage, operator) = stage().await;
    operator.write("signed/a b.txt", "content").await.unwrap();
    let signed = operator.presign_read("signed/a b.txt", Duration::from_mins(1)).await.unwrap();
    let url = signed.uri().to_string();
    let get = |url: String| stage.client.get(url).send();
    assert_eq!(get(url.clone()).await.unwrap().text().await.unwrap(), "content");
    assert_eq!(get(url.replace("signed/", "signed2/")).await.unwrap().status(), 403);
}
