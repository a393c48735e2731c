//! PUT and DELETE of an object.

use crate::call::Call;
use crate::encode::hex;
use crate::failure::{Failure, Outcome};
use crate::service::{attributes, tagging};
use crate::store::{Object, Received};
use crate::wire::Reply;

pub(crate) fn put(call: &mut Call<'_>) -> Outcome {
    let attributes = attributes::from_call(call)?;
    let tagging = tagging::from_header(call)?;
    check_overwrite(call)?;
    let received = call.receive()?;
    let object = Object { attributes, tagging, ..object_of(received, call) };
    Ok(store(call, object)?.header("content-length", "0"))
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
        restored: false,
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
    call.bucket(|bucket| {
        if is_forbidden && bucket.objects.contains_key(&call.address.key) {
            return Err(already_exists());
        }
        bucket.objects.insert(call.address.key.clone(), object);
        Ok(reply)
    })
}

pub(crate) fn forbids_overwrite(call: &Call<'_>) -> bool {
    call.header("x-cos-forbid-overwrite").is_some_and(|value| value == "true")
}

/// Refuses early, before the body is taken in.
pub(crate) fn check_overwrite(call: &Call<'_>) -> Result<(), Failure> {
    let exists = call.bucket(|bucket| Ok(bucket.objects.contains_key(&call.address.key)))?;
    if exists && forbids_overwrite(call) { Err(already_exists()) } else { Ok(()) }
}

fn already_exists() -> Failure {
    Failure::new(409, "FileAlreadyExists", "The object exists already and must not be overwritten.")
}

/// Deleting what is not there is no error.
pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    crate::service::read::check_version(call)?;
    call.bucket(|bucket| {
        bucket.objects.remove(&call.address.key);
        Ok(Reply::no_content())
    })
}
