use crate::support::{Server, outcome};

const CORS: &str = "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin>\
    <AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>";
const TAGGING: &str = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
const LIFECYCLE: &str = "<LifecycleConfiguration><Rule><ID>1</ID><Filter><Prefix>a/</Prefix></Filter>\
    <Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";
const WEBSITE: &str =
    "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>";
const REFERER: &str = "<RefererConfiguration><Status>Enabled</Status><RefererType>White-List</RefererType>\
    <DomainList><Domain>*.qq.com</Domain></DomainList></RefererConfiguration>";
const DOMAIN: &str = "<DomainConfiguration><DomainRule><Status>ENABLED</Status><Name>www.example.com</Name>\
    <Type>REST</Type></DomainRule></DomainConfiguration>";
const ORIGIN: &str = "<OriginConfiguration><OriginRule><RulePriority>1</RulePriority><OriginType>Mirror</OriginType>\
    <OriginCondition><HTTPStatusCode>404</HTTPStatusCode></OriginCondition>\
    <OriginParameter><Protocol>HTTP</Protocol></OriginParameter>\
    <OriginInfo><HostInfo><HostName>example.com</HostName></HostInfo></OriginInfo></OriginRule></OriginConfiguration>";
const ENCRYPTION: &str = "<ServerSideEncryptionConfiguration><Rule><ApplySideEncryptionConfiguration>\
    <SSEAlgorithm>AES256</SSEAlgorithm></ApplySideEncryptionConfiguration></Rule></ServerSideEncryptionConfiguration>";
const REPLICATION: &str = "<ReplicationConfiguration><Role>qcs::cam::uin/1:uin/1</Role><Rule><Status>Enabled</Status>\
    <ID>1</ID><Prefix>sync/</Prefix><Destination><Bucket>qcs::cos:ap-beijing::copy-1250000000</Bucket></Destination>\
    </Rule></ReplicationConfiguration>";
const POLICY: &str = "{\"Statement\":[],\"version\":\"2.0\"}";
const LOGGING: &str = "<BucketLoggingStatus><LoggingEnabled><TargetBucket>test-1250000000</TargetBucket>\
    <TargetPrefix>log/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>";
const LOCK: &str =
    "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>";

const MISSING: &[(&str, &str, &str)] = &[
    ("cors", "NoSuchCORSConfiguration", CORS),
    ("tagging", "NoSuchTagSet", TAGGING),
    ("lifecycle", "NoSuchLifecycleConfiguration", LIFECYCLE),
    ("website", "NoSuchWebsiteConfiguration", WEBSITE),
    ("referer", "NoSuchRefererConfiguration", REFERER),
    ("domain", "DomainConfigNotFoundError", DOMAIN),
    ("origin", "OriginConfigurationNotFoundError", ORIGIN),
    ("replication", "ReplicationConfigurationnotFoundError", REPLICATION),
    ("encryption", "NoSuchEncryptionConfiguration", ENCRYPTION),
    ("policy", "NoSuchBucketPolicy", POLICY),
    ("object-lock", "NoSuchObjectLockConfiguration", LOCK),
];

fn keep_versions(server: &Server) {
    let document = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    assert_eq!(server.ask("PUT", "/?versioning").document(document).send().status, 200);
}

#[test]
fn a_document_is_missing_until_it_is_put_and_after_it_is_deleted() {
    let server = Server::new();
    keep_versions(&server);
    for (name, code, document) in MISSING {
        let target = format!("/?{name}");
        assert_eq!(server.ask("GET", &target).send().outcome(), outcome(404, code), "{name}");
        let put = server.ask("PUT", &target).document(document).send();
        assert!(matches!(put.status, 200 | 204), "{name}: {put:?}");
        assert_eq!(server.ask("GET", &target).send().text(), *document);
        if !["referer", "object-lock"].contains(name) {
            assert_eq!(server.ask("DELETE", &target).send().status, 204, "{name}");
            assert_eq!(server.ask("GET", &target).send().outcome(), outcome(404, code), "{name}");
        }
    }
}

