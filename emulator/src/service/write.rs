//! PUT and DELETE of an object.

use crate::call::Call;
use crate::encode::hex;
use crate::failure::{Failure, Outcome};
use crate::service::told::Wish;
use crate::service::{attributes, tagging};
use crate::store::{Object, Received};
use crate::wire::Reply;

pub(crate) fn put(call: &mut Call<'_>) -> Outcome {
    let attributes = attributes::from_call(call)?;
    let tagging = tagging::from_header(call)?;
    let wish = Wish::read(call)?;
    check_overwrite(call)?;
    let received = call.receive()?;
    let object = Object { attributes, tagging, ..object_of(received, call) };
    let stored = store(call, object.clone())?.header("content-length", "0");
    match wish.carry_out(call, &object)? {
        Some(told) => told.answer(stored),
        None => Ok(stored),
    }
}

/// An object of just these bytes, described in no way.
pub(crate) fn object_of(received: Received, call: &Call<'_>) -> Object {
    Object {
        etag: format!("\"{}\"", hex(received.sums.md5)),
        content: received.content,
        sums: received.sums,
        modified: call.now,
        attributes: crate::store::Attributes::default(),
        appends: 0,
        tagging: None,
        restoration: None,
    }
}

/// Puts the object in its place and answers with what the service says about it.
pub(crate) fn store(call: &Call<'_>, object: Object) -> Outcome {
    let mut reply = Reply::ok()
        .header("etag", &object.etag)
        .header("x-cos-hash-crc64ecma", object.sums.crc64.to_string());
    for (name, value) in &object.attributes.headers {
        if name.starts_with("x-cos-server-side-encryption") {
            reply = reply.header(name, value);
        }
    }
    let is_forbidden = forbids_overwrite(call);
    let version = call.bucket(|bucket| {
        if is_forbidden && bucket.current(&call.address.key).is_some() {
            return Err(already_exists());
        }
        Ok(bucket.put(&call.address.key, object))
    })?;
    Ok(reply.version(version.as_deref()))
}

pub(crate) fn forbids_overwrite(call: &Call<'_>) -> bool {
    call.header("x-cos-forbid-overwrite").is_some_and(|value| value == "true")
}

/// Refuses early, before the body is taken in.
pub(crate) fn check_overwrite(call: &Call<'_>) -> Result<(), Failure> {
    let exists = call.bucket(|bucket| Ok(bucket.current(&call.address.key).is_some()))?;
    if exists && forbids_overwrite(call) { Err(already_exists()) } else { Ok(()) }
}

fn already_exists() -> Failure {
    Failure::new(409, "FileAlreadyExists", "The object exists already and must not be overwritten.")
}

/// Deleting what is not there is no error.
pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    let version = call.version_id();
    let deletion = call.bucket(|bucket| Ok(bucket.delete(&call.address.key, version, call.now)))?;
    let reply = Reply::no_content().version(deletion.version_id.as_deref());
    Ok(if deletion.is_marker { reply.header("x-cos-delete-marker", "true") } else { reply })
}
