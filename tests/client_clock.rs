//! Machines with a wrong clock.

mod common;

use common::answers::{self, key_fields};
use common::calls::{SECRET_KEY, Wish, asking, failure, make_all, on_object, succeeds};
use common::clock::NOW;
use common::replies::{Reply, answer, ok, refusal};
use common::scripted::Scripted;
use common::signature::{field, is_valid};
use cos_wasm_sdk::error::Error;
use cos_wasm_sdk::value::Value;

const SERVER_TIME: &str = "Tue, 14 Nov 2023 23:15:00 GMT";
const HOUR: i64 = 3_600_000;

fn skewed() -> Reply {
    refusal(403, "RequestTimeTooSkewed", "The difference is too large.").header("date", SERVER_TIME)
}

/// A call with keys that sign for a time from now on.
fn call() -> Wish {
    let mut wish = on_object("headObject");
    wish.options.remove("StartTime");
    wish
}

fn signed_from(world: &Scripted) -> Vec<String> {
    let sent = world.sent.borrow();
    sent.iter().map(|sent| field(&sent.header("Authorization"), "q-sign-time")).collect()
}

#[test]
fn a_wrong_clock_is_corrected_and_the_call_made_again_at_once() {
    let expired = refusal(403, "AccessDenied", "Request has expired").header("date", SERVER_TIME);
    for reply in [skewed(), expired] {
        let world = Scripted::new([reply, ok()], []);
        assert!(succeeds(&world, &call()));
        assert_eq!(*world.corrections.borrow(), [HOUR]);
        assert_eq!(world.times(), [0, 0]);
        assert_eq!(signed_from(&world), ["1700000099;1700000999", "1700003699;1700004599"]);
        assert!(world.sent.borrow().iter().all(|sent| is_valid(sent, SECRET_KEY)));
    }
}

#[test]
fn the_time_of_the_server_is_also_read_from_its_error() {
    let body =
        "<Error><Code>RequestTimeTooSkewed</Code><ServerTime>2023-11-14T21:15:00Z</ServerTime></Error>";
    let world = Scripted::new([answer(403, body), ok()], []);
    assert!(succeeds(&world, &call()));
    assert_eq!(*world.corrections.borrow(), [-HOUR]);
}

#[test]
fn a_clock_is_corrected_once() {
    let world = Scripted::new([skewed()], []);
    let Some(Error::Service(refusal)) = failure(&world, &call()) else { panic!("no refusal") };
    assert_eq!(refusal.code, "RequestTimeTooSkewed");
    assert_eq!((world.attempts(), world.corrections.borrow().len()), (2, 1));
}

#[test]
fn small_differences_and_hidden_times_and_unwanted_corrections_leave_the_clock_alone() {
    let near = refusal(403, "RequestTimeTooSkewed", "").header("date", "Tue, 14 Nov 2023 22:15:29 GMT");
    let denied = refusal(403, "AccessDenied", "Access Denied.").header("date", SERVER_TIME);
    let table = [
        (near, call()),
        (refusal(403, "RequestTimeTooSkewed", ""), call()),
        (refusal(403, "RequestTimeTooSkewed", "").header("date", "soon"), call()),
        (denied, call()),
        (skewed(), call().option("CorrectClockSkew", Value::Bool(false))),
    ];
    for (reply, wish) in table {
        let world = Scripted::new([reply.clone()], []);
        assert!(failure(&world, &wish).is_some(), "{reply:?}");
        assert_eq!((world.attempts(), world.corrections.borrow().len()), (1, 0), "{reply:?}");
    }
}

#[test]
fn thirty_seconds_are_enough_to_correct_the_clock() {
    let reply = refusal(403, "RequestTimeTooSkewed", "").header("date", "Tue, 14 Nov 2023 22:15:30 GMT");
    let world = Scripted::new([reply, ok()], []);
    assert!(succeeds(&world, &call()));
    assert_eq!(*world.corrections.borrow(), [30_000]);
}

#[test]
fn calls_that_were_signed_before_the_correction_are_made_again() {
    // The second refusal has no body, as that of a HEAD.
    let world = Scripted::new([skewed().after(5), answer(403, "").after(10), ok()], []);
    let results = make_all(&world, &[call(), call().param("Key", "other")]);
    assert!(results.into_iter().all(|result| result.is_some_and(|result| result.is_ok())));
    assert_eq!((world.attempts(), world.corrections.borrow().len()), (4, 1));
}

/// C10: the original asks for new keys with every request.
#[test]
fn keys_that_start_in_the_future_correct_the_clock_and_are_kept() {
    let mut fields = key_fields("id");
    fields.insert("StartTime", Value::from((NOW + HOUR) / 1000));
    fields.insert("ExpiredTime", Value::from((NOW + 2 * HOUR) / 1000));
    let world = Scripted::new([ok()], [answers::value(fields)]);
    let calls: Vec<Wish> =
        (0..5).map(|number| asking("headObject").param("Key", format!("k{number}"))).collect();
    let results = make_all(&world, &calls);
    assert!(results.into_iter().all(|result| result.is_some_and(|result| result.is_ok())));
    assert_eq!(*world.corrections.borrow(), [HOUR]);
    assert_eq!(world.asks(), 1);
}

#[test]
fn keys_that_start_about_now_leave_the_clock_alone() {
    let table = [(30, true, 0), (31, true, 1), (31, false, 0), (-7200, true, 0)];
    for (ahead, may_correct, corrections) in table {
        let mut fields = key_fields("id");
        fields.insert("StartTime", Value::from(NOW / 1000 + ahead));
        let world = Scripted::new([ok()], [answers::value(fields)]);
        assert!(succeeds(&world, &asking("headObject").option("CorrectClockSkew", Value::Bool(may_correct))));
        assert_eq!(world.corrections.borrow().len(), corrections, "{ahead} {may_correct}");
    }
}

#[test]
fn keys_whose_start_the_corrected_clock_explains_leave_it_alone() {
    let mut fields = key_fields("id");
    fields.insert("StartTime", Value::from((NOW + HOUR) / 1000));
    fields.insert("ExpiredTime", Value::from((NOW + 2 * HOUR) / 1000));
    let world = Scripted::new([ok()], [answers::value(fields)]);
    world.clock_offset.set(HOUR - 10_000);
    assert!(succeeds(&world, &asking("headObject")));
    assert!(world.corrections.borrow().is_empty());
}

#[test]
fn an_offset_of_the_options_is_signed_with() {
    let world = Scripted::new([ok()], []);
    world.clock_offset.set(-HOUR);
    assert!(succeeds(&world, &call()));
    assert_eq!(signed_from(&world), ["1699996499;1699997399"]);
}
