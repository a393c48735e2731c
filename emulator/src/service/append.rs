//! POST ?append: adding to the end of an object.

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
    call.bucket(|bucket| check(bucket.objects.get(&call.address.key), position))?;
    let received = call.receive()?;
    let object = call.bucket(|bucket| {
        let existing = bucket.objects.get(&call.address.key);
        check(existing, position)?;
        let object = match existing {
            Some(existing) => extended(existing, &received),
            None => Object { attributes, appends: 1, ..object_of(received, call) },
        };
        let object = Object { modified: call.now, ..object };
        bucket.objects.insert(call.address.key.clone(), object.clone());
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
        let refusal = Failure::new(409, "PositionNotEqualToLength", message);
        return Err(refusal.header("x-cos-next-append-position", length.to_string()));
    }
    Ok(())
}

/// The ETag of an object that was appended to is no longer an MD5 of its content.
fn extended(existing: &Object, received: &Received) -> Object {
    let mut object = existing.clone();
    object.content.append(&received.content);
    object.sums.crc64 = existing.sums.crc_followed_by(&received.sums);
    object.sums.length += received.sums.length;
    object.appends += 1;
    object.etag = format!("\"{}-{}\"", hex(received.sums.md5), object.appends);
    object
}
