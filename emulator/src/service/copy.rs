//! Copies: a whole object, or a range of one as a part. No byte is copied; content is shared.

use std::sync::LazyLock;

use regex::Regex;

use crate::call::{BODY_LIMIT, Call};
use crate::clock::iso_time;
use crate::encode::{Query, hex, percent_decode};
use crate::failure::{Failure, Outcome};
use crate::operation::Access;
use crate::service::attributes::{self, check_customer_key};
use crate::service::conditions::{Conditions, Verdict, byte_range, precondition_failed};
use crate::service::{acls, archive, multipart, tagging, write};
use crate::store::{Attributes, Object, Part, receive_all};
use crate::target::Address;
use crate::wire::{Reply, VERSION_ID, header_text};
use crate::xml::Element;

static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:https?://)?/?([a-z0-9-]+-\d+)\.cos(?:v6|-cdc|-internal)?\.([a-z0-9-]+)\.[^/]+/(.*)$")
        .ok()
});
/// Tools that address buckets by path name the source in the same way.
static PATH_SOURCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:https?://[^/]+)?/?([a-z0-9-]+-\d{5,})/(.*)$").ok());

pub(crate) fn copy_object(call: &mut Call<'_>) -> Outcome {
    let source_name = source_name(call)?;
    let source = source(call, &source_name)?;
    if source.content.length() > BODY_LIMIT {
        return Err(Failure::new(400, "EntityTooLarge", "Objects above 5 GB are copied in parts."));
    }
    let (attributes, tagging) = target_description(call, &source, &source_name)?;
    let copy = Object { attributes, tagging, modified: call.now, appends: 0, restoration: None, ..source };
    let mut result = Element::new("CopyObjectResult");
    result.text("ETag", &copy.etag).text("LastModified", iso_time(copy.modified));
    result.number("CRC64", copy.sums.crc64);
    let stored = write::store(call, copy)?;
    if let Some(id) = header_text(&stored.headers, VERSION_ID) {
        result.text("VersionId", &id);
        return Ok(Reply::xml(result.into_document()).version(Some(&id)));
    }
    Ok(Reply::xml(result.into_document()))
}

/// What the copy is described by: the source's own words, or with `Replaced` those of the request.
fn target_description(
    call: &Call<'_>,
    source: &Object,
    name: &SourceName,
) -> Result<(Attributes, Option<String>), Failure> {
    let directive = call.header("x-cos-metadata-directive").unwrap_or("Copy".to_owned());
    let asked = attributes::from_call(call)?;
    let asked_class = attributes::storage_class(&call.headers)?;
    let replaces = match directive.as_str() {
        "Copy" => false,
        "Replaced" | "Replace" => true,
        _ => return Err(Failure::invalid_argument("The metadata directive is neither Copy nor Replaced.")),
    };
    let SourceName { address, version } = name;
    let is_same = address.bucket == call.address.bucket && address.key == call.address.key;
    let is_same = is_same && version.is_none();
    if is_same && !replaces && asked_class.is_none() {
        let message = "This copy request is illegal because it is trying to copy an object to itself without \
                       changing its metadata or storage class.";
        return Err(Failure::new(400, "InvalidRequest", message));
    }
    let headers = if replaces { asked.headers } else { source.attributes.headers.clone() };
    let attributes = Attributes {
        headers,
        storage_class: asked_class.unwrap_or_else(|| source.attributes.storage_class.clone()),
        acl: acls::from_headers(call)?.unwrap_or_default(),
        customer_key_md5: asked.customer_key_md5,
    };
    Ok((attributes, tagging::from_header(call)?.or_else(|| source.tagging.clone())))
}

pub(crate) fn copy_part(call: &mut Call<'_>) -> Outcome {
    let number = multipart::part_number(call)?;
    multipart::check_upload(call)?;
    let source = source(call, &source_name(call)?)?;
    let length = source.content.length();
    let range = match call.header("x-cos-copy-source-range") {
        Some(header) => byte_range(&header, length)
            .ok_or_else(|| Failure::invalid_argument("The range is not of the form bytes=first-last."))??,
        None => 0..length,
    };
    let content = source.content.range(&range);
    let sums = receive_all(&mut content.reader(), &mut std::io::sink())?;
    let mut result = Element::new("CopyPartResult");
    result.text("ETag", format!("\"{}\"", hex(sums.md5))).text("LastModified", iso_time(call.now));
    result.number("CRC64", sums.crc64);
    multipart::add_part(call, number, Part { content, sums, modified: call.now })?;
    Ok(Reply::xml(result.into_document()))
}

/// What `x-cos-copy-source` names.
struct SourceName {
    address: Address,
    version: Option<String>,
}

fn source_name(call: &Call<'_>) -> Result<SourceName, Failure> {
    let header = call.header("x-cos-copy-source").unwrap_or_default();
    let (path, query) = header.split_once('?').unwrap_or((&header, ""));
    let query = Query::parse(query);
    let version = query.get("versionId").filter(|id| !id.is_empty()).map(str::to_owned);
    let invalid = || Failure::invalid_argument("Copy Source must mention the source bucket and key.");
    let by_host = SOURCE.as_ref().and_then(|pattern| pattern.captures(path));
    let (bucket, region, key) = if let Some(found) = by_host {
        (found.get(1), found.get(2), found.get(3))
    } else {
        let found = PATH_SOURCE.as_ref().and_then(|pattern| pattern.captures(path)).ok_or_else(invalid)?;
        (found.get(1), None, found.get(2))
    };
    let text = |piece: regex::Match<'_>| piece.as_str().to_owned();
    let key = key.map(|key| percent_decode(key.as_str()).into_owned()).unwrap_or_default();
    if key.is_empty() {
        return Err(invalid());
    }
    let address = Address {
        bucket: bucket.map(text).unwrap_or_default(),
        region: region.map(text),
        key,
        is_website: false,
    };
    Ok(SourceName { address, version })
}

/// The object to copy, once it may be read and fulfils the conditions.
fn source(call: &Call<'_>, SourceName { address, version }: &SourceName) -> Result<Object, Failure> {
    call.authorize_at(address, Access::ReadObject, &["GetObject"], &address.key)?;
    let object = call.emulator.store.bucket(address, |bucket| {
        bucket.object(&address.key, version.as_deref()).map(|(object, _)| object.clone())
    })?;
    archive::check_readable(&object, call.now)?;
    if object.attributes.customer_key_md5.is_some() {
        check_customer_key(&object.attributes, &call.headers)?;
    }
    let conditions = Conditions::read(|name| call.header(name), "x-cos-copy-source-");
    match conditions.judge(&object.etag, object.modified) {
        Verdict::Go => Ok(object),
        Verdict::NotModified | Verdict::Failed => Err(precondition_failed()),
    }
}
