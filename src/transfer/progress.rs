//! What a progress listener is told, and when.

/// The four numbers of a progress call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub loaded: u64,
    /// Nothing where nobody knows the size.
    pub total: Option<u64>,
    /// Bytes per second over the last few seconds, two decimals; finite, never negative.
    pub speed: f64,
    /// From 0 to 1, cut to two decimals; 1 when there was nothing to move, 0 when the size is unknown.
    pub percent: f64,
}

/// Names the timer that a [`Meter`] asked for; one that has become void fires without effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer(u32);

/// What was measured so long ago, in milliseconds, counts half as much as what is measured now.
const SPAN: f64 = 3000.0;

/// Turns the byte counts of one transfer into readings.
///
/// Times are milliseconds of any clock. A transfer that is paused or cancelled drops its meter.
#[derive(Debug)]
pub struct Meter {
    loaded: u64,
    total: Option<u64>,
    read_loaded: u64,
    read_at: i64,
    /// Bytes and milliseconds of late, the earlier the less of them.
    moved: f64,
    took: f64,
    timers: u32,
    is_armed: bool,
}

impl Meter {
    /// A meter at 0 bytes; `total` is nothing where the size is unknown.
    #[must_use]
    pub fn new(total: Option<u64>, now: i64) -> Self {
        Meter {
            loaded: 0,
            total,
            read_loaded: 0,
            read_at: now,
            moved: 0.0,
            took: 0.0,
            timers: 0,
            is_armed: false,
        }
    }

    /// Bytes are about to move; so many have been there before.
    pub fn begin(&mut self, loaded: u64, now: i64) -> Reading {
        self.loaded = loaded;
        self.read_loaded = loaded;
        self.read_at = now;
        self.read(now)
    }

    /// Takes down the latest counts. When a timer comes back, start it for `ProgressInterval` and call
    /// [`Meter::fire`] with it; the counts noted until then replace each other.
    ///
    /// `loaded` may be less than before: a part that failed no longer counts.
    pub fn note(&mut self, loaded: u64, total: Option<u64>) -> Option<Timer> {
        self.loaded = loaded;
        self.total = total;
        if self.is_armed {
            return None;
        }
        self.is_armed = true;
        self.timers = self.timers.wrapping_add(1);
        Some(Timer(self.timers))
    }

    /// The latest counts, due because a timer went off; nothing when they were read in the meantime.
    pub fn fire(&mut self, timer: Timer, now: i64) -> Option<Reading> {
        (self.is_armed && timer.0 == self.timers).then(|| self.read(now))
    }

    /// The latest counts at once, for the start and the failure of a transfer. A running timer becomes void.
    pub fn read(&mut self, now: i64) -> Reading {
        let gained = number(self.loaded.saturating_sub(self.read_loaded));
        // A clock that was set back measures nothing.
        let elapsed = number(now.saturating_sub(self.read_at).try_into().unwrap_or(0));
        let kept = SPAN / (SPAN + elapsed);
        self.moved = self.moved * kept + gained;
        self.took = self.took * kept + elapsed;
        let reading = Reading {
            loaded: self.loaded,
            total: self.total,
            // Below a millisecond the clock cannot tell how long anything took.
            speed: rounded(self.moved / (self.took.max(1.0) / 1000.0), 100.0),
            percent: percent(self.loaded, self.total),
        };
        self.read_loaded = self.loaded;
        self.read_at = now;
        self.is_armed = false;
        reading
    }

    /// The last reading of a transfer that succeeded: everything is loaded.
    pub fn finish(&mut self, now: i64) -> Reading {
        self.loaded = self.total.unwrap_or(self.loaded);
        self.total = Some(self.loaded);
        self.read(now)
    }
}

/// Share of a body that is hashed, from 0 to 1 with four decimals.
#[must_use]
pub fn hash_percent(hashed: u64, total: u64) -> f64 {
    if total == 0 {
        return 1.0;
    }
    rounded(number(hashed) / number(total), 10_000.0)
}

/// A byte count as JavaScript's number.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
pub fn number(count: u64) -> f64 {
    count as f64
}

fn percent(loaded: u64, total: Option<u64>) -> f64 {
    match total {
        Some(0) if loaded == 0 => 1.0,
        None | Some(0) => 0.0,
        Some(total) => (number(loaded) / number(total) * 100.0).floor().min(100.0) / 100.0,
    }
}

// As `Math.round` does it; `f64::round` would be library code on wasm.
fn rounded(value: f64, scale: f64) -> f64 {
    (value * scale + 0.5).floor() / scale
}

#[cfg(test)]
mod tests {
    use super::{Meter, Reading, hash_percent, number, percent};

    fn reading(loaded: u64, total: u64, speed: f64, percent: f64) -> Reading {
        Reading { loaded, total: Some(total), speed, percent }
    }

    #[test]
    fn percent_is_that_of_the_original() {
        // total, then loaded and percent
        let transfers: &[(u64, &[(u64, f64)])] = &[
            (5, &[(0, 0.0), (3, 0.6), (5, 1.0)]),
            (3, &[(0, 0.0), (2, 0.66), (0, 0.0), (3, 1.0)]),
            (1_572_866, &[(1, 0.0), (2, 0.0), (1_572_866, 1.0)]),
            (1000, &[(995, 0.99), (999, 0.99), (1000, 1.0)]),
            (100, &[(29, 0.28), (57, 0.56)]),
        ];
        for (total, steps) in transfers {
            for (loaded, expected) in *steps {
                assert!(
                    (percent(*loaded, Some(*total)) - expected).abs() < f64::EPSILON,
                    "{loaded} of {total}"
                );
            }
        }
    }

