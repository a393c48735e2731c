//! Looking for a piece of text in a text.
//!
//! The searcher of the standard library is made for long texts and weighs a kilobyte of download.

/// Where a piece begins for the first time, in bytes.
#[must_use]
pub fn find(text: &str, piece: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(piece.as_bytes())))
}

/// Whether a piece is in a text.
#[must_use]
pub fn has(text: &str, piece: &str) -> bool {
    find(text, piece).is_some()
}

/// What stands before and after the first place of a piece.
#[must_use]
pub fn split_once<'a>(text: &'a str, piece: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, piece)?;
    Some((text.get(..at)?, text.get(at + piece.len()..)?))
}
