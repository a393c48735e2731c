//! Whether a failed attempt is made again, when, and what changes first.

use crate::error::{Cause, Error, Network, Refusal};
use crate::text::lists;
use crate::value::Map;

/// Attempts of one request; waiting for the network to come back does not count.
pub const MAX_ATTEMPTS: u32 = 4;
/// A smaller difference is the network's, not the clock's. Milliseconds.
const MIN_SKEW: i64 = 30_000;
/// The first pause, doubled each time. Milliseconds.
const FIRST_PAUSE: f64 = 400.0;
/// A service that asks for more patience gets its refusal reported instead. Milliseconds.
const MAX_RETRY_AFTER: i64 = 60_000;

/// What is known when an attempt has failed.
pub struct Attempt<'a> {
    pub error: &'a Error,
    /// Counted from 1.
    pub number: u32,
    /// Doing it twice is the same as doing it once.
    pub repeatable: bool,
    /// The request may go to the second domain of the service.
    pub can_switch_host: bool,
    /// The keys came from a callback and were not asked for again yet.
    pub can_renew_keys: bool,
    pub clock: Clock,
    /// From 0 up to 1; spreads callers that failed together.
    pub chance: f64,
    /// Reads dates, as [`Platform::date`](crate::platform::Platform::date) does.
    pub read_date: fn(&str) -> Option<i64>,
}

/// The local clock and what may be done about it. Milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub now: i64,
    pub offset: i64,
    /// The offset when the attempt was signed.
    pub offset_before: i64,
    /// `CorrectClockSkew`
    pub may_correct: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    GiveUp,
    Again(Again),
}

/// What comes before the next attempt.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Milliseconds.
    pub after: u32,
    pub switch_host: bool,
    pub renew_keys: bool,
    pub clock_offset: Option<i64>,
}

/// Decides about the next attempt.
#[must_use]
pub fn judge(attempt: &Attempt) -> Verdict {
    if attempt.number >= MAX_ATTEMPTS {
        return Verdict::GiveUp;
    }
    match attempt.error {
        Error::Network(network) => after_silence(attempt, network),
        Error::Service(refusal) => after_refusal(attempt, refusal),
        _ => Verdict::GiveUp,
    }
}

fn after_silence(attempt: &Attempt, network: &Network) -> Verdict {
    let may_pass = matches!(network.cause, Cause::Timeout | Cause::Lost | Cause::Offline);
    if !may_pass || !attempt.repeatable {
        return Verdict::GiveUp;
    }
    Verdict::Again(Again { after: pause(attempt), switch_host: attempt.can_switch_host, ..Again::default() })
}

fn after_refusal(attempt: &Attempt, refusal: &Refusal) -> Verdict {
    if let Some(again) = after_clock_trouble(attempt, refusal) {
        return Verdict::Again(again);
    }
    if is_about_keys(refusal) && attempt.can_renew_keys {
        return Verdict::Again(Again { renew_keys: true, ..Again::default() });
    }
    if !may_pass(attempt, refusal) {
        return Verdict::GiveUp;
    }
    match retry_after(attempt, &refusal.headers) {
        Some(after) if after > MAX_RETRY_AFTER => Verdict::GiveUp,
        after => {
            let asked = u32::try_from(after.unwrap_or(0)).unwrap_or(0);
            Verdict::Again(Again { after: asked.max(pause(attempt)), ..Again::default() })
        }
    }
}

fn after_clock_trouble(attempt: &Attempt, refusal: &Refusal) -> Option<Again> {
    let clock = attempt.clock;
    // Another call corrected the clock meanwhile, and a HEAD does not say why it was refused.
    if clock.offset != clock.offset_before && refusal.status == 403 {
        return Some(Again::default());
    }
    let server_time = is_about_time(refusal).then(|| server_time(attempt, refusal))??;
    let offset = server_time - clock.now;
    let is_skewed = (offset - clock.offset).abs() >= MIN_SKEW;
    (clock.may_correct && is_skewed).then(|| Again { clock_offset: Some(offset), ..Again::default() })
}

/// A refusal that says the signature's time has not come, or has passed.
#[must_use]
pub fn is_about_time(refusal: &Refusal) -> bool {
    let expired = refusal.message.as_deref() == Some("Request has expired");
    refusal.code == "RequestTimeTooSkewed" || (refusal.code == "AccessDenied" && expired)
}

/// A refusal that other keys may heal.
#[must_use]
pub fn is_about_keys(refusal: &Refusal) -> bool {
    is_about_time(refusal) || lists("ExpiredToken InvalidAccessKeyId", &refusal.code)
}

/// Where something may have been done already, only refusals that come before any work are repeated.
fn may_pass(attempt: &Attempt, refusal: &Refusal) -> bool {
    match refusal.status {
        429 | 503 => true,
        408 | 500..=599 => attempt.repeatable,
        200..=299 => attempt.repeatable && lists("InternalError SlowDown", &refusal.code),
        _ => false,
    }
}

fn server_time(attempt: &Attempt, refusal: &Refusal) -> Option<i64> {
    let header = refusal.headers.text("date");
    let field = refusal.document.as_map().and_then(|map| map.text("ServerTime"));
    (attempt.read_date)(header.or(field)?)
}

fn retry_after(attempt: &Attempt, headers: &Map) -> Option<i64> {
    let asked = headers.get("retry-after")?;
    let Clock { now, offset, .. } = attempt.clock;
    let seconds = asked.as_integer().map(|seconds| seconds.clamp(0, MAX_RETRY_AFTER) * 1000);
    seconds.or_else(|| asked.as_text().and_then(|date| (attempt.read_date)(date)).map(|at| at - now - offset))
}

/// Grows with each attempt; half of it is left to chance.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few seconds at most")]
fn pause(attempt: &Attempt) -> u32 {
    let growth = f64::from(1_u32 << attempt.number.saturating_sub(1).min(8));
    (FIRST_PAUSE * growth * (0.5 + attempt.chance / 2.0)) as u32
}
