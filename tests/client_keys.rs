//! How long temporary keys are used, and what becomes of keys that the service refuses.

mod common;

use common::answers::{self, Answer, key_fields};
use common::calls::{Wish, asking, failure, make_all, on_object, succeeds};
use common::clock::NOW;
use common::executor::run;
use common::replies::{Reply, expired_token, ok, refusal};
use common::scripted::Scripted;
use common::signature::{field, is_set};
use cos_wasm_sdk::client::Client;
use cos_wasm_sdk::error::Error;
use cos_wasm_sdk::value::Value;

/// Keys that live for so many seconds from now on.
fn keys_for(id: &str, seconds: i64) -> Answer {
    let mut fields = key_fields(id);
    fields.insert("ExpiredTime", Value::from(NOW / 1000 + seconds));
    answers::value(fields)
}

/// The keys that each request was signed with.
fn ids(world: &Scripted) -> Vec<String> {
    let sent = world.sent.borrow();
    sent.iter().map(|sent| field(&sent.header("Authorization"), "q-ak")).collect()
}

fn ten(operation: &'static str) -> Vec<Wish> {
    (0..10).map(|number| asking(operation).param("Key", format!("k{number}"))).collect()
}

#[test]
fn keys_are_renewed_before_they_end() {
    // Seconds between the answer and the next call, and whether it asks again.
    for (pause, asks) in [(0, 1), (3538, 1), (3540, 2), (3600, 2)] {
        let world = Scripted::new([ok()], [keys_for("first", 3600), keys_for("second", 9000)]);
        let client = Client::new(world.clone());
        let wish = asking("headObject");
        let both = async {
            let first = wish.make(&client).await.is_ok();
            world.clock.sleep(pause * 1000).await;
            first && wish.make(&client).await.is_ok()
        };
        assert_eq!(run(&world.clock, both), Some(true));
        assert_eq!(world.asks(), asks, "{pause}");
        assert_eq!(ids(&world)[1], if asks == 1 { "first" } else { "second" });
    }
}

#[test]
fn the_end_of_keys_is_seen_by_the_corrected_clock() {
    let world = Scripted::new([ok()], [keys_for("first", 3600), keys_for("second", 9000)]);
    let client = Client::new(world.clone());
    let wish = asking("headObject");
    assert!(run(&world.clock, wish.make(&client)).unwrap().is_ok());
    world.clock_offset.set(3_550_000);
    assert!(run(&world.clock, wish.make(&client)).unwrap().is_ok());
    assert_eq!(ids(&world), ["first", "second"]);
}

#[test]
fn keys_that_are_as_good_as_over_still_sign_the_call_that_asked_for_them() {
    let world = Scripted::new([ok()], [keys_for("short", 20)]);
    assert!(
        make_all(&world, &ten("headObject")).into_iter().all(|made| made.is_some_and(|made| made.is_ok()))
    );
    assert_eq!((world.attempts(), world.asks()), (10, 10));
}

#[test]
fn refused_keys_are_asked_for_once_more() {
    let expired = "Request has expired";
    let table = [
        expired_token(),
        refusal(403, "InvalidAccessKeyId", ""),
        refusal(403, "RequestTimeTooSkewed", ""),
        refusal(403, "AccessDenied", expired),
    ];
    for reply in table {
        let world = Scripted::new([reply.clone(), ok()], [answers::keys("old"), answers::keys("new")]);
        assert!(succeeds(&world, &asking("headObject")), "{reply:?}");
        assert_eq!(ids(&world), ["old", "new"], "{reply:?}");
        assert_eq!((world.asks(), world.clock.elapsed()), (2, 0), "{reply:?}");
        assert!(is_set(&world.sent.borrow()[1], "x-cos-sdk-retry"));
    }
}

#[test]
fn keys_that_are_refused_again_are_reported() {
    let world = Scripted::new([expired_token()], [answers::keys("old"), answers::keys("new")]);
    let Some(Error::Service(refusal)) = failure(&world, &asking("headObject")) else { panic!("no refusal") };
    assert_eq!(refusal.code, "ExpiredToken");
    assert_eq!((world.attempts(), world.asks()), (2, 2));
}

#[test]
fn keys_are_not_renewed_for_other_refusals() {
    for (status, code) in [(403, "AccessDenied"), (403, "SignatureDoesNotMatch"), (404, "NoSuchKey")] {
        let world = Scripted::new([refusal(status, code, "")], [answers::keys("old")]);
        assert!(failure(&world, &asking("headObject")).is_some());
        assert_eq!((world.attempts(), world.asks()), (1, 1), "{code}");
    }
}

#[test]
fn fixed_keys_cannot_be_renewed() {
    for code in ["ExpiredToken", "InvalidAccessKeyId"] {
        let world = Scripted::new([refusal(403, code, "")], []);
        assert!(failure(&world, &on_object("headObject")).is_some());
        assert_eq!((world.attempts(), world.asks()), (1, 0), "{code}");
    }
}

#[test]
fn an_append_whose_keys_were_refused_is_made_again() {
    let world = Scripted::new([expired_token(), ok()], [answers::keys("old"), answers::keys("new")]);
    assert!(succeeds(&world, &asking("appendObject").param("Position", Value::Integer(0))));
    assert_eq!(ids(&world), ["old", "new"]);
}

#[test]
fn a_refused_signature_is_asked_for_once_more() {
    let world = Scripted::new([expired_token()], [answers::signature()]);
    assert!(failure(&world, &asking("headObject")).is_some());
    assert_eq!((world.attempts(), world.asks()), (2, 2));
}

#[test]
fn ten_calls_with_refused_keys_share_the_request_for_new_ones() {
    let refusals = (0..10).map(|number| expired_token().after(10 + number));
    let replies: Vec<Reply> = refusals.chain([ok()]).collect();
    let world = Scripted::new(replies, [answers::keys("old"), answers::keys("new").after(50)]);
    let made = make_all(&world, &ten("headObject"));
    assert!(made.into_iter().all(|made| made.is_some_and(|made| made.is_ok())));
    assert_eq!((world.attempts(), world.asks()), (20, 2));
    assert!(ids(&world)[10..].iter().all(|id| id == "new"));
}

#[test]
fn a_late_refusal_of_old_keys_does_not_forget_the_new_ones() {
    let replies = [expired_token().after(10), expired_token().after(500), ok()];
    let world = Scripted::new(replies, [answers::keys("old"), answers::keys("new")]);
    let made = make_all(&world, &[asking("headObject"), asking("getObject")]);
    assert!(made.into_iter().all(|made| made.is_some_and(|made| made.is_ok())));
    assert_eq!((world.attempts(), world.asks()), (4, 2));
    assert_eq!(ids(&world)[2..], ["new", "new"]);
}
