//! Calls over a network that fails: how often, when and what is sent again.

mod common;

use common::answers;
use common::blob::MadeUp;
use common::calls::{SECRET_KEY, asking, failure, make, on_object, succeeds};
use common::executor::run;
use common::replies::{self, Outcome, busy, lost, ok, refusal};
use common::scripted::{Scripted, Sent};
use common::signature::{field, is_set, is_valid, signed_headers};
use cos_wasm_sdk::client::Client;
use cos_wasm_sdk::client::within::within;
use cos_wasm_sdk::error::{Cause, Error};
use cos_wasm_sdk::value::Value;

fn timeout() -> replies::Reply {
    replies::of(Outcome::Timeout)
}

fn sent(world: &Scripted) -> Vec<Sent> {
    world.sent.borrow().clone()
}

#[test]
fn a_call_is_given_up_after_four_attempts() {
    let table =
        [lost(), timeout(), busy(), refusal(500, "InternalError", ""), refusal(429, "TooManyRequests", "")];
    for reply in table {
        let world = Scripted::new([reply.clone()], []);
        assert!(failure(&world, &on_object("headObject")).is_some(), "{reply:?}");
        assert_eq!(world.attempts(), 4, "{reply:?}");
    }
}

#[test]
fn the_first_answer_ends_the_call() {
    for failures in 0..=3 {
        let replies = std::iter::repeat_n(busy(), failures).chain([ok()]);
        let world = Scripted::new(replies, []);
        assert!(succeeds(&world, &on_object("headObject")), "{failures}");
        assert_eq!(world.attempts(), failures + 1);
    }
}

#[test]
fn pauses_between_attempts_grow_and_leave_half_to_chance() {
    for (chance, times) in [(0.0, [0, 200, 600, 1400]), (0.99, [0, 398, 1194, 2786])] {
        let world = Scripted::new([lost()], []);
        world.chance.set(chance);
        assert!(failure(&world, &on_object("headObject")).is_some());
        assert_eq!(world.times(), times);
    }
}

#[test]
fn the_pause_begins_when_the_attempt_has_failed() {
    let world = Scripted::new([busy().after(5000), ok()], []);
    assert!(succeeds(&world, &on_object("headObject")));
    assert_eq!(world.times(), [0, 5200]);
}

#[test]
fn the_service_is_given_the_time_it_asks_for() {
    for (asked, times) in [("7", [0, 7000]), ("Tue, 14 Nov 2023 22:15:10 GMT", [0, 10_000])] {
        let world = Scripted::new([busy().header("retry-after", asked), ok()], []);
        assert!(succeeds(&world, &on_object("headObject")));
        assert_eq!(world.times(), times, "{asked}");
    }
}

#[test]
fn a_service_that_asks_for_more_than_a_minute_gets_its_refusal_reported() {
    let world = Scripted::new([busy().header("retry-after", "61"), ok()], []);
    let error = failure(&world, &on_object("headObject")).unwrap();
    assert!(matches!(&error, Error::Service(refusal) if refusal.code == "SlowDown"), "{error:?}");
    assert_eq!((world.attempts(), world.clock.elapsed()), (1, 0));
}

#[test]
fn what_will_not_pass_is_reported_at_once() {
    let table = [
        refusal(400, "InvalidArgument", ""),
        refusal(403, "AccessDenied", "Access Denied."),
        refusal(403, "SignatureDoesNotMatch", ""),
        refusal(404, "NoSuchKey", ""),
        refusal(409, "BucketNotEmpty", ""),
        replies::answer(301, ""),
        replies::of(Outcome::Custom("my own trouble".into())),
        replies::of(Outcome::Silent),
        replies::of(Outcome::Unsendable(Error::missing("x"))),
    ];
    for reply in table {
        let world = Scripted::new([reply.clone()], []);
        assert!(failure(&world, &on_object("headObject")).is_some(), "{reply:?}");
        assert_eq!((world.attempts(), world.clock.elapsed()), (1, 0), "{reply:?}");
    }
}

#[test]
fn a_transport_of_the_callers_own_speaks_for_itself() {
    let of = |outcome| failure(&Scripted::new([replies::of(outcome)], []), &on_object("headObject")).unwrap();
    let Error::Network(network) = of(Outcome::Custom("my own trouble".into())) else { panic!("no network") };
    assert_eq!((network.cause, network.message.as_str()), (Cause::Custom, "my own trouble"));
    assert_eq!(of(Outcome::Silent), Error::Aborted);
    let missing = Error::missing("x");
    assert_eq!(of(Outcome::Unsendable(missing.clone())), *missing);
}

#[test]
fn an_append_is_never_repeated_when_it_may_have_been_done() {
    let append = on_object("appendObject").param("Position", Value::Integer(0));
    for reply in [lost(), timeout(), refusal(500, "InternalError", ""), refusal(200, "InternalError", "")] {
        let world = Scripted::new([reply.clone(), ok()], []);
        assert!(failure(&world, &append).is_some(), "{reply:?}");
        assert_eq!(world.attempts(), 1, "{reply:?}");
    }
    for reply in [busy(), refusal(429, "TooManyRequests", "")] {
        let world = Scripted::new([reply.clone(), ok()], []);
        assert!(succeeds(&world, &append), "{reply:?}");
        assert_eq!(world.attempts(), 2, "{reply:?}");
    }
}

