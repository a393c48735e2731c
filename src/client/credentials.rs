//! What lets a request through: a signature with keys of the options or of the vault, or keys asked for once by all
//! who need them.

use std::rc::Rc;

use super::flight::Flight;
use super::grant::{self, Grant, Keys, NO_TIME, SECONDS, Signature};
use super::options::{self, Source, limit};
use super::within::within;
use super::{Client, State};
use crate::error::{Error, Kind, Result};
use crate::platform::{Ask, Platform};
use crate::protocol::form;
use crate::protocol::json;
use crate::protocol::query::query_pairs;
use crate::protocol::request::Request;
use crate::protocol::sign::{Signing, authorization, join_times, key_time};
use crate::text::fill;
use crate::value::{Map, Text, Value};

/// What a signature is asked for.
pub struct Wanted<'a> {
    pub request: &'a Request,
    pub options: &'a Map,
    /// The headers that are signed, with their Host.
    pub headers: &'a Map,
    /// What a form says, where one is sent.
    pub fields: Option<&'a Map>,
    /// Seconds a presigned URL is good for.
    pub expires: Option<i64>,
}

/// A signature, and the id of the keys it was made with; empty where a callback made it.
#[derive(Default)]
pub struct Signed {
    pub signature: Signature,
    pub secret_id: Text,
}

impl<P: Platform> Client<P> {
    /// A signature for one attempt.
    ///
    /// # Errors
    /// One about credentials when there are no keys, or the callback answers nothing usable in time; that of a lost network
    /// while there is no network to ask by.
    pub async fn signed(&self, wanted: &Wanted<'_>) -> Result<Signed> {
        if Source::of(wanted.options) == Source::Fixed {
            return Ok(self.signed_with(wanted, &fixed(wanted.options)?));
        }
        let scope_key = Text::from(json::write(&wanted.request.scope));
        loop {
            if let Some(keys) = self.held_keys(&scope_key) {
                return Ok(self.signed_with(wanted, &keys));
            }
            let Some(flight) = self.flight_to_join(&scope_key) else { break };
            if let Some(error) = flight.landed().await {
                return Err(error);
            }
        }
        // A callback that is called without a network may never come back.
        if let Some(error) = self.cut_off(wanted) {
            return Err(error);
        }
        let (flight, pilot) = Flight::start();
        self.state.borrow_mut().flights.push((scope_key.clone(), flight));
        let timeout = self.platform.sleep(limit(wanted.options, "AuthorizationTimeout", 60_000));
        let answer = within(timeout, self.platform.ask_credentials(self.question(wanted))).await;
        match grant(answer, wanted.options) {
            Ok(grant) => Ok(self.accept(wanted, &scope_key, grant)),
            Err(error) => {
                let error = self.cut_off(wanted).unwrap_or(error);
                pilot.fail(error.clone());
                Err(error)
            }
        }
    }

    /// What keeps the keys of a request away while the machine is offline. A presigned URL may do without a network.
    fn cut_off(&self, wanted: &Wanted) -> Option<Rc<Error>> {
        let is_cut_off = wanted.expires.is_none() && !self.platform.is_online();
        is_cut_off.then(|| Error::lost("the machine is offline"))
    }

    /// Keys of the vault that fit this scope.
    pub fn held_keys(&self, scope_key: &str) -> Option<Rc<Keys>> {
        let now = (self.platform.now() + self.platform.clock_offset() + 500).div_euclid(1000);
        self.state.borrow_mut().vault.find(scope_key, now)
    }

    /// Until a callback has shown that its keys are limited to a scope, all scopes wait for the same flight.
    fn flight_to_join(&self, scope_key: &str) -> Option<Flight> {
        let State { flights, answers, .. } = &mut *self.state.borrow_mut();
        while let Some(place) = flights.iter().position(|(_, flight)| flight.is_over()) {
            flights.remove(place);
        }
        let fits = |scope: &str| match answers {
            Answers::Shared => true,
            Answers::PerScope => scope == scope_key,
            Answers::PerRequest => false,
        };
        flights.iter().find(|(scope, _)| fits(scope)).map(|(_, flight)| flight.clone())
    }

