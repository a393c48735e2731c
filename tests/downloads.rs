//! Downloads from the emulated COS: whatever happens on the way, the target has the object or there is one clear error.

#![allow(clippy::expect_used, reason = "a test without its subject has to stop")]

mod common;

use std::collections::BTreeMap;
use std::pin::Pin;

use common::executor::run_all;
use common::moves::{MIB, Moved, Mover, file, kind};
use common::served::{Bytes, Served};
use cos_emulator::Fault;
use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::value::Value;

fn busy() -> Fault {
    Fault::Status { status: 503, code: Some("SlowDown".into()), message: None, retry_after: None }
}

fn headers(name: &str, value: Option<&str>) -> Fault {
    Fault::Headers { headers: BTreeMap::from([(name.to_owned(), value.map(str::to_owned))]) }
}

/// A megabyte per part.
fn mover(world: &Served) -> Mover {
    Mover::new(world).number("ChunkSize", MIB)
}

/// A world that has an object, and whoever downloads it.
fn with_object(size: usize) -> (Served, Mover, Bytes) {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(size, 1));
    mover.upload("k", &file).expect("an upload");
    world.emulator.clear_log();
    (world, mover, file)
}

fn is_whole(outcome: &Moved, file: &Bytes) -> bool {
    outcome.as_ref().is_ok_and(|reply| reply.body.as_deref() == Some(file.get()))
}

#[test]
fn an_object_of_any_size_arrives_unchanged() {
    for (size, parts) in [(0, 0), (5, 1), (MIB, 1), (MIB + 1, 2), (7 * MIB + 5, 8)] {
        let (world, mover, file) = with_object(size);
        let outcome = mover.download("k");
        assert!(is_whole(&outcome, &file), "{size}");
        assert_eq!((world.count("HeadObject"), world.count("GetObject")), (1, parts));
        let fields = outcome.expect("a download").fields;
        assert!(fields.text("ETag").is_some_and(|etag| etag.len() > 32));
        assert_eq!(fields.get("statusCode").and_then(Value::as_integer), Some(200));
        let told = mover.told.borrow();
        assert!(size == 0 || told.last() == Some(&(size as u64, size as u64)));
    }
}

#[test]
fn ranges_go_side_by_side_as_many_as_are_wanted() {
    for (name, wanted, seen) in
        [("ParallelLimit", 1, 1), ("ParallelLimit", 9, 9), ("ChunkParallelLimit", 2, 2), ("None", 0, 6)]
    {
        let (world, mover, _) = with_object(12 * MIB);
        world.flights.forget();
        assert_eq!(kind(&mover.number(name, wanted).download("k")), "ok");
        assert_eq!(world.flights.most(), seen, "{name}");
    }
}

#[test]
fn a_target_that_is_slow_is_waited_for_and_never_gets_more_than_the_limit_at_once() {
    let (world, mover, file) = with_object(10 * MIB);
    world.target.delay.set(700_000);
    let mover = mover.number("ParallelLimit", 2);
    let watched = world.clone();
    world.witness.replace(Some(Box::new(move |operation, count| {
        assert!(operation != "GetObject" || count <= watched.target.count() + 2, "{count}");
    })));
    assert!(is_whole(&mover.download("k"), &file));
}

#[test]
fn progress_is_exact_to_the_byte_and_never_goes_back_without_trouble() {
    let (_, mover, _) = with_object(5 * MIB + 3);
    mover.told.borrow_mut().clear();
    mover.download("k").expect("a download");
    let told = mover.told.borrow();
    assert!(told.is_sorted() && told.iter().all(|(_, total)| *total == 5 * (1 << 20) + 3));
    assert_eq!((told.first(), told.len() > 10), (Some(&(0, 5 * (1 << 20) + 3)), true));
}

#[test]
fn a_dropped_connection_in_the_middle_is_survived() {
    let cut = Fault::DropDuring { bytes: None, answer: true };
    for fault in [Fault::DropBefore, Fault::DropAfter, cut, busy()] {
        let (world, mover, file) = with_object(5 * MIB);
        world.fault_after("GetObject", 1, Some(6), fault.clone());
        assert!(is_whole(&mover.download("k"), &file), "{fault:?}");
    }
}

/// The connections of the next requests for bytes break when so many bytes have come.
fn break_after(world: &Served, bytes: u64, skip: u32, times: Option<u32>) {
    world.reads_streams.set(true);
    world.fault_after("GetObject", skip, times, Fault::DropDuring { bytes: Some(bytes), answer: true });
}