#[test]
fn repeated_requests_say_so_under_their_signature() {
    let world = Scripted::new([busy()], []);
    assert!(failure(&world, &on_object("headObject")).is_some());
    for (at, sent) in sent(&world).iter().enumerate() {
        let is_repeated = at > 0;
        assert_eq!(is_set(sent, "x-cos-sdk-retry"), is_repeated, "attempt {at}");
        let signed = signed_headers(sent).contains(&"x-cos-sdk-retry".to_owned());
        assert_eq!(signed, is_repeated, "attempt {at}");
        assert!(is_valid(sent, SECRET_KEY), "attempt {at}");
    }
}

#[test]
fn each_attempt_is_signed_for_its_own_time() {
    let world = Scripted::new([busy().header("retry-after", "30"), ok()], []);
    let mut wish = on_object("headObject");
    wish.options.remove("StartTime");
    assert!(succeeds(&world, &wish));
    let times: Vec<String> =
        sent(&world).iter().map(|sent| field(&sent.header("Authorization"), "q-sign-time")).collect();
    assert_eq!(times, ["1700000099;1700000999", "1700000129;1700001029"]);
}

#[test]
fn each_attempt_carries_the_whole_body() {
    let world = Scripted::new([lost(), busy(), ok()], []);
    assert!(succeeds(&world, &on_object("putObject").body(MadeUp::file(b"hello", "text/plain"))));
    let bodies: Vec<bool> = sent(&world)
        .iter()
        .map(|sent| matches!(&sent.body, Some(blob) if blob.shown["$blob"] == "hello"))
        .collect();
    assert_eq!(bodies, [true, true, true]);
    assert!(sent(&world).iter().all(|sent| sent.headers.get("Content-Length") == Some(&Value::Integer(5))));
}

#[test]
fn an_error_tells_of_the_last_attempt() {
    let world = Scripted::new([lost(), busy(), refusal(404, "NoSuchKey", "Gone.")], []);
    let Some(Error::Service(refusal)) = failure(&world, &on_object("headObject")) else {
        panic!("no refusal")
    };
    assert_eq!((refusal.status, refusal.code.as_str(), refusal.method.as_str()), (404, "NoSuchKey", "HEAD"));
    assert_eq!(refusal.url, sent(&world)[2].url);
    assert_eq!(refusal.action, "name/cos:HeadObject");
}

#[test]
fn a_dropped_call_drops_its_request() {
    let world = Scripted::new([ok().after(1000)], []);
    let (client, wish) = (Client::new(world.clone()), on_object("headObject"));
    let ended = run(&world.clock, within(world.clock.sleep(100), wish.make(&client))).unwrap();
    assert!(ended.is_none());
    assert_eq!((world.attempts(), world.aborted.get()), (1, 1));
}

#[test]
fn a_call_dropped_in_its_pause_sends_nothing_more() {
    let world = Scripted::new([busy().header("retry-after", "10")], []);
    let (client, wish) = (Client::new(world.clone()), on_object("headObject"));
    let ended = run(&world.clock, within(world.clock.sleep(5000), wish.make(&client))).unwrap();
    assert!(ended.is_none());
    run(&world.clock, world.clock.sleep(60_000));
    assert_eq!((world.attempts(), world.aborted.get()), (1, 0));
}

#[test]
fn a_call_that_ends_by_itself_drops_nothing() {
    let world = Scripted::new([busy(), ok().after(50)], []);
    assert!(succeeds(&world, &on_object("headObject")));
    assert_eq!(world.aborted.get(), 0);
}

#[test]
fn the_timeout_of_the_options_goes_with_each_attempt() {
    let world = Scripted::new([timeout()], []);
    let wish = on_object("headObject").option("Timeout", Value::Integer(2500));
    let Some(Error::Network(network)) = failure(&world, &wish) else { panic!("no network error") };
    assert_eq!((network.cause, network.message.as_str()), (Cause::Timeout, "timeout"));
    assert!(sent(&world).iter().all(|sent| sent.timeout == 2500));
}

#[test]
fn limits_of_time_are_milliseconds_however_they_are_given() {
    let table = [
        (Value::Integer(0), 0),
        (Value::Integer(-5), 0),
        (Value::Integer(2500), 2500),
        (Value::from("2500"), 2500),
        (Value::from((1 << 53) - 1), u32::MAX),
    ];
    for (given, expected) in table {
        let world = Scripted::new([ok()], []);
        assert!(succeeds(&world, &on_object("headObject").option("Timeout", given.clone())));
        assert_eq!(world.first().timeout, expected, "{given:?}");
    }
}

#[test]
fn a_finished_signature_is_asked_for_again_for_each_attempt() {
    let world = Scripted::new([busy(), busy(), ok()], [answers::signature()]);
    assert!(make(&world, &asking("headObject")).unwrap().is_ok());
    assert_eq!((world.attempts(), world.asks()), (3, 3));
    let asked = world.asked.borrow();
    let headers: Vec<bool> = asked
        .iter()
        .map(|asked| {
            asked.options.get("Headers").and_then(Value::as_map).unwrap().get("x-cos-sdk-retry").is_some()
        })
        .collect();
    assert_eq!(headers, [false, true, true]);
}
