//! Whether a failed attempt is made again: the decision alone, without a network.

mod common;

use common::scripted::Scripted;
use cos_wasm_sdk::client::retry::{Again, Attempt, Clock, MAX_ATTEMPTS, Verdict, judge};
use cos_wasm_sdk::error::{Cause, Error, Kind, Network, Refusal};
use cos_wasm_sdk::platform::Platform;
use cos_wasm_sdk::value::{Map, Text, Value};

const NOW: i64 = 1_700_000_100_000;

fn refused(status: u16, code: &str) -> Refusal {
    Refusal {
        status,
        headers: Map::new(),
        code: code.into(),
        message: None,
        document: Value::Map(Map::new()),
        method: "GET".into(),
        url: "https://host/".into(),
        action: Text::new(),
        extra: None,
    }
}

fn service(status: u16, code: &str) -> Error {
    Error::Service(refused(status, code))
}

fn network(cause: Cause) -> Error {
    let (message, method, url) = ("lost".into(), "GET".into(), "https://host/".into());
    Error::Network(Network { cause, message, method, url })
}

/// The first attempt of a harmless request, with nothing to mend.
fn first(error: &Error) -> Attempt<'_> {
    let clock = Clock { now: NOW, offset: 0, offset_before: 0, may_correct: true };
    let (can_switch_host, can_renew_keys) = (false, false);
    Attempt {
        error,
        number: 1,
        repeatable: true,
        can_switch_host,
        can_renew_keys,
        clock,
        chance: 0.0,
        read_date: Scripted::date,
    }
}

fn goes_on(attempt: &Attempt) -> bool {
    judge(attempt) != Verdict::GiveUp
}

#[test]
fn only_refusals_that_may_pass_are_tried_again() {
    // Status, code, again, again where doing it twice is not the same as doing it once.
    let table = [
        (429, "TooManyRequests", true, true),
        (503, "SlowDown", true, true),
        (500, "InternalError", true, false),
        (502, "Error", true, false),
        (504, "GatewayTimeout", true, false),
        (599, "Error", true, false),
        (408, "RequestTimeout", true, false),
        (200, "InternalError", true, false),
        (200, "SlowDown", true, false),
        (200, "AccessDenied", false, false),
        (200, "Error", false, false),
        (0, "Error", false, false),
        (301, "PermanentRedirect", false, false),
        (304, "Error", false, false),
        (400, "InternalError", false, false),
        (403, "AccessDenied", false, false),
        (403, "SignatureDoesNotMatch", false, false),
        (403, "ExpiredToken", false, false),
        (404, "NoSuchKey", false, false),
        (409, "PathConflict", false, false),
        (412, "PreconditionFailed", false, false),
        (428, "Error", false, false),
        (600, "Error", false, false),
    ];
    for (status, code, repeatable, once) in table {
        let error = service(status, code);
        assert_eq!(goes_on(&first(&error)), repeatable, "{status} {code}");
        assert_eq!(goes_on(&Attempt { repeatable: false, ..first(&error) }), once, "{status} {code}, once");
    }
}

#[test]
fn a_missing_answer_is_tried_again_unless_the_work_may_have_been_done() {
    let table = [
        (Cause::Lost, true),
        (Cause::Timeout, true),
        (Cause::Offline, true),
        (Cause::CrossOrigin, false),
        (Cause::MixedContent, false),
        (Cause::Custom, false),
    ];
    for (cause, again) in table {
        let error = network(cause);
        assert_eq!(goes_on(&first(&error)), again, "{cause:?}");
        assert!(!goes_on(&Attempt { repeatable: false, ..first(&error) }), "{cause:?}, once");
    }
}

