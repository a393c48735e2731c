use crate::support::{Got, Server, outcome};

fn server() -> Server {
    let server = Server::new();
    for key in ["a", "b/1", "b/2", "b/c/3", "d", "e%20f/%E4%B8%AD"] {
        server.put(key, "x");
    }
    server
}

fn keys(got: &Got) -> (Vec<String>, Vec<String>) {
    let document = roxmltree::Document::parse(got.text()).unwrap();
    let texts = |parent: &str, name: &str| {
        let parents = document.descendants().filter(|node| node.has_tag_name(parent));
        let children = parents.flat_map(|node| node.children()).filter(|node| node.has_tag_name(name));
        children.map(|node| node.text().unwrap_or_default().to_owned()).collect()
    };
    (texts("Contents", "Key"), texts("CommonPrefixes", "Prefix"))
}

#[test]
fn prefix_delimiter_and_marker_choose_what_is_listed() {
    let server = server();
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("/", &["a", "b/1", "b/2", "b/c/3", "d", "e f/中"], &[]),
        ("/?prefix=b%2F", &["b/1", "b/2", "b/c/3"], &[]),
        ("/?delimiter=%2F", &["a", "d"], &["b/", "e f/"]),
        ("/?prefix=b%2F&delimiter=%2F", &["b/1", "b/2"], &["b/c/"]),
        ("/?marker=b%2F1", &["b/2", "b/c/3", "d", "e f/中"], &[]),
        ("/?delimiter=%2F&marker=b%2F", &["d"], &["e f/"]),
        ("/?prefix=none", &[], &[]),
        ("/?encoding-type=url&prefix=e", &["e%20f%2F%E4%B8%AD"], &[]),
    ];
    for (target, contents, prefixes) in cases {
        let got = server.ask("GET", target).send();
        let expected: (Vec<String>, Vec<String>) = (
            contents.iter().map(ToString::to_string).collect(),
            prefixes.iter().map(ToString::to_string).collect(),
        );
        assert_eq!(keys(&got), expected, "{target}");
        assert_eq!(got.tag("IsTruncated"), "false");
    }
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let server = server();
    for (delimiter, size) in [("", 1), ("", 2), ("", 4), ("%2F", 1), ("%2F", 3)] {
        let mut seen = Vec::new();
        let mut marker = String::new();
        loop {
            let target =
                format!("/?max-keys={size}&delimiter={delimiter}&marker={}", marker.replace(' ', "%20"));
            let got = server.ask("GET", &target).send();
            let (contents, prefixes) = keys(&got);
            assert!(contents.len() + prefixes.len() <= size);
            seen.extend(contents.into_iter().chain(prefixes));
            if got.tag("IsTruncated") == "false" {
                break;
            }
            marker = got.tag("NextMarker");
        }
        let (contents, prefixes) = keys(&server.ask("GET", &format!("/?delimiter={delimiter}")).send());
        let mut all: Vec<String> = contents.into_iter().chain(prefixes).collect();
        seen.sort();
        all.sort();
        assert_eq!(seen, all, "{delimiter} {size}");
    }
}

#[test]
fn an_entry_tells_about_its_object() {
    let server = Server::new();
    let etag = server.put("a", "xyz").header("etag").to_owned();
    let got = server.ask("GET", "/").send();
    for (name, value) in [
        ("Name", "test-1250000000"),
        ("MaxKeys", "1000"),
        ("ETag", etag.as_str()),
        ("Size", "3"),
        ("StorageClass", "STANDARD"),
        ("DisplayName", "1250000000"),
        ("LastModified", "2023-11-14T22:13:20.000Z"),
    ] {
        assert_eq!(got.tag(name), value, "{name}");
    }
}

#[test]
fn parameters_that_make_no_sense_are_refused() {
    let server = Server::new();
    for target in ["/?max-keys=x", "/?encoding-type=base64", "/?uploads&max-uploads=-1"] {
        assert_eq!(server.ask("GET", target).send().outcome(), outcome(400, "InvalidArgument"), "{target}");
    }
}

#[test]
fn control_characters_in_keys_survive_the_list() {
    let server = Server::new();
    server.put("a%01b", "x");
    assert!(server.ask("GET", "/").send().text().contains("<Key>a&#1;b</Key>"));
}
