//! What the scripted credential callback answers.

use cos_wasm_sdk::error::{Error, Kind, Result};
use cos_wasm_sdk::value::{Map, Value};

use super::clock::NOW;

pub const TOKEN: &str = "temporary-token-that-nobody-may-see";
pub const SECRET: &str = "temporary-secret-that-nobody-may-see";
pub const SIGNATURE: &str = "q-sign-algorithm=sha1&q-ak=AKIDserver&q-sign-time=1;2&q-key-time=1;2&q-header-list=host\
                             &q-url-param-list=&q-signature=made-by-the-server";

/// One answer of the callback.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Milliseconds between question and answer.
    pub after: u32,
    /// Nothing when the callback never answers.
    pub given: Option<Result<Value>>,
}

pub fn value(value: impl Into<Value>) -> Answer {
    Answer { after: 0, given: Some(Ok(value.into())) }
}

/// Temporary keys with this id that live for an hour.
pub fn keys(id: &str) -> Answer {
    value(key_fields(id))
}

/// Temporary keys that serve requests of one scope only.
pub fn scoped_keys(id: &str) -> Answer {
    let mut fields = key_fields(id);
    fields.insert("ScopeLimit", Value::Bool(true));
    value(fields)
}

pub fn signature() -> Answer {
    value(SIGNATURE)
}

pub fn never() -> Answer {
    Answer { after: 0, given: None }
}

pub fn failure(message: &str) -> Answer {
    Answer { after: 0, given: Some(Err(Error::own(Kind::Credentials, message, "Mend it."))) }
}

/// The fields of keys that have lived for a while and will live for an hour.
pub fn key_fields(id: &str) -> Map {
    let now = NOW / 1000;
    let mut fields: Map = [("TmpSecretId", id), ("TmpSecretKey", SECRET), ("SecurityToken", TOKEN)]
        .into_iter()
        .map(|(name, text)| (name, Value::from(text)))
        .collect();
    fields.insert("StartTime", Value::from(now - 100));
    fields.insert("ExpiredTime", Value::from(now + 3600));
    fields
}

impl Answer {
    pub fn after(self, milliseconds: u32) -> Self {
        Answer { after: milliseconds, ..self }
    }
}
