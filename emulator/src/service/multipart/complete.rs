//! Completing a multipart upload: the parts become an object.

use md5::{Digest, Md5};

use crate::call::Call;
use crate::encode::{hex, percent_encode_path};
use crate::failure::{Failure, Outcome};
use crate::service::documents::parse;
use crate::service::multipart::{check_upload, place, with_upload};
use crate::service::told::Wish;
use crate::service::write;
use crate::store::{Content, Object, Part, Sums, Upload};
use crate::wire::Reply;
use crate::xml::{Element, child_text};

pub(crate) fn complete(call: &mut Call<'_>) -> Outcome {
    check_upload(call)?;
    let wish = Wish::read(call)?;
    let document = call.document()?;
    let wanted = wanted(&document)?;
    let minimum = call.emulator.options.minimum_part_size;
    let object = with_upload(call, |upload| {
        let parts = chosen(upload, &wanted)?;
        check_sizes(&parts, minimum)?;
        Ok(joined(upload, &parts, call))
    })?;
    let mut result = Element::new("CompleteMultipartUploadResult");
    let location = format!("http://{}/{}", call.host, percent_encode_path(&call.address.key));
    result.text("Location", location).text("Bucket", &call.address.bucket).text("Key", &call.address.key);
    result.text("ETag", &object.etag).number("CRC64", object.sums.crc64);
    let reply = write::store(call, object.clone())?;
    if let Some(told) = wish.carry_out(call, &object)? {
        result.child(&told.element());
    }
    let place = place(call);
    call.bucket(|bucket| bucket.end_upload(&place))?;
    Ok(Reply { body: Reply::xml(result.into_document()).body, ..reply }
        .header("content-type", "application/xml"))
}

/// The part numbers and tags of the document, in its order.
fn wanted(document: &str) -> Result<Vec<(u32, String)>, Failure> {
    let document = parse(document, "CompleteMultipartUpload")?;
    let mut parts = Vec::new();
    for node in document.root_element().children().filter(|node| node.has_tag_name("Part")) {
        let number = child_text(node, "PartNumber").and_then(|text| text.trim().parse().ok());
        let etag = child_text(node, "ETag").map(|text| text.trim().trim_matches('"').to_owned());
        let (Some(number), Some(etag)) = (number, etag) else {
            return Err(Failure::malformed_xml("A Part needs PartNumber and ETag."));
        };
        parts.push((number, etag));
    }
    if parts.is_empty() {
        return Err(Failure::malformed_xml("The list of parts is empty."));
    }
    Ok(parts)
}

fn chosen(upload: &Upload, wanted: &[(u32, String)]) -> Result<Vec<Part>, Failure> {
    if !wanted.is_sorted_by(|(one, _), (next, _)| one < next) {
        let message = "The list of parts was not in ascending order. Parts list must be specified in order by part \
                       number.";
        return Err(Failure::new(400, "InvalidPartOrder", message));
    }
    let find = |(number, etag): &(u32, String)| {
        let part = upload.parts.get(number).filter(|part| hex(part.sums.md5).eq_ignore_ascii_case(etag));
        part.cloned().ok_or_else(|| {
            let message = "One or more of the specified parts could not be found.";
            Failure::new(400, "InvalidPart", message).detail("PartNumber", number.to_string())
        })
    };
    wanted.iter().map(find).collect()
}

fn check_sizes(parts: &[Part], minimum: u64) -> Result<(), Failure> {
    let but_last = parts.iter().rev().skip(1);
    if but_last.into_iter().all(|part| part.sums.length >= minimum) {
        return Ok(());
    }
    let message = "Your proposed upload is smaller than the minimum allowed object size.";
    Err(Failure::new(400, "EntityTooSmall", message))
}

fn joined(upload: &Upload, parts: &[Part], call: &Call<'_>) -> Object {
    let mut content = Content::default();
    let mut sums = Sums::default();
    let mut md5_of_md5s = Md5::new();
    for part in parts {
        content.append(&part.content);
        sums.crc64 = sums.crc_followed_by(&part.sums);
        sums.length += part.sums.length;
        md5_of_md5s.update(part.sums.md5);
    }
    sums.md5 = md5_of_md5s.finalize().into();
    Object {
        etag: format!("\"{}-{}\"", hex(sums.md5), parts.len()),
        content,
        sums,
        modified: call.now,
        attributes: upload.attributes.clone(),
        appends: 0,
        tagging: upload.tagging.clone(),
        restoration: None,
    }
}
