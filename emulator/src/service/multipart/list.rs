//! Listing uploads in progress and their parts.

use crate::call::Call;
use crate::clock::iso_time;
use crate::encode::{hex, percent_encode};
use crate::failure::{Failure, Outcome};
use crate::service::bucket::{owner, owner_of};
use crate::service::listing::common_prefixes;
use crate::service::multipart::with_upload;
use crate::service::page::{Last, PageRequest, limit, page};
use crate::store::{Place, Upload};
use crate::wire::Reply;
use crate::xml::Element;

type Entry<'a> = (&'a Place, &'a Upload);

pub(crate) fn list_uploads(call: &mut Call<'_>) -> Outcome {
    let request = PageRequest::read(call, "max-uploads")?;
    let key_marker = call.query.get_or_empty("key-marker").to_owned();
    let id_marker = call.query.get_or_empty("upload-id-marker").to_owned();
    let is_after = |key: &str, entry: Option<&Entry<'_>>| match entry {
        Some(((_, id), _)) if key == key_marker && !id_marker.is_empty() => *id > id_marker,
        _ => key > key_marker.as_str(),
    };
    let mut result = Element::new("ListMultipartUploadsResult");
    result
        .text("Bucket", &call.address.bucket)
        .text("Encoding-Type", call.query.get_or_empty("encoding-type"));
    result.text("KeyMarker", request.shown(&key_marker)).text("UploadIdMarker", &id_marker);
    result.number("MaxUploads", request.limit).text("Prefix", request.shown(&request.prefix));
    result.text("Delimiter", request.shown(&request.delimiter));
    let owned = owner_of(&call.address.bucket);
    call.bucket(|bucket| {
        let found = page(&request, bucket.uploads().iter(), |((key, _), _)| key.as_str(), is_after);
        result.text("IsTruncated", found.last.is_some().to_string());
        match &found.last {
            Some(Last::Entry(((key, id), _))) => {
                result.text("NextKeyMarker", request.shown(key)).text("NextUploadIdMarker", id);
            }
            Some(Last::CommonPrefix(prefix)) => {
                result.text("NextKeyMarker", request.shown(prefix)).text("NextUploadIdMarker", "");
            }
            None => {}
        }
        for entry in &found.entries {
            result.child(&describe(&request, entry, &owned));
        }
        common_prefixes(&mut result, &request, &found.common_prefixes);
        Ok(())
    })?;
    Ok(Reply::xml(result.into_document()))
}

fn describe(request: &PageRequest, ((key, id), upload): &Entry<'_>, owned: &Element) -> Element {
    let mut entry = Element::new("Upload");
    entry.text("Key", request.shown(key)).text("UploadId", id);
    entry.text("StorageClass", &upload.attributes.storage_class);
    entry.child(&owner("Initiator")).child(owned).text("Initiated", iso_time(upload.initiated));
    entry
}

pub(crate) fn list_parts(call: &mut Call<'_>) -> Outcome {
    let limit = limit(call, "max-parts")?;
    let marker_text = call.query.get("part-number-marker").filter(|text| !text.is_empty()).unwrap_or("0");
    let marker: u32 =
        marker_text.parse().map_err(|_| Failure::invalid_argument("part-number-marker is not a number."))?;
    let encoding = call.query.get_or_empty("encoding-type").to_owned();
    let key = &call.address.key;
    let mut result = Element::new("ListPartsResult");
    result.text("Bucket", &call.address.bucket).text("Encoding-type", &encoding);
    result.text("Key", if encoding == "url" { percent_encode(key) } else { key.clone() });
    result.text("UploadId", call.query.get_or_empty("uploadId"));
    result
        .child(&owner("Initiator"))
        .child(&owner_of(&call.address.bucket))
        .number("PartNumberMarker", marker);
    with_upload(call, |upload| {
        result.text("StorageClass", &upload.attributes.storage_class).number("MaxParts", limit);
        list_page(&mut result, upload, marker, limit);
        Ok(())
    })?;
    Ok(Reply::xml(result.into_document()))
}

fn list_page(result: &mut Element, upload: &Upload, marker: u32, limit: usize) {
    let behind: Vec<_> =
        upload.parts.range(marker.saturating_add(1)..).take(limit.saturating_add(1)).collect();
    let is_truncated = behind.len() > limit;
    result.text("IsTruncated", is_truncated.to_string());
    let shown = behind.get(..limit.min(behind.len())).unwrap_or_default();
    if let (true, Some((number, _))) = (is_truncated, shown.last()) {
        result.number("NextPartNumberMarker", number);
    }
    for (number, part) in shown {
        let mut entry = Element::new("Part");
        entry.number("PartNumber", number).text("LastModified", iso_time(part.modified));
        entry.text("ETag", format!("\"{}\"", hex(part.sums.md5))).number("Size", part.sums.length);
        result.child(&entry);
    }
}
