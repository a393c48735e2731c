//! Where requests go: hosts and URLs.
//!
//! <https://cloud.tencent.com/document/product/436/6224>

use super::encode::encode_path;
use crate::text::{Bytes, fill, has, lists, run, split_last, split_once};
use crate::value::{Map, Text};

const DEFAULT_DOMAIN: &str = "{Bucket}.cos.{Region}.myqcloud.com";
/// The host form of the regions that are older than the `cos.` in host names.
const OLD_DOMAIN: &str = "{Bucket}.{Region}.myqcloud.com";
const OLD_REGIONS: &str = "cn-south cn-south-2 cn-north cn-east cn-southwest sg";
const ACCELERATED: &str = "accelerate";

/// What the options of an instance say about addresses.
#[derive(Clone, Copy)]
pub struct Addressing<'a>(pub &'a Map);

/// What a URL points at. Empty texts mean "not given".
#[derive(Clone, Copy, Debug, Default)]
pub struct Target<'a> {
    pub bucket: &'a str,
    pub region: &'a str,
    /// Not encoded, without the slash that parts it from the host.
    pub key: &'a str,
    /// As `acl`, without a question mark.
    pub sub_resource: &'a str,
    /// The caller's own query, encoded by himself.
    pub query_string: &'a str,
}

impl<'a> Addressing<'a> {
    /// As [`Addressing::url`], whatever `UseAccelerate` says.
    #[must_use]
    pub fn url_of(self, target: &Target, is_accelerated: bool) -> Text {
        let region = if is_accelerated { ACCELERATED } else { target.region };
        let mut url = String::from(&*self.origin(target.bucket, region));
        url.push('/');
        url.push_str(&encode_path(target.key));
        append_query(&mut url, target.sub_resource);
        append_query(&mut url, target.query_string);
        url.into()
    }

    /// The URL of a bucket or an object, without the query entries that are signed.
    #[must_use]
    pub fn url(self, target: &Target) -> Text {
        self.url_of(target, self.0.is_set("UseAccelerate"))
    }

    /// The URL of the list of buckets.
    #[must_use]
    pub fn service_url(self, region: &str) -> Text {
        if let Some(template) = self.0.text("ServiceDomain") {
            let names = Names { bucket: "", bucket_name: "", app_id: &app_id(self.0), region };
            return self.with_scheme(&names.fill(template));
        }
        if region.is_empty() {
            return self.with_scheme("service.cos.myqcloud.com");
        }
        self.with_scheme(&fill("cos.{}.myqcloud.com", &[region]))
    }

    fn origin(self, bucket: &str, region: &str) -> Text {
        let template = match self.0.text("Domain") {
            Some(given) => given,
            None if lists(OLD_REGIONS, region) => OLD_DOMAIN,
            None => DEFAULT_DOMAIN,
        };
        let (bucket_name, app_id) = split_last(bucket, b'-').unwrap_or(("", bucket));
        self.with_scheme(&Names { bucket, bucket_name, app_id, region }.fill(template))
    }

    fn with_scheme(self, domain: &str) -> Text {
        let domain = domain.strip_suffix('/').unwrap_or(domain);
        if has_scheme(domain) { domain.into() } else { fill("{}//{}", &[self.scheme(), domain]) }
    }

    fn scheme(self) -> &'a str {
        match self.0.text("Protocol").map(Text::as_str) {
            Some("http") => "http:",
            Some("https") => "https:",
            Some(other) => other,
            None if self.0.is("PageProtocol", "http:") => "http:",
            None => "https:",
        }
    }
}

/// The id of the buckets' owner, where the options name one.
#[must_use]
pub fn app_id(options: &Map) -> Text {
    options.first_text(&["AppId", "appId"])
}

fn has_scheme(domain: &str) -> bool {
    split_once(domain, "://")
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|c| c.is_ascii_alphabetic()))
}

/// Puts a query at the end of a URL.
pub fn append_query(url: &mut String, query: &str) {
    if !query.is_empty() {
        url.push(if has(url, "?") { '&' } else { '?' });
        url.push_str(query);
    }
}

/// The host a browser names in the Host header of a request to this URL.
#[must_use]
pub fn host_of(url: &str) -> Text {
    let (scheme, rest) = split_once(url, "://").unwrap_or(("", url));
    let host = run(rest, &const { Bytes::all_but("/?#") }).0.to_ascii_lowercase();
    // Browsers leave out the port that goes without saying.
    let port = if scheme.eq_ignore_ascii_case("http") { ":80" } else { ":443" };
    host.strip_suffix(port).unwrap_or(&host).into()
}

/// A URL without its scheme, as answers give the location of an object.
#[must_use]
pub fn location_of(url: &str) -> &str {
    split_once(url, "://").map_or(url, |(_, location)| location)
}

/// The same URL on the second domain of the service, for when the first cannot be reached.
///
/// Nothing for custom, accelerated, internal and service hosts: they have no second domain.
#[must_use]
pub fn switched_url(url: &str) -> Option<Text> {
    let host = host_of(url);
    let inner = host.strip_suffix(".myqcloud.com")?;
    if !has_scheme(url) || !has(inner, ".cos.") || inner.ends_with(".cos.accelerate") {
        return None;
    }
    let (before, after) = split_once(url, "myqcloud.com")?;
    Some(fill("{}tencentcos.cn{}", &[before, after]))
}

/// What the placeholders of a host template stand for.
struct Names<'a> {
    bucket: &'a str,
    /// The bucket without the id of its owner.
    bucket_name: &'a str,
    app_id: &'a str,
    region: &'a str,
}

impl Names<'_> {
    fn fill(&self, template: &str) -> Text {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, after)) = split_once(rest, "{") {
            filled.push_str(before);
            rest = after;
            if let Some((name, after)) = after.strip_prefix('{').and_then(|text| split_once(text, "}}")) {
                filled.push_str(self.value(name, self.bucket_name));
                rest = after;
            } else if let Some((name, after)) = split_once(after, "}") {
                filled.push_str(self.value(name, self.bucket));
                rest = after;
            } else {
                filled.push('{');
            }
        }
        filled.push_str(rest);
        filled.into()
    }

    /// Two braces around `Bucket` mean the name alone, one brace means the whole.
    fn value<'b>(&'b self, placeholder: &str, bucket: &'b str) -> &'b str {
        match placeholder.to_ascii_lowercase().as_str() {
            "appid" => self.app_id,
            "bucketname" => self.bucket_name,
            "bucket" => bucket,
            "region" => self.region,
            _ => "",
        }
    }
}