    #[test]
    fn the_first_speed_is_that_of_the_original_and_a_steady_one_stays() {
        for pauses in [&[1000_i64, 1000, 1000][..], &[1, 7, 20_000, 3], &[250; 40]] {
            let mut meter = Meter::new(Some(u64::MAX), 0);
            let (mut now, mut loaded) = (0, 0);
            for pause in pauses {
                now += pause;
                loaded += pause.unsigned_abs() * 5;
                meter.note(loaded, None);
                let Reading { speed, .. } = meter.read(now);
                assert!((speed - 5000.0).abs() < f64::EPSILON, "{now}: {speed}");
            }
        }
    }

    #[test]
    fn speed_follows_what_changes_within_seconds() {
        let mut meter = Meter::new(None, 0);
        for second in 1..=30 {
            meter.note(second * 1000, None);
            meter.read(second.cast_signed() * 1000);
        }
        // Four seconds count: one, and three quarters of those before. After three more they count half.
        let stalled = meter.read(33_000).speed;
        assert!((stalled - 400.0).abs() < 0.2, "{stalled}");
    }

    #[test]
    fn what_was_there_before_is_no_speed() {
        let mut meter = Meter::new(Some(100), 0);
        assert_eq!(meter.begin(60, 5000), reading(60, 100, 0.0, 0.6));
        meter.note(80, Some(100));
        assert_eq!(meter.read(7000), reading(80, 100, 10.0, 0.8));
    }

    #[test]
    fn an_empty_transfer_is_complete_and_one_of_unknown_size_never_is() {
        // counts, percent
        let cases = [
            (0, Some(0), 1.0),
            (0, None, 0.0),
            (7, None, 0.0),
            (7, Some(0), 0.0),
            (0, Some(9), 0.0),
            (12, Some(9), 1.0),
        ];
        for (loaded, total, percent) in cases {
            let mut meter = Meter::new(total, 0);
            meter.note(loaded, total);
            assert_eq!(meter.read(1000), Reading { loaded, total, speed: number(loaded), percent });
        }
    }

    #[test]
    fn speed_is_finite_and_never_negative() {
        // loaded before and after, milliseconds between, speed
        let cases =
            [(0, 0, 0, 0.0), (0, 8, 0, 8000.0), (8, 2, 10, 0.0), (0, 8, -50, 8000.0), (0, 1, 3, 333.33)];
        for (before, after, elapsed, speed) in cases {
            let mut meter = Meter::new(Some(10), 0);
            meter.begin(before, 100);
            meter.note(after, Some(10));
            assert_eq!(meter.read(100 + elapsed), reading(after, 10, speed, percent(after, Some(10))));
        }
    }

    #[test]
    fn the_first_event_starts_the_timer_and_the_latest_is_reported() {
        let mut meter = Meter::new(Some(100), 0);
        let timer = meter.note(10, Some(100)).expect("the first event starts a timer");
        assert_eq!(meter.note(20, Some(100)), None);
        assert_eq!(meter.note(40, Some(100)), None);
        assert_eq!(meter.fire(timer, 1000), Some(reading(40, 100, 40.0, 0.4)));
        assert_eq!(meter.fire(timer, 1001), None);
        assert!(meter.note(50, Some(100)).is_some_and(|next| next != timer));
    }

    #[test]
    fn reading_at_once_makes_the_running_timer_void() {
        let mut meter = Meter::new(Some(100), 0);
        let void = meter.note(10, Some(100)).expect("a timer");
        assert_eq!(meter.read(500), reading(10, 100, 20.0, 0.1));
        assert_eq!(meter.fire(void, 1000), None);
        let timer = meter.note(30, Some(100)).expect("a timer");
        assert_eq!(meter.fire(void, 1000), None);
        assert_eq!(meter.fire(timer, 1500), Some(reading(30, 100, 20.0, 0.3)));
    }

    #[test]
    fn the_last_reading_of_a_success_has_everything_loaded() {
        let mut meter = Meter::new(Some(5), 0);
        meter.note(3, Some(5));
        assert_eq!(meter.finish(1000), reading(5, 5, 5.0, 1.0));
        let mut unknown = Meter::new(None, 0);
        unknown.note(3, None);
        assert_eq!(unknown.finish(1000), reading(3, 3, 3.0, 1.0));
    }

    #[test]
    fn hash_progress_has_four_decimals() {
        // hashed, total, tenths of a thousandth
        let cases = [
            (1_048_576, 2_621_440, 4000),
            (2_097_152, 2_621_440, 8000),
            (2_621_440, 2_621_440, 10_000),
            (1, 3, 3333),
            (2, 3, 6667),
            (0, 0, 10_000),
        ];
        for (hashed, total, expected) in cases {
            let difference = hash_percent(hashed, total) - f64::from(expected) / 10_000.0;
            assert!(difference.abs() < f64::EPSILON, "{hashed} of {total}");
        }
    }
}
