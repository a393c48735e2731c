//! Archived objects: restore before reading.

use std::time::{Duration, SystemTime};

use http::StatusCode;

use crate::call::Call;
use crate::clock::http_time;
use crate::failure::{Failure, Outcome};
use crate::service::documents::parse;
use crate::service::documents::schema::Content::{Nodes, Number, OneOf};
use crate::service::documents::schema::{Field, check, malformed, one};
use crate::store::{Object, Restoration};
use crate::wire::Reply;
use crate::xml::{child, child_text};

const DAY: Duration = Duration::from_hours(24);
const REQUEST: &[Field] = &[one("Days", Number(1, 365)), one("CASJobParameters", Nodes(JOB))];
const JOB: &[Field] = &[one("Tier", OneOf(&["Expedited", "Standard", "Bulk"]))];

/// Where an object stands between its archive and its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not archived, or not only.
    Readable,
    Archived,
    /// A copy is being made.
    Ongoing,
    /// A copy may be read until then.
    Restored {
        until: SystemTime,
    },
}

fn state(object: &Object, now: SystemTime) -> State {
    if !object.attributes.storage_class.ends_with("ARCHIVE") {
        return State::Readable;
    }
    match object.restoration {
        Some(Restoration { ready, .. }) if now < ready => State::Ongoing,
        Some(Restoration { until, .. }) if now < until => State::Restored { until },
        _ => State::Archived,
    }
}

/// Refuses to hand out the bytes of an archived object that was not restored.
pub(crate) fn check_readable(object: &Object, now: SystemTime) -> Result<(), Failure> {
    match state(object, now) {
        State::Readable | State::Restored { .. } => Ok(()),
        State::Archived | State::Ongoing => {
            let message = "The operation is not valid for the object's storage class.";
            Err(Failure::new(403, "InvalidObjectState", message))
        }
    }
}

/// The text of `x-cos-restore`.
pub(crate) fn restore_header(object: &Object, now: SystemTime) -> Option<String> {
    match state(object, now) {
        State::Ongoing => Some("ongoing-request=\"true\"".to_owned()),
        State::Restored { until } => {
            Some(format!("ongoing-request=\"false\", expiry-date=\"{}\"", http_time(until)))
        }
        State::Readable | State::Archived => None,
    }
}

/// POST ?restore: 202 when a copy will be made, 200 when there is one whose time is prolonged.
pub(crate) fn restore(call: &mut Call<'_>) -> Outcome {
    let text = call.document()?;
    let document = parse(&text, "RestoreRequest")?;
    check(document.root_element(), REQUEST)?;
    let days = child_text(document.root_element(), "Days").and_then(|days| days.trim().parse().ok());
    let tier = child(document.root_element(), "CASJobParameters").and_then(|job| child_text(job, "Tier"));
    let lifetime = DAY * days.unwrap_or(1);
    let (now, duration) = (call.now, call.emulator.options.restore_duration);
    call.bucket(|bucket| {
        let object = bucket.object_mut(&call.address.key, call.version_id())?;
        if object.attributes.storage_class == "DEEP_ARCHIVE" && tier.as_deref() == Some("Expedited") {
            return Err(malformed("Tier cannot be `Expedited` for DEEP_ARCHIVE"));
        }
        let (ready, status) = match state(object, now) {
            State::Readable => {
                let message = "Restore is not allowed, because the object's storage class is not an archive.";
                return Err(Failure::new(405, "RestoreNonArchiveObject", message));
            }
            State::Ongoing => {
                let message = "Object restore is already in progress.";
                return Err(Failure::new(409, "RestoreAlreadyInProgress", message));
            }
            State::Restored { .. } => (now, StatusCode::OK),
            State::Archived => (now + duration, StatusCode::ACCEPTED),
        };
        object.restoration = Some(Restoration { ready, until: ready + lifetime });
        Ok(Reply::new(status))
    })
}
