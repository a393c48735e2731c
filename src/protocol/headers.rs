//! Which headers the params of a call ask for.

use crate::text::{Pairs, has, pairs};
use crate::value::{Map, Text, Value};

/// Params that every operation sends as headers, and the names they have there.
/// Source: <https://cloud.tencent.com/document/product/436/7728>
const MAPPED: Pairs = "\
    MFA=x-cos-mfa \
    ContentMD5=Content-MD5 \
    ContentLength=Content-Length \
    ContentType=Content-Type \
    Expect=Expect \
    Expires=Expires \
    CacheControl=Cache-Control \
    ContentDisposition=Content-Disposition \
    ContentEncoding=Content-Encoding \
    Range=Range \
    IfModifiedSince=If-Modified-Since \
    IfUnmodifiedSince=If-Unmodified-Since \
    IfMatch=If-Match \
    IfNoneMatch=If-None-Match \
    CopySource=x-cos-copy-source \
    CopySourceRange=x-cos-copy-source-Range \
    MetadataDirective=x-cos-metadata-directive \
    CopySourceIfModifiedSince=x-cos-copy-source-If-Modified-Since \
    CopySourceIfUnmodifiedSince=x-cos-copy-source-If-Unmodified-Since \
    CopySourceIfMatch=x-cos-copy-source-If-Match \
    CopySourceIfNoneMatch=x-cos-copy-source-If-None-Match \
    ACL=x-cos-acl \
    GrantRead=x-cos-grant-read \
    GrantWrite=x-cos-grant-write \
    GrantFullControl=x-cos-grant-full-control \
    GrantReadAcp=x-cos-grant-read-acp \
    GrantWriteAcp=x-cos-grant-write-acp \
    StorageClass=x-cos-storage-class \
    TrafficLimit=x-cos-traffic-limit \
    MimeLimit=x-cos-mime-limit \
    SSECustomerAlgorithm=x-cos-server-side-encryption-customer-algorithm \
    SSECustomerKey=x-cos-server-side-encryption-customer-key \
    SSECustomerKeyMD5=x-cos-server-side-encryption-customer-key-MD5 \
    ServerSideEncryption=x-cos-server-side-encryption \
    SSEKMSKeyId=x-cos-server-side-encryption-cos-kms-key-id \
    SSEContext=x-cos-server-side-encryption-context \
    PicOperations=Pic-Operations \
    Callback=x-cos-callback \
    CallbackVar=x-cos-callback-var \
    ReturnBody=x-cos-return-body \
    Origin=Origin \
    AccessControlRequestMethod=Access-Control-Request-Method \
    AccessControlRequestHeaders=Access-Control-Request-Headers";

/// The headers of a call: its `Headers`, params that are named like headers, and the mapped ones, which win.
#[must_use]
pub fn from_params(params: &Map) -> Map {
    let mut headers = Map::new();
    if let Some(Value::Map(given)) = params.get("Headers") {
        for (name, value) in given.iter() {
            set(&mut headers, name, value);
        }
    }
    for (name, value) in params.iter() {
        if has(name, "x-cos-") {
            set(&mut headers, name, value);
        }
    }
    for (param, header) in pairs(MAPPED) {
        if let Some(value) = params.get(param) {
            set(&mut headers, header, value);
        }
    }
    headers
}

/// The spelling under which a header was given, whatever its letter case.
#[must_use]
pub fn find<'a>(headers: &'a Map, name: &str) -> Option<&'a (Text, Value)> {
    headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))
}

/// Sets a header in place of one that differs in letter case; null takes it away.
pub fn set(headers: &mut Map, name: &str, value: &Value) {
    let given = find(headers, name).map(|(given, _)| given.clone());
    if let Some(given) = given.filter(|given| value.is_null() || given != name) {
        headers.remove(&given);
    }
    if !value.is_null() {
        headers.set(name, value.clone());
    }
}
