//! Listing the objects of a bucket.

use std::cmp::Ordering;

use crate::call::Call;
use crate::clock::iso_time;
use crate::failure::Outcome;
use crate::service::bucket::owner_of;
use crate::service::page::{Last, Page, PageRequest, page};
use crate::store::{Bucket, Object, Version, Versioning};
use crate::wire::Reply;
use crate::xml::Element;

type Entry<'a> = (&'a String, &'a Object);

/// GET Bucket, list objects version 1.
pub(crate) fn objects(call: &mut Call<'_>) -> Outcome {
    let request = PageRequest::read(call, "max-keys")?;
    let marker = call.query.get_or_empty("marker").to_owned();
    let owner = owner_of(&call.address.bucket);
    let mut result = Element::new("ListBucketResult");
    result.text("Name", &call.address.bucket);
    describe(&mut result, &request, ("Marker", &marker));
    call.bucket(|bucket| {
        let found = take(&request, bucket.versions().current(), &marker);
        result.text("IsTruncated", found.last.is_some().to_string());
        if let Some(last) = &found.last {
            result.text("NextMarker", request.shown(last_key(last)));
        }
        for (key, object) in &found.entries {
            let mut entry = Element::new("Contents");
            entry.text("Key", request.shown(key));
            describe_object(&mut entry, object, &owner);
            result.child(&entry);
        }
        common_prefixes(&mut result, &request, &found.common_prefixes);
        Ok(())
    })?;
    Ok(Reply::xml(result.into_document()))
}

/// GET Bucket versions.
pub(crate) fn versions(call: &mut Call<'_>) -> Outcome {
    let request = PageRequest::read(call, "max-keys")?;
    let marker = call.query.get_or_empty("key-marker").to_owned();
    let id_marker = call.query.get_or_empty("version-id-marker").to_owned();
    let owner = owner_of(&call.address.bucket);
    let mut result = Element::new("ListVersionsResult");
    result.text("Name", &call.address.bucket);
    describe(&mut result, &request, ("KeyMarker", &marker));
    result.text("VersionIdMarker", &id_marker);
    call.bucket(|bucket| {
        let shows_ids = bucket.settings().versioning != Versioning::Unset;
        let id_of = |version: &Version| if shows_ids { version.id.clone() } else { String::new() };
        let behind = versions_behind(bucket, &marker, &id_marker);
        let is_behind = |prefix: &str, entry: Option<&VersionEntry<'_>>| entry.is_some() || *prefix > *marker;
        let found = page(&request, behind, |(key, ..)| key.as_str(), is_behind);
        result.text("IsTruncated", found.last.is_some().to_string());
        let (next_key, next_id) = match &found.last {
            Some(Last::Entry((key, version, _))) => (Some(key.as_str()), id_of(version)),
            Some(Last::CommonPrefix(prefix)) => (Some(prefix.as_str()), String::new()),
            None => (None, String::new()),
        };
        if let Some(key) = next_key {
            result.text("NextKeyMarker", request.shown(key)).text("NextVersionIdMarker", next_id);
        }
        for (key, version, is_latest) in &found.entries {
            result.child(&version_entry((&request.shown(key), &id_of(version)), version, *is_latest, &owner));
        }
        common_prefixes(&mut result, &request, &found.common_prefixes);
        Ok(())
    })?;
    Ok(Reply::xml(result.into_document()))
}

type VersionEntry<'a> = (&'a String, &'a Version, bool);

/// The versions that follow the markers. A version that is gone meanwhile marks the beginning of its key.
fn versions_behind<'a>(
    bucket: &'a Bucket,
    marker: &'a str,
    id_marker: &'a str,
) -> impl Iterator<Item = VersionEntry<'a>> {
    let mut has_passed = bucket.versions().find(marker, id_marker).is_none();
    bucket.versions().all().filter(move |(key, version, _)| match key.as_str().cmp(marker) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal if id_marker.is_empty() => false,
        Ordering::Equal => {
            let is_behind = has_passed;
            has_passed |= version.id == *id_marker;
            is_behind
        }
    })
}

fn version_entry(names: (&str, &str), version: &Version, is_latest: bool, owner: &Element) -> Element {
    let object = version.object();
    let mut entry = Element::new(if object.is_some() { "Version" } else { "DeleteMarker" });
    entry.text("Key", names.0).text("VersionId", names.1).text("IsLatest", is_latest.to_string());
    match object {
        Some(object) => describe_object(&mut entry, object, owner),
        None => {
            entry.text("LastModified", iso_time(version.modified())).child(owner);
        }
    }
    entry
}

fn take<'a>(
    request: &PageRequest,
    entries: impl Iterator<Item = Entry<'a>>,
    marker: &str,
) -> Page<Entry<'a>> {
    page(request, entries, |(key, _)| key.as_str(), |key, _| key > marker)
}

fn last_key<'a>(last: &'a Last<Entry<'a>>) -> &'a str {
    match last {
        Last::Entry((key, _)) => key,
        Last::CommonPrefix(prefix) => prefix,
    }
}

pub(crate) fn describe(result: &mut Element, request: &PageRequest, marker: (&str, &str)) {
    if request.encode {
        result.text("EncodingType", "url");
    }
    result.text("Prefix", request.shown(&request.prefix)).text(marker.0, request.shown(marker.1));
    result.number("MaxKeys", request.limit);
    if !request.delimiter.is_empty() {
        result.text("Delimiter", request.shown(&request.delimiter));
    }
}

pub(crate) fn common_prefixes(result: &mut Element, request: &PageRequest, prefixes: &[String]) {
    for prefix in prefixes {
        let mut entry = Element::new("CommonPrefixes");
        entry.text("Prefix", request.shown(prefix));
        result.child(&entry);
    }
}

fn describe_object(entry: &mut Element, object: &Object, owner: &Element) {
    entry.text("LastModified", iso_time(object.modified)).text("ETag", &object.etag);
    entry.number("Size", object.content.length()).child(owner);
    entry.text("StorageClass", &object.attributes.storage_class);
}
