//! What is remembered of an upload, so that a later one can go on with it.
//!
//! A record holds no keys, no tokens, and nothing that tells what is uploaded. It is found by where the upload goes and by its size; whether
//! the file is the same is told by its bytes, never by its name or date.

use super::ledger::{Ledger, Proof};
use super::plan::{MAX_PARTS, Plan};
use crate::protocol::digest::md5_hex;
use crate::protocol::encode::hex;
use crate::protocol::params::Place;
use crate::text::{Text, digits, fill, integer, next, push_count};

/// An upload that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub upload_id: Text,
    pub plan: Plan,
    /// When it began; milliseconds since 1970.
    pub begun: i64,
    /// The parts that have arrived.
    pub parts: Vec<(u32, Proof)>,
}

/// The name under which an upload is remembered. `kind` tells apart what comes from elsewhere than a file.
#[must_use]
pub fn name(kind: &str, place: &Place, size: u64) -> Text {
    let name = fill("{}/{}/{}/{}/{}", &[kind, &place.bucket, &place.region, &place.key, &count(size)]);
    fill("cos-wasm-sdk:{}", &[&md5_hex(name.as_bytes())])
}

/// How the original names an upload, behind what it knows of the file.
#[must_use]
pub fn rest_of_their_name(place: &Place, part_size: u64) -> Text {
    fill("{}::{}::{}", &[&count(part_size), &place.bucket, &place.key])
}

/// Writes down where an upload stands: its id, when it began, how long its parts are, and of each part that is known its
/// number, its ETag and its CRC-64, with spaces between them.
#[must_use]
pub fn write(upload_id: &str, begun: i64, ledger: &Ledger) -> Text {
    let mut record = upload_id.to_owned();
    push_number(&mut record, begun.unsigned_abs());
    push_number(&mut record, ledger.plan.part_size);
    for (number, proof) in ledger.known() {
        push_number(&mut record, number.into());
        push_word(&mut record, &proof.etag);
        push_word(&mut record, &proof.crc64.map_or_else(|| NONE.into(), |crc64| hex(&crc64.to_be_bytes())));
    }
    record.into()
}

fn count(number: u64) -> Text {
    let mut digits = String::new();
    push_count(&mut digits, number);
    digits.into()
}

fn push_word(record: &mut String, word: &str) {
    record.push(' ');
    record.push_str(word);
}

fn push_number(record: &mut String, number: u64) {
    record.push(' ');
    push_count(record, number);
}

/// Reads what was written; nothing when it makes no sense, or began before `oldest`.
#[must_use]
pub fn read(text: &str, size: u64, oldest: i64) -> Option<Record> {
    let (upload_id, rest) = next(text, " ");
    let (begun, rest) = next(rest, " ");
    let (part_size, mut rest) = next(rest, " ");
    let begun = integer(begun).filter(|begun| *begun >= oldest && !upload_id.is_empty())?;
    let part_size = u64::try_from(integer(part_size)?).ok()?;
    let plan = Plan::of(size, part_size, MAX_PARTS).ok().filter(|plan| plan.part_size == part_size)?;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (number, after) = next(rest, " ");
        let (etag, after) = next(after, " ");
        let (crc64, after) = next(after, " ");
        let number = u32::try_from(integer(number)?).ok().filter(|_| !etag.is_empty())?;
        parts.push((number, Proof { etag: etag.into(), crc64: crc64_of(crc64) }));
        rest = after;
    }
    Some(Record { upload_id: upload_id.into(), plan, begun, parts })
}

/// In place of a checksum that is not known.
const NONE: &str = "-";

fn crc64_of(text: &str) -> Option<u64> {
    let (high, low) = text.split_at_checked(8)?;
    Some(u64::from(digits(high, 16)?) << 32 | u64::from(digits(low, 16)?))
}
