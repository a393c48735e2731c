//! The checksums of the protocol: MD5 for bodies, SHA-1 and HMAC-SHA1 for signatures.

use hmac::{KeyInit, Mac, SimpleHmac};
use md5::Digest;
use sha1::Sha1;

use super::encode::{base64, hex};
use crate::text::Text;

/// MD5 of bytes that come block by block.
#[derive(Clone, Debug, Default)]
pub struct Md5(md5::Md5);

impl Md5 {
    #[must_use]
    pub fn new() -> Self {
        Md5::default()
    }

    pub fn update(&mut self, block: &[u8]) {
        self.0.update(block);
    }

    #[must_use]
    pub fn finish(self) -> [u8; 16] {
        self.0.finalize().into()
    }
}

/// The MD5 of all bytes at once.
#[must_use]
pub fn md5(bytes: &[u8]) -> [u8; 16] {
    let mut state = Md5::new();
    state.update(bytes);
    state.finish()
}

/// MD5 as the `ETag` header and `x-cos-meta-md5` spell it.
#[must_use]
pub fn md5_hex(bytes: &[u8]) -> Text {
    hex(&md5(bytes))
}

/// MD5 as `Content-MD5` spells it.
#[must_use]
pub fn md5_base64(bytes: &[u8]) -> Text {
    base64(&md5(bytes))
}

/// SHA-1 in lower-case hexadecimal.
#[must_use]
pub fn sha1_hex(bytes: &[u8]) -> Text {
    hex(&Sha1::digest(bytes))
}

/// HMAC-SHA1 in lower-case hexadecimal.
#[must_use]
pub fn hmac_sha1_hex(key: &[u8], message: &[u8]) -> Text {
    // HMAC takes keys of any length, so the refusal of the general interface never comes.
    SimpleHmac::<Sha1>::new_from_slice(key)
        .map(|state| hex(&state.chain_update(message).finalize().into_bytes()))
        .unwrap_or_default()
}
