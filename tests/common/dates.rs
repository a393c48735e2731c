//! Dates, as platforms read them.

const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// Milliseconds since 1970 of `Tue, 14 Nov 2023 22:15:00 GMT` or `2023-11-14T22:15:00Z`.
pub fn parse(text: &str) -> Option<i64> {
    let number = |at: usize, length: usize| text.get(at..at + length)?.parse::<i64>().ok();
    let (year, month, day, clock) = if text.get(10..11) == Some("T") {
        (number(0, 4)?, number(5, 2)?, number(8, 2)?, 11)
    } else {
        (number(12, 4)?, month(text.get(8..11)?)?, number(5, 2)?, 17)
    };
    let seconds = (number(clock, 2)? * 60 + number(clock + 3, 2)?) * 60 + number(clock + 6, 2)?;
    Some((days_since_1970(year, month, day) * 86_400 + seconds) * 1000)
}

fn month(name: &str) -> Option<i64> {
    i64::try_from(MONTHS.find(name)? / 3 + 1).ok()
}

/// Counts with years that start in March, so that leap days come last.
/// Source: <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}
