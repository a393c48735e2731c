use crate::support::{Server, outcome};

const TAGGING: &str = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";

fn tags(count: usize, key: &str, value: &str) -> String {
    let tags = (0..count).map(|number| format!("<Tag><Key>{key}{number}</Key><Value>{value}</Value></Tag>"));
    format!("<Tagging><TagSet>{}</TagSet></Tagging>", tags.collect::<String>())
}

#[test]
fn tags_have_limits() {
    let server = Server::new();
    server.put("a", "x");
    let (long, longer) = ("k".repeat(126), "k".repeat(127));
    let (value, too_long) = ("v".repeat(255), "v".repeat(256));
    let twice =
        "<Tagging><TagSet><Tag><Key>a</Key><Value/></Tag><Tag><Key>a</Key><Value/></Tag></TagSet></Tagging>";
    let cases = [
        ("/?tagging", tags(50, "k", "v"), 204),
        ("/?tagging", tags(51, "k", "v"), 400),
        ("/a?tagging", tags(10, "k", "v"), 204),
        ("/a?tagging", tags(11, "k", "v"), 400),
        ("/a?tagging", tags(1, &long, &value), 204),
        ("/a?tagging", tags(1, &longer, "v"), 400),
        ("/a?tagging", tags(1, "k", &too_long), 400),
        ("/a?tagging", tags(1, "键 +-=._:/@", "值"), 204),
        ("/a?tagging", tags(1, "k", "semi;colon"), 400),
        ("/a?tagging", twice.to_owned(), 400),
    ];
    for (target, document, status) in cases {
        let got = server.ask("PUT", target).document(&document).send();
        assert_eq!(got.status, status, "{target} {document}");
        if status == 400 {
            assert_eq!(got.tag("Code"), "InvalidTag");
        }
    }
}

#[test]
fn an_object_has_tags_of_its_own() {
    let server = Server::new();
    server.put("a", "x");
    assert_eq!(server.ask("GET", "/a?tagging").send().outcome(), outcome(404, "NoSuchTagSet"));
    assert_eq!(server.ask("PUT", "/a?tagging").document(TAGGING).send().status, 204);
    assert_eq!(server.ask("GET", "/a?tagging").send().text(), TAGGING);
    assert_eq!(server.ask("HEAD", "/a").send().header("x-cos-tagging-count"), "1");
    assert_eq!(server.ask("DELETE", "/a?tagging").send().status, 204);
    assert_eq!(server.ask("GET", "/a?tagging").send().outcome(), outcome(404, "NoSuchTagSet"));
    assert_eq!(server.ask("HEAD", "/a").send().header("x-cos-tagging-count"), "");
    assert_eq!(server.ask("GET", "/none?tagging").send().outcome(), outcome(404, "NoSuchKey"));
}
