//! Uploads among faults, pauses and reloads that chance deals out: each ends as the file or with one clear error.

#![allow(clippy::expect_used, reason = "a test without its subject has to stop")]

mod common;

use std::rc::Rc;

use common::moves::{MIB, Mover, file, kind};
use common::served::Served;
use cos_emulator::Fault;

/// Numbers by chance, the same for the same seed.
struct Chance(u32);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % limit
    }
}

fn fault(chance: &mut Chance) -> Fault {
    let code = || Some("Chaos".to_owned());
    match chance.below(11) {
        0 => Fault::DropBefore,
        1 => Fault::DropAfter,
        2 => Fault::DropDuring { bytes: None, answer: false },
        3 => Fault::Status { status: 500, code: code(), message: None, retry_after: None },
        4 => Fault::Status { status: 429, code: code(), message: None, retry_after: Some(2) },
        5 => Fault::Delay { ms: 2000 },
        6 => Fault::WrongETag { etag: None },
        7 => Fault::ErrorDocument { code: Some("InternalError".into()), after: chance.below(2) == 0 },
        8 => Fault::Answer { status: 502, body: "<html>".into(), content_type: None, after: false },
        9 => Fault::Delay { ms: u64::from(u32::MAX) },
        _ => {
            Fault::Status { status: 403, code: Some("AccessDenied".into()), message: None, retry_after: None }
        }
    }
}

fn troubled(chance: &mut Chance) -> Served {
    let world = Served::new();
    world.speed.set(u64::from(1 + chance.below(8)) << 20);
    if chance.below(3) == 0 {
        world.hidden.replace(vec!["x-cos-hash-crc64ecma"]);
    }
    for _ in 0..chance.below(5) {
        let operation = match chance.below(5) {
            0 => "InitiateMultipartUpload",
            1 => "CompleteMultipartUpload",
            2 => "HeadObject",
            _ => "UploadPart",
        };
        let (skip, times) = (chance.below(4), 1 + chance.below(3));
        world.fault_after(operation, skip, Some(times), fault(chance));
    }
    world
}

fn expect_quiet(world: &Served, mover: &Mover, seed: u32) {
    assert_eq!(world.flights.open(), 0, "seed {seed}: a request runs on");
    assert_eq!(Rc::strong_count(&mover.told), 1, "seed {seed}: a listener is kept");
}

fn upload_among_faults(seed: u32) {
    const KNOWN: &str = "AccessDenied Chaos Lost integrity NoSuchUpload InvalidPart InternalError Error";
    let mut chance = Chance(seed);
    let world = troubled(&mut chance);
    let size = (1 + chance.below(4)) as usize * MIB + chance.below(1000) as usize;
    let kind_of_bytes = seed.to_be_bytes()[3];
    let mut sent = file(size, kind_of_bytes);
    for _ in 0..chance.below(3) {
        // Another page each time: nothing but what is kept goes over to it.
        let mover = Mover::new(&world).number("ChunkSize", MIB).number("ChunkParallelLimit", 3);
        mover.upload_for(chance.below(4000), "k", &sent);
        expect_quiet(&world, &mover, seed);
        if chance.below(4) == 0 {
            sent = file(size, kind_of_bytes.wrapping_add(1));
        }
    }
    let mover = Mover::new(&world).number("ChunkSize", MIB);
    let outcome = kind(&mover.upload("k", &sent));
    expect_quiet(&world, &mover, seed);
    world.emulator.clear_faults();
    let is_whole = |mover: &Mover| mover.object("k").as_deref() == Some(sent.get());
    assert!(outcome != "ok" || is_whole(&mover), "seed {seed}: another object");
    assert!(outcome == "ok" || KNOWN.split(' ').any(|known| known == outcome), "seed {seed}: {outcome}");
    // Whatever happened, an upload without faults brings the file.
    assert_eq!(kind(&mover.upload("k", &sent)), "ok", "seed {seed}");
    assert!(is_whole(&mover), "seed {seed}: another object in the end");
}

/// `COS_CHAOS=1000..1300` runs other seeds.
fn seeds() -> std::ops::Range<u32> {
    let wished = std::env::var("COS_CHAOS").ok();
    let bounds = wished.as_deref().and_then(|range| range.split_once(".."));
    let number = |text: &str| text.parse().ok();
    bounds.and_then(|(first, end)| Some(number(first)?..number(end)?)).unwrap_or(0..16)
}

#[test]
fn every_upload_among_faults_is_the_file_or_one_clear_error() {
    for seed in seeds() {
        upload_among_faults(seed);
    }
}
