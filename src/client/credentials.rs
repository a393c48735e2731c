//! Credentials for a request: from the options, from the vault, or asked for once by all who need them.

use super::flight::Flight;
use super::grant::{self, Grant, Keys, Passes, ten_digits};
use super::options::{Options, Source};
use super::within::within;
use super::{Client, State};
use crate::error::{Error, Result};
use crate::platform::{Ask, Platform};
use crate::protocol::request::{Permission, Request};
use crate::value::{Map, Value};

/// Keys and the time they sign for.
#[derive(Clone, Debug)]
pub enum Credentials {
    Keys { keys: Keys, life: Life },
    Signature(grant::Signature),
}

/// The time a signature is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Life {
    /// From now on, for so many seconds; 900 when it was not told.
    FromNow(Option<i64>),
    /// Unix seconds.
    Range(i64, i64),
}

/// What a signature is asked for.
pub struct Wanted<'a> {
    pub request: &'a Request,
    pub options: &'a Options,
    /// The headers that are signed, with their Host.
    pub headers: &'a Map,
    /// Seconds a presigned URL is good for.
    pub expires: Option<i64>,
}

impl<P: Platform> Client<P> {
    /// Credentials for one attempt.
    ///
    /// # Errors
    /// [`Error::Credentials`] when there are none, or the callback answers nothing usable in time.
    pub async fn credentials(&self, wanted: &Wanted<'_>) -> Result<Credentials> {
        if wanted.options.source == Source::Fixed {
            return fixed(wanted.options, wanted.expires);
        }
        let scope_key = scope_key(&wanted.request.scope);
        loop {
            if let Some(keys) = self.held_keys(&scope_key) {
                return Ok(temporary(keys, wanted.expires));
            }
            let Some(flight) = self.flight_to_join(&scope_key) else {
                return self.fetch(wanted, &scope_key).await;
            };
            if let Some(error) = flight.landed().await {
                return Err(error);
            }
        }
    }

    /// Keys of the vault that fit this scope.
    pub fn held_keys(&self, scope_key: &str) -> Option<Keys> {
        let now = (self.platform.now() + self.platform.clock_offset() + 500).div_euclid(1000);
        self.state.borrow_mut().vault.find(scope_key, now).cloned()
    }

    /// Until a callback has shown that its keys are limited to a scope, all scopes wait for the same flight.
    fn flight_to_join(&self, scope_key: &str) -> Option<Flight> {
        let mut state = self.state.borrow_mut();
        state.flights.retain(|(_, flight)| !flight.is_over());
        let State { flights, answers, .. } = &*state;
        let fits = |scope: &str| match answers {
            Answers::Shared => true,
            Answers::PerScope => scope == scope_key,
            Answers::PerRequest => false,
        };
        flights.iter().find(|(scope, _)| fits(scope)).map(|(_, flight)| flight.clone())
    }

    async fn fetch(&self, wanted: &Wanted<'_>, scope_key: &str) -> Result<Credentials> {
        let (flight, pilot) = Flight::start();
        self.state.borrow_mut().flights.push((scope_key.to_owned(), flight));
        let grant = self.ask(wanted).await.inspect_err(|error| pilot.fail(error.clone()))?;
        let mut state = self.state.borrow_mut();
        match grant {
            Grant::Signature(signature) => {
                state.answers = Answers::PerRequest;
                Ok(Credentials::Signature(signature))
            }
            Grant::Keys(keys) => {
                state.answers = if keys.scope_limit { Answers::PerScope } else { Answers::Shared };
                state.vault.keep(scope_key, keys.clone());
                drop(state);
                self.learn_clock(&keys, wanted.options);
                Ok(temporary(keys, wanted.expires))
            }
        }
    }

    async fn ask(&self, wanted: &Wanted<'_>) -> Result<Grant> {
        let sts = wanted.options.source == Source::GetSts;
        let options = if sts { sts_question(wanted.request) } else { self.question(wanted) };
        let limit = self.platform.sleep(wanted.options.authorization_timeout);
        let answer = within(limit, self.platform.ask_credentials(Ask { sts, options })).await;
        let Some(answer) = answer else {
            return Err(Error::Credentials {
                message: "getAuthorization did not call back in time".into(),
                hint: "Call the callback in every case, also on failure; the limit is the option AuthorizationTimeout (ms).",
            });
        };
        grant::read(answer?, sts)
    }