/// What was asked for, request by request, and how many bytes were sent in all.
fn served(world: &Served) -> (Vec<String>, u64) {
    let log: Vec<_> =
        world.emulator.log().into_iter().filter(|entry| entry.operation == "GetObject").collect();
    let ranges = log.iter().map(|entry| entry.headers.get("range").cloned().unwrap_or_default()).collect();
    (ranges, log.iter().map(|entry| entry.bytes_out).sum())
}

#[test]
fn a_range_whose_connection_breaks_goes_on_from_its_first_missing_byte() {
    let (world, mover, file) = with_object(3 * MIB);
    break_after(&world, 300_000, 2, Some(2));
    mover.told.borrow_mut().clear();
    let mover = mover.number("ParallelLimit", 1);
    assert!(is_whole(&mover.download("k"), &file));
    let (ranges, bytes) = served(&world);
    assert_eq!(
        ranges,
        [
            "bytes=0-1048575",
            "bytes=1048576-2097151",
            "bytes=1348576-2097151",
            "bytes=1648576-2097151",
            "bytes=2097152-3145727",
        ]
    );
    assert_eq!(bytes, 3 << 20, "no byte was sent twice");
    assert!(mover.told.borrow().is_sorted(), "progress never goes back");
}

#[test]
fn a_network_that_never_brings_a_range_at_once_brings_the_object_without_a_byte_sent_twice() {
    let (world, mover, file) = with_object(4 * MIB + 7);
    break_after(&world, 150_000, 1, None);
    assert!(is_whole(&mover.download("k"), &file));
    let (ranges, bytes) = served(&world);
    assert_eq!((ranges.len(), bytes), (4 * 7 + 1, (4 << 20) + 7));
}

#[test]
fn an_object_that_changes_after_a_connection_broke_is_an_error_and_never_a_mixture() {
    let (world, mover, _) = with_object(MIB);
    break_after(&world, 300_000, 1, Some(1));
    let changing = async {
        world.clock.sleep(250).await;
        mover.upload_async("k", &file(MIB, 2)).await
    };
    let both: Vec<Pin<Box<dyn Future<Output = Moved>>>> =
        vec![Box::pin(mover.download_async("k")), Box::pin(changing)];
    let ends: Vec<_> =
        run_all(&world.clock, both).into_iter().flatten().map(|outcome| kind(&outcome)).collect();
    assert_eq!(ends, ["PreconditionFailed", "ok"]);
    assert_eq!(served(&world).0, ["bytes=0-1048575", "bytes=300000-1048575"]);
}

#[test]
fn what_came_before_a_pause_of_a_broken_range_stays() {
    let (world, mover, file) = with_object(MIB);
    break_after(&world, 300_000, 1, Some(1));
    assert!(!mover.download_for(400, "k"));
    assert_eq!(world.flights.open(), 0);
    assert!(is_whole(&mover.download("k"), &file));
    assert_eq!(served(&world), (vec!["bytes=0-1048575".into(), "bytes=300000-1048575".into()], 1 << 20));
}

#[test]
fn without_an_etag_to_hold_on_to_a_broken_range_begins_anew() {
    let (world, mover, file) = with_object(MIB);
    world.hidden.replace(vec!["etag"]);
    break_after(&world, 300_000, 1, Some(1));
    assert!(is_whole(&mover.download("k"), &file));
    assert_eq!(served(&world).0, ["bytes=0-1048575"; 2]);
}

#[test]
fn the_rest_of_a_broken_range_is_looked_at_like_a_range() {
    let wrong = headers("content-range", Some("bytes 1048576-2097151/3145728"));
    let short = Fault::Answer { status: 206, body: "short".into(), content_type: None, after: false };
    for (fault, outcome) in [(wrong, "integrity"), (short, "integrity"), (busy(), "SlowDown")] {
        for (times, outcome) in [(Some(1), "ok"), (None, outcome)] {
            let (world, mover, file) = with_object(3 * MIB);
            break_after(&world, 300_000, 2, Some(1));
            world.fault_after("GetObject", 3, times, fault.clone());
            let ended = mover.number("ParallelLimit", 1).download("k");
            assert_eq!(kind(&ended), outcome, "{fault:?}");
            assert!(ended.is_err() || is_whole(&ended, &file), "{fault:?}");
        }
    }
}

