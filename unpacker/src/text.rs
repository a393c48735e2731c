//! Bytes out of a text that `xtask/src/pkg/inline.rs` writes: frequent bytes are one character, the others a mark and a
//! character.

use crate::memory::{BYTES, Memory};

/// Begins a piece of the text: before its bytes are all bytes there are, the lowest first, which tells how they are written.
pub const PIECE: u8 = b'~';

/// The two lowest characters are marks.
pub const MARKS: [u8; 2] = *b" !";

const HIGHEST_MARK: usize = MARKS[1] as usize;

/// Writes down what the text stands for, and says how long that is.
pub fn decode(memory: &Memory) -> usize {
    let (mut place, mut length, mut known) = (0, 0, 0);
    loop {
        let mut code = memory.room.get(place);
        place += 1;
        if code == 0 {
            return length;
        }
        if code <= HIGHEST_MARK {
            code = code << 8 | memory.room.get(place);
            place += 1;
        }
        if code == usize::from(PIECE) {
            known = 0;
        } else if known < BYTES {
            memory.characters.set(code, known);
            known += 1;
        } else {
            memory.streams.set(length, memory.characters.get(code));
            length += 1;
        }
    }
}
