//! Uploads against the emulated COS: whatever happens on the way, the object is the file or there is one clear error.

#![allow(clippy::expect_used, reason = "a test without its subject has to stop")]

mod common;

use std::rc::Rc;

use common::executor::run_all;
use common::moves::{MIB, Mover, file, is_played_once, kind};
use common::served::{Bytes, Served};
use cos_emulator::Fault;
use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::protocol::digest::md5_hex;
use cos_wasm_sdk::protocol::operation::Role;
use cos_wasm_sdk::transfer::lessons::Experience;
use cos_wasm_sdk::transfer::session::Step;
use cos_wasm_sdk::value::{Map, Text, Value};

fn busy() -> Fault {
    Fault::Status { status: 503, code: Some("SlowDown".into()), message: None, retry_after: None }
}

fn refused(status: u16, code: &str) -> Fault {
    Fault::Status { status, code: Some(code.into()), message: None, retry_after: None }
}

/// A megabyte per part.
fn mover(world: &Served) -> Mover {
    Mover::new(world).number("ChunkSize", MIB)
}

/// One whose keys a callback answers, in this order.
fn asking(world: &Served, keys: Vec<Map>) -> Mover {
    world.keys.replace(keys);
    Mover { source: Source::GetAuthorization, ..mover(world) }
}

fn expect_whole(mover: &Mover, key: &str, file: &Bytes) {
    assert!(mover.object(key).expect("an object") == file.get(), "the object is not the file");
}

/// A header of the object `k`.
fn header(mover: &Mover, name: &str) -> Text {
    let object = mover.call("k", Step::of(Role::Head, Map::new())).expect("an object");
    object.fields.get("headers").and_then(Value::as_map).expect("headers").wire_text(name)
}

#[test]
fn every_part_of_a_move_is_played_by_one_operation() {
    use Role::{Abort, Begin, Complete, Copy, CopyPart, Get, Head, ListParts, ListUploads, Part, Put};
    for role in [Put, Head, Get, Copy, Begin, Part, CopyPart, ListParts, ListUploads, Complete, Abort] {
        assert!(is_played_once(role), "{role:?}");
    }
}

#[test]
fn what_is_larger_than_the_limit_goes_in_parts_and_arrives_unchanged() {
    let world = Served::new();
    for (size, parts) in [(0, 0), (5, 0), (MIB, 0), (MIB + 1, 2), (3 * MIB, 3), (7 * MIB + 5, 8)] {
        world.emulator.clear_log();
        let (mover, file) = (mover(&world), file(size, 1));
        let reply = mover.upload("k", &file).expect("an upload");
        assert_eq!(reply.fields.text("UploadId").is_some(), parts > 0);
        assert_eq!(world.count("UploadPart"), parts);
        assert_eq!(world.count("ListMultipartUploads"), 0);
        expect_whole(&mover, "k", &file);
    }
    assert!(world.kept.borrow().is_empty(), "nothing is remembered of what is done");
}

#[test]
fn parts_go_side_by_side_as_many_as_are_wanted() {
    for (wanted, seen) in [(Some(1), 1), (Some(2), 2), (Some(9), 9), (None, 6)] {
        let world = Served::new();
        let mut mover = mover(&world);
        if let Some(wanted) = wanted {
            mover = mover.number("ChunkParallelLimit", wanted);
        }
        mover.upload("k", &file(12 * MIB, 1)).expect("an upload");
        assert_eq!(world.flights.most(), seen);
    }
}

#[test]
fn progress_is_exact_to_the_byte_and_never_goes_back_without_trouble() {
    let world = Served::new();
    let mover = mover(&world);
    mover.upload("k", &file(5 * MIB + 3, 1)).expect("an upload");
    let told = mover.told.borrow();
    assert!(told.is_sorted() && told.iter().all(|(_, total)| *total == 5 * (1 << 20) + 3));
    assert_eq!(told.last().map(|(loaded, total)| loaded == total), Some(true));
    assert!(told.len() > 10);
}