#[test]
fn a_byte_that_changed_before_a_connection_broke_is_found() {
    let (world, mover, _) = with_object(2 * MIB);
    world.fault_after("GetObject", 1, Some(1), Fault::CorruptBody { at: Some(5) });
    break_after(&world, 300_000, 1, Some(1));
    assert_eq!(kind(&mover.download("k")), "integrity");
}

#[test]
fn who_answers_a_broken_range_with_all_bytes_is_asked_for_them_at_once() {
    let text = "0123456789abcdef".repeat(MIB / 16);
    let (world, mover, _) = with_object(0);
    let file = Bytes::new(text.clone().into_bytes());
    mover.upload("k", &file).expect("an upload");
    world.emulator.clear_log();
    break_after(&world, 300_000, 1, Some(1));
    let whole = Fault::Answer { status: 200, body: text, content_type: None, after: false };
    world.fault_after("GetObject", 2, None, whole);
    assert!(is_whole(&mover.download("k"), &file));
    assert_eq!(served(&world).0, ["bytes=0-1048575", "bytes=300000-1048575", "bytes=0-1048575"]);
}

#[test]
fn being_offline_in_the_middle_repeats_one_part_per_connection_at_most() {
    let (world, mover, file) = with_object(20 * MIB);
    let start = world.clock.elapsed();
    for (at, is_online) in [(300, false), (60_300, true)] {
        let later = world.clone();
        world.clock.after(at, move || later.set_online(is_online));
    }
    assert!(is_whole(&mover.download("k"), &file));
    assert!(world.clock.elapsed() - start > 60_000);
    assert!(world.count("GetObject") <= 26, "{}", world.count("GetObject"));
}

#[test]
fn a_server_that_is_away_is_waited_for_up_to_the_limit() {
    for (limit, back, outcome) in [(600_000, 300_000, "ok"), (60_000, 300_000, "Lost")] {
        let (world, mover, _) = with_object(8 * MIB);
        world.fault_after("GetObject", 2, None, Fault::DropBefore);
        let later = world.clone();
        world.clock.after(back, move || later.emulator.clear_faults());
        assert_eq!(kind(&mover.number("OfflineTimeout", limit).download("k")), outcome);
        assert_eq!(world.flights.open(), 0);
    }
}

#[test]
fn a_range_without_an_answer_is_asked_for_again() {
    let (world, mover, file) = with_object(3 * MIB);
    world.fault_after("GetObject", 1, Some(1), Fault::Delay { ms: u64::from(u32::MAX) });
    assert!(is_whole(&mover.download("k"), &file));
    assert_eq!((world.flights.open(), world.flights.aborted()), (0, 1));
}

#[test]
fn a_refusal_stops_the_sisters_and_nothing_runs_on() {
    let (world, mover, _) = with_object(12 * MIB);
    let refused =
        Fault::Status { status: 403, code: Some("AccessDenied".into()), message: None, retry_after: None };
    world.fault_after("GetObject", 2, None, refused);
    assert_eq!(kind(&mover.download("k")), "AccessDenied");
    assert_eq!(world.flights.open(), 0);
    assert!(world.count("GetObject") < 9);
}

#[test]
fn keys_that_end_in_the_middle_are_renewed_and_the_range_is_repeated() {
    let (world, mut mover, file) = with_object(5 * MIB);
    mover.source = Source::GetAuthorization;
    world.keys.replace(vec![world.temporary_keys(), world.temporary_keys()]);
    world.fault_after("GetObject", 2, Some(1), Fault::ExpiredToken);
    assert!(is_whole(&mover.download("k"), &file));
    assert_eq!(world.count("GetObject"), 6);
    assert_eq!(world.keys.borrow().len(), 1, "the second keys were asked for");
}

#[test]
fn an_object_that_changes_in_the_middle_is_an_error_and_never_a_mixture() {
    let (world, mover, _) = with_object(12 * MIB);
    let mover = mover.number("ParallelLimit", 1);
    let changing = async {
        world.clock.sleep(1500).await;
        mover.upload_async("k", &file(12 * MIB, 2)).await
    };
    let both: Vec<Pin<Box<dyn Future<Output = Moved>>>> =
        vec![Box::pin(mover.download_async("k")), Box::pin(changing)];
    let ends: Vec<_> =
        run_all(&world.clock, both).into_iter().flatten().map(|outcome| kind(&outcome)).collect();
    assert_eq!(ends, ["PreconditionFailed", "ok"]);
}

