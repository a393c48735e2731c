//! Checksums of blocks that JavaScript lays into the module's memory.
//!
//! Numbers only, no glue: a worker calls the exports of its own instance by these names. One file at a time.

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use wasm_bindgen::prelude::*;

use crate::platform::Sums;
use crate::protocol::crc64::Crc64;
use crate::protocol::digest::Md5;

/// The most bytes of a block, `BLOCK` in `pkg-template/hasher.js`.
const BLOCK: usize = 1 << 20;

struct Hasher {
    block: Vec<u8>,
    crc64: Crc64,
    has_crc64: bool,
    md5: Option<Md5>,
}

thread_local! {
    // What is dropped at the end of a thread needs code at each use; a module's only thread has no end.
    static HASHER: ManuallyDrop<RefCell<Hasher>> = const {
        ManuallyDrop::new(RefCell::new(Hasher { block: Vec::new(), crc64: Crc64::new(), has_crc64: true, md5: None }))
    };
}

fn with<T>(act: impl FnOnce(&mut Hasher) -> T) -> T {
    HASHER.with(|hasher| act(&mut hasher.borrow_mut()))
}

/// Begins with a new file; `sums` is one of [`Sums`]. Its blocks, of 1 MiB at most, have to be laid where the answer points to.
#[must_use]
#[wasm_bindgen(js_name = hashBegin)]
pub fn begin(sums: u8) -> *const u8 {
    with(|hasher| {
        hasher.crc64.begin();
        hasher.has_crc64 = sums != Sums::Md5 as u8;
        hasher.md5 = (sums != Sums::Crc64 as u8).then(Md5::new);
        hasher.block.resize(BLOCK, 0);
        hasher.block.as_ptr()
    })
}

/// Takes in the block that has been laid there.
#[wasm_bindgen(js_name = hashBlock)]
pub fn take_in(length: usize) {
    with(|Hasher { block, crc64, has_crc64, md5 }| {
        let bytes = block.get(..length).unwrap_or_default();
        if *has_crc64 {
            crc64.update(bytes);
        }
        if let Some(md5) = md5 {
            md5.update(bytes);
        }
    });
}

/// Lays the CRC-64, which is 0 where it was not asked for, and the MD5 behind it where it was asked for, into the place of
/// the blocks. Answers how many bytes that are.
#[must_use]
#[wasm_bindgen(js_name = hashEnd)]
pub fn end() -> usize {
    with(|hasher| {
        let mut sums = hasher.crc64.value().to_le_bytes().to_vec();
        if let Some(md5) = hasher.md5.take() {
            sums.extend_from_slice(&md5.finish());
        }
        if let Some(place) = hasher.block.get_mut(..sums.len()) {
            place.copy_from_slice(&sums);
        }
        sums.len()
    })
}
