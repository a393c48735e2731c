//! `cos.options`: the defaults, what the caller gave, and what one call reads of them.

use js_sys::{Function, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{Browser, js, value};
use crate::client::options::{Options, Source};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::params::Rules;
use crate::protocol::value::{Map, Value};

/// Sizes are bytes, times milliseconds unless the name says otherwise.
const DEFAULTS: &str = r#"{"SecretId":"","SecretKey":"","SecurityToken":"","StartTime":0,"ExpiredTime":0,
"SystemClockOffset":0,"CorrectClockSkew":true,"ForceSignHost":true,"AppId":"","Domain":"","ServiceDomain":"",
"Protocol":"","UseAccelerate":false,"ForcePathStyle":false,"CompatibilityMode":false,"UseRawKey":false,
"ObjectKeySimplifyCheck":true,"AutoSwitchHost":true,"CopySourceParser":null,"FileParallelLimit":3,
"ChunkParallelLimit":3,"ChunkRetryTimes":2,"ChunkSize":1048576,"SliceSize":1048576,"CopyChunkParallelLimit":20,
"CopyChunkSize":10485760,"CopySliceSize":10485760,"MaxPartNumber":10000,"ProgressInterval":1000,
"UploadQueueSize":10000,"UploadIdCacheLimit":50,"UploadCheckContentMd5":false,"UploadAddMetaMd5":false,"Timeout":0,
"BeaconReporter":null,"ClsReporter":null,"DeepTracker":false,"TrackerDelay":5000,"CustomId":"","EnableLog":false,
"EnableLogcat":false,"LogLevel":"VERBOSE","ClsLogger":null,"LogExtras":{},"OfflineTimeout":600000,
"AuthorizationTimeout":60000}"#;

/// Options that are kept within bounds: name, least, most.
const BOUNDS: &[(&str, f64, f64)] = &[
    ("FileParallelLimit", 1.0, f64::MAX),
    ("ChunkParallelLimit", 1.0, f64::MAX),
    ("ChunkRetryTimes", 0.0, f64::MAX),
    ("ChunkSize", 1_048_576.0, f64::MAX),
    ("CopyChunkParallelLimit", 1.0, f64::MAX),
    ("CopyChunkSize", 1_048_576.0, f64::MAX),
    ("CopySliceSize", 0.0, f64::MAX),
    ("MaxPartNumber", 1024.0, 10_000.0),
    ("Timeout", 0.0, f64::MAX),
];

/// Options that are functions when they are anything.
const FUNCTIONS: &[&str] = &["getAuthorization", "getSTS", "Request", "CopySourceParser"];

/// What one call reads; the others are read where they are used, or are nobody's business.
const READ: &[&str] = &[
    "SecretId",
    "SecretKey",
    "SecurityToken",
    "XCosSecurityToken",
    "StartTime",
    "ExpiredTime",
    "CorrectClockSkew",
    "ForceSignHost",
    "AppId",
    "appId",
    "Domain",
    "ServiceDomain",
    "Protocol",
    "UseAccelerate",
    "CompatibilityMode",
    "UseRawKey",
    "ObjectKeySimplifyCheck",
    "AutoSwitchHost",
    "Timeout",
    "OfflineTimeout",
    "AuthorizationTimeout",
    "UploadCheckContentMd5",
    "UploadAddMetaMd5",
];

/// What decides whether params can be used.
const RULES: &[&str] =
    &["AppId", "appId", "CompatibilityMode", "UseRawKey", "ObjectKeySimplifyCheck", "Domain"];

/// Makes `cos.options` of what the caller gave. A value of undefined counts as not given.
pub fn complete(given: &JsValue) -> Result<Object> {
    let options: Object = JSON::parse(DEFAULTS).unwrap_or_default().unchecked_into();
    if given.is_undefined() || given.is_null() {
        return Ok(options);
    }
    if !given.is_object() {
        return Err(Error::param("options should be an object", "Call new COS({getAuthorization: ...})."));
    }
    for name in Object::keys(given.unchecked_ref::<Object>()) {
        let name = name.as_string().unwrap_or_default();
        let value = js::get(given, &name);
        if !value.is_undefined() {
            js::set(&options, &name, &value);
        }
    }
    check(&options)?;
    Ok(options)
}

