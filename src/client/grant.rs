//! What a credential callback answered: keys to sign with, or a finished signature.

use std::rc::Rc;

use crate::error::{Error, Kind, Result};
use crate::protocol::encode::decode_base64;
use crate::text::{fill, find_bytes, has, integer};
use crate::value::{Map, Text, Value};

/// What lets a request through.
#[derive(Clone, Debug, PartialEq)]
pub enum Grant {
    Keys(Rc<Keys>),
    Signature(Signature),
}

/// Keys to sign with: those of the options, or temporary ones, good for many requests.
#[derive(Debug, Default, PartialEq)]
pub struct Keys {
    pub secret_id: Text,
    pub secret_key: Text,
    /// Unix seconds; 0 when it was not told.
    pub start_time: i64,
    /// Unix seconds; 0 when it was not told.
    pub expired_time: i64,
    /// Good for requests of the same scope only.
    pub scope_limit: bool,
    pub passes: Map,
}

/// The value of the Authorization header, made elsewhere; good for one request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    pub authorization: Text,
    /// What goes along with it, unsigned: texts that are not empty, under their names in a URL.
    pub passes: Map,
}

const HINT: &str = "Call the callback with {TmpSecretId, TmpSecretKey, SecurityToken, StartTime, ExpiredTime}, \
                    or with an Authorization text.";

/// The name of the security token among what goes along with a signature.
pub const SECURITY_TOKEN: &str = "x-cos-security-token";

/// Reads the answer of `getAuthorization` or `getSTS`.
///
/// # Errors
/// [`Kind::Credentials`](crate::error::Kind::Credentials), naming what is missing.
pub fn read(answer: Value, sts: bool) -> Result<Grant> {
    let given = match answer {
        Value::Map(map) => map,
        Value::Text(text) => Map::of("Authorization", Value::Text(text)),
        _ if sts => Map::new(),
        _ => return Err(format_error()),
    };
    let authorization = given.text_or_empty("Authorization");
    if sts || authorization.is_empty() {
        return keys(&given, sts).map(|keys| Grant::Keys(Rc::new(keys)));
    }
    if !is_signature(&authorization) {
        return Err(format_error());
    }
    Ok(Grant::Signature(Signature { authorization, passes: passes(&given) }))
}

fn keys(given: &Map, sts: bool) -> Result<Keys> {
    // `getSTS` may name them as lasting keys are named.
    let (id, key) = if sts { ("SecretId", "SecretKey") } else { ("TmpSecretId", "TmpSecretKey") };
    let keys = Keys {
        secret_id: given.first_text(&["TmpSecretId", id]),
        secret_key: given.first_text(&["TmpSecretKey", key]),
        start_time: time(given, "StartTime"),
        expired_time: time(given, "ExpiredTime"),
        scope_limit: given.is_set("ScopeLimit"),
        passes: passes(given),
    };
    let missing = if keys.secret_id.is_empty() {
        "TmpSecretId"
    } else if keys.secret_key.is_empty() {
        "TmpSecretKey"
    } else if keys.passes.get(SECURITY_TOKEN).is_none() {
        "SecurityToken"
    } else if keys.expired_time == 0 {
        "ExpiredTime"
    } else {
        ""
    };
    if !missing.is_empty() {
        return Err(wrong("missing \"{}\"", &[missing], HINT));
    }
    // So the original words it.
    let forms = [("ExpiredTime", "digits", keys.expired_time), ("StartTime", "StartTime", keys.start_time)];
    for &(name, form, time) in &forms {
        if time == NO_TIME {
            return Err(wrong("\"{}\" should be 10 {}", &[name, form], SECONDS));
        }
    }
    Ok(keys)
}

/// What goes along with a signature, in the order of URLs.
#[must_use]
pub fn passes(given: &Map) -> Map {
    let mut passes = Map::new();
    let names = [
        ("XCosSecurityToken", SECURITY_TOKEN),
        ("SecurityToken", SECURITY_TOKEN),
        ("ClientIP", "clientIP"),
        ("ClientUA", "clientUA"),
        ("Token", "token"),
    ];
    for &(name, sent) in &names {
        let text = given.text_or_empty(name);
        if !text.is_empty() {
            passes.put(sent, text);
        }
    }
    passes
}

/// What to do about a time in another form.
pub const SECONDS: &str = "Give the time in seconds since 1970, not in milliseconds.";
/// In place of a time that is none.
pub const NO_TIME: i64 = -1;

/// A Unix time in seconds, ten digits; 0 when none is given, [`NO_TIME`] where it has another form.
#[must_use]
pub fn time(given: &Map, name: &str) -> i64 {
    let text = given.text_or_empty(name);
    if text.is_empty() {
        return 0;
    }
    integer(&text).filter(|time| text.len() == 10 && *time >= 0).unwrap_or(NO_TIME)
}

fn is_signature(text: &str) -> bool {
    const NEW: [&str; 5] = ["q-sign-algorithm=", "q-ak=", "q-sign-time=", "q-key-time=", "q-url-param-list="];
    const OLD: [&str; 5] = ["a=", "k=", "t=", "r=", "b="];
    if has(text, " ") {
        return false;
    }
    NEW.iter().all(|piece| has(text, piece))
        || decode_base64(text)
            .is_some_and(|bytes| OLD.iter().all(|piece| find_bytes(&bytes, piece).is_some()))
}

fn format_error() -> Rc<Error> {
    wrong("format error", &[], HINT)
}

fn wrong(what: &str, names: &[&str], hint: &'static str) -> Rc<Error> {
    let message = fill("getAuthorization callback params {}", &[&fill(what, names)]);
    Error::own(Kind::Credentials, &message, hint)
}
