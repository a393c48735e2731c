//! Calls over hosts that cannot be reached, machines that are offline, and pages that may not read.

mod common;

use common::answers;
use common::blob::MadeUp;
use common::calls::{SECRET_KEY, Wish, asking, failure, make_all, on_object, succeeds};
use common::executor::run;
use common::replies::{self, Outcome, Reply, lost, ok, refusal};
use common::scripted::Scripted;
use common::signature::{is_valid, sent_host};
use cos_wasm_sdk::client::Client;
use cos_wasm_sdk::error::{Cause, Error, Kind, Network};
use cos_wasm_sdk::value::Value;

const FIRST: &str = "test-1250000000.cos.ap-guangzhou.myqcloud.com";
const SECOND: &str = "test-1250000000.cos.ap-guangzhou.tencentcos.cn";

fn hosts(world: &Scripted) -> Vec<String> {
    world.sent.borrow().iter().map(|sent| sent_host(sent).to_owned()).collect()
}

fn network(error: Option<Error>) -> Option<Network> {
    if let Some(Error::Network(network)) = error { Some(network) } else { None }
}

/// A world whose machine is offline until some time, in milliseconds, and what its network answers then.
fn offline_until(milliseconds: i64, then: Reply) -> Scripted {
    let world = Scripted::new([lost()], []);
    world.set_online(false);
    let later = world.clone();
    world.clock.after(milliseconds, move || {
        later.replies.replace([then].into());
        later.set_online(true);
    });
    world
}

#[test]
fn attempts_without_an_answer_go_to_both_domains_in_turn() {
    for reply in [lost(), replies::of(Outcome::Timeout)] {
        let world = Scripted::new([reply], []);
        assert!(failure(&world, &on_object("headObject")).is_some());
        assert_eq!(hosts(&world), [FIRST, SECOND, FIRST, SECOND]);
    }
}

/// A2: the original signs the third attempt for the host of the second.
#[test]
fn the_signed_host_is_the_host_that_is_sent_to() {
    let world = Scripted::new([lost()], []);
    assert!(failure(&world, &on_object("putObject").body(MadeUp::file(b"x", ""))).is_some());
    let sent = world.sent.borrow();
    assert_eq!(sent.len(), 4);
    for sent in sent.iter() {
        assert!(is_valid(sent, SECRET_KEY), "{}", sent.url);
    }
}

#[test]
fn a_domain_that_answers_is_kept() {
    let busy = refusal(503, "SlowDown", "");
    let world = Scripted::new([lost(), busy.clone(), busy, ok()], []);
    assert!(succeeds(&world, &on_object("headObject")));
    assert_eq!(hosts(&world), [FIRST, SECOND, SECOND, SECOND]);
}

#[test]
fn hosts_without_a_second_domain_are_not_left() {
    let own = |domain: &str| on_object("headObject").option("Domain", domain);
    let table = [
        ("custom", own("files.example.com")),
        ("internal", own("{Bucket}.cos-internal.{Region}.tencentcos.cn")),
        ("accelerated", on_object("headObject").option("UseAccelerate", Value::Bool(true))),
        ("old region", on_object("headObject").param("Region", "cn-south")),
        ("not wanted", on_object("headObject").option("AutoSwitchHost", Value::Bool(false))),
        ("service", on_object("getService")),
    ];
    for (name, wish) in table {
        let world = Scripted::new([lost()], []);
        assert!(failure(&world, &wish).is_some());
        let hosts = hosts(&world);
        assert_eq!(hosts.len(), 4, "{name}");
        assert!(hosts.iter().all(|host| *host == hosts[0]), "{name}: {hosts:?}");
    }
}

#[test]
fn temporary_keys_may_sign_for_the_second_domain_and_finished_signatures_may_not() {
    for (answer, second) in [(answers::keys("id"), SECOND), (answers::signature(), FIRST)] {
        let world = Scripted::new([lost()], [answer]);
        assert!(failure(&world, &asking("headObject")).is_some());
        assert_eq!(hosts(&world), [FIRST, second, FIRST, second]);
    }
}