#[test]
fn a_paused_download_goes_on_with_the_ranges_that_are_missing() {
    let (world, mover, file) = with_object(10 * MIB);
    assert!(!mover.download_for(900, "k"));
    let before = world.target.count();
    assert!((1..10).contains(&before), "{before}");
    assert_eq!(world.flights.open(), 0);
    world.emulator.clear_log();
    assert!(is_whole(&mover.download("k"), &file));
    assert_eq!((world.count("HeadObject"), world.count("GetObject")), (0, 10 - before));
    let told = mover.told.borrow();
    assert!(told.iter().all(|(loaded, total)| loaded <= total));
}

#[test]
fn an_object_that_changed_during_a_pause_is_an_error() {
    let (_, mover, _) = with_object(10 * MIB);
    assert!(!mover.download_for(900, "k"));
    mover.upload("k", &file(10 * MIB, 2)).expect("an upload");
    assert_eq!(kind(&mover.download("k")), "PreconditionFailed");
}

#[test]
fn a_byte_that_changed_on_its_way_is_found() {
    for (check, hidden, outcome, notices) in [
        ("auto", false, "integrity", 0),
        ("require", false, "integrity", 0),
        ("off", false, "ok", 0),
        ("auto", true, "ok", 1),
        ("require", true, "integrity", 0),
    ] {
        let (world, mover, _) = with_object(3 * MIB);
        if hidden {
            world.hidden.replace(vec!["x-cos-hash-crc64ecma"]);
        }
        world.fault_after("GetObject", 1, Some(1), Fault::CorruptBody { at: None });
        assert_eq!(kind(&mover.param("CheckIntegrity", check).download("k")), outcome, "{check} {hidden}");
        let told = world.log.borrow().iter().filter(|line| line.contains("was not compared")).count();
        assert_eq!(told, notices);
    }
}

#[test]
fn an_answer_with_other_bytes_is_asked_for_again() {
    let wrong = headers("content-range", Some("bytes 0-1048575/3145728"));
    let short = Fault::Answer { status: 206, body: "short".into(), content_type: None, after: false };
    for fault in [wrong, short] {
        let (world, mover, file) = with_object(3 * MIB);
        world.fault_after("GetObject", 1, Some(1), fault.clone());
        assert!(is_whole(&mover.number("ParallelLimit", 1).download("k"), &file), "{fault:?}");

        let (world, mover, _) = with_object(3 * MIB);
        world.fault_after("GetObject", 1, None, fault.clone());
        assert_eq!(kind(&mover.download("k")), "integrity");
        assert_eq!(world.flights.open(), 0);
    }
}

#[test]
fn who_answers_with_all_bytes_is_asked_for_them_once() {
    let text = "0123456789abcdef".repeat(3 * MIB / 16);
    // The first request is a HEAD, which counts as one to get the object.
    for (skip, parts) in [(1, 2), (3, 4)] {
        let (world, mover, _) = with_object(0);
        let file = Bytes::new(text.clone().into_bytes());
        mover.upload("k", &file).expect("an upload");
        world.emulator.clear_log();
        let whole = Fault::Answer { status: 200, body: text.clone(), content_type: None, after: false };
        world.fault_after("GetObject", skip, None, whole);
        let outcome = mover.number("ParallelLimit", 1).download("k");
        assert!(is_whole(&outcome, &file), "{skip} {}", kind(&outcome));
        assert_eq!(world.count("GetObject"), parts);
    }
}

#[test]
fn without_an_etag_to_hold_on_to_only_one_range_is_asked_for() {
    for (size, outcome) in [(MIB, "ok"), (2 * MIB, "get ETag error")] {
        let (world, mover, _) = with_object(size);
        world.hidden.replace(vec!["etag"]);
        assert!(kind(&mover.download("k")).starts_with(outcome));
    }
}

#[test]
fn an_object_with_an_encoding_comes_as_it_is_stored() {
    let (world, mover, file) = with_object(MIB);
    world.fault("HeadObject", Some(1), headers("content-encoding", Some("gzip")));
    assert!(is_whole(&mover.download("k"), &file));
    let query = world.emulator.log().last().expect("a request").query.clone();
    assert!(query.contains("response-content-encoding=identity"), "{query}");
}

#[test]
fn a_target_that_takes_in_no_more_ends_the_download() {
    let (world, mover, _) = with_object(9 * MIB);
    world.target.is_full.set(true);
    assert_eq!(kind(&mover.download("k")), "file");
    assert_eq!(world.flights.open(), 0);
}
