//! What object keys may look like.

use crate::text::{fill, has, next};

/// The key that is meant: one leading slash does not count, unless raw keys are asked for.
#[must_use]
pub fn meant_key(key: &str, use_raw_key: bool) -> &str {
    if use_raw_key { key } else { key.strip_prefix('/').unwrap_or(key) }
}

/// Whether `.` or `..` stands between slashes.
///
/// Browsers take such segments out of a URL, percent-encoded or not, so a request would address
/// another object than the one it is signed for.
#[must_use]
pub fn has_dot_segment(key: &str) -> bool {
    let slashed = fill("/{}/", &[key]);
    has(&slashed, "/./") || has(&slashed, "/../")
}

/// Whether nothing is left of a key once it is simplified as a path: reading it would read the bucket.
#[must_use]
pub fn collapses(key: &str) -> bool {
    let mut depth = 0u32;
    let mut rest = key;
    while !rest.is_empty() {
        let (segment, others) = next(rest, "/");
        match segment {
            "" | "." => {}
            ".." => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
        rest = others;
    }
    depth == 0
}
