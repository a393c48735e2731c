//! The options of an instance, as one call sees them.

use crate::protocol::endpoint::Addressing;
use crate::protocol::params::Rules;
use crate::protocol::request::Settings;
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
    pub secret_id: String,
    pub secret_key: String,
    pub security_token: String,
    /// Unix seconds, as given.
    pub start_time: Option<Value>,
    pub expired_time: Option<Value>,
    pub correct_clock_skew: bool,
    pub force_sign_host: bool,
    pub auto_switch_host: bool,
    /// Milliseconds; 0 is no limit.
    pub timeout: u32,
    pub offline_timeout: u32,
    pub authorization_timeout: u32,
    pub upload_check_content_md5: bool,
    pub upload_add_meta_md5: bool,
}

impl Options {
    /// Reads the options; `source` and what functions among them answered are found out by the caller.
    #[must_use]
    pub fn read(given: &Map, source: Source) -> Self {
        let text = |name| given.truthy(name).map(Value::to_text).unwrap_or_default();
        let set = |name| given.truthy(name).is_some();
        let unless_false = |name| given.get(name) != Some(&Value::Bool(false));
        let limit = |name, usual| given.get(name).and_then(Value::as_integer).map_or(usual, limit);
        Options {
            settings: settings(given),
            source,
            secret_id: text("SecretId"),
            secret_key: text("SecretKey"),
            security_token: first(text("SecurityToken"), || text("XCosSecurityToken")),
            start_time: given.truthy("StartTime").cloned(),
            expired_time: given.truthy("ExpiredTime").cloned(),
            correct_clock_skew: unless_false("CorrectClockSkew"),
            force_sign_host: unless_false("ForceSignHost"),
            auto_switch_host: unless_false("AutoSwitchHost"),
            timeout: limit("Timeout", 0),
            offline_timeout: limit("OfflineTimeout", OFFLINE_TIMEOUT),
            authorization_timeout: limit("AuthorizationTimeout", AUTHORIZATION_TIMEOUT),
            upload_check_content_md5: set("UploadCheckContentMd5"),
            upload_add_meta_md5: set("UploadAddMetaMd5"),
        }
    }
}

fn settings(given: &Map) -> Settings {
    let text = |name| given.truthy(name).map(Value::to_text).unwrap_or_default();
    let set = |name| given.truthy(name).is_some();
    let domain = text("Domain");
    Settings {
        rules: Rules {
            app_id: first(text("AppId"), || text("appId")),
            compatibility_mode: set("CompatibilityMode"),
            raw_key: set("UseRawKey"),
            key_simplify_check: given.get("ObjectKeySimplifyCheck") != Some(&Value::Bool(false)),
            bucket_in_domain: !domain.is_empty() && !domain.contains("{Bucket}"),
            region_in_domain: !domain.is_empty() && !domain.contains("{Region}"),
        },
        addressing: Addressing {
            protocol: text("Protocol"),
            page_protocol: String::new(),
            domain,
            service_domain: text("ServiceDomain"),
            use_accelerate: set("UseAccelerate"),
        },
        parsed_source: None,
    }
}

fn first(text: String, other: impl FnOnce() -> String) -> String {
    if text.is_empty() { other() } else { text }
}

fn limit(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds.max(0)).unwrap_or(u32::MAX)
}