#[test]
fn a_dropped_connection_in_the_middle_is_survived() {
    for fault in
        [Fault::DropBefore, Fault::DropAfter, Fault::DropDuring { bytes: None, answer: false }, busy()]
    {
        for operation in ["InitiateMultipartUpload", "UploadPart", "CompleteMultipartUpload"] {
            let world = Served::new();
            let (mover, file) = (mover(&world), file(5 * MIB, 1));
            world.fault_after(operation, u32::from(operation == "UploadPart"), Some(2), fault.clone());
            let reply = mover.upload("k", &file);
            assert_eq!(kind(&reply), "ok", "{operation} {fault:?}");
            expect_whole(&mover, "k", &file);
        }
    }
}

#[test]
fn a_server_that_is_away_for_minutes_is_waited_for() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(8 * MIB, 1));
    world.fault_after("UploadPart", 2, None, Fault::DropBefore);
    let back = world.clone();
    world.clock.after(300_000, move || back.emulator.clear_faults());
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    expect_whole(&mover, "k", &file);
    assert!(world.clock.elapsed() < 400_000, "{}", world.clock.elapsed());
}

#[test]
fn being_offline_in_the_middle_repeats_one_part_per_connection_at_most() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(20 * MIB, 1));
    for (at, is_online) in [(300, false), (60_300, true)] {
        let world_later = world.clone();
        world.clock.after(at, move || world_later.set_online(is_online));
    }
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    expect_whole(&mover, "k", &file);
    assert!(world.clock.elapsed() > 60_000);
    assert_eq!(world.count("UploadPart"), 20, "no part was sent twice to its end");
}

#[test]
fn a_wrong_address_is_an_error_at_once() {
    let world = Served::new();
    world.fault("InitiateMultipartUpload", None, Fault::DropBefore);
    assert_eq!(kind(&mover(&world).upload("k", &file(5 * MIB, 1))), "Lost");
    assert!(world.clock.elapsed() < 10_000);
}

#[test]
fn an_outage_beyond_the_limit_ends_the_upload() {
    let world = Served::new();
    world.fault_after("UploadPart", 1, None, Fault::DropBefore);
    let mover = mover(&world).number("OfflineTimeout", 60_000);
    assert_eq!(kind(&mover.upload("k", &file(5 * MIB, 1))), "Lost");
    assert!((60_000..120_000).contains(&world.clock.elapsed()), "{}", world.clock.elapsed());
    assert_eq!(world.flights.open(), 0);
}

#[test]
fn patience_begins_when_a_request_fails_and_not_when_the_last_one_went_well() {
    let world = Served::new();
    let mover = mover(&world).number("ChunkParallelLimit", 1).option("OfflineTimeout", Value::Integer(1000));
    let file = file(3 * MIB, 1);
    // The attempts of one call take longer than that.
    world.fault_after("UploadPart", 1, Some(4), Fault::DropBefore);
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    expect_whole(&mover, "k", &file);
}

#[test]
fn a_refusal_stops_the_sisters_and_nothing_runs_on() {
    let world = Served::new();
    world.fault_after("UploadPart", 2, None, refused(403, "AccessDenied"));
    let mover = mover(&world);
    assert_eq!(kind(&mover.upload("k", &file(12 * MIB, 1))), "AccessDenied");
    assert_eq!(world.flights.open(), 0);
    assert!(world.count("UploadPart") < 8);
    assert_eq!(world.kept.borrow().len(), 1, "what has arrived is remembered");
}

#[test]
fn a_service_that_fails_on_and_on_is_given_up_after_the_tries_that_are_wanted() {
    let world = Served::new();
    world.fault("UploadPart", None, busy());
    let mover = mover(&world).number("ChunkRetryTimes", 1).number("ChunkParallelLimit", 1);
    assert_eq!(kind(&mover.upload("k", &file(2 * MIB, 1))), "SlowDown");
    assert_eq!(world.count("UploadPart"), 8);
}

