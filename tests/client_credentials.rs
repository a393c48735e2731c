//! Who is asked for credentials, how often, and what becomes of the answer.

mod common;

use common::answers::{self, Answer, SECRET, SIGNATURE, TOKEN, key_fields};
use common::calls::{Made, Wish, asking, failure, make_all, on_object, succeeds};
use common::executor::run_all;
use common::replies::ok;
use common::scripted::Scripted;
use common::signature::{field, is_valid, signed_headers};
use cos_wasm_sdk::client::Client;
use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::client::within::within;
use cos_wasm_sdk::error::{Error, Kind};
use cos_wasm_sdk::value::{Map, Value};

fn world(answers: impl IntoIterator<Item = Answer>) -> Scripted {
    Scripted::new([ok()], answers)
}

/// Calls on ten objects.
fn ten() -> Vec<Wish> {
    (0..10).map(|number| asking("headObject").param("Key", format!("k{number}"))).collect()
}

fn all_succeed(results: Vec<Option<Made>>) -> bool {
    results.into_iter().all(|result| result.is_some_and(|result| result.is_ok()))
}

fn message(error: &Error) -> String {
    match error {
        Error::Own { kind: Kind::Credentials | Kind::Param, message, .. } => message.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn ten_calls_at_once_share_one_request_for_keys() {
    for source in [Source::GetAuthorization, Source::GetSts] {
        for delay in [0, 50] {
            let world = world([answers::keys("id").after(delay)]);
            let calls: Vec<Wish> = ten().into_iter().map(|wish| Wish { source, ..wish }).collect();
            assert!(all_succeed(make_all(&world, &calls)), "{source:?} {delay}");
            assert_eq!((world.asks(), world.attempts()), (1, 10), "{source:?} {delay}");
            assert!(world.sent.borrow().iter().all(|sent| is_valid(sent, SECRET)));
        }
    }
}

#[test]
fn keys_serve_all_later_calls_of_any_kind() {
    let world = world([answers::keys("id")]);
    let client = Client::new(world.clone());
    for operation in ["headObject", "getObject", "deleteObject", "getBucket", "getService"] {
        let wish = asking(operation);
        let made = common::executor::run(&world.clock, wish.make(&client)).unwrap();
        assert!(made.is_ok(), "{operation}");
    }
    assert_eq!((world.asks(), world.attempts()), (1, 5));
}

#[test]
fn keys_limited_to_a_scope_are_asked_for_once_per_scope() {
    let world = world([answers::scoped_keys("id").after(50)]);
    let mut calls = Vec::new();
    for operation in ["headObject", "getObject", "deleteObject"] {
        calls.extend((0..4).map(|_| asking(operation)));
    }
    assert!(all_succeed(make_all(&world, &calls)));
    assert_eq!((world.asks(), world.attempts()), (3, 12));
    // The first one shows that keys are limited; the others need not wait for each other.
    assert_eq!(world.clock.elapsed(), 100);
    let asked = world.asked.borrow();
    let mut actions: Vec<String> =
        asked.iter().map(|asked| format!("{:?}", asked.options.get("Scope"))).collect();
    actions.sort();
    actions.dedup();
    assert_eq!(actions.len(), 3, "each question is about another scope");
}

#[test]
fn finished_signatures_are_asked_for_once_per_request() {
    let world = world([answers::signature().after(50)]);
    assert!(all_succeed(make_all(&world, &ten())));
    assert_eq!((world.asks(), world.attempts()), (10, 10));
    let asked = world.asked.borrow();
    let mut keys: Vec<_> = asked.iter().map(|asked| asked.options.text("Key").unwrap().to_owned()).collect();
    keys.sort();
    assert_eq!(keys, ["k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9"]);
    // The first one shows that signatures are answered; the others need not wait for each other.
    assert_eq!(world.clock.elapsed(), 100);
}

#[test]
fn who_waits_for_a_dropped_call_asks_himself() {
    let world = world([answers::keys("id").after(1000)]);
    let client = Client::new(world.clone());
    let calls = ten();
    let dropped = within(world.clock.sleep(100), calls[0].make(&client));
    let mut works =
        vec![Box::pin(async { dropped.await.is_some() }) as std::pin::Pin<Box<dyn Future<Output = _>>>];
    for call in &calls[1..] {
        works.push(Box::pin(async { call.make(&client).await.is_ok() }));
    }
    let ended = run_all(&world.clock, works);
    assert_eq!(ended[0], Some(false), "the first call was dropped");
    assert!(ended[1..].iter().all(|ended| *ended == Some(true)));
    assert_eq!((world.asks(), world.attempts(), world.clock.elapsed()), (2, 9, 1100));
}

#[test]
fn a_failure_is_shared_and_the_next_call_asks_again() {
    let world = world([answers::failure("the server of the page is down").after(50), answers::keys("id")]);
    let client = Client::new(world.clone());
    let calls = ten();
    let works = calls.iter().map(|call| Box::pin(call.make(&client)) as _).collect();
    for made in run_all(&world.clock, works) {
        let error = made.and_then(Result::err).as_deref().map(message);
        assert_eq!(error.as_deref(), Some("the server of the page is down"));
    }
    assert_eq!((world.asks(), world.attempts()), (1, 0));
    let again = common::executor::run(&world.clock, calls[0].make(&client)).unwrap();
    assert!(again.is_ok());
    assert_eq!((world.asks(), world.attempts()), (2, 1));
}

#[test]
fn an_answer_that_cannot_be_used_ends_the_call() {
    let mut without_end = key_fields("id");
    without_end.remove("ExpiredTime");
    let table = [
        (Value::Null, "getAuthorization callback params format error"),
        (Value::from("nonsense"), "getAuthorization callback params format error"),
        (Value::from(Map::new()), "getAuthorization callback params missing \"TmpSecretId\""),
        (Value::from(without_end), "getAuthorization callback params missing \"ExpiredTime\""),
    ];
    for (answer, expected) in table {
        let world = world([answers::value(answer)]);
        assert_eq!(failure(&world, &asking("headObject")).as_ref().map(message).as_deref(), Some(expected));
        assert_eq!((world.asks(), world.attempts()), (1, 0), "{expected}");
    }
}

#[test]
fn a_callback_that_never_answers_ends_all_calls_that_wait_for_it() {
    for (option, limit) in [(None, 60_000), (Some(1500), 1500)] {
        let world = world([answers::never()]);
        let calls: Vec<Wish> = ten()
            .into_iter()
            .map(|wish| match option {
                Some(limit) => wish.option("AuthorizationTimeout", Value::Integer(limit)),
                None => wish,
            })
            .collect();
        for made in make_all(&world, &calls) {
            let error = made.and_then(Result::err).as_deref().map(message);
            assert_eq!(error.as_deref(), Some("getAuthorization did not call back in time"));
        }
        assert_eq!((world.asks(), world.attempts(), world.clock.elapsed()), (1, 0, limit));
    }
}

#[test]
fn an_answer_in_the_last_moment_is_taken() {
    let wish = asking("headObject").option("AuthorizationTimeout", Value::Integer(1500));
    assert!(succeeds(&world([answers::keys("id").after(1499)]), &wish));
    assert!(!succeeds(&world([answers::keys("id").after(1501)]), &wish));
}

#[test]
fn a_call_without_any_keys_names_the_missing_one() {
    let table = [
        (vec![], "missing param SecretId"),
        (vec![("SecretId", "id")], "missing param SecretKey"),
        (vec![("SecretKey", "key")], "missing param SecretId"),
    ];
    for (options, expected) in table {
        let world = world([]);
        let wish = Wish { options: options.into_iter().collect(), ..on_object("headObject") };
        assert_eq!(failure(&world, &wish).as_ref().map(message).as_deref(), Some(expected));
        assert_eq!(world.attempts(), 0);
    }
}

#[test]
fn fixed_keys_sign_for_the_times_of_the_options() {
    let bare = || Wish { options: Map::new(), ..on_object("headObject") };
    let keys = || bare().option("SecretId", "id").option("SecretKey", "key");
    let table = [
        (keys(), "1700000099;1700000999"),
        (keys().option("ExpiredTime", "1700003600"), "1700000099;1700000999"),
        (keys().option("StartTime", Value::Integer(1_700_000_000)), "1700000099;1700000999"),
        // A25: the original joins a text and a number.
        (
            keys().option("StartTime", "1700000000").option("ExpiredTime", "1700003600"),
            "1700000000;1700003600",
        ),
    ];
    for (wish, expected) in table {
        let world = world([]);
        assert!(succeeds(&world, &wish));
        let sent = world.first();
        assert_eq!(field(&sent.header("Authorization"), "q-key-time"), expected);
        assert!(is_valid(&sent, "key"));
    }
}

#[test]
fn times_of_the_options_are_given_in_seconds() {
    for name in ["StartTime", "ExpiredTime"] {
        let world = world([]);
        let wish = on_object("headObject").option(name, Value::from(1_700_000_000_000));
        let expected = format!("params \"{name}\" should be 10 digits");
        assert_eq!(failure(&world, &wish).as_ref().map(message), Some(expected));
        assert_eq!(world.attempts(), 0);
    }
}

#[test]
fn tokens_go_along_unsigned() {
    let mut fields = key_fields("id");
    for (name, value) in [("Token", "t"), ("ClientIP", "ip"), ("ClientUA", "ua")] {
        fields.insert(name, value);
    }
    let world = world([answers::value(fields)]);
    assert!(succeeds(&world, &asking("headObject")));
    let sent = world.first();
    let names = ["x-cos-security-token", "token", "clientIP", "clientUA"];
    assert_eq!(names.map(|name| sent.header(name)), [TOKEN, "t", "ip", "ua"]);
    assert_eq!(signed_headers(&sent), ["host"]);
    assert_eq!(field(&sent.header("Authorization"), "q-ak"), "id");
    assert_eq!(field(&sent.header("Authorization"), "q-sign-time"), "1700000000;1700003700");
}

#[test]
fn the_token_has_another_name_on_hosts_of_media_processing() {
    let own = |url: &str| on_object("request").param("Url", url).option("SecurityToken", "fixed");
    let table = [
        ("https://test-1250000000.ci.ap-guangzhou.myqcloud.com/k", "x-ci-security-token"),
        ("https://ci.ap-guangzhou.myqcloud.com/k", "x-ci-security-token"),
        ("https://test-1250000000.cos.ap-guangzhou.myqcloud.com/ci.txt", "x-cos-security-token"),
        ("https://test-1250000000.cos.ap-guangzhou.myqcloud.com/k", "x-cos-security-token"),
    ];
    for (url, expected) in table {
        let world = world([]);
        assert!(succeeds(&world, &own(url)));
        let sent = world.first();
        let other = if expected.starts_with("x-ci") { "x-cos-security-token" } else { "x-ci-security-token" };
        assert_eq!((sent.header(expected).as_str(), sent.headers.get(other)), ("fixed", None), "{url}");
    }
}

#[test]
fn the_old_name_of_the_token_is_read_where_the_new_one_is_not_given() {
    for (new, expected) in [("", "old"), ("new", "new")] {
        let world = world([]);
        let wish = on_object("headObject").option("XCosSecurityToken", "old").option("SecurityToken", new);
        assert!(succeeds(&world, &wish));
        assert_eq!(world.first().header("x-cos-security-token"), expected);
    }
}

#[test]
fn a_finished_signature_is_sent_with_its_token() {
    let fields: Map = [("Authorization", SIGNATURE), ("SecurityToken", TOKEN)].into_iter().collect();
    let world = world([answers::value(fields)]);
    assert!(succeeds(&world, &asking("headObject")));
    let sent = world.first();
    assert_eq!(sent.header("Authorization"), SIGNATURE);
    assert_eq!(sent.header("x-cos-security-token"), TOKEN);
}