    fn accept(&self, wanted: &Wanted, scope_key: &Text, grant: Grant) -> Signed {
        let mut state = self.state.borrow_mut();
        match grant {
            Grant::Signature(signature) => {
                state.answers = Answers::PerRequest;
                Signed { signature, secret_id: Text::new() }
            }
            Grant::Keys(keys) => {
                state.answers = if keys.scope_limit { Answers::PerScope } else { Answers::Shared };
                state.vault.keep(scope_key, keys.clone());
                drop(state);
                self.learn_clock(&keys, wanted.options);
                self.signed_with(wanted, &keys)
            }
        }
    }

    /// Keys that start in the future were made by a server whose clock is ahead of this machine's.
    fn learn_clock(&self, keys: &Keys, options: &Map) {
        const TOLERANCE: i64 = 30_000;
        let start = keys.start_time * 1000;
        let now = self.platform.now();
        if !options.is_false("CorrectClockSkew") && start - now - self.platform.clock_offset() > TOLERANCE {
            self.platform.correct_clock(start - now);
        }
    }

    /// The signature with these keys.
    pub fn signed_with(&self, wanted: &Wanted, keys: &Keys) -> Signed {
        let request = wanted.request;
        let life = self.life(keys, wanted.expires);
        let mut passes = keys.passes.clone();
        let mut text = Text::new();
        if let Some(fields) = wanted.fields {
            form::sign(&mut passes, request, fields, (&keys.secret_id, &keys.secret_key, &life));
        } else {
            text = authorization(&Signing {
                method: &request.method,
                path: &request.path,
                query: &query_pairs(&request.signed_query()),
                headers: wanted.headers.entries(),
                secret_id: &keys.secret_id,
                secret_key: &keys.secret_key,
                key_time: &life,
            });
        }
        let signature = Signature { authorization: text, passes };
        Signed { signature, secret_id: keys.secret_id.clone() }
    }

    /// Keys sign for their own life, where they tell it, a presigned URL for as long as it was asked for.
    fn life(&self, keys: &Keys, expires: Option<i64>) -> Text {
        let (start, end) = (keys.start_time, keys.expired_time);
        match expires {
            Some(seconds) if start > 0 => join_times(start, start + seconds),
            None if start > 0 && end > 0 => join_times(start, end),
            _ => key_time(self.platform.now(), self.platform.clock_offset(), expires),
        }
    }

    fn question(&self, wanted: &Wanted) -> Ask {
        let request = wanted.request;
        let sts = Source::of(wanted.options) == Source::GetSts;
        let mut options = Map::new();
        options.put("Bucket", request.bucket.clone());
        options.put("Region", request.region.clone());
        if !sts {
            options.put("Method", request.method.clone());
            options.set_text("Key", request.path.get(1..).unwrap_or_default());
            options.put("Pathname", request.path.clone());
            options.set("Query", Value::Map(request.signed_query()));
            options.set("Headers", Value::Map(wanted.headers.clone()));
            options.set("Scope", request.scope.clone());
            options.set("SystemClockOffset", Value::from(self.platform.clock_offset()));
            options.set("ForceSignHost", Value::Bool(!wanted.options.is_false("ForceSignHost")));
        }
        Ask { sts, options }
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

fn grant(answer: Option<Result<Value>>, options: &Map) -> Result<Grant> {
    let Some(answer) = answer else {
        return Err(Error::about(
            "",
            Kind::Credentials,
            "getAuthorization did not call back in time\n\
             Call the callback in every case; the limit is the option AuthorizationTimeout (ms).",
        ));
    };
    grant::read(answer?, Source::of(options) == Source::GetSts)
}

/// The keys of the options.
///
/// # Errors
/// When a key is missing, or a time is not given in seconds.
pub fn fixed(options: &Map) -> Result<Keys> {
    let keys = options::keys(options);
    for &(name, key) in &[("SecretId", &keys.secret_id), ("SecretKey", &keys.secret_key)] {
        if key.is_empty() {
            return Err(Error::about(
                name,
                Kind::Credentials,
                "missing param {}\n\
                 Give the option getAuthorization, or SecretId and SecretKey where nobody else sees them.",
            ));
        }
    }
    for &(name, time) in &[("StartTime", keys.start_time), ("ExpiredTime", keys.expired_time)] {
        if time == NO_TIME {
            return Err(Error::own(
                Kind::Param,
                &fill("params \"{}\" should be 10 digits", &[name]),
                SECONDS,
            ));
        }
    }
    Ok(keys)
}