#[test]
fn a_part_without_an_answer_is_sent_again() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(3 * MIB, 1));
    world.fault_after("UploadPart", 1, Some(1), Fault::Delay { ms: u64::from(u32::MAX) });
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    expect_whole(&mover, "k", &file);
    assert!((180_000..240_000).contains(&world.clock.elapsed()), "{}", world.clock.elapsed());
    assert_eq!((world.flights.open(), world.flights.aborted()), (0, 1));
}

#[test]
fn parts_whose_bytes_nobody_counts_may_take_longer() {
    let world = Served::new();
    world.counts_bytes.set(false);
    world.speed.set(24 << 10);
    for hashes in [false, true] {
        world.emulator.clear_log();
        let mover = Mover::new(&world)
            .number("ChunkSize", 8 * MIB)
            .option("CountsBytes", Value::Bool(false))
            .option("UploadCheckContentMd5", Value::Bool(hashes));
        assert_eq!(kind(&mover.upload("k", &file(16 * MIB, 1))), "ok");
        assert_eq!(world.count("UploadPart"), 2);
        assert_eq!(world.flights.aborted(), 0);
    }
}

#[test]
fn parts_whose_bytes_are_counted_may_not_although_they_are_large() {
    let world = Served::new();
    world.counts_bytes.set(false);
    world.fault("UploadPart", Some(1), Fault::Delay { ms: u64::from(u32::MAX) });
    let mover = Mover::new(&world).number("ChunkSize", 16 * MIB);
    assert_eq!(kind(&mover.upload("k", &file(17 * MIB, 1))), "ok");
    assert!(world.clock.elapsed() < 270_000, "{}", world.clock.elapsed());
}

#[test]
fn keys_that_end_in_the_middle_are_renewed_and_the_part_is_repeated() {
    let world = Served::new();
    let mover = asking(&world, vec![world.temporary_keys(), world.temporary_keys()]);
    world.fault_after("UploadPart", 2, Some(1), Fault::ExpiredToken);
    let file = file(5 * MIB, 1);
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    assert_eq!(world.count("UploadPart"), 6);
    assert_eq!(world.keys.borrow().len(), 1, "the second keys were asked for");
    expect_whole(&mover, "k", &file);
}

#[test]
fn keys_that_are_not_to_be_had_in_the_middle_are_asked_for_again() {
    let world = Served::new();
    let mover = asking(&world, vec![world.temporary_keys(), Map::new(), world.temporary_keys()]);
    world.fault_after("UploadPart", 2, Some(1), Fault::ExpiredToken);
    let file = file(5 * MIB, 1);
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    expect_whole(&mover, "k", &file);
}

#[test]
fn keys_that_are_not_to_be_had_at_the_beginning_are_an_error_at_once() {
    let world = Served::new();
    let mover = asking(&world, vec![Map::new(), world.temporary_keys()]);
    let said = "getAuthorization callback params missing \"TmpSecretId\"";
    assert_eq!(kind(&mover.upload("k", &file(5 * MIB, 1))), said);
    assert_eq!((world.clock.elapsed(), world.keys.borrow().len()), (0, 1));
}

#[test]
fn an_upload_that_was_dropped_goes_on_where_it_was() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(10 * MIB, 1));
    assert!(!mover.upload_for(900, "k", &file));
    let before = world.count("UploadPart");
    assert!((6..10).contains(&before), "{before}");
    assert_eq!(world.flights.open(), 0);
    let reply = mover.upload("k", &file).expect("an upload");
    assert!(reply.fields.text("UploadId").is_some());
    assert_eq!(world.count("UploadPart"), 10);
    assert_eq!(world.count("InitiateMultipartUpload"), 1);
    expect_whole(&mover, "k", &file);
    let hashed = mover.hashed.borrow();
    assert_eq!(
        hashed.last().map(|(done, total)| done == total && *total == before as u64 * MIB as u64),
        Some(true)
    );
}

#[test]
fn what_was_there_already_says_nothing_of_the_network() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(10 * MIB, 1));
    assert!(!mover.upload_for(900, "k", &file));
    let missing = 10 - world.count("UploadPart");
    world.fault("UploadPart", None, Fault::Delay { ms: 2000 });
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    let (speed, most) = (mover.lessons.speed.get(), (missing * MIB) as u64 / 2);
    assert!((1..=most).contains(&speed), "{speed} bytes per second of {most} at most");
}

