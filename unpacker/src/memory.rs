//! Where everything lies: at addresses that the compiler knows, which makes the module small.

#![expect(clippy::large_stack_arrays, reason = "memory is a static")]

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering::Relaxed};

/// How many values a byte has.
pub const BYTES: usize = 256;

/// All there is, zeros at first.
pub struct Memory {
    /// The text at first, and the module in the end.
    pub room: Bytes,
    /// What the text stands for.
    pub streams: Bytes,
    /// All opcodes, each with what stays beside it.
    pub operations: Bytes,
    /// The byte that each character stands for.
    pub characters: Table,
    /// Where in the streams it is what each byte of the operations means, and how long that is.
    pub meanings: Table,
    pub lengths: Table,
    /// How many instructions have their numbers in a stream, and where its next number is.
    pub counts: Table,
    pub places: Table,
    /// All addresses of data, in the order in which they came.
    pub addresses: Table,
}

impl Memory {
    /// What it is at first.
    #[must_use]
    pub const fn zeros() -> Self {
        Self {
            room: Bytes::zeros(),
            streams: Bytes::zeros(),
            operations: Bytes::zeros(),
            characters: Table::zeros(),
            meanings: Table::zeros(),
            lengths: Table::zeros(),
            counts: Table::zeros(),
            places: Table::zeros(),
            addresses: Table::zeros(),
        }
    }
}

/// How many there are of each kind.
const SIZE: usize = 1 << 18;

/// Bytes. Behind the last is the first again.
pub struct Bytes([AtomicU8; SIZE]);

impl Bytes {
    const fn zeros() -> Self {
        Self([const { AtomicU8::new(0) }; SIZE])
    }

    /// A byte.
    #[must_use]
    pub fn get(&self, place: usize) -> usize {
        self.0.get(place % SIZE).map_or(0, |byte| byte.load(Relaxed).into())
    }

    /// Writes the lowest eight bits of a number.
    pub fn set(&self, place: usize, number: usize) {
        if let Some(byte) = self.0.get(place % SIZE) {
            byte.store(number.to_le_bytes()[0], Relaxed);
        }
    }

    /// Where they begin.
    #[must_use]
    pub fn address(&self) -> usize {
        self.0.as_ptr().addr()
    }
}

/// How many rows a table has: as many as there are codes of two characters.
const ROWS: usize = 1 << 14;

/// Numbers. Behind the last row is the first again.
pub struct Table([AtomicU32; ROWS]);

impl Table {
    const fn zeros() -> Self {
        Self([const { AtomicU32::new(0) }; ROWS])
    }

    /// A number.
    #[must_use]
    pub fn get(&self, row: usize) -> usize {
        self.0.get(row % ROWS).map_or(0, |number| number.load(Relaxed) as usize)
    }

    /// Writes a number of 32 bits.
    pub fn set(&self, row: usize, number: usize) {
        let [a, b, c, d, ..] = number.to_le_bytes();
        if let Some(slot) = self.0.get(row % ROWS) {
            slot.store(u32::from_le_bytes([a, b, c, d]), Relaxed);
        }
    }
}
