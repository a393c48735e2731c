//! Faults on demand: which requests they meet and what they do.

use std::collections::BTreeMap;

use parking_lot::Mutex;
use regex::Regex;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// A fault with the requests it is for.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    /// Which requests; all of the service's when nothing is said.
    #[serde(rename = "match", default)]
    pub matcher: Matcher,
    /// How many matching requests are met; `null` for all.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// How many matching requests pass before the first is met.
    #[serde(default)]
    pub skip: u32,
    /// What happens to them.
    pub fault: Fault,
}

#[expect(clippy::unnecessary_wraps, reason = "serde wants the type of the field")]
fn once() -> Option<u32> {
    Some(1)
}

/// Conditions on a request; those that are absent hold for all.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Matcher {
    /// The HTTP method. Preflights are only met when this is `OPTIONS`.
    pub method: Option<String>,
    /// The action's name in policies: `PutObject`, `UploadPart` ...
    pub operation: Option<String>,
    /// The name of the bucket, with its app id.
    pub bucket: Option<String>,
    /// A regular expression for the decoded path. Paths of the emulator itself are only met when this is given.
    pub path: Option<String>,
    /// A regular expression for the query as it was sent.
    pub query: Option<String>,
}

/// What a fault does.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Fault {
    /// The request is refused with this status and an error document; nothing is done.
    Status {
        /// The HTTP status.
        status: u16,
        /// The error code, `InternalError` when absent.
        code: Option<String>,
        /// The error message.
        message: Option<String>,
        /// Seconds for a `Retry-After` header.
        retry_after: Option<u64>,
    },
    /// The answer comes late.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// The body of the answer comes slowly.
    SlowBody {
        /// Its speed.
        bytes_per_second: u64,
    },
    /// The body of the request is taken in slowly.
    SlowUpload {
        /// Its speed.
        bytes_per_second: u64,
    },
    /// The connection breaks before anything is done.
    DropBefore,
    /// The connection breaks in the middle of a body: the request's when it has one, else the answer's.
    DropDuring {
        /// After how many bytes; half of the body when absent.
        bytes: Option<u64>,
        /// Break in the answer although the request has a body.
        #[serde(default)]
        answer: bool,
    },
    /// The work is done, but the connection breaks before the answer.
    DropAfter,
    /// A byte of the answer's body is wrong.
    CorruptBody {
        /// Which one; the middle one when absent.
        at: Option<u64>,
    },
    /// The `ETag` of the answer is wrong.
    WrongETag {
        /// The tag to send; a well-formed wrong one when absent.
        etag: Option<String>,
    },
    /// The server's clock goes wrong.
    ClockSkew {
        /// How far it is ahead.
        seconds: i64,
    },
    /// The request is refused as if its token had expired.
    ExpiredToken,
    /// Status 200 with an error document.
    ErrorDocument {
        /// The error code, `InternalError` when absent.
        code: Option<String>,
        /// Whether the work is done all the same.
        #[serde(default)]
        after: bool,
    },
    /// Blanks before the answer's document, as the service sends them to keep a connection alive.
    Blanks {
        /// How many.
        count: u64,
        /// Milliseconds between two of them.
        #[serde(default)]
        every_ms: u64,
    },
    /// An answer from somewhere else, such as a proxy's HTML page.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
        /// Its type, `text/html` when absent.
        content_type: Option<String>,
        /// Whether the work is done all the same.
        #[serde(default)]
        after: bool,
    },
    /// Headers of the answer are set (text) or removed (`null`).
    Headers {
        /// Names in lower case.
        headers: BTreeMap<String, Option<String>>,
    },
}

/// What a request is compared by.
pub(crate) struct Subject<'a> {
    pub(crate) method: &'a str,
    pub(crate) operations: &'a [String],
    pub(crate) bucket: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) is_local: bool,
}

#[derive(Debug)]
struct Armed {
    rule: Rule,
    path: Option<Regex>,
    query: Option<Regex>,
    seen: u32,
    met: u32,
}

/// All faults that are armed.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    armed: Mutex<Vec<Armed>>,
    breaking: watch::Sender<bool>,
}

impl Faults {
    pub(crate) fn add(&self, rule: Rule) -> Result<(), String> {
        let compile = |pattern: &Option<String>| pattern.as_deref().map(Regex::new).transpose();
        let path = compile(&rule.matcher.path).map_err(|error| error.to_string())?;
        let query = compile(&rule.matcher.query).map_err(|error| error.to_string())?;
        self.change(|armed| armed.push(Armed { rule, path, query, seen: 0, met: 0 }));
        Ok(())
    }

    pub(crate) fn clear(&self) {
        self.change(Vec::clear);
    }

    pub(crate) fn list(&self) -> Vec<Rule> {
        self.armed.lock().iter().map(|armed| armed.rule.clone()).collect()
    }

    /// The faults that meet this request; each counts it.
    pub(crate) fn meet(&self, subject: &Subject<'_>) -> Vec<Fault> {
        self.change(|armed| armed.iter_mut().filter_map(|armed| armed.meet(subject)).collect())
    }

    /// Tells whether some connection is still to be broken.
    pub(crate) fn breaking(&self) -> watch::Receiver<bool> {
        self.breaking.subscribe()
    }

    fn change<R>(&self, work: impl FnOnce(&mut Vec<Armed>) -> R) -> R {
        let mut armed = self.armed.lock();
        let result = work(&mut armed);
        let breaking = armed.iter().any(Armed::will_break);
        self.breaking.send_if_modified(|before| std::mem::replace(before, breaking) != breaking);
        result
    }
}

impl Armed {
    fn will_break(&self) -> bool {
        let breaks =
            matches!(self.rule.fault, Fault::DropBefore | Fault::DropDuring { .. } | Fault::DropAfter);
        breaks && self.rule.times.is_none_or(|times| self.met < times)
    }

    fn meet(&mut self, subject: &Subject<'_>) -> Option<Fault> {
        if !self.matches(subject) {
            return None;
        }
        self.seen += 1;
        if self.seen <= self.rule.skip || self.rule.times.is_some_and(|times| self.met >= times) {
            return None;
        }
        self.met += 1;
        Some(self.rule.fault.clone())
    }

    fn matches(&self, subject: &Subject<'_>) -> bool {
        let matcher = &self.rule.matcher;
        let method = match &matcher.method {
            Some(method) => method.eq_ignore_ascii_case(subject.method),
            None => subject.method != "OPTIONS",
        };
        let operation = matcher.operation.as_ref().is_none_or(|name| subject.operations.contains(name));
        let bucket = matcher.bucket.as_ref().is_none_or(|bucket| bucket == subject.bucket);
        let path = self.path.as_ref().map_or(!subject.is_local, |pattern| pattern.is_match(subject.path));
        let query = self.query.as_ref().is_none_or(|pattern| pattern.is_match(subject.query));
        method && operation && bucket && path && query
    }
}

impl Fault {
    /// The word behind `kind`, for the log.
    pub(crate) fn kind(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned()
    }
}
