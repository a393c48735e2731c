use crate::support::{Server, outcome};

const MISSING: &[(&str, &str, &str)] = &[
    (
        "cors",
        "NoSuchCORSConfiguration",
        "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
    ),
    (
        "tagging",
        "NoSuchTagSet",
        "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
    ),
    (
        "lifecycle",
        "NoSuchLifecycleConfiguration",
        "<LifecycleConfiguration><Rule><ID>1</ID></Rule></LifecycleConfiguration>",
    ),
    ("website", "NoSuchWebsiteConfiguration", "<WebsiteConfiguration/>"),
    ("referer", "NoSuchRefererConfiguration", "<RefererConfiguration/>"),
    ("domain", "DomainConfigNotFoundError", "<DomainConfiguration/>"),
    ("origin", "NoSuchOriginConfiguration", "<OriginConfiguration/>"),
    ("replication", "ReplicationConfigurationnotFoundError", "<ReplicationConfiguration/>"),
    ("encryption", "NoSuchEncryptionConfiguration", "<ServerSideEncryptionConfiguration/>"),
    ("policy", "NoSuchBucketPolicy", "{\"Statement\":[],\"version\":\"2.0\"}"),
];

#[test]
fn a_document_is_missing_until_it_is_put_and_after_it_is_deleted() {
    let server = Server::new();
    for (name, code, document) in MISSING {
        let target = format!("/?{name}");
        assert_eq!(server.ask("GET", &target).send().outcome(), outcome(404, code), "{name}");
        let put = server.ask("PUT", &target).document(document).send();
        assert!(matches!(put.status, 200 | 204), "{name}: {put:?}");
        assert_eq!(server.ask("GET", &target).send().text(), *document);
        if *name != "referer" {
            assert_eq!(server.ask("DELETE", &target).send().status, 204, "{name}");
            assert_eq!(server.ask("GET", &target).send().outcome(), outcome(404, code), "{name}");
        }
    }
}

#[test]
fn some_documents_are_empty_until_they_are_put() {
    let server = Server::new();
    for (name, root) in [
        ("versioning", "VersioningConfiguration"),
        ("logging", "BucketLoggingStatus"),
        ("accelerate", "AccelerateConfiguration"),
    ] {
        let target = format!("/?{name}");
        assert!(server.ask("GET", &target).send().text().ends_with(&format!("<{root}/>")));
        let document = format!("<{root}><Status>Enabled</Status></{root}>");
        assert_eq!(server.ask("PUT", &target).document(&document).send().status, 200);
        assert_eq!(server.ask("GET", &target).send().tag("Status"), "Enabled");
    }
}

#[test]
fn inventories_exist_side_by_side() {
    let server = Server::new();
    assert_eq!(server.ask("GET", "/?inventory&id=a").send().outcome(), outcome(404, "NoSuchConfiguration"));
    for id in ["a", "b"] {
        let document =
            format!("<?xml version=\"1.0\"?><InventoryConfiguration><Id>{id}</Id></InventoryConfiguration>");
        assert_eq!(server.ask("PUT", &format!("/?inventory&id={id}")).document(&document).send().status, 200);
    }
    assert_eq!(server.ask("GET", "/?inventory&id=b").send().tag("Id"), "b");
    assert_eq!(server.ask("GET", "/?inventory").send().tags("Id"), ["a", "b"]);
    assert_eq!(server.ask("DELETE", "/?inventory&id=a").send().status, 204);
    assert_eq!(server.ask("GET", "/?inventory").send().tags("Id"), ["b"]);
    let without_id = server.ask("PUT", "/?inventory").document("<InventoryConfiguration/>").send();
    assert_eq!(without_id.outcome(), outcome(400, "InvalidArgument"));
}

#[test]
fn documents_that_make_no_sense_are_refused() {
    let server = Server::new();
    for (target, document, code) in [
        ("/?lifecycle", "<LifecycleConfiguration>", "MalformedXML"),
        ("/?lifecycle", "<Other/>", "MalformedXML"),
        ("/?lifecycle", "", "MalformedXML"),
        ("/?policy", "[]", "MalformedPolicy"),
        ("/?policy", "{", "MalformedPolicy"),
        ("/?tagging", "<Tagging><TagSet><Tag><Value>b</Value></Tag></TagSet></Tagging>", "InvalidTag"),
    ] {
        let got = server.ask("PUT", target).document(document).send();
        assert_eq!(got.outcome(), outcome(400, code), "{target} {document}");
    }
    let wrong_md5 = server.ask("PUT", "/?website").header("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==");
    assert_eq!(wrong_md5.body("<WebsiteConfiguration/>").send().outcome(), outcome(400, "BadDigest"));
}

#[test]
fn an_object_has_tags_of_its_own() {
    let server = Server::new();
    server.put("a", "x");
    let document = "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>";
    assert_eq!(server.ask("GET", "/a?tagging").send().outcome(), outcome(404, "NoSuchTagSet"));
    assert_eq!(server.ask("PUT", "/a?tagging").document(document).send().status, 204);
    assert_eq!(server.ask("GET", "/a?tagging").send().text(), document);
    assert_eq!(server.ask("DELETE", "/a?tagging").send().status, 204);
    assert_eq!(server.ask("GET", "/a?tagging").send().outcome(), outcome(404, "NoSuchTagSet"));
    assert_eq!(server.ask("GET", "/none?tagging").send().outcome(), outcome(404, "NoSuchKey"));
}
