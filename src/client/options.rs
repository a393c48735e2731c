//! The options of an instance, as one call sees them.

use std::rc::Rc;

use super::grant::{Keys, passes, time};
use crate::protocol::endpoint::Addressing;
use crate::protocol::params::Rules;
use crate::protocol::request::{Request, Settings};
use crate::text::has;
use crate::value::{Map, Value};

/// How long a call waits for the network to come back, unless `OfflineTimeout` says otherwise. Milliseconds.
const OFFLINE_TIMEOUT: u32 = 600_000;
/// How long a credential callback may take, unless `AuthorizationTimeout` says otherwise. Milliseconds.
const AUTHORIZATION_TIMEOUT: u32 = 60_000;

/// Who makes signatures possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// `SecretId` and `SecretKey` of the options.
    #[default]
    Fixed,
    GetAuthorization,
    GetSts,
}

/// The options that one call needs, read when it starts.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub settings: Settings,
    pub source: Source,
    /// `SecretId` and `SecretKey`, with what belongs to them.
    pub keys: Rc<Keys>,
    pub correct_clock_skew: bool,
    pub force_sign_host: bool,
    pub auto_switch_host: bool,
    /// Milliseconds; 0 is no limit.
    pub timeout: u32,
    pub offline_timeout: u32,
    pub authorization_timeout: u32,
    pub upload_check_content_md5: bool,
    pub upload_add_meta_md5: bool,
    /// All of them, for who needs one that is not named here.
    pub given: Map,
}

impl Options {
    /// Reads the options; `source` and what functions among them answered are found out by the caller.
    #[must_use]
    pub fn read(given: &Map, source: Source) -> Self {
        Options {
            settings: settings(given),
            source,
            keys: Rc::new(keys(given)),
            correct_clock_skew: !given.is_false("CorrectClockSkew"),
            force_sign_host: !given.is_false("ForceSignHost"),
            auto_switch_host: !given.is_false("AutoSwitchHost"),
            timeout: limit(given, "Timeout", 0),
            offline_timeout: limit(given, "OfflineTimeout", OFFLINE_TIMEOUT),
            authorization_timeout: limit(given, "AuthorizationTimeout", AUTHORIZATION_TIMEOUT),
            upload_check_content_md5: given.is_set("UploadCheckContentMd5"),
            upload_add_meta_md5: given.is_set("UploadAddMetaMd5"),
            given: given.clone(),
        }
    }

    /// The host that is signed for this URL of a request; empty for none.
    #[must_use]
    pub fn host(&self, request: &Request, url: &str) -> String {
        if self.force_sign_host { request.host(url) } else { String::new() }
    }
}

fn keys(given: &Map) -> Keys {
    Keys {
        secret_id: given.text_or_empty("SecretId"),
        secret_key: given.text_or_empty("SecretKey"),
        start_time: time(given, "StartTime"),
        expired_time: time(given, "ExpiredTime"),
        scope_limit: false,
        passes: passes(given),
    }
}

fn settings(given: &Map) -> Settings {
    let domain = given.text_or_empty("Domain");
    Settings {
        rules: Rules {
            app_id: given.first_text(&["AppId", "appId"]),
            compatibility_mode: given.is_set("CompatibilityMode"),
            raw_key: given.is_set("UseRawKey"),
            key_simplify_check: !given.is_false("ObjectKeySimplifyCheck"),
            bucket_in_domain: !domain.is_empty() && !has(&domain, "{Bucket}"),
            region_in_domain: !domain.is_empty() && !has(&domain, "{Region}"),
        },
        addressing: Addressing {
            protocol: given.text_or_empty("Protocol"),
            page_protocol: String::new(),
            domain,
            service_domain: given.text_or_empty("ServiceDomain"),
            use_accelerate: given.is_set("UseAccelerate"),
        },
        parsed_source: None,
    }
}

fn limit(given: &Map, name: &str, usual: u32) -> u32 {
    let milliseconds = given.get(name).and_then(Value::as_integer);
    milliseconds.map_or(usual, |milliseconds| u32::try_from(milliseconds.max(0)).unwrap_or(u32::MAX))
}
