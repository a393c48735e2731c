//! Listing the objects of a bucket.

use crate::call::Call;
use crate::clock::iso_time;
use crate::failure::Outcome;
use crate::service::bucket::owner;
use crate::service::page::{Last, Page, PageRequest, page};
use crate::store::Object;
use crate::wire::Reply;
use crate::xml::Element;

type Entry<'a> = (&'a String, &'a Object);

/// GET Bucket, list objects version 1.
pub(crate) fn objects(call: &mut Call<'_>) -> Outcome {
    let request = PageRequest::read(call, "max-keys")?;
    let marker = call.query.get_or_empty("marker").to_owned();
    let mut result = Element::new("ListBucketResult");
    result.text("Name", &call.address.bucket);
    describe(&mut result, &request, ("Marker", &marker));
    call.bucket(|bucket| {
        let found = take(&request, bucket.objects.iter(), &marker);
        result.text("IsTruncated", found.last.is_some().to_string());
        if let Some(last) = &found.last {
            result.text("NextMarker", request.shown(last_key(last)));
        }
        for (key, object) in &found.entries {
            let mut entry = Element::new("Contents");
            entry.text("Key", request.shown(key));
            describe_object(&mut entry, object);
            result.child(&entry);
        }
        common_prefixes(&mut result, &request, &found.common_prefixes);
        Ok(())
    })?;
    Ok(Reply::xml(result.into_document()))
}

/// GET Bucket versions. The emulator keeps one version of each object, whose id is `null`.
pub(crate) fn versions(call: &mut Call<'_>) -> Outcome {
    let request = PageRequest::read(call, "max-keys")?;
    let marker = call.query.get_or_empty("key-marker").to_owned();
    let mut result = Element::new("ListVersionsResult");
    result.text("Name", &call.address.bucket);
    describe(&mut result, &request, ("KeyMarker", &marker));
    result.text("VersionIdMarker", call.query.get_or_empty("version-id-marker"));
    call.bucket(|bucket| {
        let found = take(&request, bucket.objects.iter(), &marker);
        result.text("IsTruncated", found.last.is_some().to_string());
        if let Some(last) = &found.last {
            result.text("NextKeyMarker", request.shown(last_key(last))).text("NextVersionIdMarker", "null");
        }
        for (key, object) in &found.entries {
            let mut entry = Element::new("Version");
            entry.text("Key", request.shown(key)).text("VersionId", "null").text("IsLatest", "true");
            describe_object(&mut entry, object);
            result.child(&entry);
        }
        common_prefixes(&mut result, &request, &found.common_prefixes);
        Ok(())
    })?;
    Ok(Reply::xml(result.into_document()))
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

fn describe_object(entry: &mut Element, object: &Object) {
    entry.text("LastModified", iso_time(object.modified)).text("ETag", &object.etag);
    entry.number("Size", object.content.length()).child(&owner("Owner"));
    entry.text("StorageClass", &object.attributes.storage_class);
}
