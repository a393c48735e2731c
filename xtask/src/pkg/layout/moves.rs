//! Where pieces of data go.

use std::collections::BTreeMap;
use std::ops::Range;

/// Pieces, by where they begin: where they end, and where they go.
#[derive(Default)]
pub struct Moves {
    pieces: BTreeMap<usize, (usize, usize)>,
    /// How long all of it is.
    length: usize,
}

impl Moves {
    /// Puts a piece behind the others, at a multiple of its alignment.
    pub fn push(&mut self, piece: &Range<usize>, alignment: usize) {
        let to = self.length.next_multiple_of(alignment);
        self.pieces.insert(piece.start, (piece.end, to));
        self.length = to + piece.len();
    }

    /// Where a place goes, if anywhere.
    pub fn to(&self, place: usize) -> Option<usize> {
        let (start, (end, to)) = self.pieces.range(..=place).next_back()?;
        (place < *end).then(|| to + place - start)
    }

    /// Writes bytes of moved data, by where they were; nothing where that went nowhere.
    pub fn write(&self, moved: &mut [u8], place: usize, bytes: &[u8]) {
        if let Some(to) = self.to(place) {
            copy(moved, to, bytes);
        }
    }

    /// The data with its pieces moved.
    pub fn apply(&self, data: &[u8]) -> Vec<u8> {
        let mut moved = vec![0; self.length];
        for (start, (end, to)) in &self.pieces {
            copy(&mut moved, *to, data.get(*start..*end).unwrap_or_default());
        }
        moved
    }
}

/// Writes bytes over others.
pub fn copy(to: &mut [u8], start: usize, bytes: &[u8]) {
    to.iter_mut().skip(start).zip(bytes).for_each(|(old, new)| *old = *new);
}

#[cfg(test)]
mod tests {
    use super::Moves;

    #[test]
    fn pieces_go_behind_each_other_and_others_nowhere() {
        let mut moves = Moves::default();
        moves.push(&(5..8), 1);
        moves.push(&(0..4), 4);
        assert_eq!(
            [0, 3, 4, 5, 7, 8].map(|place| moves.to(place)),
            [Some(4), Some(7), None, Some(0), Some(2), None]
        );
        assert_eq!(moves.apply(b"abcdefghi"), b"fgh\0abcd");
    }
}
