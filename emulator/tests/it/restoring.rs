use std::time::Duration;

use crate::support::{Got, Server, outcome};

const DAY: u64 = 24 * 60 * 60;

/// An emulator that takes ten minutes to restore, with one object in each archive.
fn archive() -> Server {
    let server = Server::with(|options| options.restore_duration = Duration::from_mins(10));
    for (key, class) in [("cold", "ARCHIVE"), ("colder", "DEEP_ARCHIVE"), ("warm", "STANDARD_IA")] {
        server.ask("PUT", &format!("/{key}")).header("x-cos-storage-class", class).body("x").send();
    }
    server
}

fn request(days: &str, tier: &str) -> String {
    format!(
        "<RestoreRequest><Days>{days}</Days><CASJobParameters><Tier>{tier}</Tier></CASJobParameters></RestoreRequest>"
    )
}

fn restore(server: &Server, key: &str, days: &str, tier: &str) -> Got {
    server.ask("POST", &format!("/{key}?restore")).document(&request(days, tier)).send()
}

fn state(server: &Server) -> String {
    server.ask("HEAD", "/cold").send().header("x-cos-restore").to_owned()
}

#[test]
fn an_archived_object_is_read_once_it_is_restored_and_until_its_copy_expires() {
    let server = archive();
    let read = || server.ask("GET", "/cold").send().outcome();
    assert_eq!(read(), outcome(403, "InvalidObjectState"));
    assert_eq!(server.ask("HEAD", "/cold").send().header("x-cos-storage-class"), "ARCHIVE");
    assert_eq!(state(&server), "");
    assert_eq!(restore(&server, "cold", "1", "Standard").status, 202);
    assert_eq!(state(&server), "ongoing-request=\"true\"");
    assert_eq!(read(), outcome(403, "InvalidObjectState"));
    server.pass(600);
    assert_eq!(read(), outcome(200, ""));
    assert_eq!(state(&server), "ongoing-request=\"false\", expiry-date=\"Wed, 15 Nov 2023 22:23:20 GMT\"");
    server.pass(DAY - 1);
    assert_eq!(read(), outcome(200, ""));
    server.pass(1);
    assert_eq!(read(), outcome(403, "InvalidObjectState"));
    assert_eq!(state(&server), "");
}

#[test]
fn restoring_again_waits_for_the_first_time_and_prolongs_the_copy_afterwards() {
    let server = archive();
    restore(&server, "cold", "1", "Standard");
    assert_eq!(restore(&server, "cold", "1", "Bulk").outcome(), outcome(409, "RestoreAlreadyInProgress"));
    server.pass(600);
    assert_eq!(restore(&server, "cold", "3", "Standard").status, 200);
    server.pass(3 * DAY - 1);
    assert_eq!(server.ask("GET", "/cold").send().status, 200);
}

#[test]
fn an_object_is_restored_at_once_unless_the_emulator_is_told_otherwise() {
    let server = Server::new();
    server.ask("PUT", "/cold").header("x-cos-storage-class", "ARCHIVE").body("x").send();
    assert_eq!(restore(&server, "cold", "1", "Expedited").status, 202);
    assert_eq!(server.ask("GET", "/cold").send().text(), "x");
    assert_eq!(restore(&server, "cold", "1", "Expedited").status, 200);
}

#[test]
fn a_restore_that_cannot_be_is_refused() {
    let server = archive();
    let cases = [
        ("warm", request("1", "Standard"), (405, "RestoreNonArchiveObject")),
        ("none", request("1", "Standard"), (404, "NoSuchKey")),
        ("cold", request("0", "Standard"), (400, "InvalidArgument")),
        ("cold", request("366", "Standard"), (400, "InvalidArgument")),
        ("cold", request("a day", "Standard"), (400, "MalformedXML")),
        ("cold", request("1", "Quick"), (400, "MalformedXML")),
        ("colder", request("1", "Expedited"), (400, "MalformedXML")),
        ("cold", "<RestoreRequest><Days>1</Days></RestoreRequest>".to_owned(), (400, "MalformedXML")),
        ("cold", "<Restore/>".to_owned(), (400, "MalformedXML")),
        ("cold", String::new(), (400, "MalformedXML")),
    ];
    for (key, document, (status, code)) in cases {
        let got = server.ask("POST", &format!("/{key}?restore")).document(&document).send();
        assert_eq!(got.outcome(), outcome(status, code), "{key} {document}");
    }
}

#[test]
fn an_archived_object_is_not_copied_before_it_is_restored() {
    let server = archive();
    let copy = || {
        let source = "test-1250000000.cos.ap-guangzhou.localhost/cold";
        server
            .ask("PUT", "/copy")
            .header("x-cos-copy-source", source)
            .header("x-cos-storage-class", "STANDARD")
            .send()
    };
    assert_eq!(copy().outcome(), outcome(403, "InvalidObjectState"));
    restore(&server, "cold", "1", "Expedited");
    server.pass(600);
    assert_eq!(copy().status, 200);
    assert_eq!(server.ask("GET", "/copy").send().text(), "x");
}

#[test]
fn each_version_is_restored_for_itself() {
    let server = archive();
    let enable = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    server.ask("PUT", "/?versioning").document(enable).send();
    server.ask("PUT", "/cold").header("x-cos-storage-class", "ARCHIVE").body("y").send();
    let old = server.ask("POST", "/cold?restore&versionId=null").document(&request("1", "Expedited")).send();
    assert_eq!(old.status, 202);
    server.pass(600);
    assert_eq!(server.ask("GET", "/cold?versionId=null").send().text(), "x");
    assert_eq!(server.ask("GET", "/cold").send().outcome(), outcome(403, "InvalidObjectState"));
}