#[test]
fn another_file_of_the_same_size_is_not_mixed_with_what_is_remembered() {
    let world = Served::new();
    let mover = mover(&world);
    let one = file(9 * MIB, 1);
    let mut changed = one.get().to_vec();
    changed[MIB + 7] ^= 1;
    let changed = Bytes::new(changed);
    for other in [file(9 * MIB, 2), changed] {
        assert!(!mover.upload_for(900, "k", &one));
        assert_eq!(kind(&mover.upload("k", &other)), "ok");
        expect_whole(&mover, "k", &other);
    }
}

#[test]
fn an_upload_that_the_service_has_forgotten_starts_again() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(9 * MIB, 1));
    assert!(!mover.upload_for(900, "k", &file));
    for id in mover.open_uploads() {
        let mut abort = cos_wasm_sdk::transfer::session::Step::of(Role::Abort, Map::new());
        abort.set("UploadId", &id);
        mover.call("k", abort).expect("an abort");
    }
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    expect_whole(&mover, "k", &file);
    assert_eq!(world.count("InitiateMultipartUpload"), 2);
}

#[test]
fn an_upload_that_was_dropped_while_it_was_put_together_is_found_complete() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(3 * MIB, 1));
    world.fault("CompleteMultipartUpload", Some(1), Fault::Delay { ms: 10_000 });
    assert!(!mover.upload_for(5000, "k", &file));
    world.emulator.clear_log();
    let reply = mover.upload("k", &file).expect("an upload");
    assert_eq!(world.count("UploadPart"), 0);
    assert_eq!(reply.fields.own_text("Location"), "test-1250000000.cos.ap-guangzhou.myqcloud.com/k");
    assert!(reply.fields.text("ETag").is_some_and(|etag| etag.ends_with("-3\"")));
    expect_whole(&mover, "k", &file);
}

#[test]
fn a_lost_answer_is_not_confused_with_an_older_object_of_the_same_form() {
    let world = Served::new();
    world.hidden.replace(vec!["x-cos-hash-crc64ecma"]);
    let (mover, old, new) = (mover(&world), file(3 * MIB, 1), file(3 * MIB, 2));
    mover.upload("k", &old).expect("an upload");
    let later = world.clock.sleep(7_200_000);
    run_all(&world.clock, vec![Box::pin(later)]);
    world.fault("CompleteMultipartUpload", Some(1), refused(404, "NoSuchUpload"));
    assert_eq!(kind(&mover.upload("k", &new)), "NoSuchUpload");
    expect_whole(&mover, "k", &old);
}

#[test]
fn uploads_of_other_devices_are_found_when_that_is_wanted() {
    for (is_wanted, sent) in [(true, 1), (false, 3)] {
        let world = Served::new();
        let (mover, file) =
            (mover(&world).option("ResumeFromServer", Value::Bool(is_wanted)), file(3 * MIB, 1));
        let id = mover.begin("k");
        let part = |number: usize| Bytes::new(file.get()[(number - 1) * MIB..number * MIB].to_vec());
        mover.put_part("k", (&id, 1), &part(1)).expect("a part");
        mover.put_part("k", (&id, 3), &part(3)).expect("a part");
        world.emulator.clear_log();
        assert_eq!(kind(&mover.upload("k", &file)), "ok");
        assert_eq!(world.count("UploadPart"), sent);
        expect_whole(&mover, "k", &file);
    }
}

#[test]
fn not_being_allowed_to_list_uploads_fails_nothing() {
    let world = Served::new();
    world.fault("ListMultipartUploads", None, refused(403, "AccessDenied"));
    let mover = mover(&world).option("ResumeFromServer", Value::Bool(true));
    assert_eq!(kind(&mover.upload("k", &file(3 * MIB, 1))), "ok");
}