#[test]
fn errors_of_the_caller_are_final() {
    let message = Text::from("m");
    let errors = [
        Error::Own { kind: Kind::Param, message: message.clone(), hint: "" },
        Error::Own { kind: Kind::Credentials, message: message.clone(), hint: "" },
        Error::Own { kind: Kind::File, message, hint: "" },
        Error::Aborted,
    ];
    for error in errors {
        let attempt = Attempt { can_renew_keys: true, can_switch_host: true, ..first(&error) };
        assert!(!goes_on(&attempt), "{error:?}");
    }
}

#[test]
fn there_are_four_attempts_whatever_can_be_mended() {
    assert_eq!(MAX_ATTEMPTS, 4);
    let errors =
        [service(503, "SlowDown"), network(Cause::Lost), service(403, "ExpiredToken"), skewed(90_000)];
    for error in errors {
        for number in 1..=5 {
            let attempt = Attempt { number, can_renew_keys: true, ..first(&error) };
            assert_eq!(goes_on(&attempt), number < 4, "{number} {error:?}");
        }
    }
}

#[test]
fn pauses_double_and_half_of_them_is_chance() {
    let table = [
        (1, 0.0, 200),
        (2, 0.0, 400),
        (3, 0.0, 800),
        (1, 0.5, 300),
        (1, 0.99, 398),
        (2, 0.99, 796),
        (3, 0.99, 1592),
    ];
    for error in [service(500, "InternalError"), network(Cause::Lost), network(Cause::Timeout)] {
        for (number, chance, after) in table {
            let found = judge(&Attempt { number, chance, ..first(&error) });
            assert_eq!(found, Verdict::Again(Again { after, ..Again::default() }), "{number} {chance}");
        }
    }
}

#[test]
fn the_service_is_given_the_time_it_asks_for_up_to_a_minute() {
    let table = [
        ("1", Some(1000)),
        ("60", Some(60_000)),
        ("61", None),
        ("99999999999999999", None),
        ("0", Some(200)),
        ("-5", Some(200)),
        ("soon", Some(200)),
        ("", Some(200)),
        ("Tue, 14 Nov 2023 22:15:09 GMT", Some(9000)),
        ("Tue, 14 Nov 2023 22:16:00 GMT", Some(60_000)),
        ("Tue, 14 Nov 2023 22:16:01 GMT", None),
        ("Tue, 14 Nov 2023 22:14:00 GMT", Some(200)),
    ];
    for status in [429, 503, 500] {
        for (asked, after) in table {
            let mut refusal = refused(status, "SlowDown");
            refusal.headers.insert("retry-after", asked);
            let error = Error::Service(refusal);
            let expected =
                after.map_or(Verdict::GiveUp, |after| Verdict::Again(Again { after, ..Again::default() }));
            assert_eq!(judge(&first(&error)), expected, "{status} {asked}");
        }
    }
}

#[test]
fn a_date_to_come_back_at_is_read_by_the_corrected_clock() {
    let mut refusal = refused(503, "SlowDown");
    refusal.headers.insert("retry-after", "Tue, 14 Nov 2023 22:15:09 GMT");
    let error = Error::Service(refusal);
    let clock =
        Clock { now: NOW - 7_200_000, offset: 7_200_000, offset_before: 7_200_000, may_correct: true };
    let Verdict::Again(again) = judge(&Attempt { clock, ..first(&error) }) else { panic!("gave up") };
    assert_eq!(again.after, 9000);
}

#[test]
fn only_a_missing_answer_makes_the_host_switch() {
    let table = [
        (network(Cause::Lost), true),
        (network(Cause::Timeout), true),
        (service(500, "InternalError"), false),
        (service(503, "SlowDown"), false),
        (service(429, "TooManyRequests"), false),
        (skewed(90_000), false),
    ];
    for (error, switches) in table {
        let Verdict::Again(again) = judge(&Attempt { can_switch_host: true, ..first(&error) }) else {
            panic!("gave up: {error:?}")
        };
        assert_eq!(again.switch_host, switches, "{error:?}");
        let Verdict::Again(again) = judge(&first(&error)) else { panic!("gave up: {error:?}") };
        assert!(!again.switch_host, "{error:?}");
    }
}

