//! The bytes of objects and parts: pieces of files, with their checksums.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::Arc;

use crc_fast::{CrcAlgorithm, checksum_combine};
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use super::shelf::Blob;

const BUFFER_SIZE: usize = 256 * 1024;

/// A stream that has been taken in.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) content: Content,
    pub(crate) sums: Sums,
}

/// Length and checksums of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Sums {
    pub(crate) length: u64,
    pub(crate) md5: [u8; 16],
    pub(crate) crc64: u64,
}

impl Sums {
    /// The CRC of these bytes with `other` behind them.
    pub(crate) fn crc_followed_by(&self, other: &Self) -> u64 {
        checksum_combine(CrcAlgorithm::Crc64Xz, self.crc64, other.crc64, other.length)
    }
}

/// Copies a stream and computes its sums.
pub(crate) fn receive_all(source: &mut dyn Read, target: &mut dyn Write) -> io::Result<Sums> {
    let mut buffer = vec![0; BUFFER_SIZE];
    let mut md5 = Md5::new();
    let mut crc64 = crc_fast::Digest::new(CrcAlgorithm::Crc64Xz);
    let mut length = 0;
    loop {
        let count = match source.read(&mut buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        if bytes.is_empty() {
            break;
        }
        target.write_all(bytes)?;
        md5.update(bytes);
        crc64.update(bytes);
        length += count as u64;
    }
    Ok(Sums { length, md5: md5.finalize().into(), crc64: crc64.finalize() })
}

#[derive(Debug, Clone)]
pub(super) struct Slice {
    pub(super) blob: Arc<Blob>,
    pub(super) offset: u64,
    pub(super) length: u64,
}

/// The bytes of an object or a part: pieces of files, shared by copies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Content {
    pub(super) slices: Vec<Slice>,
}

impl Content {
    pub(crate) fn length(&self) -> u64 {
        self.slices.iter().map(|slice| slice.length).sum()
    }

    pub(crate) fn append(&mut self, more: &Self) {
        self.slices.extend(more.slices.iter().cloned());
    }

    /// The part of the content that lies in `range`, without copying a byte.
    pub(crate) fn range(&self, range: &Range<u64>) -> Self {
        let mut start = 0;
        let mut slices = Vec::new();
        for slice in &self.slices {
            let end = start + slice.length;
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                let offset = slice.offset + (from - start);
                slices.push(Slice { blob: Arc::clone(&slice.blob), offset, length: to - from });
            }
            start = end;
        }
        Self { slices }
    }

    pub(crate) fn reader(&self) -> ContentReader {
        ContentReader {
            remaining: self.length(),
            waiting: self.slices.iter().cloned().collect(),
            current: None,
        }
    }
}

/// Reads the bytes of a stored object from disk.
#[derive(Debug)]
pub struct ContentReader {
    waiting: VecDeque<Slice>,
    current: Option<(io::Take<File>, Slice)>,
    remaining: u64,
}

impl ContentReader {
    pub(crate) fn remaining(&self) -> u64 {
        self.remaining
    }

    /// Opens the next slice; false when there is none.
    fn advance(&mut self) -> io::Result<bool> {
        let Some(slice) = self.waiting.pop_front() else { return Ok(false) };
        let mut file = File::open(slice.blob.path())?;
        file.seek(SeekFrom::Start(slice.offset))?;
        self.current = Some((file.take(slice.length), slice));
        Ok(true)
    }

    fn read_current(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.current {
            Some((file, _)) => file.read(buffer),
            None => Ok(0),
        }
    }
}

impl Read for ContentReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.read_current(buffer)?;
            if count > 0 || buffer.is_empty() || !self.advance()? {
                self.remaining = self.remaining.saturating_sub(count as u64);
                return Ok(count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::Shelf;
    use super::*;

    fn read(content: &Content) -> String {
        let mut text = String::new();
        content.reader().read_to_string(&mut text).expect("content is readable");
        text
    }

    #[test]
    fn content_is_cut_and_joined_without_losing_a_byte() {
        let shelf = Shelf::open(None).expect("a temporary directory");
        let mut content = shelf.receive(&mut "hello ".as_bytes()).expect("written").content;
        let world = shelf.receive(&mut "world".as_bytes()).expect("written");
        content.append(&world.content);
        assert_eq!(read(&content), "hello world");
        for range in [0..11, 4..8, 6..7, 5..6, 11..11] {
            let expected =
                &"hello world"[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
            assert_eq!(read(&content.range(&range)), expected, "{range:?}");
        }
    }

    #[test]
    fn sums_are_md5_and_crc64_xz_and_can_be_joined() {
        let sum = |text: &str| receive_all(&mut text.as_bytes(), &mut io::sink()).expect("summed");
        let whole = sum("123456789");
        assert_eq!(whole.crc64, 0x995D_C9BB_DF19_39FA, "the check value of CRC-64/XZ");
        assert_eq!(crate::encode::hex(whole.md5), "25f9e794323b453885f5181f1b624d0b");
        assert_eq!(sum("1234").crc_followed_by(&sum("56789")), whole.crc64);
    }
}
