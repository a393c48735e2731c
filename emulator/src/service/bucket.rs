//! Buckets themselves: list, create, look, delete.

use std::sync::LazyLock;

use regex::Regex;

use crate::call::Call;
use crate::clock::iso_time;
use crate::failure::{Failure, Outcome};
use crate::service::acls;
use crate::store::{Acl, Bucket, OWNER_ID};
use crate::wire::Reply;
use crate::xml::Element;

const DEFAULT_REGION: &str = "ap-guangzhou";
const NAME_LIMIT: usize = 60;
static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?-\d+$").ok());

pub(crate) fn owner(name: &str) -> Element {
    let mut owner = Element::new(name);
    owner.text("ID", OWNER_ID).text("DisplayName", OWNER_ID);
    owner
}

/// The owner of a bucket's objects in lists: the account by its app id, which ends the bucket's name.
pub(crate) fn owner_of(bucket: &str) -> Element {
    let app_id = bucket.rsplit_once('-').map_or(bucket, |(_, app_id)| app_id);
    let mut owner = Element::new("Owner");
    owner.text("ID", app_id).text("DisplayName", app_id);
    owner
}

#[expect(clippy::unnecessary_wraps, reason = "the type of all operations")]
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let mut list = Element::new("Buckets");
    let region = call.address.region.as_deref();
    call.emulator.store.all(|buckets| {
        let in_region = |bucket: &Bucket| region.is_none_or(|region| region == bucket.settings().region);
        for (name, bucket) in buckets.iter().filter(|(_, bucket)| in_region(bucket)) {
            let mut entry = Element::new("Bucket");
            entry.text("Name", name).text("Location", &bucket.settings().region);
            entry
                .text("CreationDate", iso_time(bucket.settings().created).replace(".000Z", "Z"))
                .text("BucketType", "cos");
            list.child(&entry);
        }
    });
    let mut result = Element::new("ListAllMyBucketsResult");
    result.child(&owner("Owner")).child(&list);
    Ok(Reply::xml(result.into_document()))
}

pub(crate) fn create(call: &mut Call<'_>) -> Outcome {
    let name = call.address.bucket.clone();
    if name.len() > NAME_LIMIT || !NAME.as_ref().is_some_and(|pattern| pattern.is_match(&name)) {
        return Err(Failure::new(400, "InvalidBucketName", "The specified bucket is not valid."));
    }
    let acl = acls::from_headers(call)?.unwrap_or_else(Acl::private);
    let region = call.address.region.clone().unwrap_or(DEFAULT_REGION.to_owned());
    let bucket = Bucket::new(&region, acl, call.now);
    if call.emulator.store.create(&name, bucket)? {
        return Ok(Reply::ok());
    }
    let message = "Your previous request to create the named bucket succeeded and you already own it.";
    Err(Failure::new(409, "BucketAlreadyOwnedByYou", message))
}

pub(crate) fn head(call: &mut Call<'_>) -> Outcome {
    let region = call.bucket(|bucket| Ok(bucket.settings().region.clone()))?;
    Ok(Reply::ok().header("x-cos-bucket-region", region))
}

pub(crate) fn location(call: &mut Call<'_>) -> Outcome {
    let region = call.bucket(|bucket| Ok(bucket.settings().region.clone()))?;
    let mut document = Element::new("LocationConstraint");
    document.own_text(&region);
    Ok(Reply::xml(document.into_document()))
}

pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    call.bucket(|bucket| {
        if bucket.is_empty() {
            return Ok(());
        }
        Err(Failure::new(409, "BucketNotEmpty", "The bucket you tried to delete is not empty."))
    })?;
    call.emulator.store.remove(&call.address.bucket)?;
    Ok(Reply::no_content())
}
