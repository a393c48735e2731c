//! What a client says about an object when its upload begins.

use http::HeaderMap;

use crate::call::Call;
use crate::failure::Failure;
use crate::service::{acls, encryption};
use crate::store::Attributes;
use crate::wire::header_text;

const KEY_LIMIT: usize = 850;
const METADATA_LIMIT: usize = 2048;
const CUSTOMER_KEY: &str = "x-cos-server-side-encryption-customer-key";
pub(crate) const CUSTOMER_KEY_MD5: &str = "x-cos-server-side-encryption-customer-key-md5";
pub(crate) const STORAGE_CLASS: &str = "x-cos-storage-class";

/// Headers that are stored with an object and come back with it, besides `x-cos-meta-*`.
const KEPT: &[&str] = &[
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
    "x-cos-server-side-encryption",
    "x-cos-server-side-encryption-cos-kms-key-id",
    "x-cos-server-side-encryption-customer-algorithm",
    CUSTOMER_KEY_MD5,
    "x-cos-website-redirect-location",
];

const STORAGE_CLASSES: &[&str] = &[
    "STANDARD",
    "STANDARD_IA",
    "INTELLIGENT_TIERING",
    "ARCHIVE",
    "DEEP_ARCHIVE",
    "COLD_ARCHIVE",
    "MAZ_STANDARD",
    "MAZ_STANDARD_IA",
    "MAZ_INTELLIGENT_TIERING",
    "NEARLINE",
];

pub(crate) fn check_key(key: &str) -> Result<(), Failure> {
    if key.len() > KEY_LIMIT {
        return Err(Failure::new(400, "KeyTooLong", "Your key is too long."));
    }
    Ok(())
}

/// Reads everything that a PUT, an initiate or an append says about its object.
pub(crate) fn from_call(call: &Call<'_>) -> Result<Attributes, Failure> {
    check_key(&call.address.key)?;
    let mut attributes = from_headers(&call.headers)?;
    describe_type(&mut attributes.headers, &call.address.key);
    let default = call.bucket(|bucket| Ok(encryption::default_headers(bucket.settings())))?;
    if !attributes.headers.iter().any(|(name, _)| name.starts_with("x-cos-server-side-encryption")) {
        attributes.headers.extend(default);
    }
    attributes.acl = acls::from_headers(call)?.unwrap_or_default();
    Ok(attributes)
}

/// As [`from_call`], without the access control list.
pub(crate) fn from_headers(headers: &HeaderMap) -> Result<Attributes, Failure> {
    let kept = described(headers);
    let is_metadata = |(name, _): &&(String, String)| name.starts_with("x-cos-meta-");
    let metadata_size: usize =
        kept.iter().filter(is_metadata).map(|(name, value)| name.len() + value.len()).sum();
    if metadata_size > METADATA_LIMIT {
        let message = "Your metadata headers exceed the maximum allowed metadata size.";
        return Err(Failure::new(400, "MetadataTooLarge", message));
    }
    Ok(Attributes {
        headers: kept,
        storage_class: storage_class(headers)?.unwrap_or("STANDARD".to_owned()),
        customer_key_md5: customer_key_md5(headers)?,
        ..Attributes::default()
    })
}

/// The headers that describe content: what a copy replaces when it is told to.
fn described(headers: &HeaderMap) -> Vec<(String, String)> {
    let is_kept = |name: &str| KEPT.contains(&name) || name.starts_with("x-cos-meta-");
    let names = headers.keys().map(http::HeaderName::as_str).filter(|name| is_kept(name));
    let pairs = names.filter_map(|name| Some((name.to_owned(), header_text(headers, name)?)));
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

/// What comes without a type gets the one that the end of its key suggests.
fn describe_type(headers: &mut Vec<(String, String)>, key: &str) {
    if !headers.iter().any(|(name, _)| name == "content-type") {
        let guess = mime_guess::from_path(key).first_or_octet_stream();
        headers.push(("content-type".to_owned(), guess.to_string()));
    }
}

pub(crate) fn storage_class(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let Some(class) = header_text(headers, STORAGE_CLASS).filter(|class| !class.is_empty()) else {
        return Ok(None);
    };
    if STORAGE_CLASSES.contains(&class.as_str()) {
        return Ok(Some(class));
    }
    Err(Failure::new(400, "InvalidStorageClass", "The storage class you specified is not valid."))
}

fn customer_key_md5(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let key = header_text(headers, CUSTOMER_KEY);
    let md5 = header_text(headers, CUSTOMER_KEY_MD5);
    match (key, md5) {
        (None, None) => Ok(None),
        (Some(_), Some(md5)) => Ok(Some(md5)),
        _ => {
            Err(Failure::invalid_argument("The customer's encryption key and its MD5 must be sent together."))
        }
    }
}

/// Refuses a request for bytes encrypted with a customer's key unless it brings the same key.
pub(crate) fn check_customer_key(attributes: &Attributes, headers: &HeaderMap) -> Result<(), Failure> {
    let given = customer_key_md5(headers)?;
    if attributes.customer_key_md5 == given {
        return Ok(());
    }
    let message = match (&attributes.customer_key_md5, given) {
        (Some(_), Some(_)) => return Err(Failure::access_denied()),
        (Some(_), None) => {
            "The object was stored using a form of server side encryption; its key must be sent."
        }
        _ => "The encryption key does not apply: the object is not encrypted with a customer's key.",
    };
    Err(Failure::new(400, "InvalidRequest", message))
}
