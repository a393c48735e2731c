//! What becomes of a step that failed although the client had tried it several times.

use crate::error::{Cause, Error, Kind, Refusal};
use crate::text::lists;

/// The first pause, doubled each time. Milliseconds.
const FIRST_PAUSE: u32 = 1000;
const LONGEST_PAUSE: u32 = 30_000;

/// How long to go on.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Tries of a step that the service fails at, `ChunkRetryTimes` and one.
    pub tries: u32,
    /// Tries of one whose answers never come although the server is there.
    pub withheld: u32,
    /// How long the network may be silent before an upload fails, `OfflineTimeout`. Milliseconds.
    pub silence: i64,
}

impl Patience {
    /// The pause before the next try in milliseconds; nothing when the error stands.
    ///
    /// `tries` were made. `silent_for` is for how long nothing went well, in milliseconds; `chance` is from 0 up to 1.
    #[must_use]
    pub fn after(self, error: &Error, tries: u32, silent_for: i64, chance: f64) -> Option<u32> {
        let goes_on = match error {
            Error::Network(network) => match network.cause {
                Cause::Lost => silent_for < self.silence,
                Cause::Timeout => tries < self.tries,
                // On a network that loses some requests and not the one that asks whether the server is there.
                Cause::CrossOrigin => tries < self.withheld && silent_for < self.silence,
                _ => false,
            },
            Error::Service(refusal) => may_pass(refusal) && tries < self.tries,
            Error::Own { kind: Kind::Integrity, .. } => tries < self.tries.max(2),
            // A wrong answer would have come at the beginning.
            Error::Own { kind: Kind::Credentials, .. } => tries < self.tries && silent_for < self.silence,
            _ => false,
        };
        goes_on.then(|| pause(tries, chance))
    }
}

/// An upload that the service does not know, or no longer: aborted, expired, or completed.
#[must_use]
pub fn is_unknown(error: &Error) -> bool {
    matches!(error, Error::Service(refusal) if refusal.code == "NoSuchUpload")
}

/// Whether an upload may have ended all the same.
#[must_use]
pub fn may_have_ended(error: &Error) -> bool {
    !matches!(error, Error::Service(refusal) if !may_pass(refusal)) || is_unknown(error)
}

/// An upload that cannot go on.
#[must_use]
pub fn is_gone(error: &Error) -> bool {
    matches!(error, Error::Service(refusal) if lists("NoSuchUpload InvalidPart", &refusal.code))
}

fn may_pass(refusal: &Refusal) -> bool {
    matches!(refusal.status, 408 | 429 | 500..=599)
        || lists("InternalError SlowDown BadDigest RequestTimeout", &refusal.code)
}

/// Half of it is left to chance, so that connections that failed together do not come back together.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "half a minute at most")]
fn pause(tries: u32, chance: f64) -> u32 {
    let whole = LONGEST_PAUSE.min(FIRST_PAUSE << tries.saturating_sub(1).min(8));
    (f64::from(whole) * (0.5 + chance / 2.0)) as u32
}