/// A refusal for the clock, by a server that is so many milliseconds ahead.
fn skewed(ahead: i64) -> Error {
    let mut refusal = refused(403, "RequestTimeTooSkewed");
    let server = NOW + ahead;
    assert_eq!(server % 1000, 0);
    let seconds = (server / 1000).rem_euclid(86_400);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    refusal.headers.insert("date", format!("Tue, 14 Nov 2023 {hour:02}:{minute:02}:{second:02} GMT"));
    Error::Service(refusal)
}

#[test]
fn the_clock_is_corrected_from_thirty_seconds_on() {
    // How far the server is ahead, the offset so far, the new offset.
    let table = [
        (30_000, 0, Some(30_000)),
        (29_000, 0, None),
        (-30_000, 0, Some(-30_000)),
        (-29_000, 0, None),
        (3_600_000, 0, Some(3_600_000)),
        (3_600_000, 3_600_000, None),
        (3_600_000, 3_571_000, None),
        (3_600_000, 3_570_000, Some(3_600_000)),
        (0, 3_600_000, Some(0)),
    ];
    for (ahead, offset, corrected) in table {
        let error = skewed(ahead);
        let clock = Clock { now: NOW, offset, offset_before: offset, may_correct: true };
        let expected = corrected.map_or(Verdict::GiveUp, |offset| {
            Verdict::Again(Again { clock_offset: Some(offset), ..Again::default() })
        });
        assert_eq!(judge(&Attempt { clock, ..first(&error) }), expected, "{ahead} {offset}");
        let clock = Clock { may_correct: false, ..clock };
        assert_eq!(judge(&Attempt { clock, ..first(&error) }), Verdict::GiveUp, "{ahead}, not allowed");
    }
}

#[test]
fn a_refusal_after_another_call_corrected_the_clock_is_tried_again() {
    let clock = Clock { now: NOW, offset: 3_600_000, offset_before: 0, may_correct: true };
    for (status, code, again) in
        [(403, "Error", true), (403, "AccessDenied", true), (404, "NoSuchKey", false)]
    {
        let error = service(status, code);
        assert_eq!(goes_on(&Attempt { clock, ..first(&error) }), again, "{status} {code}");
    }
    let error = service(500, "InternalError");
    assert!(!goes_on(&Attempt { clock, repeatable: false, ..first(&error) }), "the work may have been done");
}

#[test]
fn refused_keys_are_renewed_where_they_can_be() {
    let expired = Some("Request has expired");
    let table = [
        (403, "ExpiredToken", None, true),
        (403, "InvalidAccessKeyId", None, true),
        (400, "ExpiredToken", None, true),
        (403, "RequestTimeTooSkewed", None, true),
        (403, "AccessDenied", expired, true),
        (403, "AccessDenied", None, false),
        (403, "AccessDenied", Some("Access Denied."), false),
        (403, "SignatureDoesNotMatch", expired, false),
        (403, "Error", None, false),
    ];
    for (status, code, message, renews) in table {
        let message = message.map(Text::from);
        let error = Error::Service(Refusal { message, ..refused(status, code) });
        let expected = Verdict::Again(Again { renew_keys: true, ..Again::default() });
        let found = judge(&Attempt { can_renew_keys: true, ..first(&error) });
        assert_eq!(found == expected, renews, "{code} {found:?}");
        assert_eq!(judge(&first(&error)), Verdict::GiveUp, "{code}, keys that cannot be renewed");
    }
}

#[test]
fn a_wrong_clock_is_mended_before_keys_are_renewed() {
    let error = skewed(90_000);
    let Verdict::Again(again) = judge(&Attempt { can_renew_keys: true, ..first(&error) }) else {
        panic!("gave up")
    };
    assert_eq!((again.clock_offset, again.renew_keys), (Some(90_000), false));
}
