//! URLs that carry their signature, as `getObjectUrl` gives them.

mod common;
mod vectors;

use std::rc::Rc;

use common::answers::{self, SECRET, TOKEN, key_fields};
use common::calls::{asking, fixed_keys};
use common::executor::run;
use common::replies::ok;
use common::scripted::Scripted;
use common::urls::{asked_for, fixed, params, wish};
use cos_wasm_sdk::client::Client;
use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::client::presigned::UrlWish;
use cos_wasm_sdk::error::{Error, Kind, Result};
use cos_wasm_sdk::protocol::sign::{Signing, authorization};
use cos_wasm_sdk::value::{Map, Text, Value};
use serde_json::Value as Json;
use vectors::{cases, expect_equal, map, text};

const OBJECT: &str = "https://test-1250000000.cos.ap-guangzhou.myqcloud.com/k?";
/// What both forms of a signed URL begin with, up to the time of the signature.
const START: &str = "q-sign-algorithm=sha1&q-ak=";

fn world(answer: answers::Answer) -> Scripted {
    Scripted::new([ok()], [answer])
}

fn now(wish: &UrlWish) -> Text {
    let world = Scripted::new([], []);
    Client::new(world).url_now(wish).unwrap_or_default()
}

fn told(world: &Scripted, wish: &UrlWish) -> Result<Text> {
    run(&world.clock, Client::new(world.clone()).url_signed(wish)).unwrap_or(Err(Rc::new(Error::Aborted)))
}

#[test]
fn recorded_urls_come_out_in_both_forms() {
    let recorded: Vec<Json> = cases("requests.json", "cases")
        .into_iter()
        .filter(|case| text(case, "/method") == "getObjectUrl")
        .collect();
    assert_eq!(recorded.len(), 3);
    let wish_of = |case: &Json| {
        let (mut options, params) = (fixed_keys(), map(case, "params"));
        for name in ["UseAccelerate", "ForceSignHost"] {
            params.get(name).into_iter().for_each(|value| options.insert(name, value.clone()));
        }
        wish(params, &options, Source::Fixed).unwrap()
    };
    expect_equal(
        recorded.iter().map(|case| (text(case, "/case"), now(&wish_of(case)), text(case, "/returnValue"))),
    );
    expect_equal(recorded.iter().map(|case| {
        let url = told(&Scripted::new([], []), &wish_of(case)).unwrap();
        (text(case, "/case"), url, text(case, "/data/Url"))
    }));
}

#[test]
fn an_unsigned_url_needs_no_keys() {
    let mut wish = wish(params(&[]), &Map::new(), Source::Fixed).unwrap();
    wish.sign = false;
    assert_eq!(now(&wish), OBJECT.trim_end_matches('?'));
    wish.query_string = "a=1".into();
    assert_eq!(now(&wish), [OBJECT, "a=1"].concat());
}

#[test]
fn a_url_without_any_keys_is_an_error() {
    let wish = wish(params(&[]), &Map::new(), Source::Fixed).unwrap();
    let world = Scripted::new([], []);
    let error = Client::new(world.clone()).url_now(&wish).unwrap_err();
    assert!(
        matches!(&*error, Error::Own { kind: Kind::Credentials, message, .. } if message == "missing param SecretId")
    );
    assert_eq!(told(&world, &wish), Err(error));
}

/// D13: the original never returns a signed URL where keys come from a callback.
#[test]
fn the_url_at_once_is_signed_as_soon_as_keys_are_there() {
    let world = world(answers::keys("id"));
    let client = Client::new(world.clone());
    let wish = asked_for(&[]);
    assert_eq!(client.url_now(&wish), Ok(OBJECT.trim_end_matches('?').into()));
    assert!(run(&world.clock, asking("headObject").make(&client)).unwrap().is_ok());
    let url = client.url_now(&wish).unwrap();
    assert!(url.starts_with(&[OBJECT, START, "id&q-sign-time=1700000000;1700003700"].concat()), "{url}");
    assert_eq!(world.asks(), 1, "asking for a URL at once asks nobody");
}

#[test]
fn a_url_lives_as_long_as_it_was_asked_for() {
    let bare: Map = [("SecretId", "id"), ("SecretKey", "key")].into_iter().collect();
    let from_now = |expires| UrlWish { expires, ..wish(params(&[]), &bare, Source::Fixed).unwrap() };
    let table = [
        (from_now(None), "1700000099;1700000999"),
        (from_now(Some(60)), "1700000099;1700000159"),
        (fixed(&[]), "1700000000;1700003600"),
        (UrlWish { expires: Some(60), ..fixed(&[]) }, "1700000000;1700000060"),
    ];
    for (wish, life) in table {
        let url = now(&wish);
        assert!(url.contains(&format!("q-sign-time={life}&q-key-time={life}&")), "{life}: {url}");
    }
}