#[test]
fn attempts_do_not_count_while_the_machine_is_offline() {
    let world = offline_until(300_000, ok());
    assert!(succeeds(&world, &on_object("headObject")));
    assert_eq!(world.times(), [0, 300_000]);
    let last = world.sent.borrow()[1].clone();
    assert_eq!(last.headers.get("x-cos-sdk-retry"), None);
    assert_eq!(sent_host(&last), FIRST);
    assert!(is_valid(&last, SECRET_KEY));
}

#[test]
fn after_a_time_offline_there_are_still_four_attempts() {
    let world = offline_until(1000, lost());
    assert!(failure(&world, &on_object("headObject")).is_some());
    assert_eq!(world.times(), [0, 1000, 1200, 1600, 2400]);
}

#[test]
fn an_offline_time_that_lasts_too_long_ends_the_call() {
    let unless_told = 600_000;
    let table = [
        (on_object("headObject"), unless_told),
        (on_object("headObject").option("OfflineTimeout", Value::Integer(5000)), 5000),
        (on_object("headObject").option("OfflineTimeout", Value::Integer(0)), 0),
    ];
    for (wish, limit) in table {
        let world = offline_until(limit + 1, ok());
        let network = network(failure(&world, &wish)).unwrap();
        assert_eq!(network.cause, Cause::Offline);
        assert_eq!((world.attempts(), world.clock.elapsed()), (1, limit));
    }
}

#[test]
fn all_calls_go_on_when_the_network_is_back() {
    let world = offline_until(60_000, ok());
    let wishes: Vec<Wish> =
        (0..5).map(|number| on_object("headObject").param("Key", format!("k{number}"))).collect();
    assert!(make_all(&world, &wishes).into_iter().all(|result| result.is_some_and(|result| result.is_ok())));
    assert_eq!(world.attempts(), 10);
}

#[test]
fn an_append_does_not_wait_for_the_network() {
    let world = offline_until(1000, ok());
    let append = on_object("appendObject").param("Position", Value::Integer(0));
    assert_eq!(network(failure(&world, &append)).unwrap().cause, Cause::Offline);
    assert_eq!((world.attempts(), world.clock.elapsed()), (1, 0));
}

#[test]
fn nobody_is_asked_for_keys_while_the_machine_is_offline() {
    for keys in [answers::keys("id"), answers::signature()] {
        let world = offline_until(5000, ok());
        world.answers.replace([keys].into());
        assert!(succeeds(&world, &asking("headObject")));
        assert_eq!((world.asks(), world.attempts(), world.clock.elapsed()), (1, 1, 5000));
    }
}

#[test]
fn keys_that_are_held_are_used_while_the_machine_is_offline() {
    let world = Scripted::new([ok()], [answers::keys("id")]);
    let (first, second) = (asking("headObject"), asking("headObject"));
    let client = Client::new(world.clone());
    for (wish, is_online) in [(first, true), (second, false)] {
        world.set_online(is_online);
        assert!(run(&world.clock, wish.make(&client)).unwrap().is_ok());
    }
    assert_eq!((world.asks(), world.attempts()), (1, 2));
}

#[test]
fn keys_that_a_lost_network_keeps_away_are_asked_for_when_it_is_back() {
    let world = Scripted::new([ok()], [answers::failure("Failed to fetch").after(100), answers::keys("id")]);
    for (at, is_online) in [(50, false), (5000, true)] {
        let later = world.clone();
        world.clock.after(at, move || later.set_online(is_online));
    }
    assert!(succeeds(&world, &asking("headObject")));
    assert_eq!((world.asks(), world.clock.elapsed()), (2, 5000));
}