#[test]
fn some_documents_are_empty_until_they_are_put() {
    let server = Server::new();
    let status = |root: &str| format!("<{root}><Status>Enabled</Status></{root}>");
    for (name, root, document) in [
        ("versioning", "VersioningConfiguration", status("VersioningConfiguration")),
        ("logging", "BucketLoggingStatus", LOGGING.to_owned()),
        ("accelerate", "AccelerateConfiguration", status("AccelerateConfiguration")),
        ("intelligenttiering", "IntelligentTieringConfiguration", status("IntelligentTieringConfiguration")),
        ("notification", "NotificationConfiguration", "<NotificationConfiguration/>".to_owned()),
    ] {
        let target = format!("/?{name}");
        assert!(server.ask("GET", &target).send().text().ends_with(&format!("<{root}/>")));
        assert_eq!(server.ask("PUT", &target).document(&document).send().status, 200, "{name}");
        assert_eq!(server.ask("GET", &target).send().text(), document);
        assert_eq!(
            server.ask("DELETE", &target).send().outcome(),
            outcome(405, "MethodNotAllowed"),
            "{name}"
        );
    }
    let off = "<BucketLoggingStatus></BucketLoggingStatus>";
    assert_eq!(
        server.ask("PUT", "/?logging").document(off).send().status,
        200,
        "logging can be switched off"
    );
}

/// Changes of a good document that make it a bad one: what to put in place of what, and the code.
type Spoilt = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)]);

const SPOILT: &[Spoilt] = &[
    (
        "cors",
        CORS,
        &[
            ("<AllowedOrigin>*</AllowedOrigin>", "", "MalformedXML"),
            ("<AllowedMethod>GET</AllowedMethod>", "", "MalformedXML"),
            (">GET<", ">OPTIONS<", "InvalidRequest"),
            (">*<", ">a*b*<", "InvalidRequest"),
            ("</CORSRule>", "<ExposeHeader>*</ExposeHeader></CORSRule>", "InvalidRequest"),
            ("</CORSRule>", "<MaxAgeSeconds>soon</MaxAgeSeconds></CORSRule>", "MalformedXML"),
            ("</CORSRule>", "</CORSRule><ResponseVary>perhaps</ResponseVary>", "MalformedXML"),
        ],
    ),
    (
        "lifecycle",
        LIFECYCLE,
        &[
            ("<Filter><Prefix>a/</Prefix></Filter>", "", "MalformedXML"),
            ("<Status>Enabled</Status>", "", "MalformedXML"),
            (">Enabled<", ">On<", "MalformedXML"),
            ("<Expiration><Days>1</Days></Expiration>", "", "MalformedXML"),
            ("<Days>1</Days>", "", "MalformedXML"),
            ("<Days>1</Days>", "<Days>1</Days><Date>2030-01-01T00:00:00Z</Date>", "MalformedXML"),
            ("<Days>1</Days>", "<Days>0</Days>", "InvalidArgument"),
            ("<Days>1</Days>", "<Days>3651</Days>", "InvalidArgument"),
            ("<Days>1</Days>", "<Days>one</Days>", "MalformedXML"),
            ("<Days>1</Days>", "<Date>tomorrow</Date>", "MalformedXML"),
            ("Expiration>", "Transition>", "MalformedXML"),
            (
                "</LifecycleConfiguration>",
                "<Rule><ID>1</ID><Filter/><Status>Disabled</Status><Expiration><Days>2</Days></Expiration></Rule>\
                 </LifecycleConfiguration>",
                "InvalidArgument",
            ),
        ],
    ),
    (
        "website",
        WEBSITE,
        &[
            ("<Suffix>index.html</Suffix>", "", "MalformedXML"),
            ("index.html", "", "MalformedXML"),
            ("index.html", "a/index.html", "InvalidArgument"),
            (
                "</WebsiteConfiguration>",
                "<RedirectAllRequestsTo><Protocol>ftp</Protocol></RedirectAllRequestsTo></WebsiteConfiguration>",
                "MalformedXML",
            ),
            (
                "</WebsiteConfiguration>",
                "<RoutingRules><RoutingRule><Condition><HttpErrorCodeReturnedEquals>503</HttpErrorCodeReturnedEquals>\
                 </Condition><Redirect><ReplaceKeyWith>a</ReplaceKeyWith></Redirect></RoutingRule></RoutingRules>\
                 </WebsiteConfiguration>",
                "InvalidArgument",
            ),
            (
                "</WebsiteConfiguration>",
                "<RoutingRules><RoutingRule><Condition><HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>\
                 </Condition><Redirect><ReplaceKeyPrefixWith>a</ReplaceKeyPrefixWith></Redirect></RoutingRule>\
                 </RoutingRules></WebsiteConfiguration>",
                "MalformedXML",
            ),
        ],
    ),
    (
        "referer",
        REFERER,
        &[
            (">Enabled<", ">Yes<", "MalformedXML"),
            (">White-List<", ">Grey-List<", "MalformedXML"),
            ("<Domain>*.qq.com</Domain>", "", "MalformedXML"),
        ],
    ),
    (
        "domain",
        DOMAIN,
        &[
            (">ENABLED<", ">Enabled<", "MalformedXML"),
            (">REST<", ">REST-OF-IT<", "MalformedXML"),
            ("www.example.com", "", "MalformedXML"),
        ],
    ),
    (
        "origin",
        ORIGIN,
        &[
            (">Mirror<", ">Window<", "MalformedXML"),
            ("<HostName>example.com</HostName>", "", "MalformedXML"),
            (">404<", ">200<", "InvalidArgument"),
        ],
    ),
    (
        "logging",
        LOGGING,
        &[
            ("<TargetBucket>test-1250000000</TargetBucket>", "", "MalformedXML"),
            ("test-1250000000", "none-1250000000", "InvalidTargetBucketForLogging"),
        ],
    ),
    (
        "replication",
        REPLICATION,
        &[
            ("qcs::cam::uin/1:uin/1", "me", "InvalidArgument"),
            ("qcs::cos:ap-beijing::copy-1250000000", "copy-1250000000", "InvalidArgument"),
            ("<Status>Enabled</Status>", "", "MalformedXML"),
            (
                "</ReplicationConfiguration>",
                "<Rule><Status>Enabled</Status><Prefix>sync/more/</Prefix><Destination>\
                 <Bucket>qcs::cos:ap-beijing::copy-1250000000</Bucket></Destination></Rule>\
                 </ReplicationConfiguration>",
                "InvalidArgument",
            ),
        ],
    ),
    (
        "encryption",
        ENCRYPTION,
        &[
            (">AES256<", ">ROT13<", "MalformedXML"),
            ("<SSEAlgorithm>AES256</SSEAlgorithm>", "", "MalformedXML"),
            ("ApplySideEncryptionConfiguration", "Apply", "MalformedXML"),
        ],
    ),
    ("tagging", TAGGING, &[("<Key>a</Key>", "", "MalformedXML"), (">a<", ">qcs:a<", "InvalidTag")]),
    ("policy", POLICY, &[("[]", "{}", "MalformedPolicy"), ("Statement", "Sentence", "MalformedPolicy")]),
];