#[test]
fn a_url_with_temporary_keys_lives_as_long_as_it_was_asked_for() {
    let mut without_start = key_fields("id");
    without_start.remove("StartTime");
    let table = [
        (answers::keys("id"), None, "1700000000;1700003700"),
        (answers::keys("id"), Some(60), "1700000000;1700000060"),
        (answers::value(without_start.clone()), None, "1700000099;1700000999"),
        (answers::value(without_start), Some(60), "1700000099;1700000159"),
    ];
    for (answer, expires, life) in table {
        let url = told(&world(answer), &UrlWish { expires, ..asked_for(&[]) }).unwrap();
        assert!(url.contains(&format!("q-sign-time={life}&q-key-time={life}&")), "{life}: {url}");
    }
}

#[test]
fn what_goes_along_is_encoded_behind_the_signature() {
    let mut fields = key_fields("id");
    for (name, value) in
        [("SecurityToken", "a+b/c="), ("Token", "t&"), ("ClientIP", "1.2"), ("ClientUA", "u a")]
    {
        fields.insert(name, value);
    }
    let url = told(&world(answers::value(fields)), &asked_for(&[])).unwrap();
    // A26: the original leaves the token as it is.
    let tail = "&x-cos-security-token=a%2Bb%2Fc%3D&clientIP=1.2&clientUA=u%20a&token=t%26";
    assert!(url.ends_with(tail), "{url}");
    assert!(!url.contains(TOKEN) && !url.contains(SECRET));
}

#[test]
fn the_query_is_signed_and_a_query_string_is_not() {
    let query: Map = [("b", "1 2"), ("A", "x")].into_iter().collect();
    let wish = UrlWish { query_string: "raw=1".into(), ..fixed(&[("Query", query.into())]) };
    let given = [("b".into(), "1 2".into()), ("A".into(), "x".into())];
    let signature = authorization(&Signing {
        method: "get",
        path: "/k",
        query: &given,
        headers: &[("Host".into(), "test-1250000000.cos.ap-guangzhou.myqcloud.com".into())],
        secret_id: "AKIDEXAMPLE1234567890",
        secret_key: common::calls::SECRET_KEY,
        key_time: "1700000000;1700003600",
    });
    let tail = "&A=x&b=1%202&raw=1";
    assert_eq!(now(&wish), [OBJECT, &signature, tail].concat());
    // D14: the list of names is encoded once more in the form that callbacks get.
    let called_back = signature.replace("q-url-param-list=a;b", "q-url-param-list=a%3bb");
    assert_eq!(told(&Scripted::new([], []), &wish), Ok([OBJECT, &called_back, tail].concat().into()));
}

#[test]
fn headers_of_a_url_are_signed() {
    let headers: Map = [("Range", "bytes=0-1"), ("x-other", "1")].into_iter().collect();
    let url = now(&fixed(&[("Headers", headers.into())]));
    assert!(url.contains("&q-header-list=host;range&"), "{url}");
}

/// B15: the original throws where the list of names comes last.
#[test]
fn a_signature_of_the_server_is_taken_as_it_is() {
    let last = "q-sign-algorithm=sha1&q-ak=a&q-sign-time=1;2&q-key-time=1;2&q-header-list=&q-signature=s&q-url-param-list=";
    for signature in [answers::SIGNATURE, last] {
        let url = told(&world(answers::value(signature)), &asked_for(&[])).unwrap();
        assert_eq!(url, [OBJECT, signature].concat());
    }
}

#[test]
fn a_callback_that_fails_is_told() {
    let error = told(&world(answers::failure("down")), &asked_for(&[])).unwrap_err();
    assert!(matches!(&*error, Error::Own { kind: Kind::Credentials, message, .. } if message == "down"));
}

#[test]
fn the_callback_is_told_what_the_url_is_for() {
    let world = world(answers::signature());
    told(&world, &asked_for(&[("Method", Value::from("PUT"))])).unwrap();
    let asked = world.asked.borrow()[0].options.clone();
    assert_eq!((asked.own_text("Method"), asked.own_text("Pathname")), ("PUT", "/k"));
}
