//! The pure rules of uploads in parts.

#![allow(clippy::expect_used, reason = "a test without its subject has to stop")]

use cos_wasm_sdk::error::{Cause, Error, Kind, Network, Refusal};
use cos_wasm_sdk::platform::Digest;
use cos_wasm_sdk::protocol::crc64::Crc64;
use cos_wasm_sdk::protocol::params::Place;
use cos_wasm_sdk::transfer::integrity::{Check, Finding, compare, compare_crc64};
use cos_wasm_sdk::transfer::ledger::{Ledger, Proof};
use cos_wasm_sdk::transfer::patience::Patience;
use cos_wasm_sdk::transfer::plan::{Plan, usual_part_size};
use cos_wasm_sdk::transfer::resume::{name, read, write};
use cos_wasm_sdk::value::{Map, Text, Value};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

fn crc64(bytes: &[u8]) -> u64 {
    let mut sum = Crc64::new();
    sum.update(bytes);
    sum.value()
}

fn proof(etag: &str, crc64: u64) -> Proof {
    Proof { etag: etag.into(), crc64: Some(crc64) }
}

/// Three parts: two of a megabyte, the last of three bytes.
fn ledger(remembered: Vec<(u32, Proof)>) -> Ledger {
    Ledger::new(Plan { size: 2 * MIB + 3, part_size: MIB }, remembered)
}

#[test]
fn parts_grow_when_there_would_be_too_many_as_with_the_original() {
    // Size, asked part size, most parts, part size: recorded from the original's ladder.
    let cases = [
        (MIB, MIB, 10_000, MIB),
        (10_000 * MIB, MIB, 10_000, MIB),
        (10_000 * MIB + 1, MIB, 10_000, 2 * MIB),
        (50_000 * MIB, MIB, 10_000, 8 * MIB),
        (2000 * MIB, MIB, 1024, 2 * MIB),
        (1024 * MIB, MIB, 1024, MIB),
        (50_000 * GIB, MIB, 10_000, 5120 * MIB),
        (10 * MIB, 100, 10_000, MIB),
        (10 * MIB, 3 * MIB + 1, 10_000, 3 * MIB + 1),
    ];
    for (size, asked, most, part_size) in cases {
        assert_eq!(Plan::of(size, asked, most), Ok(Plan { size, part_size }), "{size} {asked} {most}");
    }
}

#[test]
fn what_the_service_has_no_room_for_is_a_param_error() {
    for (size, asked) in [(50_000 * GIB + 1, MIB), (GIB, 5 * GIB + 1), (u64::MAX, MIB)] {
        assert!(
            Plan::of(size, asked, 10_000)
                .is_err_and(|error| matches!(&*error, Error::Own { kind: Kind::Param, .. })),
            "{size} {asked}"
        );
    }
}

#[test]
fn parts_lie_side_by_side_and_end_with_the_file() {
    for size in [1, MIB - 1, MIB, MIB + 1, 7 * MIB + 5] {
        let plan = Plan::of(size, MIB, 10_000).expect("a plan");
        let mut end = 0;
        for number in 1..=plan.count() {
            let (start, next) = plan.range(number);
            assert_eq!(start, end);
            assert!(next > start);
            end = next;
        }
        assert_eq!(end, size);
    }
}

#[test]
fn the_chosen_part_size_keeps_all_connections_busy_and_suits_the_network() {
    // Size, bytes per second, part size.
    let cases = [
        (2 * MIB, 0, MIB),
        (12 * MIB, 0, 2 * MIB),
        (25 * MIB, 0, 5 * MIB),
        (GIB, 0, 8 * MIB),
        (GIB, 48 * MIB, 8 * MIB),
        (GIB, 60 * MIB, 10 * MIB),
        (GIB, 200 * MIB, 16 * MIB),
        (25 * MIB, 200 * MIB, 5 * MIB),
        (GIB, MIB, 5 * MIB),
        (GIB, 10_000, MIB),
    ];
    for (size, speed, part_size) in cases {
        assert_eq!(usual_part_size(size, speed), part_size, "{size} {speed}");
    }
}

