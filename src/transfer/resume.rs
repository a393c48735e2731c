//! What is remembered of an upload, so that a later one can go on with it.
//!
//! A record holds no keys, no tokens, and nothing that tells what is uploaded. It is found by where the upload goes and by its size; whether
//! the file is the same is told by its bytes, never by its name or date.

use super::ledger::{Ledger, Proof};
use super::plan::Plan;
use crate::protocol::digest::md5_hex;
use crate::protocol::json;
use crate::protocol::params::Place;
use crate::text::{digits, integer, join, next, push_integer};
use crate::value::{Map, Value};

/// An upload that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub upload_id: String,
    pub plan: Plan,
    /// When it began; milliseconds since 1970.
    pub begun: i64,
    /// The parts that have arrived.
    pub parts: Vec<(u32, Proof)>,
}

/// The name under which an upload is remembered. `kind` tells apart what comes from elsewhere than a file.
#[must_use]
pub fn name(kind: &str, place: &Place, size: u64) -> String {
    let mut name = join(&[kind, "/", &place.bucket, "/", &place.region, "/", &place.key, "/"]);
    push_integer(&mut name, i64::try_from(size).unwrap_or(i64::MAX));
    join(&["cos-wasm-sdk:", &md5_hex(name.as_bytes())])
}

/// Writes down where an upload stands.
#[must_use]
pub fn write(upload_id: &str, begun: i64, ledger: &Ledger) -> String {
    let mut parts = Vec::new();
    for (number, proof) in ledger.known() {
        let mut part = String::new();
        push_integer(&mut part, number.into());
        part.push(' ');
        part.push_str(&proof.etag);
        if let Some(crc64) = proof.crc64 {
            part.push(' ');
            part.push_str(&hex(crc64));
        }
        parts.push(Value::Text(part));
    }
    let mut record = Map::new();
    record.set_text("id", upload_id);
    record.set("part", Value::Integer(i64::try_from(ledger.plan.part_size).unwrap_or(0)));
    record.set("begun", Value::Integer(begun));
    record.set("parts", Value::List(parts));
    json::write(&Value::Map(record))
}

/// Reads what was written; nothing when it makes no sense, or began before `oldest`.
#[must_use]
pub fn read(text: &str, size: u64, oldest: i64) -> Option<Record> {
    read_record(json::read(text)?.as_map()?, size, oldest)
}

fn read_record(record: &Map, size: u64, oldest: i64) -> Option<Record> {
    let part_size = u64::try_from(record.get("part")?.as_integer()?).ok()?;
    let begun = record.get("begun")?.as_integer().filter(|begun| *begun >= oldest)?;
    let plan = Plan { size, part_size };
    if Plan::of(size, part_size, super::plan::MAX_PARTS).ok() != Some(plan) {
        return None;
    }
    let upload_id = record.text("id")?;
    let Value::List(list) = record.get("parts")? else { return None };
    let mut parts = Vec::new();
    for part in list {
        parts.push(read_part(part.as_text()?)?);
    }
    Some(Record { upload_id: upload_id.to_owned(), plan, begun, parts })
}

fn read_part(text: &str) -> Option<(u32, Proof)> {
    let (number, proof) = next(text, " ");
    let (etag, crc64) = next(proof, " ");
    let number = u32::try_from(integer(number)?).ok()?;
    let crc64 = crc64
        .split_at_checked(8)
        .and_then(|(high, low)| Some(u64::from(digits(high, 16)?) << 32 | u64::from(digits(low, 16)?)));
    (!etag.is_empty()).then(|| (number, Proof { etag: etag.to_owned(), crc64 }))
}

fn hex(crc64: u64) -> String {
    crate::protocol::encode::hex(&crc64.to_be_bytes())
}