#[test]
fn a_machine_that_stays_offline_is_what_keeps_the_keys_away() {
    let append = asking("appendObject").param("Position", Value::Integer(0));
    for (call, elapsed) in
        [(asking("headObject").option("OfflineTimeout", Value::Integer(1000)), 1000), (append, 0)]
    {
        let world = Scripted::new([ok()], [answers::keys("id")]);
        world.set_online(false);
        assert_eq!(network(failure(&world, &call)).unwrap().cause, Cause::Offline);
        assert_eq!((world.asks(), world.clock.elapsed()), (0, elapsed));
    }
}

#[test]
fn a_refusal_is_no_sign_of_being_offline() {
    let world = Scripted::new([refusal(404, "NoSuchKey", "")], []);
    world.set_online(false);
    assert!(matches!(failure(&world, &on_object("headObject")), Some(Error::Service(_))));
    assert_eq!(world.clock.elapsed(), 0);
}

/// What a world tells about itself, and the cause that is found out from it.
struct Diagnosis {
    page: Option<&'static str>,
    protocol: &'static str,
    is_reachable: bool,
    cause: Cause,
}

#[test]
fn what_kept_the_answer_away_is_found_out() {
    let unknown =
        Diagnosis { page: Some("https:"), protocol: "https:", is_reachable: false, cause: Cause::Lost };
    let table = [
        Diagnosis { page: Some("http:"), protocol: "http:", ..unknown },
        Diagnosis { page: Some("http:"), ..unknown },
        Diagnosis { page: None, protocol: "http:", ..unknown },
        Diagnosis { protocol: "http:", cause: Cause::MixedContent, ..unknown },
        Diagnosis { protocol: "http:", is_reachable: true, cause: Cause::MixedContent, ..unknown },
        Diagnosis { is_reachable: true, cause: Cause::CrossOrigin, ..unknown },
        Diagnosis { page: None, is_reachable: true, cause: Cause::CrossOrigin, ..unknown },
        unknown,
    ];
    for Diagnosis { page, protocol, is_reachable, cause } in table {
        let world = Scripted::new([lost()], []);
        world.page_protocol.replace(page.map(str::to_owned));
        world.is_reachable.set(is_reachable);
        let found = network(failure(&world, &on_object("headObject").option("Protocol", protocol))).unwrap();
        assert_eq!(found.cause, cause, "{page:?} {protocol} {is_reachable}");
        assert_eq!(found.message, "nobody answered");
        assert_eq!(found.url, world.sent.borrow()[3].url);
    }
}

#[test]
fn the_first_host_is_probed_once_and_only_after_all_attempts() {
    let world = Scripted::new([lost()], []);
    failure(&world, &on_object("headObject"));
    assert_eq!(*world.probed.borrow(), [format!("https://{FIRST}/k")]);
    for reply in [ok(), refusal(404, "NoSuchKey", ""), replies::of(Outcome::Timeout)] {
        let world = Scripted::new([lost(), reply], []);
        world.is_reachable.set(true);
        let error = failure(&world, &on_object("headObject"));
        assert!(!matches!(&error, Some(Error::Network(network)) if network.cause == Cause::CrossOrigin));
        assert!(world.probed.borrow().is_empty());
    }
}

#[test]
fn a_machine_that_went_offline_in_the_end_says_so() {
    let append = on_object("appendObject").param("Position", Value::Integer(0));
    let world = Scripted::new([lost()], []);
    world.set_online(false);
    world.is_reachable.set(true);
    assert_eq!(network(failure(&world, &append)).unwrap().cause, Cause::Offline);
}

#[test]
fn a_file_that_cannot_be_read_any_more_is_named_first() {
    let world = Scripted::new([lost()], []);
    world.is_readable.set(false);
    world.is_reachable.set(true);
    let upload = on_object("putObject").body(MadeUp::file(b"x", ""));
    let Some(Error::Own { kind: Kind::File, message, hint }) = failure(&world, &upload) else {
        panic!("no file error")
    };
    assert_eq!(message, "the file cannot be read any more");
    assert!(hint.contains("pick"));
    let download = failure(&world, &on_object("headObject"));
    assert_eq!(network(download).unwrap().cause, Cause::CrossOrigin, "a call without a file");
}
