//! GET and HEAD of an object.

use std::ops::Range;
use std::time::SystemTime;

use http::{Method, StatusCode};

use crate::auth::Identity;
use crate::call::Call;
use crate::clock::http_time;
use crate::failure::{Failure, Outcome};
use crate::service::attributes::{STORAGE_CLASS, check_customer_key};
use crate::service::conditions::{Conditions, Verdict, byte_range, precondition_failed};
use crate::service::{archive, tagging};
use crate::store::Object;
use crate::wire::{Answer, Reply};

/// Query parameters that replace a header of the answer.
const REPLACEMENTS: &[(&str, &str)] = &[
    ("response-content-type", "content-type"),
    ("response-content-language", "content-language"),
    ("response-expires", "expires"),
    ("response-cache-control", "cache-control"),
    ("response-content-disposition", "content-disposition"),
    ("response-content-encoding", "content-encoding"),
];

pub(crate) fn get(call: &mut Call<'_>) -> Outcome {
    let (object, version) = call.bucket(|bucket| {
        let (object, version) = bucket.object(&call.address.key, call.version_id())?;
        Ok((object.clone(), version.map(str::to_owned)))
    })?;
    let reply = describe(&object, call.now).version(version.as_deref());
    check_customer_key(&object.attributes, &call.headers)?;
    match Conditions::read(|name| call.header(name), "").judge(&object.etag, object.modified) {
        Verdict::Failed => return Err(precondition_failed()),
        Verdict::NotModified => return Ok(Reply { status: StatusCode::NOT_MODIFIED, ..reply }),
        Verdict::Go => {}
    }
    let is_head = call.method == Method::HEAD;
    if !is_head {
        archive::check_readable(&object, call.now)?;
    }
    let range = requested_range(call, &object)?;
    let mut reply = replace(call, reply)?;
    let length = object.content.length();
    let shown = range.clone().unwrap_or(0..length);
    if let Some(range) = range {
        reply.status = StatusCode::PARTIAL_CONTENT;
        reply = reply.header("content-range", format!("bytes {}-{}/{length}", range.start, range.end - 1));
    }
    reply = reply.header("content-length", (shown.end - shown.start).to_string());
    if !is_head {
        reply.body = Answer::Content(object.content.range(&shown).reader());
    }
    Ok(reply)
}

fn requested_range(call: &Call<'_>, object: &Object) -> Result<Option<Range<u64>>, Failure> {
    let header = call.header("range");
    header.and_then(|header| byte_range(&header, object.content.length())).transpose()
}

/// All headers that tell about the object.
fn describe(object: &Object, now: SystemTime) -> Reply {
    let mut reply = Reply::ok();
    let attributes = &object.attributes;
    for (name, value) in &attributes.headers {
        reply = reply.header(name, value);
    }
    if attributes.storage_class != "STANDARD" {
        reply = reply.header(STORAGE_CLASS, &attributes.storage_class);
    }
    if object.appends > 0 {
        reply = reply.header("x-cos-object-type", "appendable");
        reply = reply.header("x-cos-next-append-position", object.content.length().to_string());
    } else {
        reply = reply.header("x-cos-object-type", "normal");
    }
    if let Some(tagging) = &object.tagging {
        reply = reply.header("x-cos-tagging-count", tagging::count(tagging).to_string());
    }
    if let Some(state) = archive::restore_header(object, now) {
        reply = reply.header("x-cos-restore", state);
    }
    reply
        .header("etag", &object.etag)
        .header("last-modified", http_time(object.modified))
        .header("accept-ranges", "bytes")
        .header("x-cos-hash-crc64ecma", object.sums.crc64.to_string())
}

fn replace(call: &Call<'_>, mut reply: Reply) -> Outcome {
    for (param, header) in REPLACEMENTS {
        let Some(value) = call.query.get(param) else { continue };
        if matches!(call.identity, Identity::Anonymous) {
            return Err(Failure::new(
                400,
                "InvalidRequest",
                "Request specific response headers cannot be used for anonymous GET requests.",
            ));
        }
        reply = reply.header(header, value);
    }
    Ok(reply)
}
