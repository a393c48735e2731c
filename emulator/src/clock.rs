//! Times as the service writes them.

use std::time::{SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// `2023-11-14T20:00:00.000Z`.
pub(crate) fn iso_time(time: SystemTime) -> String {
    let seconds = unix_seconds(time);
    let whole = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let text = whole.format(&Rfc3339).unwrap_or_default();
    text.replace('Z', ".000Z")
}

pub(crate) fn parse_iso_time(text: &str) -> Option<SystemTime> {
    Some(OffsetDateTime::parse(text, &Rfc3339).ok()?.into())
}

/// `Tue, 14 Nov 2023 20:00:00 GMT`.
pub(crate) fn http_time(time: SystemTime) -> String {
    httpdate::fmt_http_date(time)
}

pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn times_are_written_as_the_service_does() {
        let time = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!(iso_time(time), "2023-11-14T22:13:20.000Z");
        assert_eq!(http_time(time), "Tue, 14 Nov 2023 22:13:20 GMT");
        assert_eq!(parse_iso_time("2023-11-14T22:13:20.000Z"), Some(time));
        assert_eq!(unix_seconds(time), 1_700_000_000);
    }
}
