//! What a download is laid into.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use cos_wasm_sdk::error::{Error, Result};
use cos_wasm_sdk::platform::Digest;
use cos_wasm_sdk::protocol::crc64::Crc64;

/// A file that takes bytes at any place.
#[derive(Default)]
pub struct Target {
    /// By their place.
    pieces: RefCell<BTreeMap<u64, Vec<u8>>>,
    /// Milliseconds that it takes to take in a piece.
    pub delay: Cell<u32>,
    /// From then on nothing more is taken in.
    pub is_full: Cell<bool>,
}

impl Target {
    pub fn lay(&self, body: Vec<u8>, (start, end): (u64, u64)) -> Result<Digest> {
        if self.is_full.get() {
            return Err(Error::unwritable("the disk is full"));
        }
        if body.len() as u64 != end - start {
            return Err(Error::other_bytes());
        }
        let mut crc64 = Crc64::new();
        crc64.update(&body);
        self.pieces.borrow_mut().insert(start, body);
        Ok(Digest { crc64: crc64.value(), md5: None })
    }

    /// All bytes from the first on, as far as there is no gap.
    pub fn close(&self) -> Vec<u8> {
        let mut whole = Vec::new();
        for (start, piece) in &*self.pieces.borrow() {
            if *start == whole.len() as u64 {
                whole.extend_from_slice(piece);
            }
        }
        whole
    }

    pub fn count(&self) -> usize {
        self.pieces.borrow().len()
    }
}
