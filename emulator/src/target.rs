//! Which bucket and key a request is for, read from its host and path.

use std::sync::LazyLock;

use http::Uri;
use regex::Regex;

use crate::encode::percent_decode;

/// What a request is addressed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// The list of buckets, of one region or of all.
    Service { region: Option<String> },
    /// A bucket or an object in it.
    Bucket(Address),
    /// The emulator itself: admin, STS, static files. The path is decoded.
    Local { path: String },
}

/// A bucket, its region and the key of an object, empty for the bucket itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) bucket: String,
    /// Absent in the path form, which knows no regions.
    pub(crate) region: Option<String>,
    pub(crate) key: String,
    /// Whether the bucket is looked at as a website.
    pub(crate) is_website: bool,
}

static BUCKET_HOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let domains = r"(?:localhost|myqcloud\.com|tencentcos\.cn|tencentcos\.com)";
    let pattern = format!(
        r"^([a-z0-9-]+-\d+)\.(cos|cosv6|cos-internal|cos-website|cn|pic)\.(?:internal\.)?([a-z0-9-]+)\.{domains}$"
    );
    Regex::new(&pattern).ok()
});
static SERVICE_HOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:service\.cos|cos\.([a-z0-9-]+))\.(?:localhost|myqcloud\.com|tencentcos\.cn)$").ok()
});
static PATH_BUCKET: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[a-z0-9-]*[a-z0-9]-\d{5,}$").ok());

/// The address of a request. `host` may carry a port.
pub(crate) fn target_of(host: &str, uri: &Uri) -> Target {
    let name = host_name(host).to_ascii_lowercase();
    let path = percent_decode(uri.path()).into_owned();
    if let Some(found) = BUCKET_HOST.as_ref().and_then(|pattern| pattern.captures(&name)) {
        let piece = |index: usize| found.get(index).map(|piece| piece.as_str().to_owned());
        let key = path.strip_prefix('/').unwrap_or(&path).to_owned();
        let is_website = piece(2).is_some_and(|service| service == "cos-website");
        let bucket = piece(1).unwrap_or_default();
        return Target::Bucket(Address { bucket, region: piece(3), key, is_website });
    }
    if let Some(found) = SERVICE_HOST.as_ref().and_then(|pattern| pattern.captures(&name)) {
        return Target::Service { region: found.get(1).map(|region| region.as_str().to_owned()) };
    }
    path_form(&path).map_or(Target::Local { path }, Target::Bucket)
}

fn path_form(path: &str) -> Option<Address> {
    let rest = path.strip_prefix('/')?;
    let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
    let is_bucket = PATH_BUCKET.as_ref().is_some_and(|pattern| pattern.is_match(bucket));
    is_bucket.then(|| Address { bucket: bucket.to_owned(), key: key.to_owned(), ..Address::default() })
}

/// A host without its port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(bucket: &str, region: Option<&str>, key: &str) -> Target {
        let (bucket, key) = (bucket.to_owned(), key.to_owned());
        Target::Bucket(Address { bucket, region: region.map(str::to_owned), key, is_website: false })
    }

    #[test]
    fn hosts_and_paths_name_their_target() {
        let guangzhou = Some("ap-guangzhou");
        let service = |region: Option<&str>| Target::Service { region: region.map(str::to_owned) };
        let cases = [
            (
                "a-1250000000.cos.ap-guangzhou.localhost:9000",
                "/x/y",
                address("a-1250000000", guangzhou, "x/y"),
            ),
            ("a-1250000000.cos.ap-guangzhou.myqcloud.com", "/", address("a-1250000000", guangzhou, "")),
            ("a-1250000000.cos.ap-guangzhou.tencentcos.cn", "//k", address("a-1250000000", guangzhou, "/k")),
            (
                "A-1250000000.cos.AP-guangzhou.localhost",
                "/%E4%B8%AD",
                address("a-1250000000", guangzhou, "中"),
            ),
            ("127.0.0.1:9000", "/a-b-1250000000/k/l", address("a-b-1250000000", None, "k/l")),
            ("localhost", "/a-1250000000", address("a-1250000000", None, "")),
            ("service.cos.localhost:9000", "/", service(None)),
            ("cos.ap-guangzhou.localhost", "/", service(guangzhou)),
            ("localhost:9000", "/pkg/a.js", Target::Local { path: "/pkg/a.js".to_owned() }),
        ];
        for (host, path, expected) in cases {
            let uri: Uri = path.parse().expect("a path is a URI");
            assert_eq!(target_of(host, &uri), expected, "{host}{path}");
        }
    }
}
