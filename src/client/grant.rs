//! What a credential callback answered: keys to sign with, or a finished signature.

use crate::error::{Error, Result};
use crate::protocol::encode::decode_base64;
use crate::value::{Map, Value};

/// What lets a request through.
#[derive(Clone, Debug, PartialEq)]
pub enum Grant {
    Keys(Keys),
    Signature(Signature),
}

/// Temporary keys, good for many requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keys {
    pub secret_id: String,
    pub secret_key: String,
    /// Unix seconds; 0 when it was not told.
    pub start_time: i64,
    /// Unix seconds.
    pub expired_time: i64,
    /// Good for requests of the same scope only.
    pub scope_limit: bool,
    pub passes: Passes,
}

/// The value of the Authorization header, made elsewhere; good for one request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    pub authorization: String,
    pub passes: Passes,
}

/// What goes along with a signature, unsigned. Empty texts are not sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passes {
    pub security_token: String,
    pub token: String,
    pub client_ip: String,
    pub client_ua: String,
}

const HINT: &str = "Call the callback with {TmpSecretId, TmpSecretKey, SecurityToken, StartTime, ExpiredTime}, \
                    or with the Authorization text that your server made.";

/// Reads the answer of `getAuthorization` or `getSTS`.
///
/// # Errors
/// [`Error::Credentials`], naming what is missing.
pub fn read(answer: Value, sts: bool) -> Result<Grant> {
    let given = match answer {
        Value::Map(map) => map,
        Value::Text(text) => [("Authorization", text)].into_iter().collect(),
        _ if sts => Map::new(),
        _ => return Err(format_error()),
    };
    if !sts && let Some(authorization) = given.truthy("Authorization") {
        let authorization = authorization.to_text();
        if !is_signature(&authorization) {
            return Err(format_error());
        }
        return Ok(Grant::Signature(Signature { authorization, passes: passes(&given) }));
    }
    keys(&given, sts).map(Grant::Keys)
}

fn keys(given: &Map, sts: bool) -> Result<Keys> {
    let named = |name: &str, other: &str| {
        given.truthy(name).or_else(|| given.truthy(other).filter(|_| sts)).map(Value::to_text)
    };
    let passes = passes(given);
    let secret_id = named("TmpSecretId", "SecretId").ok_or_else(|| missing("TmpSecretId"))?;
    let secret_key = named("TmpSecretKey", "SecretKey").ok_or_else(|| missing("TmpSecretKey"))?;
    if passes.security_token.is_empty() {
        return Err(missing("SecurityToken"));
    }
    let expired = given.truthy("ExpiredTime").ok_or_else(|| missing("ExpiredTime"))?;
    let expired_time =
        ten_digits(expired).ok_or_else(|| digits_error("\"ExpiredTime\" should be 10 digits"))?;
    let start_time = match given.truthy("StartTime") {
        None => 0,
        Some(start) => {
            ten_digits(start).ok_or_else(|| digits_error("\"StartTime\" should be 10 StartTime"))?
        }
    };
    let scope_limit = given.truthy("ScopeLimit").is_some();
    Ok(Keys { secret_id, secret_key, start_time, expired_time, scope_limit, passes })
}

fn passes(given: &Map) -> Passes {
    let text = |name| given.truthy(name).map(Value::to_text).unwrap_or_default();
    let security_token = given.truthy("SecurityToken").or_else(|| given.truthy("XCosSecurityToken"));
    Passes {
        security_token: security_token.map(Value::to_text).unwrap_or_default(),
        token: text("Token"),
        client_ip: text("ClientIP"),
        client_ua: text("ClientUA"),
    }
}

/// A Unix time in seconds, as ten digits.
#[must_use]
pub fn ten_digits(value: &Value) -> Option<i64> {
    let text = value.to_text();
    if text.len() == 10 && text.bytes().all(|c| c.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn is_signature(text: &str) -> bool {
    const NEW: [&str; 5] = ["q-sign-algorithm=", "q-ak=", "q-sign-time=", "q-key-time=", "q-url-param-list="];
    const OLD: [&str; 5] = ["a=", "k=", "t=", "r=", "b="];
    if text.contains(' ') {
        return false;
    }
    NEW.iter().all(|piece| text.contains(piece))
        || decode_base64(text).is_some_and(|bytes| OLD.iter().all(|piece| contains(&bytes, piece.as_bytes())))
}

fn contains(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

fn format_error() -> Error {
    Error::Credentials { message: "getAuthorization callback params format error".into(), hint: HINT }
}

fn missing(name: &str) -> Error {
    let message = ["getAuthorization callback params missing \"", name, "\""].concat();
    Error::Credentials { message, hint: HINT }
}

fn digits_error(what: &str) -> Error {
    let message = ["getAuthorization callback params ", what].concat();
    Error::Credentials { message, hint: "Give the time in seconds since 1970, not in milliseconds." }
}
