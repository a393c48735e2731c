//! Which headers the params of a call ask for.

use crate::text::{Pairs, dashed, fill, has, pairs};
use crate::value::{Map, Text, Value};

/// Params that every operation sends as headers, and the names they have there; where none is given, it is the param's own
/// with dashes in it, and behind `x-cos-` where the param has a star.
/// Source: <https://cloud.tencent.com/document/product/436/7728>
const MAPPED: Pairs = "\
    *MFA ContentMD5 ContentLength ContentType Expect Expires CacheControl ContentDisposition ContentEncoding \
    Range IfModifiedSince IfUnmodifiedSince IfMatch IfNoneMatch *CopySource \
    CopySourceRange=x-cos-copy-source-Range *MetadataDirective \
    CopySourceIfModifiedSince=x-cos-copy-source-If-Modified-Since \
    CopySourceIfUnmodifiedSince=x-cos-copy-source-If-Unmodified-Since \
    CopySourceIfMatch=x-cos-copy-source-If-Match CopySourceIfNoneMatch=x-cos-copy-source-If-None-Match *ACL \
    *GrantRead *GrantWrite *GrantFullControl *GrantReadAcp *GrantWriteAcp *StorageClass *TrafficLimit \
    *MimeLimit SSECustomerAlgorithm=x-cos-server-side-encryption-customer-algorithm \
    SSECustomerKey=x-cos-server-side-encryption-customer-key \
    SSECustomerKeyMD5=x-cos-server-side-encryption-customer-key-MD5 *ServerSideEncryption \
    SSEKMSKeyId=x-cos-server-side-encryption-cos-kms-key-id SSEContext=x-cos-server-side-encryption-context \
    PicOperations *Callback *CallbackVar *ReturnBody Origin AccessControlRequestMethod \
    AccessControlRequestHeaders";

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
    for (param, name) in pairs(MAPPED) {
        let own = param.strip_prefix('*');
        if let Some(value) = params.get(own.unwrap_or(param)) {
            let name = match own {
                Some(own) => fill("x-cos-{}", &[&dashed(own).to_ascii_lowercase()]),
                None if name.is_empty() => dashed(param).into(),
                None => name.into(),
            };
            set(&mut headers, &name, value);
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