#[test]
fn every_part_is_taken_once_and_in_order() {
    let mut ledger = ledger(Vec::new());
    assert_eq!(
        [ledger.take(), ledger.take(), ledger.take(), ledger.take()],
        [Some(1), Some(2), Some(3), None]
    );
}

#[test]
fn loaded_bytes_are_exact_and_go_back_only_when_a_part_starts_again() {
    let mut ledger = ledger(Vec::new());
    ledger.send(1, 400);
    ledger.send(3, 2);
    assert_eq!(ledger.reading().0, 402);
    ledger.send(3, 99);
    assert_eq!(ledger.reading().0, 403);
    ledger.send(1, 0);
    assert_eq!(ledger.reading().0, 3);
    for number in [1, 2, 3] {
        ledger.finish(number, proof("tag", 0));
        ledger.send(number, 1);
    }
    assert_eq!(ledger.reading().0, 2 * MIB + 3);
}

#[test]
fn the_checksum_of_the_whole_comes_from_those_of_the_parts() {
    let file = vec![7; 2 * (1 << 20) + 3];
    let mut ledger = ledger(Vec::new());
    for (number, part) in (1..).zip(file.chunks(1 << 20)) {
        assert_eq!(ledger.checksum(), None);
        ledger.finish(number, proof("tag", crc64(part)));
    }
    assert_eq!(ledger.checksum(), Some(crc64(&file)));
    ledger.finish(2, Proof { etag: "tag".into(), crc64: None });
    assert_eq!(ledger.checksum(), None);
}

#[test]
fn what_is_written_down_is_read_again() {
    let mut ledger = ledger(vec![(2, proof("\"two\"", u64::MAX))]);
    ledger.finish(3, Proof { etag: "\"three\"".into(), crc64: None });
    let record = read(&write("id", 5, &ledger), 2 * MIB + 3, 5).expect("a record");
    assert_eq!((record.upload_id.as_str(), record.plan, record.begun), ("id", ledger.plan, 5));
    assert_eq!(
        record.parts,
        [(2, proof("\"two\"", u64::MAX)), (3, Proof { etag: "\"three\"".into(), crc64: None })]
    );
}

#[test]
fn a_record_that_is_old_or_makes_no_sense_is_none() {
    let whole = write("id", 5, &ledger(vec![(1, proof("tag", 1))]));
    assert!(read(&whole, 2 * MIB + 3, 5).is_some());
    let broken = [("id", ""), (" 5", " x"), (" 5", ""), ("1048576", "1"), ("tag", ""), (" 1 tag", " tag")];
    for text in broken.map(|(from, to)| whole.replacen(from, to, 1)).iter().map(String::as_str) {
        assert_eq!(read(text, 2 * MIB + 3, 0), None, "{text}");
    }
    for text in ["", "null", "{}", "id", "id 5", "{\"id\":\"a\"}"] {
        assert_eq!(read(text, 2 * MIB + 3, 0), None, "{text}");
    }
    assert_eq!(read(&whole, 2 * MIB + 3, 6), None);
}

#[test]
fn the_name_of_a_record_tells_targets_and_sizes_apart_and_nothing_else() {
    let place = |key: &str| Place { bucket: "b-1".into(), region: "r".into(), key: key.into() };
    let own = name("file", &place("secret plans.pdf"), 5);
    assert!(!own.contains("secret"));
    assert_eq!(own, name("file", &place("secret plans.pdf"), 5));
    assert_ne!(own, name("file", &place("secret plans.pdf"), 6));
    assert_ne!(own, name("file", &place("other"), 5));
    assert_ne!(own, name("copy", &place("secret plans.pdf"), 5));
}

fn lost(cause: Cause) -> Error {
    let text = Text::new;
    Error::Network(Network { cause, message: text(), method: text(), url: text() })
}

fn refused(status: u16, code: &str) -> Error {
    Error::Service(Refusal {
        status,
        headers: Map::new(),
        code: code.into(),
        message: None,
        document: Value::Null,
        method: Text::new(),
        url: Text::new(),
        action: Text::new(),
        extra: None,
    })
}

fn refused_keys() -> Error {
    (*Error::own(Kind::Credentials, "Failed to fetch", "Mend it.")).clone()
}