#[test]
fn a_part_that_changed_on_its_way_is_sent_again() {
    let world = Served::new();
    world.hidden.replace(vec!["x-cos-hash-crc64ecma"]);
    let (mover, file) = (mover(&world).number("ChunkParallelLimit", 1), file(3 * MIB, 1));
    world.fault_after("UploadPart", 1, Some(1), Fault::WrongETag { etag: None });
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    assert_eq!(world.count("UploadPart"), 4);
    expect_whole(&mover, "k", &file);
}

#[test]
fn where_etags_never_were_md5_parts_are_compared_no_longer_whatever_other_buckets_show() {
    let world = Served::new();
    world.hidden.replace(vec!["x-cos-hash-crc64ecma"]);
    let experience = Experience::default();
    let uploader = |bucket: &str| Mover {
        lessons: experience.of(&bucket.into()),
        ..mover(&world).number("ChunkParallelLimit", 1)
    };
    let file = file(3 * MIB, 1);
    assert_eq!(kind(&uploader("plain").upload("k", &file)), "ok");
    // As a bucket that encrypts and does not show it.
    world.fault("UploadPart", None, Fault::WrongETag { etag: None });
    let body =
        "<CompleteMultipartUploadResult><ETag>\"cafe-3\"</ETag></CompleteMultipartUploadResult>".to_owned();
    let content_type = Some("application/xml".to_owned());
    world.fault(
        "CompleteMultipartUpload",
        None,
        Fault::Answer { status: 200, body, content_type, after: false },
    );
    for sent in [5, 3] {
        world.emulator.clear_log();
        assert_eq!(kind(&uploader("encrypted").upload("k", &file)), "ok");
        assert_eq!(world.count("UploadPart"), sent, "the first part is tried three times, and that once");
    }
    assert!(world.log.borrow().iter().any(|line| line.contains("are not MD5")));
    assert_eq!(kind(&uploader("plain").upload("k", &file)), "integrity");
}

#[test]
fn an_upload_that_is_encrypted_on_demand_is_not_compared_by_etags_whatever_others_showed() {
    let world = Served::new();
    world.hidden.replace(vec!["x-cos-hash-crc64ecma", "x-cos-server-side-encryption"]);
    let (mover, file) = (mover(&world).number("ChunkParallelLimit", 1), file(3 * MIB, 1));
    assert_eq!(kind(&mover.upload("plain", &file)), "ok");
    world.emulator.clear_log();
    world.fault("UploadPart", None, Fault::WrongETag { etag: None });
    let end = "<CompleteMultipartUploadResult><ETag>\"cafe-3\"</ETag></CompleteMultipartUploadResult>";
    let (status, content_type) = (200, Some("application/xml".to_owned()));
    world.fault(
        "CompleteMultipartUpload",
        None,
        Fault::Answer { status, body: end.into(), content_type, after: false },
    );
    let encrypted = mover.param("ServerSideEncryption", "AES256");
    assert_eq!(kind(&encrypted.upload("encrypted", &file)), "ok");
    assert_eq!(world.count("UploadPart"), 3);
}

#[test]
fn an_upload_that_is_to_be_something_else_than_the_remembered_one_has_a_beginning_of_its_own() {
    for (name, value, begun) in [
        ("ACL", "private", 2),
        ("ContentType", "image/png", 2),
        ("TrafficLimit", "819200", 1),
        ("x-cos-meta-a", "2", 2),
    ] {
        let world = Served::new();
        let file = file(3 * MIB, 1);
        let like_before = mover(&world).param("ACL", "public-read").param("x-cos-meta-a", "1");
        world.fault_after("UploadPart", 1, Some(1), refused(403, "AccessDenied"));
        assert_eq!(kind(&like_before.upload("k", &file)), "AccessDenied");
        assert_eq!(kind(&like_before.param(name, value).upload("k", &file)), "ok");
        assert_eq!(world.count("InitiateMultipartUpload"), begun, "{name}");
    }
}