    /// Keys that start in the future were made by a server whose clock is ahead of this machine's.
    fn learn_clock(&self, keys: &Keys, options: &Options) {
        const TOLERANCE: i64 = 30_000;
        let start = keys.start_time * 1000;
        let now = self.platform.now();
        if options.correct_clock_skew && start - now - self.platform.clock_offset() > TOLERANCE {
            self.platform.correct_clock(start - now);
        }
    }

    fn question(&self, wanted: &Wanted) -> Map {
        let request = wanted.request;
        let mut question = sts_question(request);
        question.insert("Method", request.method.as_str());
        question.insert("Key", request.path.get(1..).unwrap_or_default());
        question.insert("Pathname", request.path.as_str());
        question.insert("Query", request.signed_query());
        question.insert("Headers", wanted.headers.clone());
        question.insert("Scope", Value::List(request.scope.iter().map(permission).collect()));
        question.insert("SystemClockOffset", Value::Integer(self.platform.clock_offset()));
        question.insert("ForceSignHost", Value::Bool(wanted.options.force_sign_host));
        question
    }
}

/// What a callback's answers are good for, as far as it has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// Keys for everything.
    #[default]
    Shared,
    /// Keys with `ScopeLimit`.
    PerScope,
    /// Finished signatures.
    PerRequest,
}

fn sts_question(request: &Request) -> Map {
    [("Bucket", request.bucket.as_str()), ("Region", request.region.as_str())].into_iter().collect()
}

fn permission(permission: &Permission) -> Value {
    let Permission { action, bucket, region, prefix } = permission;
    let fields: Map = [("action", action), ("bucket", bucket), ("region", region), ("prefix", prefix)]
        .into_iter()
        .map(|(name, text)| (name, text.as_str()))
        .collect();
    fields.into()
}

/// A text that is the same for requests that need the same permissions.
#[must_use]
pub fn scope_key(scope: &[Permission]) -> String {
    let mut key = String::new();
    for permission in scope {
        for text in [&permission.action, &permission.bucket, &permission.region, &permission.prefix] {
            key.push_str(text);
            key.push('\n');
        }
    }
    key
}

/// The keys of the options.
///
/// # Errors
/// When a key is missing, or a time is not given in seconds.
pub fn fixed(options: &Options, expires: Option<i64>) -> Result<Credentials> {
    for (name, key) in [("SecretId", &options.secret_id), ("SecretKey", &options.secret_key)] {
        if key.is_empty() {
            let message = ["missing param ", name].concat();
            let hint =
                "Give the option getAuthorization, or SecretId and SecretKey where nobody else sees them.";
            return Err(Error::Credentials { message, hint });
        }
    }
    let time = |given: &Option<Value>, message: &str| match given {
        None => Ok(None),
        Some(value) => ten_digits(value).map(Some).ok_or_else(|| {
            Error::param(message, "Give the time in seconds since 1970, not in milliseconds.")
        }),
    };
    let start = time(&options.start_time, "params \"StartTime\" should be 10 digits")?;
    let end = time(&options.expired_time, "params \"ExpiredTime\" should be 10 digits")?;
    let life = match (start, expires, end) {
        (Some(start), Some(expires), _) => Life::Range(start, start + expires),
        (Some(start), None, Some(end)) => Life::Range(start, end),
        _ => Life::FromNow(expires),
    };
    let passes = Passes { security_token: options.security_token.clone(), ..Passes::default() };
    let keys = Keys {
        secret_id: options.secret_id.clone(),
        secret_key: options.secret_key.clone(),
        passes,
        ..Keys::default()
    };
    Ok(Credentials::Keys { keys, life })
}

/// Temporary keys sign for their own life, a presigned URL for as long as it was asked for.
#[must_use]
pub fn temporary(keys: Keys, expires: Option<i64>) -> Credentials {
    let life = match (keys.start_time, expires) {
        (0, expires) => Life::FromNow(expires),
        (start, Some(expires)) => Life::Range(start, start + expires),
        (start, None) => Life::Range(start, keys.expired_time),
    };
    Credentials::Keys { keys, life }
}
