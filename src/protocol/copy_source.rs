//! Where an object is copied from.
//!
//! <https://cloud.tencent.com/document/product/436/10881>

use super::encode::decode_uri_component;
use super::text::split_once;

/// What stands between the bucket and the region of a copy source.
const SERVICES: [&str; 5] = ["cos", "cosv6", "cos-cdc", "cos-cdz", "cos-internal"];
const DOMAINS: [&str; 2] = ["myqcloud.com", "tencentcos.cn"];
const VERSION: &str = "?versionId=";

/// An object, named as the service names copy sources: `bucket-appid.cos.region.myqcloud.com/key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopySource {
    pub bucket: String,
    pub region: String,
    /// Not encoded.
    pub key: String,
    pub version_id: Option<String>,
}

impl CopySource {
    /// Reads a copy source; nothing where it names no object of the service.
    #[must_use]
    pub fn parse(source: &str) -> Option<Self> {
        let (host, path) = source.split_once('/')?;
        let mut labels = host.splitn(4, '.');
        let (bucket, service) = (labels.next()?, labels.next()?);
        let (region, domain) = (labels.next()?, labels.next()?);
        let known = is_bucket(bucket) && SERVICES.contains(&service) && DOMAINS.contains(&domain);
        let (key, version_id) = match split_once(path, VERSION) {
            Some((key, version)) => (key, Some(decode_uri_component(version)?)),
            None => (path, None),
        };
        if !known || region.is_empty() || key.is_empty() {
            return None;
        }
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
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    text.bytes().all(plain)
        && text.rsplit_once('-').is_some_and(|(name, app_id)| {
            !name.is_empty() && !app_id.is_empty() && app_id.bytes().all(|c| c.is_ascii_digit())
        })
}
