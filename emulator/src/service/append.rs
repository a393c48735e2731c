//! POST ?append: adding to the end of an object.

use std::time::SystemTime;

use crate::call::Call;
use crate::encode::hex;
use crate::failure::{Failure, Outcome};
use crate::service::attributes;
use crate::service::write::object_of;
use crate::store::{Object, Received};
use crate::wire::Reply;

pub(crate) fn append(call: &mut Call<'_>) -> Outcome {
    let position: u64 = call
        .query
        .get_or_empty("position")
        .parse()
        .map_err(|_| Failure::invalid_argument("The position is not a number."))?;
    let attributes = attributes::from_call(call)?;
    call.bucket(|bucket| check(bucket.current(&call.address.key), position))?;
    let received = call.receive()?;
    let object = call.bucket(|bucket| {
        let key = &call.address.key;
        check(bucket.current(key), position)?;
        if let Ok(existing) = bucket.object_mut(key, None) {
            extend(existing, &received, call.now);
            return Ok(existing.clone());
        }
        let object = Object { attributes, appends: 1, ..object_of(received, call) };
        bucket.put(key, object.clone());
        Ok(object)
    })?;
    Ok(Reply::ok()
        .header("etag", &object.etag)
        .header("x-cos-hash-crc64ecma", object.sums.crc64.to_string())
        .header("x-cos-next-append-position", object.content.length().to_string()))
}

fn check(existing: Option<&Object>, position: u64) -> Result<(), Failure> {
    let length = existing.map_or(0, |object| object.content.length());
    if existing.is_some_and(|object| object.appends == 0) {
        return Err(Failure::new(409, "ObjectNotAppendable", "The object is not appendable."));
    }
    if position != length {
        let message = "The value of position does not match the length of the object.";
        let refusal = Failure::new(409, "AppendPositionErr", message);
        return Err(refusal.header("x-cos-next-append-position", length.to_string()));
    }
    Ok(())
}

/// The ETag of an object that was appended to is no longer an MD5 of its content.
fn extend(object: &mut Object, received: &Received, now: SystemTime) {
    object.content.append(&received.content);
    object.sums.crc64 = object.sums.crc_followed_by(&received.sums);
    object.sums.length += received.sums.length;
    object.appends += 1;
    object.etag = format!("\"{}-{}\"", hex(received.sums.md5), object.appends);
    object.modified = now;
}