#[test]
fn a_copy_that_is_to_be_something_else_than_the_remembered_one_has_a_beginning_of_its_own() {
    for (name, value, begun) in [
        ("ACL", "private", 2),
        ("StorageClass", "ARCHIVE", 2),
        ("x-cos-meta-a", "2", 2),
        ("MetadataDirective", "Copy", 2),
        ("SSECustomerKey", "another", 1),
    ] {
        let world = Served::new();
        let (mover, source) = (mover(&world), file(3 * MIB, 1));
        assert_eq!(kind(&mover.upload("source", &source)), "ok");
        world.emulator.clear_log();
        let like_before = mover
            .number("CopySliceSize", MIB)
            .number("CopyChunkSize", MIB)
            .number("CopyChunkParallelLimit", 1)
            .param("ACL", "public-read")
            .param("StorageClass", "STANDARD_IA")
            .param("MetadataDirective", "Replaced")
            .param("x-cos-meta-a", "1");
        world.fault_after("UploadPartCopy", 1, Some(1), refused(403, "AccessDenied"));
        assert_eq!(kind(&like_before.copy("source", "k")), "AccessDenied");
        assert_eq!(kind(&like_before.param(name, value).copy("source", "k")), "ok");
        assert_eq!(world.count("InitiateMultipartUpload"), begun, "{name}");
    }
}

#[test]
fn what_must_not_be_overwritten_is_not_whoever_stored_it_meanwhile() {
    let world = Served::new();
    let (mover, source) = (mover(&world), file(3 * MIB, 1));
    assert_eq!(kind(&mover.upload("source", &source)), "ok");
    let mover = mover
        .number("CopySliceSize", MIB)
        .number("CopyChunkSize", MIB)
        .number("ChunkParallelLimit", 1)
        .number("CopyChunkParallelLimit", 1)
        .param("x-cos-forbid-overwrite", "true");
    for (key, operation) in [("uploaded", "UploadPart"), ("copied", "UploadPartCopy")] {
        let bring = || if key == "copied" { mover.copy("source", key) } else { mover.upload(key, &source) };
        world.fault_after(operation, 1, Some(1), refused(403, "AccessDenied"));
        assert_eq!(kind(&bring()), "AccessDenied");
        assert_eq!(kind(&mover.upload(key, &file(5, 2))), "ok");
        assert_eq!(kind(&bring()), "FileAlreadyExists", "{key}");
        expect_whole(&mover, key, &file(5, 2));
    }
}

#[test]
fn a_copy_with_metadata_of_its_own_has_the_storage_class_of_its_source() {
    let world = Served::new();
    let stored = mover(&world).param("StorageClass", "STANDARD_IA").upload("source", &file(3 * MIB, 1));
    assert_eq!(kind(&stored), "ok");
    let mover = mover(&world).number("CopySliceSize", MIB).number("CopyChunkSize", MIB);
    let mover = mover.param("MetadataDirective", "Replaced");
    assert_eq!(kind(&mover.copy("source", "k")), "ok");
    assert_eq!(header(&mover, "x-cos-storage-class"), "STANDARD_IA");
}

#[test]
fn an_upload_with_the_md5_of_its_file_goes_on_only_where_that_is_the_same() {
    for (again, begun) in [(file(3 * MIB, 1), 1), (file(3 * MIB, 2), 2)] {
        let world = Served::new();
        let mover = mover(&world).param("UploadAddMetaMd5", "true");
        world.fault_after("UploadPart", 1, Some(1), refused(403, "AccessDenied"));
        assert_eq!(kind(&mover.upload("k", &file(3 * MIB, 1))), "AccessDenied");
        assert_eq!(kind(&mover.upload("k", &again)), "ok");
        assert_eq!(world.count("InitiateMultipartUpload"), begun);
        assert_eq!(header(&mover, "x-cos-meta-md5"), md5_hex(again.get()));
    }
}

#[test]
fn whoever_listens_is_told_how_much_of_a_file_is_hashed_before_it_goes() {
    for (size, option) in [(5, "UploadCheckContentMd5"), (2 * MIB, "UploadAddMetaMd5")] {
        let world = Served::new();
        let mover = mover(&world).option(option, Value::Bool(true));
        assert_eq!(kind(&mover.upload("k", &file(size, 1))), "ok");
        assert_eq!(*mover.hashed.borrow(), [(size as u64, size as u64)], "{option}");
    }
}

