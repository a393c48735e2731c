//! Whether what arrived is what was sent.

use std::rc::Rc;

use crate::error::{Error, Kind};
use crate::platform::Digest;
use crate::protocol::encode::hex;
use crate::text::{has, integer};
use crate::value::{Map, Text};

/// The header that has the checksum of an object or a part.
/// Source: <https://cloud.tencent.com/document/product/436/40334>
pub const CRC64: &str = "x-cos-hash-crc64ecma";

/// The option `CheckIntegrity`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// Nothing is compared.
    Off,
    /// What the service lets this page see is compared.
    #[default]
    Auto,
    /// An upload or download that cannot be compared to the end fails.
    Require,
}

impl Check {
    #[must_use]
    pub fn read(options: &Map) -> Self {
        const NAME: &str = "CheckIntegrity";
        if options.is(NAME, "off") || options.is_false(NAME) {
            return Check::Off;
        }
        match options.text(NAME).map(Text::as_str) {
            None | Some("auto") => Check::Auto,
            // A word that is not known is more likely meant to ask for more than for less.
            Some(_) => Check::Require,
        }
    }
}

/// What a comparison found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    Same,
    Differs,
    /// There was nothing to compare with.
    Unknown,
}

/// Compares bytes with the checksum that the service made of them, as far as it is shown to this page.
#[must_use]
pub fn compare_crc64(ours: Option<u64>, theirs: &str) -> Finding {
    match (ours, number(theirs)) {
        (Some(ours), Some(theirs)) => found(ours == theirs),
        _ => Finding::Unknown,
    }
}

/// Compares the MD5 of bytes with an ETag; one of encrypted bytes, or of another form, tells nothing.
#[must_use]
pub fn compare_etag(md5: &[u8; 16], etag: &str, headers: &Map) -> Finding {
    let is_encrypted = headers.iter().any(|(name, _)| has(name, "server-side-encryption"));
    let bare = bare(etag);
    if is_encrypted || bare.len() != 32 || !bare.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Finding::Unknown;
    }
    found(bare.eq_ignore_ascii_case(&hex(md5)))
}

/// An ETag without its quotes.
#[must_use]
pub fn bare(etag: &str) -> &str {
    let etag = etag.strip_prefix('"').unwrap_or(etag);
    etag.strip_suffix('"').unwrap_or(etag)
}

/// Compares what was read here with what an answer's headers say of it.
#[must_use]
pub fn compare(digest: &Digest, etag: &str, headers: &Map) -> Finding {
    match (compare_crc64(Some(digest.crc64), &headers.wire_text(CRC64)), &digest.md5) {
        (Finding::Unknown, Some(md5)) => compare_etag(md5, etag, headers),
        (finding, _) => finding,
    }
}

/// The error of bytes that changed on their way.
#[must_use]
pub fn corrupt(what: &str) -> Rc<Error> {
    Error::about(
        what,
        Kind::Integrity,
        "the checksum of {} differs at the service\n\
         Try again, and look for a proxy that alters answers.",
    )
}

/// The error of an object that had to be compared and cannot be.
#[must_use]
pub fn hidden() -> Rc<Error> {
    Error::integrity(
        "the checksum of the object is not shown to this page\n\
         Expose the header x-cos-hash-crc64ecma in the bucket's CORS rules, or set CheckIntegrity to 'auto'.",
    )
}

/// The error of a part whose ETag is not shown to this page.
#[must_use]
pub fn hidden_tag() -> Rc<Error> {
    Error::about(
        "",
        Kind::Hidden,
        "get ETag error, please add \"ETag\" to CORS ExposeHeader setting.( 获取ETag失败，请在CORS ExposeHeader设置中添加ETag，请参考文档：https://cloud.tencent.com/document/product/436/13318 )\n\
         Expose the header ETag in the bucket's CORS rules.",
    )
}

fn found(same: bool) -> Finding {
    if same { Finding::Same } else { Finding::Differs }
}

/// Above the numbers of ten digits.
const LOW: u64 = 10_000_000_000;

/// A checksum as the service writes it: up to 20 digits, more than signed numbers hold.
#[must_use]
pub fn number(text: &str) -> Option<u64> {
    let (high, low) = text.split_at_checked(text.len().saturating_sub(10))?;
    let high = if high.is_empty() { 0 } else { integer(high)? };
    let low = integer(low)?;
    // Else it would be too large; to check the multiplication takes one of 128 bits.
    let high = u64::try_from(high).ok().filter(|high| *high <= u64::MAX / LOW)?;
    (high * LOW).checked_add(u64::try_from(low).ok()?)
}
