//! What a progress listener is told, and when.

/// The four numbers of a progress call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub loaded: u64,
    /// Nothing where nobody knows the size.
    pub total: Option<u64>,
    /// Bytes per second since the reading before, two decimals; finite, never negative.
    pub speed: f64,
    /// From 0 to 1, cut to two decimals; 1 when there was nothing to move, 0 when the size is unknown.
    pub percent: f64,
}

/// Names the timer that a [`Meter`] asked for; one that has become void fires without effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer(u32);

/// Turns the byte counts of one transfer into readings.
///
/// Times are milliseconds of any clock. A transfer that is paused or cancelled drops its meter.
#[derive(Debug)]
pub struct Meter {
    loaded: u64,
    total: Option<u64>,
    read_loaded: u64,
    read_at: i64,
    timers: u32,
    is_armed: bool,
}

impl Meter {
    /// A meter at 0 bytes; `total` is nothing where the size is unknown.
    #[must_use]
    pub fn new(total: Option<u64>, now: i64) -> Self {
        Meter { loaded: 0, total, read_loaded: 0, read_at: now, timers: 0, is_armed: false }
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
        let gained = self.loaded.saturating_sub(self.read_loaded);
        let reading = Reading {
            loaded: self.loaded,
            total: self.total,
            speed: speed(gained, now.saturating_sub(self.read_at)),
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

// A clock that was set back measures nothing, and below a millisecond it cannot tell how long anything took.
fn speed(gained: u64, elapsed: i64) -> f64 {
    let Ok(elapsed) = u64::try_from(elapsed) else { return 0.0 };
    rounded(number(gained) / (number(elapsed.max(1)) / 1000.0), 100.0)
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

    /// Loaded, milliseconds since the reading before, speed, percent.
    type Step = (u64, i64, f64, f64);

    fn reading(loaded: u64, total: u64, speed: f64, percent: f64) -> Reading {
        Reading { loaded, total: Some(total), speed, percent }
    }

    #[test]
    fn speed_and_percent_are_those_of_the_original() {
        let transfers: &[(u64, &[Step])] = &[
            (5, &[(0, 0, 0.0, 0.0), (3, 8, 375.0, 0.6), (5, 27, 74.07, 1.0)]),
            (3, &[(0, 0, 0.0, 0.0), (2, 5, 400.0, 0.66), (0, 20, 0.0, 0.0), (3, 15, 200.0, 1.0)]),
            (100, &[(50, 5, 10_000.0, 0.5), (50, 1, 0.0, 0.5)]),
            (1_572_866, &[(1, 1, 1000.0, 0.0), (2, 9, 111.11, 0.0), (1_572_866, 8, 196_608_000.0, 1.0)]),
            (1000, &[(995, 1000, 995.0, 0.99), (999, 1000, 4.0, 0.99), (1000, 1000, 1.0, 1.0)]),
            (100, &[(29, 3, 9666.67, 0.28), (57, 0, 28_000.0, 0.56)]),
        ];
        for (total, steps) in transfers {
            let mut now = 1_700_000_000_000;
            let mut meter = Meter::new(Some(*total), now);
            for (loaded, elapsed, speed, percent) in *steps {
                now += elapsed;
                meter.note(*loaded, Some(*total));
                assert_eq!(meter.read(now), reading(*loaded, *total, *speed, *percent));
            }
        }
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
        let cases = [(0, 0, 0, 0.0), (0, 8, 0, 8000.0), (8, 2, 10, 0.0), (0, 8, -50, 0.0), (0, 1, 3, 333.33)];
        for (before, after, elapsed, speed) in cases {
            let mut meter = Meter::new(Some(10), 0);
            meter.note(before, Some(10));
            meter.read(100);
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
        assert_eq!(unknown.finish(1000), Reading { loaded: 3, total: None, speed: 3.0, percent: 0.0 });
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