fn check(options: &Object) -> Result<()> {
    if js::get(options, "ForcePathStyle").is_truthy() {
        return Err(Error::param(
            "ForcePathStyle is not supported",
            "Leave it out; use Domain for own hosts.",
        ));
    }
    for name in FUNCTIONS {
        let value = js::get(options, name);
        if value.is_truthy() && !value.is_function() {
            return Err(wrong(name, "a function"));
        }
    }
    for (name, least, most) in BOUNDS {
        let number = js::to_number(&js::get(options, name));
        if number.is_nan() {
            return Err(wrong(name, "a number"));
        }
        js::set(options, name, &number.clamp(*least, *most).into());
    }
    Ok(())
}

fn wrong(name: &str, form: &str) -> Error {
    Error::param(["option ", name, " should be ", form].concat(), "Correct this option of new COS().")
}

/// Reads what decides whether a call's params can be used.
pub fn rules(cos: &JsValue) -> Result<Rules> {
    let live = js::get(cos, "options");
    let mut rules = Options::read(&read(&live, RULES)?, Source::Fixed).settings.rules;
    if js::get(&live, "Domain").is_function() {
        rules.bucket_in_domain = true;
        rules.region_in_domain = true;
    }
    Ok(rules)
}

fn read(live: &JsValue, names: &[&str]) -> Result<Map> {
    let mut given = Map::new();
    for name in names {
        if let Some(value) = value::read(&js::get(live, name))? {
            given.push(*name, value);
        }
    }
    Ok(given)
}

/// Reads what a call needs. `Domain` and `CopySourceParser` are asked here, where functions are.
pub fn current(cos: &JsValue, platform: &Browser, params: &Map) -> Result<Options> {
    let live = js::get(cos, "options");
    let mut options = Options::read(&read(&live, READ)?, source(&live));
    options.settings.addressing.page_protocol = platform.page_protocol().unwrap_or_default();
    if let Ok(domain) = js::get(&live, "Domain").dyn_into::<Function>() {
        ask_domain(&mut options, &domain, params)?;
    }
    if let (Ok(parser), Some(source)) =
        (js::get(&live, "CopySourceParser").dyn_into::<Function>(), params.text("CopySource"))
    {
        let parsed =
            parser.call1(&live, &source.into()).map_err(|thrown| refused("CopySourceParser", &thrown))?;
        options.settings.parsed_source = Some(value::read(&parsed)?.unwrap_or(Value::Null));
    }
    Ok(options)
}

fn source(live: &JsValue) -> Source {
    if js::get(live, "getAuthorization").is_function() {
        return Source::GetAuthorization;
    }
    if js::get(live, "getSTS").is_function() { Source::GetSts } else { Source::Fixed }
}

fn ask_domain(options: &mut Options, domain: &Function, params: &Map) -> Result<()> {
    let text = |name| params.text(name).unwrap_or_default();
    let question = Object::new();
    js::set(&question, "Bucket", &text("Bucket").into());
    js::set(&question, "Region", &options.settings.addressing.region(text("Region")).into());
    let answer = domain.call1(&JsValue::UNDEFINED, &question).map_err(|thrown| refused("Domain", &thrown))?;
    options.settings.addressing.domain = answer.as_string().unwrap_or_default();
    options.settings.rules.bucket_in_domain = true;
    options.settings.rules.region_in_domain = true;
    Ok(())
}

fn refused(name: &str, thrown: &JsValue) -> Error {
    let message = ["option ", name, " threw: ", &js::message_of(thrown)].concat();
    Error::param(message, "Correct this function.")
}
