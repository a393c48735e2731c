use crate::support::{Ask, BUCKET, Got, HOST, Server, hex, hmac_hex, md5_hex, outcome};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cos_emulator::{SECRET_ID, SECRET_KEY};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

const BOUNDARY: &str = "----x7MA4YWxk";

fn form<'a>(server: &'a Server, fields: &[(&str, &str)], file: &str) -> Ask<'a> {
    let part = |(name, value): &(&str, &str)| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts: Vec<String> = fields.iter().map(part).collect();
    let body = format!(
        "{}--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"name.txt\"\r\n\
         Content-Type: text/plain\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n",
        parts.concat()
    );
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    server.ask("POST", "/").unsigned().header("content-type", &content_type).body(body)
}

/// Posts a form that is signed over its policy.
fn with_policy(server: &Server, conditions: &Value, fields: &[(&str, &str)]) -> Got {
    let policy = json!({"expiration": "2023-11-14T23:00:00.000Z", "conditions": conditions}).to_string();
    let key_time = format!("{};{}", server.now(), server.now() + 900);
    let sign_key = hmac_hex(SECRET_KEY, &key_time);
    let signature = hmac_hex(&sign_key, &hex(Sha1::digest(&policy)));
    let encoded = STANDARD.encode(&policy);
    let signed = [
        ("q-sign-algorithm", "sha1"),
        ("q-ak", SECRET_ID),
        ("q-key-time", &key_time),
        ("q-signature", &signature),
        ("policy", &encoded),
    ];
    form(server, &[fields, &signed].concat(), "content").send()
}

#[test]
fn a_form_with_a_request_signature_becomes_an_object() {
    let server = Server::new();
    let signature = server.ask("POST", "/").authorization();
    let fields = [
        ("key", "dir/${filename}"),
        ("success_action_status", "200"),
        ("Signature", signature.as_str()),
        ("x-cos-meta-a", "b"),
        ("Content-Type", "a/b"),
        ("acl", "public-read"),
    ];
    let got = form(&server, &fields, "content").send();
    assert_eq!((got.status, got.header("etag")), (200, format!("\"{}\"", md5_hex("content")).as_str()));
    let object = server.ask("GET", "/dir/name.txt").unsigned().send();
    assert_eq!(
        (object.text(), object.header("x-cos-meta-a"), object.header("content-type")),
        ("content", "b", "a/b")
    );
}

#[test]
fn a_form_with_a_policy_becomes_an_object_when_it_keeps_to_it() {
    let server = Server::new();
    let conditions = json!([
        {"bucket": BUCKET},
        ["starts-with", "$key", "up/"],
        ["eq", "$x-cos-meta-a", "b"],
        ["content-length-range", 1, 10],
        {"q-sign-algorithm": "sha1"},
    ]);
    let cases: &[(&[(&str, &str)], u16)] = &[
        (&[("key", "up/a"), ("x-cos-meta-a", "b")], 204),
        (&[("key", "down/a"), ("x-cos-meta-a", "b")], 403),
        (&[("key", "up/a"), ("x-cos-meta-a", "c")], 403),
        (&[("key", "up/a")], 403),
    ];
    for (fields, status) in cases {
        assert_eq!(with_policy(&server, &conditions, fields).status, *status, "{fields:?}");
    }
    let limits = |least: u32, most: u32| {
        with_policy(&server, &json!([["content-length-range", least, most]]), &[("key", "up/b")]).outcome()
    };
    assert_eq!(limits(8, 20), outcome(400, "EntityTooSmall"));
    assert_eq!(limits(1, 6), outcome(400, "EntityTooLarge"));
    server.pass(880);
    assert_eq!(with_policy(&server, &json!([]), &[("key", "up/c")]).status, 204);
    server.pass(3000);
    let late = with_policy(&server, &json!([]), &[("key", "up/c")]);
    assert_eq!(
        (late.outcome(), late.text().contains("Policy expired")),
        (outcome(403, "AccessDenied"), true)
    );
    assert_eq!(server.ask("GET", "/").send().tags("Key"), ["up/a", "up/c"]);
}

#[test]
fn the_form_chooses_its_answer() {
    let server = Server::new();
    let signature = server.ask("POST", "/").authorization();
    let post = |name: &str, value: &str| {
        form(&server, &[("key", "a b"), ("Signature", &signature), (name, value)], "content").send()
    };
    assert_eq!(post("success_action_status", "204").status, 204);
    assert_eq!(post("success_action_status", "nonsense").status, 204);
    let created = post("success_action_status", "201");
    assert_eq!(
        (created.status, created.tag("Key"), created.tag("Bucket")),
        (201, "a b".to_owned(), BUCKET.to_owned())
    );
    assert_eq!(created.tag("Location"), format!("http://{HOST}/a%20b"));
    let moved = post("success_action_redirect", "https://a.test/done");
    let etag = format!("%22{}%22", md5_hex("content"));
    assert_eq!(moved.status, 303);
    assert_eq!(
        moved.header("location"),
        format!("https://a.test/done?bucket={BUCKET}&key=a%20b&etag={etag}")
    );
}

#[test]
fn a_form_that_makes_no_sense_is_refused() {
    let server = Server::new();
    let signature = server.ask("POST", "/").authorization();
    assert_eq!(form(&server, &[("key", "a")], "x").send().outcome(), outcome(403, "AccessDenied"));
    let no_key = form(&server, &[("Signature", &signature)], "x").send();
    assert_eq!(no_key.outcome(), outcome(400, "UserKeyMustBeSpecified"));
    let wrong = form(
        &server,
        &[("key", "a"), ("Signature", &signature.replace("q-signature=", "q-signature=0"))],
        "x",
    );
    assert_eq!(wrong.send().outcome(), outcome(403, "SignatureDoesNotMatch"));
    let plain = server.ask("POST", "/").header("content-type", "text/plain").body("x").send();
    assert_eq!(plain.outcome(), outcome(400, "RequestIsNotMultiPartContent"));
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    let broken = |body: &str| server.ask("POST", "/").header("content-type", &content_type).body(body).send();
    assert_eq!(broken("nothing of a form").outcome(), outcome(400, "MalformedPOSTRequest"));
    let no_file = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na\r\n--{BOUNDARY}--\r\n"
    );
    assert_eq!(broken(&no_file).outcome(), outcome(400, "IncorrectNumberOfFilesInPostRequest"));
    let cases = [("policy", "!"), ("policy", "e30="), ("policy", "W10=")];
    for (name, value) in cases {
        let got = form(&server, &[("key", "a"), ("Signature", &signature), (name, value)], "x").send();
        assert_eq!(got.outcome(), outcome(400, "InvalidPolicyDocument"), "{value}");
    }
}

#[test]
fn the_public_may_post_where_it_may_write() {
    let server = Server::new();
    server.ask("PUT", "/?acl").header("x-cos-acl", "public-read-write").send();
    let big = "0123456789".repeat(100_000);
    assert_eq!(form(&server, &[("key", "a")], &big).send().status, 204);
    let got = server.ask("GET", "/a").send();
    assert_eq!((got.text() == big, got.header("content-type")), (true, "text/plain"));
}