#[test]
fn an_end_that_was_refused_is_no_success_although_the_same_bytes_are_there() {
    let world = Served::new();
    let (mover, file) = (mover(&world), file(2 * MIB, 1));
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    world.fault("CompleteMultipartUpload", None, refused(403, "AccessDenied"));
    assert_eq!(kind(&mover.upload("k", &file)), "AccessDenied");
}

#[test]
fn a_part_that_changed_on_its_way_is_sent_again_although_nothing_else_would_be() {
    let world = Served::new();
    world.hidden.replace(vec!["x-cos-hash-crc64ecma"]);
    let (mover, file) = (mover(&world).number("ChunkRetryTimes", 0), file(3 * MIB, 1));
    world.fault("UploadPart", Some(1), Fault::WrongETag { etag: None });
    assert_eq!(kind(&mover.upload("k", &file)), "ok");
    assert_eq!(world.count("UploadPart"), 4);
}

#[test]
fn an_outage_at_the_beginning_of_an_upload_is_waited_for_as_one_in_the_middle() {
    for trouble in [Fault::DropBefore, Fault::DropAfter, busy()] {
        let world = Served::new();
        let (mover, file) = (mover(&world), file(3 * MIB, 1));
        assert_eq!(kind(&mover.upload("first", &file)), "ok");
        // More than the attempts of one call.
        world.fault("InitiateMultipartUpload", Some(8), trouble);
        assert_eq!(kind(&mover.upload("k", &file)), "ok");
        expect_whole(&mover, "k", &file);
    }
}

#[test]
fn a_beginning_that_cors_rules_out_is_told_soon_although_other_requests_went_well() {
    let world = Served::new();
    let mover = mover(&world);
    assert_eq!(kind(&mover.upload("small", &file(5, 1))), "ok");
    world.is_reachable.set(true);
    world.fault("InitiateMultipartUpload", None, Fault::DropAfter);
    let before = world.clock.elapsed();
    assert_eq!(kind(&mover.upload("k", &file(3 * MIB, 1))), "CrossOrigin");
    let took = world.clock.elapsed() - before;
    assert!(took < 15_000, "{took}");
}

#[test]
fn an_object_that_was_put_together_and_cannot_be_looked_at_fails_only_where_that_is_required() {
    for (check, outcome) in [("auto", "ok"), ("require", "Lost")] {
        let world = Served::new();
        let (mover, file) = (mover(&world).option("CheckIntegrity", check), file(2 * MIB, 1));
        let end = "<CompleteMultipartUploadResult><ETag>\"cafe-2\"</ETag></CompleteMultipartUploadResult>";
        let (status, content_type) = (200, Some("application/xml".to_owned()));
        let answer = Fault::Answer { status, body: end.into(), content_type, after: false };
        world.fault("CompleteMultipartUpload", None, answer);
        world.fault("HeadObject", None, Fault::DropBefore);
        let mover = mover.number("OfflineTimeout", 1000);
        assert_eq!(kind(&mover.upload("k", &file)), outcome, "{check}");
    }
}

#[test]
fn a_wrong_checksum_of_a_part_or_of_the_whole_is_an_error_of_integrity() {
    let wrong = || {
        let header = ("x-cos-hash-crc64ecma".to_owned(), Some("1".to_owned()));
        Fault::Headers { headers: [header].into_iter().collect() }
    };
    let world = Served::new();
    world.fault("UploadPart", None, wrong());
    assert_eq!(kind(&mover(&world).upload("k", &file(2 * MIB, 1))), "integrity");
    let world = Served::new();
    world.fault("PutObject", None, wrong());
    assert_eq!(kind(&mover(&world).upload("k", &file(MIB, 1))), "integrity");
    let off = mover(&world).option("CheckIntegrity", "off");
    assert_eq!(kind(&off.upload("k", &file(MIB, 1))), "ok");
}

