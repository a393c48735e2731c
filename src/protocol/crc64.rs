//! CRC-64/XZ (polynomial ECMA-182), the checksum in `x-cos-hash-crc64ecma`.
//!
//! <https://cloud.tencent.com/document/product/436/40334>

/// The polynomial, lowest power in the highest bit.
const POLYNOMIAL: u64 = 0xC96C_5795_D787_0F42;
/// How many bytes one step takes in.
const STRIDE: usize = 16;

type Table = [u64; 256];

/// A checksum of bytes that come block by block.
#[derive(Clone, Debug, Default)]
pub struct Crc64 {
    sum: u64,
    /// Made when they are needed for the first time.
    tables: Vec<Table>,
}

impl Crc64 {
    #[must_use]
    pub const fn new() -> Self {
        Crc64 { sum: 0, tables: Vec::new() }
    }

    /// Begins with other bytes.
    pub fn begin(&mut self) {
        self.sum = 0;
    }

    pub fn update(&mut self, block: &[u8]) {
        if self.tables.is_empty() {
            self.tables = tables();
        }
        let tables = self.tables.as_slice();
        let (strides, rest) = block.as_chunks::<STRIDE>();
        let mut state = !self.sum;
        for stride in strides {
            state = step(tables, (u128::from_le_bytes(*stride) ^ u128::from(state)).to_le_bytes());
        }
        if let Some(table) = tables.last() {
            for byte in rest {
                state = state >> 8 ^ entry(table, state.to_le_bytes()[0] ^ byte);
            }
        }
        self.sum = !state;
    }

    /// The checksum of everything so far; the service writes it in decimal.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.sum
    }
}

fn step(tables: &[Table], stride: [u8; STRIDE]) -> u64 {
    let mut state = 0;
    for (table, byte) in tables.iter().zip(stride) {
        state ^= entry(table, byte);
    }
    state
}

fn entry(table: &Table, byte: u8) -> u64 {
    table.get(usize::from(byte)).copied().unwrap_or(0)
}

/// One table per byte of a stride: the first is for the byte that has the most bytes after it.
fn tables() -> Vec<Table> {
    let base: Table = std::array::from_fn(|byte| (0..8).fold(byte as u64, |state, _| shift(state)));
    let mut states = base;
    let mut tables = vec![base; STRIDE];
    for table in tables.iter_mut().rev() {
        *table = states;
        for state in &mut states {
            *state = *state >> 8 ^ entry(&base, state.to_le_bytes()[0]);
        }
    }
    tables
}

fn shift(state: u64) -> u64 {
    if state & 1 == 0 { state >> 1 } else { state >> 1 ^ POLYNOMIAL }
}

/// The checksum of two byte runs put together, from their own checksums and the length of the second.
#[must_use]
pub fn combine(first: u64, second: u64, second_length: u64) -> u64 {
    let mut length = second_length;
    let mut power = 1 << 63;
    let mut square = 1 << 55;
    while length != 0 {
        if length & 1 != 0 {
            power = multiply(power, square);
        }
        square = multiply(square, square);
        length >>= 1;
    }
    multiply(power, first) ^ second
}

/// The product of two polynomials, modulo the polynomial of the checksum.
fn multiply(factor: u64, mut other: u64) -> u64 {
    let mut product = 0;
    let mut bit = 1 << 63;
    while bit != 0 {
        if factor & bit != 0 {
            product ^= other;
        }
        other = shift(other);
        bit >>= 1;
    }
    product
}
