//! Where an object is copied from.
//!
//! <https://cloud.tencent.com/document/product/436/10881>

use super::encode::decode_uri_component;
use crate::text::{Text, lists, split_last, split_once};

/// What stands between the bucket and the region of a copy source.
const SERVICES: &str = "cos cosv6 cos-cdc cos-cdz cos-internal";
const DOMAINS: &str = "myqcloud.com tencentcos.cn";
const VERSION: &str = "?versionId=";

/// An object, named as the service names copy sources: `bucket-appid.cos.region.myqcloud.com/key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopySource {
    pub bucket: Text,
    pub region: Text,
    /// Not encoded.
    pub key: Text,
    pub version_id: Option<Text>,
}

impl CopySource {
    /// Reads a copy source; nothing where it names no object of the service.
    #[must_use]
    pub fn parse(source: &str) -> Option<Self> {
        let (host, path) = split_once(source, "/")?;
        let (bucket, rest) = split_once(host, ".")?;
        let (service, rest) = split_once(rest, ".")?;
        let (region, domain) = split_once(rest, ".")?;
        let is_known = is_bucket(bucket) && lists(SERVICES, service) && lists(DOMAINS, domain);
        let (key, version) = split_once(path, VERSION).unwrap_or((path, ""));
        if !is_known || region.is_empty() || key.is_empty() {
            return None;
        }
        let version_id = if key.len() < path.len() { Some(decode_uri_component(version)?) } else { None };
        Some(CopySource {
            bucket: bucket.into(),
            region: region.into(),
            key: decode_uri_component(key)?,
            version_id,
        })
    }
}

/// Whether a text has the form `name-digits`.
#[must_use]
pub fn is_bucket(text: &str) -> bool {
    let Some((name, app_id)) = split_last(text, b'-') else { return false };
    let is_number = !app_id.is_empty() && app_id.bytes().all(|c| c.is_ascii_digit());
    is_number && !name.is_empty() && name.bytes().all(is_name_character)
}

/// What names of buckets and regions are made of.
#[must_use]
pub fn is_name_character(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')
}
