//! The admin paths: faults, log, reset.

use std::io::Read;

use serde_json::json;

use crate::Emulator;
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::fault::Rule;
use crate::local::{json, not_found};
use crate::log::Entry;
use crate::wire::{Body, Reply};

pub(crate) fn answer(emulator: &Emulator, request: (&str, &str), query: &Query, mut body: Body) -> Outcome {
    match request {
        ("GET", "faults") => json(&emulator.faults.list()),
        ("POST", "faults") => add(emulator, &mut body),
        ("DELETE", "faults") => done(|| emulator.clear_faults()),
        ("GET", "log") => json(&emulator.log.entries(|entry| is_wanted(entry, query))),
        ("DELETE", "log") => done(|| emulator.clear_log()),
        ("POST", "reset") => {
            emulator.reset()?;
            Ok(Reply::no_content())
        }
        ("GET", "info") => json(&json!({
            "secretId": crate::SECRET_ID,
            "secretKey": crate::SECRET_KEY,
            "buckets": emulator.options.buckets,
        })),
        (_, name) => Err(not_found(name)),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the same type as its sisters")]
fn done(work: impl FnOnce()) -> Outcome {
    work();
    Ok(Reply::no_content())
}

/// Takes one rule or a list of rules.
fn add(emulator: &Emulator, body: &mut Body) -> Outcome {
    let mut text = String::new();
    body.read_to_string(&mut text)?;
    let is_list = text.trim_start().starts_with('[');
    let rules: Result<Vec<Rule>, _> = if is_list {
        serde_json::from_str(&text)
    } else {
        serde_json::from_str(&text).map(|rule| vec![rule])
    };
    let invalid = |reason: String| Failure::invalid_argument(format!("This is no fault: {reason}"));
    for rule in rules.map_err(|error| invalid(error.to_string()))? {
        emulator.add_fault(rule).map_err(invalid)?;
    }
    Ok(Reply::no_content())
}

/// Filters by equality, but `path` and `query` by containment.
fn is_wanted(entry: &Entry, query: &Query) -> bool {
    query.iter().all(|(name, wanted)| match name {
        "method" => entry.method.eq_ignore_ascii_case(wanted),
        "operation" => entry.operation == wanted,
        "bucket" => entry.bucket == wanted,
        "key" => entry.key == wanted,
        "host" => entry.host == wanted,
        "path" => entry.path.contains(wanted),
        "query" => entry.query.contains(wanted),
        "status" => entry.status.to_string() == wanted,
        "code" => entry.code == wanted,
        _ => true,
    })
}
