//! If-Match and its sisters, and byte ranges.

use std::ops::Range;
use std::time::SystemTime;

use crate::failure::Failure;

/// What the conditions of a request say about an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Go,
    /// 304 for a reader, 412 for everybody else.
    NotModified,
    Failed,
}

/// The four conditions, wherever they were read from.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    pub(crate) matching: Option<String>,
    pub(crate) none_matching: Option<String>,
    pub(crate) modified_since: Option<String>,
    pub(crate) unmodified_since: Option<String>,
}

impl Conditions {
    /// Reads the conditions from headers with `prefix` in front of their names.
    pub(crate) fn read(header: impl Fn(&str) -> Option<String>, prefix: &str) -> Self {
        let read = |name: &str| header(&format!("{prefix}{name}"));
        Self {
            matching: read("if-match"),
            none_matching: read("if-none-match"),
            modified_since: read("if-modified-since"),
            unmodified_since: read("if-unmodified-since"),
        }
    }

    /// Judges in the order of RFC 9110: a tag condition switches its date sister off.
    pub(crate) fn judge(&self, etag: &str, modified: SystemTime) -> Verdict {
        let changed_since =
            |date: &String| httpdate::parse_http_date(date).ok().map(|date| seconds(modified) > date);
        let precondition_holds = match (&self.matching, &self.unmodified_since) {
            (Some(tags), _) => lists(tags, etag),
            (None, Some(date)) => changed_since(date) != Some(true),
            (None, None) => true,
        };
        if !precondition_holds {
            return Verdict::Failed;
        }
        let unmodified = match (&self.none_matching, &self.modified_since) {
            (Some(tags), _) => lists(tags, etag),
            (None, Some(date)) => changed_since(date) == Some(false),
            (None, None) => false,
        };
        if unmodified { Verdict::NotModified } else { Verdict::Go }
    }
}

pub(crate) fn precondition_failed() -> Failure {
    let message = "At least one of the preconditions you specified did not hold.";
    Failure::new(412, "PreconditionFailed", message)
}

fn lists(tags: &str, etag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"').to_owned();
    tags.trim() == "*" || tags.split(',').any(|tag| bare(tag) == bare(etag))
}

/// HTTP dates know no fractions of a second.
fn seconds(time: SystemTime) -> SystemTime {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(since.as_secs())
}

/// The bytes a `Range` header asks for: `None` when it is no range at all and the whole is meant.
pub(crate) fn byte_range(header: &str, length: u64) -> Option<Result<Range<u64>, Failure>> {
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    let range = match (first.trim(), last.trim()) {
        ("", suffix) => length.saturating_sub(suffix.parse().ok()?)..length,
        (first, "") => first.parse().ok()?..length,
        (first, last) => {
            let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    if range.start < range.end {
        return Some(Ok(range));
    }
    let refusal = Failure::new(416, "InvalidRange", "The requested range cannot be satisfied.");
    Some(Err(refusal.header("content-range", format!("bytes */{length}"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn ranges_are_read_as_rfc_9110_says() {
        let cases = [
            ("bytes=0-4", Some(Some(0..5))),
            ("bytes=5-", Some(Some(5..10))),
            ("bytes=-3", Some(Some(7..10))),
            ("bytes=-30", Some(Some(0..10))),
            ("bytes=8-100", Some(Some(8..10))),
            ("bytes=10-", Some(None)),
            ("bytes=-0", Some(None)),
            ("bytes=4-2", None),
            ("bytes=0-1,3-4", None),
            ("lines=0-1", None),
            ("bytes=a-b", None),
        ];
        for (header, expected) in cases {
            assert_eq!(byte_range(header, 10).map(Result::ok), expected, "{header}");
        }
    }

    #[test]
    fn conditions_are_judged_in_their_order() {
        let modified = SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_500);
        let (same, before, after) = (
            "Tue, 14 Nov 2023 22:13:20 GMT",
            "Tue, 14 Nov 2023 22:13:19 GMT",
            "Tue, 14 Nov 2023 22:13:21 GMT",
        );
        let cases = [
            ("if-match", "\"e\"", Verdict::Go),
            ("if-match", "e", Verdict::Go),
            ("if-match", "\"x\", \"e\"", Verdict::Go),
            ("if-match", "\"x\"", Verdict::Failed),
            ("if-match", "*", Verdict::Go),
            ("if-none-match", "\"e\"", Verdict::NotModified),
            ("if-none-match", "\"x\"", Verdict::Go),
            ("if-modified-since", same, Verdict::NotModified),
            ("if-modified-since", before, Verdict::Go),
            ("if-modified-since", "yesterday", Verdict::Go),
            ("if-unmodified-since", same, Verdict::Go),
            ("if-unmodified-since", before, Verdict::Failed),
            ("if-unmodified-since", after, Verdict::Go),
        ];
        for (name, value, expected) in cases {
            let header = |wanted: &str| (wanted == name).then(|| value.to_owned());
            assert_eq!(Conditions::read(header, "").judge("\"e\"", modified), expected, "{name}: {value}");
        }
    }
}
