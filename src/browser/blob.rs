//! Files and Blobs, read a block at a time.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::js;
use crate::error::{Error, Result};
use crate::platform::Watch;
use crate::protocol::digest::Md5;

/// Hashed in about 2 ms, so that pages stay smooth.
const BLOCK: u64 = 1 << 20;

/// The MD5 of all bytes. Only one block at a time enters the memory of wasm; the next is read meanwhile.
pub async fn md5(blob: &Blob, progress: Option<Watch>) -> Result<[u8; 16]> {
    let total = js::count(&blob.size().into());
    let mut hash = Md5::new();
    let mut done = 0;
    let mut next = Reading::start(blob, 0, total);
    while done < total {
        let current = next;
        let length = BLOCK.min(total - done);
        next = Reading::start(blob, done + length, total);
        let bytes = current.finish().await?;
        if u64::from(bytes.length()) != length {
            return Err(Error::unreadable());
        }
        hash.update(&bytes.to_vec());
        done += length;
        if let Some(watch) = &progress {
            watch(done, total);
        }
    }
    Ok(hash.finish())
}

/// Whether the first and the last byte can still be read.
pub async fn is_readable(blob: &Blob) -> bool {
    let size = js::count(&blob.size().into());
    for at in [0, size.saturating_sub(1)] {
        if Reading::start(blob, at, size.min(at + 1)).finish().await.is_err() {
            return false;
        }
    }
    true
}

/// A block on its way.
struct Reading(std::result::Result<js_sys::futures::JsFuture, JsValue>);

impl Reading {
    /// Reads up to a block from `start`, not beyond `end`.
    fn start(blob: &Blob, start: u64, end: u64) -> Self {
        let end = end.min(start + BLOCK);
        let slice = blob.slice_with_f64_and_f64(js::number(start), js::number(end));
        Reading(slice.map(|slice| slice.array_buffer().into()))
    }

    async fn finish(self) -> Result<Uint8Array> {
        let read = async { self.0?.await };
        read.await.map(|buffer| Uint8Array::new(&buffer)).map_err(|_: JsValue| Error::unreadable())
    }
}
