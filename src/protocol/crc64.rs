//! CRC-64/XZ (polynomial ECMA-182), the checksum in `x-cos-hash-crc64ecma`.
//!
//! <https://cloud.tencent.com/document/product/436/40334>

/// The polynomial, lowest power in the highest bit.
const POLYNOMIAL: u64 = 0xC96C_5795_D787_0F42;
/// How many bytes one step takes in: four words, each of which waits for no other.
const STRIDE: usize = 4 * WORD;
const WORD: usize = 8;

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
        let Some((base, far)) = self.tables.split_first() else { return };
        let (strides, rest) = block.as_chunks::<STRIDE>();
        let mut state = !self.sum;
        if let Some((last, strides)) = strides.split_last() {
            let lanes = after_strides(far, state, strides);
            state = lanes
                .iter()
                .zip(words(last))
                .fold(0, |state, (lane, word)| after_word(base, state ^ lane ^ word));
        }
        for byte in rest {
            state = after_byte(base, state ^ u64::from(*byte));
        }
        self.sum = !state;
    }

    /// The checksum of everything so far; the service writes it in decimal.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.sum
    }
}

/// What each word of the stride that follows has to be taken in with.
fn after_strides(far: &[Table], state: u64, strides: &[[u8; STRIDE]]) -> [u64; 4] {
    let mut lanes = [state, 0, 0, 0];
    for stride in strides {
        for (lane, word) in lanes.iter_mut().zip(words(stride)) {
            *lane = far_word(far, *lane ^ word);
        }
    }
    lanes
}

fn words(stride: &[u8; STRIDE]) -> impl Iterator<Item = u64> {
    stride.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word))
}

/// What a word does to the state a stride later.
fn far_word(tables: &[Table], word: u64) -> u64 {
    let (mut state, mut word) = (0, word);
    for table in tables.iter().rev() {
        state ^= entry(table, word);
        word >>= 8;
    }
    state
}

fn after_word(base: &Table, state: u64) -> u64 {
    (0..WORD).fold(state, |state, _| after_byte(base, state))
}

fn after_byte(base: &Table, state: u64) -> u64 {
    state >> 8 ^ entry(base, state)
}

fn entry(table: &Table, bytes: u64) -> u64 {
    table.get(usize::from(bytes.to_le_bytes()[0])).copied().unwrap_or(0)
}

/// What a byte does to the state: right after it, and, for each byte of a word, the last one first, a stride after the
/// word began.
fn tables() -> Vec<Table> {
    let base: Table = std::array::from_fn(|byte| (0..8).fold(byte as u64, |state, _| shift(state)));
    let mut states = base;
    let mut tables = vec![base];
    for following in 1..STRIDE {
        for state in &mut states {
            *state = after_byte(&base, *state);
        }
        if following >= STRIDE - WORD {
            tables.push(states);
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