#[test]
fn where_checksums_are_hidden_an_upload_passes_with_a_notice_or_is_refused_as_is_wanted() {
    for (check, outcome) in [("auto", "ok"), ("require", "integrity"), ("off", "ok")] {
        let world = Served::new();
        world.hidden.replace(vec!["x-cos-hash-crc64ecma"]);
        // The document of this answer has no checksum, as with older installations of the service.
        let document =
            "<CompleteMultipartUploadResult><ETag>\"cafe-2\"</ETag></CompleteMultipartUploadResult>";
        let (status, content_type) = (200, Some("application/xml".to_owned()));
        let answer = Fault::Answer { status, body: document.into(), content_type, after: true };
        world.fault("CompleteMultipartUpload", None, answer);
        let mover = mover(&world).option("CheckIntegrity", check);
        assert_eq!(kind(&mover.upload("k", &file(2 * MIB, 1))), outcome, "{check}");
        let notices = world.log.borrow().iter().filter(|line| line.contains("was not compared")).count();
        assert_eq!(notices, usize::from(check == "auto"));
    }
}

#[test]
fn a_file_that_changes_on_disk_is_named_as_the_cause() {
    let world = Served::new();
    let changed = world.clone();
    world.clock.after(400, move || changed.is_readable.set(false));
    assert_eq!(kind(&mover(&world).upload("k", &file(12 * MIB, 1))), "file");
    assert_eq!(world.flights.open(), 0);
}

#[test]
fn a_hidden_etag_is_an_error_that_names_it() {
    let world = Served::new();
    world.hidden.replace(vec!["etag"]);
    let outcome = kind(&mover(&world).upload("k", &file(2 * MIB, 1)));
    assert!(
        outcome.starts_with("get ETag error, please add \"ETag\" to CORS ExposeHeader setting."),
        "{outcome}"
    );
}

#[test]
fn the_same_key_twice_goes_one_after_the_other() {
    let world = Served::new();
    let (mover, one, two) = (mover(&world), file(3 * MIB, 1), file(3 * MIB, 2));
    let works: Vec<std::pin::Pin<Box<dyn Future<Output = _>>>> =
        vec![Box::pin(mover.upload_async("k", &one)), Box::pin(mover.upload_async("k", &two))];
    let outcomes = run_all(&world.clock, works);
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().is_some_and(Result::is_ok)));
    expect_whole(&mover, "k", &two);
    assert!(mover.open_uploads().is_empty());
}

#[test]
fn dropped_at_any_moment_an_upload_leaves_no_request_and_can_be_taken_up() {
    for moment in (0..1400).step_by(97) {
        let world = Served::new();
        let (mover, file) = (mover(&world), file(4 * MIB, 1));
        let was_over = mover.upload_for(moment, "k", &file);
        assert_eq!(world.flights.open(), 0, "{moment}");
        assert_eq!(kind(&mover.upload("k", &file)), "ok", "{moment}");
        expect_whole(&mover, "k", &file);
        assert!(was_over || world.count("UploadPart") <= 8, "{moment}");
        assert!(Rc::strong_count(&mover.told) == 1, "a listener is kept");
    }
}

#[test]
fn the_callers_headers_go_with_the_steps_they_are_for() {
    let world = Served::new();
    let mover = mover(&world)
        .param("ACL", "private")
        .param("TrafficLimit", Value::Integer(819_200))
        .param("MimeLimit", "text/plain")
        .param("x-cos-meta-a", "1");
    mover.upload("k", &file(2 * MIB, 1)).expect("an upload");
    let has = |operation: &str, header: &str| {
        let log = world.emulator.log();
        let entry = log.iter().find(|entry| entry.operation == operation).expect("a request");
        entry.headers.contains_key(header)
    };
    let steps = ["InitiateMultipartUpload", "UploadPart", "CompleteMultipartUpload"];
    for (header, expected) in [
        ("x-cos-acl", [true, false, false]),
        ("x-cos-traffic-limit", [true, true, false]),
        ("x-cos-mime-limit", [false, true, false]),
        ("x-cos-meta-a", [true, false, true]),
    ] {
        assert_eq!(steps.map(|step| has(step, header)), expected, "{header}");
    }
}