#[test]
fn a_lost_network_is_waited_for_and_a_refusal_stands() {
    let patience = Patience { tries: 3, withheld: 6, silence: 600_000 };
    // Error, tries made, silent for, whether it goes on.
    let cases = [
        (lost(Cause::Lost), 50, 599_999, true),
        (lost(Cause::Lost), 1, 600_000, false),
        (lost(Cause::Offline), 1, 0, false),
        (lost(Cause::CrossOrigin), 5, 599_999, true),
        (lost(Cause::CrossOrigin), 6, 0, false),
        (lost(Cause::CrossOrigin), 1, 600_000, false),
        (lost(Cause::Timeout), 2, 0, true),
        (lost(Cause::Timeout), 3, 0, false),
        (refused(503, "SlowDown"), 2, 0, true),
        (refused(503, "SlowDown"), 3, 0, false),
        (refused(200, "InternalError"), 1, 0, true),
        (refused(403, "AccessDenied"), 1, 0, false),
        (refused(404, "NoSuchUpload"), 1, 0, false),
        (refused_keys(), 2, 599_999, true),
        (refused_keys(), 3, 0, false),
        (refused_keys(), 1, 600_000, false),
        (Error::Aborted, 1, 0, false),
        ((*Error::unreadable()).clone(), 1, 0, false),
    ];
    for (error, tries, silent_for, goes_on) in cases {
        assert_eq!(patience.after(&error, tries, silent_for, 0.5).is_some(), goes_on, "{error:?} {tries}");
    }
}

#[test]
fn pauses_grow_to_half_a_minute_with_chance_in_them() {
    let patience = Patience { tries: 3, withheld: 6, silence: i64::MAX };
    let pause = |tries, chance| patience.after(&lost(Cause::Lost), tries, 0, chance);
    assert_eq!(
        [pause(1, 0.0), pause(1, 0.998), pause(2, 0.0), pause(4, 0.0), pause(99, 0.0)],
        [Some(500), Some(999), Some(1000), Some(4000), Some(15_000)]
    );
}

#[test]
fn bytes_are_compared_with_whatever_the_service_shows_of_them() {
    let digest = Digest { crc64: 15_553_450_127_853_023_803, md5: Some([0xAB; 16]) };
    let tag = "\"abababababababababababababababab\"";
    // ETag, header, its value, finding.
    let cases = [
        ("", "x-cos-hash-crc64ecma", "15553450127853023803", Finding::Same),
        (tag, "x-cos-hash-crc64ecma", "15553450127853023804", Finding::Differs),
        (tag, "date", "today", Finding::Same),
        ("\"ABABABABABABABABABABABABABABABAB\"", "date", "today", Finding::Same),
        ("\"00000000000000000000000000000000\"", "date", "today", Finding::Differs),
        ("\"00000000000000000000000000000000\"", "x-cos-server-side-encryption", "cos/kms", Finding::Unknown),
        ("\"etag-1\"", "date", "today", Finding::Unknown),
        ("", "date", "today", Finding::Unknown),
    ];
    for (etag, header, value, finding) in cases {
        let headers = [(header, value)].into_iter().collect();
        assert_eq!(compare(&digest, etag, &headers), finding, "{etag} {header} {value}");
    }
}

#[test]
fn checksums_of_up_to_twenty_digits_are_read() {
    for number in [0, 7, 9_999_999_999, 10_000_000_000, u64::MAX] {
        assert_eq!(compare_crc64(Some(number), &number.to_string()), Finding::Same);
    }
    for text in ["", "-1", "1.5", "18446744073709551616", "abc", "99999999999999999999999"] {
        assert_eq!(compare_crc64(Some(1), text), Finding::Unknown, "{text}");
    }
}

#[test]
fn the_check_of_integrity_is_on_unless_it_is_switched_off() {
    let cases = [
        (Value::Null, Check::Auto),
        (Value::from("auto"), Check::Auto),
        (Value::from("off"), Check::Off),
        (Value::Bool(false), Check::Off),
        (Value::from("require"), Check::Require),
    ];
    for (value, check) in cases {
        assert_eq!(Check::read(&[("CheckIntegrity", value)].into_iter().collect()), check);
    }
}
