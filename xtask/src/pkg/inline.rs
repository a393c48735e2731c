//! Wasm as the text of a JavaScript string.
//!
//! The frequent bytes are one character each, the others two, the first of which is one of two
//! marks. All characters are printable ASCII without quotes, backslashes, `$` and `<`, so that the
//! text survives every minifier, every charset and every template. Unlike base64 it keeps bytes
//! whole, so that gzip and brotli find in it what they find in the wasm.
//!
//! Before the bytes are all bytes there are, the lowest first, by which `unpacker/src/text.rs` learns the characters.

use cos_unpacker::text::{MARKS, PIECE};

use super::codes::{self, Class};

const EXCLUDED: &[u8] = b"\"'`\\$<";

/// Which of the frequent bytes gets which character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// A byte that is itself one of the characters stays what it is: compressors know text.
    Text,
    /// Near numbers are near characters, which compressors take for a sign of what comes next.
    Ascending,
}

fn characters() -> Vec<u8> {
    (b' '..PIECE).filter(|character| !EXCLUDED.contains(character)).collect()
}

/// The classes that compressors see the frequent bytes in, when they are written in the order of their values.
pub fn classes() -> Vec<Class> {
    characters().into_iter().skip(MARKS.len()).map(codes::of_character).collect()
}

/// Encodes bytes.
pub fn encode(bytes: &[u8], order: Order) -> String {
    let characters = characters();
    let (marks, single_characters) = characters.split_at(MARKS.len());
    let mut singles = frequent(bytes, single_characters.len());
    match order {
        Order::Text => singles = assign(&singles, single_characters),
        Order::Ascending => singles.sort_unstable(),
    }

    let pairs = marks.iter().flat_map(|mark| characters.iter().map(|second| vec![*mark, *second]));
    let others = (0..=u8::MAX).filter(|byte| !singles.contains(byte));
    let mut codes: Vec<Vec<u8>> = vec![Vec::new(); 256];
    let single_codes = single_characters.iter().map(|character| vec![*character]);
    for (byte, code) in singles.iter().copied().zip(single_codes).chain(others.zip(pairs)) {
        if let Some(slot) = codes.get_mut(usize::from(byte)) {
            *slot = code;
        }
    }
    let written = (0..=u8::MAX).chain(bytes.iter().copied());
    let characters = written.filter_map(|byte| codes.get(usize::from(byte))).flatten();
    characters.map(|character| char::from(*character)).collect()
}

/// The `count` most frequent byte values.
fn frequent(bytes: &[u8], count: usize) -> Vec<u8> {
    let mut times = [0_usize; 256];
    for byte in bytes {
        if let Some(number) = times.get_mut(usize::from(*byte)) {
            *number += 1;
        }
    }
    let mut values: Vec<u8> = (0..=u8::MAX).collect();
    values.sort_by_key(|value| std::cmp::Reverse(times.get(usize::from(*value)).copied()));
    values.truncate(count);
    values
}

/// Which byte each character of a text stands for. What is no character takes the free places, the most frequent first.
fn assign(bytes: &[u8], characters: &[u8]) -> Vec<u8> {
    let mut strangers = bytes.iter().filter(|byte| !characters.contains(byte));
    let place = |character: &u8| {
        if bytes.contains(character) { *character } else { strangers.next().copied().unwrap_or(*character) }
    };
    characters.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use cos_unpacker::memory::Memory;
    use cos_unpacker::text;

    use super::{EXCLUDED, Order, encode};

    #[test]
    fn pieces_of_all_bytes_in_allowed_characters_come_back() {
        static MEMORY: Memory = Memory::zeros();
        let bytes: Vec<u8> = (0..=u8::MAX).chain([0; 9]).collect();
        let pieces = [Order::Text, Order::Ascending].map(|order| encode(&bytes, order));
        let is_allowed = |byte: u8| (b' '..b'~').contains(&byte) && !EXCLUDED.contains(&byte);
        assert!(pieces.iter().all(|piece| piece.bytes().all(is_allowed)));
        for (place, character) in pieces.join("~").bytes().enumerate() {
            MEMORY.room.set(place, character.into());
        }
        let length = text::decode(&MEMORY);
        let read: Vec<usize> = (0..length).map(|place| MEMORY.streams.get(place)).collect();
        assert_eq!(
            read,
            [&*bytes, &bytes].concat().iter().map(|byte| usize::from(*byte)).collect::<Vec<_>>()
        );
    }
}
