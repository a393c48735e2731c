//! What the scripted network answers.

use std::rc::Rc;

use cos_wasm_sdk::error::{Cause, Error};
use cos_wasm_sdk::platform::{Fault, Incoming};
use cos_wasm_sdk::value::Map;

/// One answer, or what stands in its place.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Milliseconds between request and answer.
    pub after: u32,
    pub outcome: Outcome,
}

#[derive(Clone, Debug)]
pub enum Outcome {
    Answer { status: u16, headers: Map, body: String },
    Timeout,
    Lost,
    Custom(String),
    Silent,
    Unsendable(Rc<Error>),
    Never,
}

pub fn of(outcome: Outcome) -> Reply {
    Reply { after: 0, outcome }
}

pub fn answer(status: u16, body: &str) -> Reply {
    of(Outcome::Answer { status, headers: Map::new(), body: body.into() })
}

pub fn ok() -> Reply {
    answer(200, "")
}

pub fn lost() -> Reply {
    of(Outcome::Lost)
}

/// A refusal with its error document.
pub fn refusal(status: u16, code: &str, message: &str) -> Reply {
    answer(status, &format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>"))
}

/// What the service says when it has too much to do.
pub fn busy() -> Reply {
    refusal(503, "SlowDown", "Reduce your request rate.")
}

/// What the service says about temporary keys that have ended.
pub fn expired_token() -> Reply {
    refusal(403, "ExpiredToken", "The provided token has expired.")
}

impl Reply {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Outcome::Answer { headers, .. } = &mut self.outcome {
            headers.insert(name, value);
        }
        self
    }

    pub fn after(self, milliseconds: u32) -> Self {
        Reply { after: milliseconds, ..self }
    }

    /// What the platform gives; nothing when nothing ever comes.
    pub fn into_result(self, is_raw: bool) -> Option<Result<Incoming<String>, Fault>> {
        Some(Err(match self.outcome {
            Outcome::Answer { status, headers, body } => {
                let raw = is_raw && (200..300).contains(&status);
                let (text, body) = if raw { (String::new(), Some(body)) } else { (body, None) };
                return Some(Ok(Incoming { status, headers, text, body }));
            }
            Outcome::Timeout => Fault::Network(Cause::Timeout, "timeout".into()),
            Outcome::Lost => Fault::Network(Cause::Lost, "nobody answered".into()),
            Outcome::Custom(message) => Fault::Network(Cause::Custom, message.into()),
            Outcome::Silent => Fault::Silent,
            Outcome::Unsendable(error) => Fault::Unsendable(error),
            Outcome::Never => return None,
        }))
    }
}
