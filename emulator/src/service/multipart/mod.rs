//! Multipart uploads: begin, add parts, list, abort. Completing has a file of its own.

mod complete;
mod list;

pub(crate) use complete::complete;
pub(crate) use list::{list_parts, list_uploads};

use std::collections::BTreeMap;

use crate::call::Call;
use crate::clock::unix_seconds;
use crate::encode::hex;
use crate::failure::{Failure, Outcome};
use crate::service::attributes::{self, check_customer_key};
use crate::service::{tagging, write};
use crate::store::{Part, Place, Upload};
use crate::wire::Reply;
use crate::xml::Element;

const PART_NUMBERS: std::ops::RangeInclusive<u32> = 1..=10_000;

pub(crate) fn initiate(call: &mut Call<'_>) -> Outcome {
    let attributes = attributes::from_call(call)?;
    write::check_overwrite(call)?;
    let tagging = tagging::from_header(call)?;
    let upload_id =
        format!("{}{:032x}{:016x}", unix_seconds(call.now), fastrand::u128(..), fastrand::u64(..));
    let upload = Upload { initiated: call.now, attributes, tagging, parts: BTreeMap::new() };
    let place = (call.address.key.clone(), upload_id.clone());
    call.bucket(|bucket| {
        bucket.begin_upload(place, upload);
        Ok(())
    })?;
    let mut result = Element::new("InitiateMultipartUploadResult");
    result.text("Bucket", &call.address.bucket).text("Key", &call.address.key).text("UploadId", upload_id);
    Ok(Reply::xml(result.into_document()))
}

fn place(call: &Call<'_>) -> Place {
    (call.address.key.clone(), call.query.get_or_empty("uploadId").to_owned())
}

/// Looks at the upload that the request names.
fn with_upload<R>(call: &Call<'_>, work: impl FnOnce(&Upload) -> Result<R, Failure>) -> Result<R, Failure> {
    let place = place(call);
    call.bucket(|bucket| work(bucket.upload(&place)?))
}

pub(crate) fn check_upload(call: &Call<'_>) -> Result<(), Failure> {
    with_upload(call, |_| Ok(()))
}

pub(crate) fn part_number(call: &Call<'_>) -> Result<u32, Failure> {
    let number = call.query.get_or_empty("partNumber").parse().ok();
    number.filter(|number| PART_NUMBERS.contains(number)).ok_or_else(|| {
        Failure::invalid_argument("Part number must be an integer between 1 and 10000, inclusive")
    })
}

pub(crate) fn upload_part(call: &mut Call<'_>) -> Outcome {
    let number = part_number(call)?;
    with_upload(call, |upload| check_customer_key(&upload.attributes, &call.headers))?;
    let received = call.receive()?;
    let sums = received.sums;
    add_part(call, number, Part { content: received.content, sums, modified: call.now })?;
    Ok(Reply::ok()
        .header("etag", format!("\"{}\"", hex(sums.md5)))
        .header("x-cos-hash-crc64ecma", sums.crc64.to_string()))
}

pub(crate) fn add_part(call: &Call<'_>, number: u32, part: Part) -> Result<(), Failure> {
    let place = place(call);
    call.bucket(|bucket| bucket.add_part(&place, number, part))
}

pub(crate) fn abort(call: &mut Call<'_>) -> Outcome {
    let place = place(call);
    call.bucket(|bucket| bucket.end_upload(&place))?;
    Ok(Reply::no_content())
}