#[test]
fn documents_without_what_they_need_or_with_what_cannot_be_are_refused_and_not_kept() {
    let server = Server::new();
    keep_versions(&server);
    for (name, document, changes) in SPOILT {
        let target = format!("/?{name}");
        for (from, to, code) in *changes {
            let spoilt = document.replace(from, to);
            assert_ne!(spoilt, *document, "{name}: {from}");
            let got = server.ask("PUT", &target).document(&spoilt).send();
            assert_eq!(got.outcome(), outcome(400, code), "{name}: {spoilt}");
        }
        for broken in ["", "<Other/>", "<"] {
            assert_eq!(server.ask("PUT", &target).document(broken).send().status, 400, "{name}: {broken}");
        }
        assert_ne!(server.ask("GET", &target).send().text(), *document);
        assert!(server.ask("PUT", &target).document(document).send().status < 300, "{name}");
    }
}

#[test]
fn a_document_is_kept_only_when_its_md5_is_right() {
    let server = Server::new();
    let wrong_md5 = server.ask("PUT", "/?website").header("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==");
    assert_eq!(wrong_md5.body(WEBSITE).send().outcome(), outcome(400, "BadDigest"));
    assert_eq!(server.ask("GET", "/?website").send().status, 404);
}

#[test]
fn replication_and_versions_depend_on_each_other() {
    let server = Server::new();
    let replicate = || server.ask("PUT", "/?replication").document(REPLICATION).send().outcome();
    assert_eq!(replicate(), outcome(409, "InvalidBucketState"));
    keep_versions(&server);
    assert_eq!(replicate(), outcome(200, ""));
    let suspend = || {
        let document = "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>";
        server.ask("PUT", "/?versioning").document(document).send().outcome()
    };
    assert_eq!(suspend(), outcome(409, "InvalidBucketState"));
    server.ask("DELETE", "/?replication").send();
    assert_eq!(suspend(), outcome(200, ""));
}
