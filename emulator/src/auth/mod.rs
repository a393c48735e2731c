//! Who is asking, and may he?

mod bucket_policy;
mod condition;
mod signature;
mod sts;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(crate) use bucket_policy::{BucketPolicy, Intent, Ruling};
pub(crate) use signature::{Claim, Signed, compute_for_policy};
pub(crate) use sts::{Policy, TemporaryKeys, Tokens};

use crate::clock::iso_time;
use crate::failure::Failure;
use crate::{SECRET_ID, SECRET_KEY};

/// How far ahead of the server's clock a signature may begin.
const CLOCK_TOLERANCE: Duration = Duration::from_mins(15);

/// Who a request comes from.
#[derive(Debug, Clone)]
pub(crate) enum Identity {
    /// The holder of the emulator's fixed keys, who owns everything.
    Owner,
    /// The holder of temporary keys, bound by their policy.
    Temporary(Policy),
    Anonymous,
}

/// The secret behind a key id, and who holds it.
pub(crate) struct Holder {
    secret_key: String,
    temporary: Option<TemporaryKeys>,
}

pub(crate) fn holder_of(tokens: &Tokens, access_key: &str) -> Result<Holder, Failure> {
    if access_key == SECRET_ID {
        return Ok(Holder { secret_key: SECRET_KEY.to_owned(), temporary: None });
    }
    let keys = tokens.find(access_key).ok_or_else(unknown_key)?;
    Ok(Holder { secret_key: keys.secret_key.clone(), temporary: Some(keys) })
}

fn unknown_key() -> Failure {
    Failure::new(403, "InvalidAccessKeyId", "The Access Key Id you provided does not exist in our records.")
}

impl Holder {
    pub(crate) fn secret_key(&self) -> &str {
        &self.secret_key
    }

    /// The identity, once the security token is the one that was issued and still lives.
    pub(crate) fn identity(self, token: Option<&str>, now: SystemTime) -> Result<Identity, Failure> {
        let Some(keys) = self.temporary else { return Ok(Identity::Owner) };
        match token {
            None | Some("") => Err(unknown_key().detail("Hint", "x-cos-security-token is missing")),
            Some(token) if token != keys.token => {
                Err(Failure::new(403, "InvalidSecurity", "The provided token is invalid."))
            }
            Some(_) if now >= keys.expires => Err(expired_token()),
            Some(_) => Ok(Identity::Temporary(keys.policy)),
        }
    }
}

pub(crate) fn expired_token() -> Failure {
    Failure::new(403, "ExpiredToken", "The provided token has expired.")
}

/// Checks a request signature and its time window.
pub(crate) fn verify(
    claim: &Claim,
    candidates: &[Signed<'_>],
    holder: &Holder,
    now: SystemTime,
) -> Result<(), Failure> {
    check_window(&claim.sign_time, now)?;
    check_window(&claim.key_time, now)?;
    let mut refusal = malformed("nothing was signed");
    for signed in candidates {
        match signature::compute(claim, signed, holder.secret_key()) {
            Ok(computed) if computed.signature == claim.signature => return Ok(()),
            Ok(computed) => {
                refusal = mismatch()
                    .detail("StringToSign", computed.string_to_sign)
                    .detail("FormatString", computed.format_string);
            }
            Err(name) => refusal = mismatch().detail("Hint", format!("{name} is signed but was not sent")),
        }
    }
    Err(refusal)
}

pub(crate) fn mismatch() -> Failure {
    let message = "The Signature you specified is invalid.";
    Failure::new(403, "SignatureDoesNotMatch", message)
}

pub(crate) fn malformed(reason: &str) -> Failure {
    Failure::new(403, "InvalidSecurity", format!("The signature is malformed: {reason}."))
}

/// Checks a `start;end` window in Unix seconds.
pub(crate) fn check_window(window: &str, now: SystemTime) -> Result<(), Failure> {
    let parsed = window.split_once(';').and_then(|(start, end)| Some((moment(start)?, moment(end)?)));
    let Some((start, end)) = parsed else { return Err(malformed("its time is not start;end")) };
    if now > end {
        let refusal = Failure::new(403, "AccessDenied", "Request has expired");
        return Err(refusal.detail("ServerTime", iso_time(now)));
    }
    if start > now + CLOCK_TOLERANCE {
        let message = "The difference between the request time and the current time is too large.";
        return Err(Failure::new(403, "RequestTimeTooSkewed", message).detail("ServerTime", iso_time(now)));
    }
    Ok(())
}

fn moment(seconds: &str) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds.parse().ok()?))
}
