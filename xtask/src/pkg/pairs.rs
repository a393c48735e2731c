//! Writes the most frequent pairs of opcodes as one code, and pairs of these again.

use std::collections::BTreeMap;

/// Codes from here on are those of no instruction that occurs; `pkg-template/gather.js` counts
/// from here, too.
const FIRST: u8 = 0xd3;

/// With more of them compressors find less that is alike.
const COUNT: u8 = 32;

/// The shorter text, and the two codes that each new one stands for, in the order of the new ones.
pub fn run(operations: Vec<u8>) -> (Vec<u8>, Vec<u8>) {
    let (mut written, mut pairs) = (operations, Vec::new());
    for code in FIRST..FIRST + COUNT {
        let Some(pair) = most_frequent(&written) else { break };
        written = replaced(&written, pair, code);
        pairs.extend(pair);
    }
    (written, pairs)
}

fn most_frequent(codes: &[u8]) -> Option<[u8; 2]> {
    let mut times = BTreeMap::new();
    for pair in codes.windows(2) {
        if let [first, second] = pair {
            *times.entry([*first, *second]).or_insert(0) += 1;
        }
    }
    times.into_iter().filter(|(_, times)| *times > 2).max_by_key(|(_, times)| *times).map(|(pair, _)| pair)
}

fn replaced(codes: &[u8], pair: [u8; 2], code: u8) -> Vec<u8> {
    let mut written = Vec::with_capacity(codes.len());
    let mut rest = codes;
    while let Some((first, others)) = rest.split_first() {
        let is_pair = rest.starts_with(&pair);
        written.push(if is_pair { code } else { *first });
        rest = if is_pair { others.get(1..).unwrap_or_default() } else { others };
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{FIRST, run};

    #[test]
    fn pairs_of_pairs_are_written_as_one() {
        let (written, pairs) = run(b"abcabcabcabc-".to_vec());
        assert_eq!(written, [FIRST + 2, FIRST + 2, b'-']);
        assert_eq!(pairs, [b'b', b'c', b'a', FIRST, FIRST + 1, FIRST + 1]);
    }

    #[test]
    fn what_does_not_repeat_stays() {
        assert_eq!(run(b"abab".to_vec()), (b"abab".to_vec(), Vec::new()));
    }
}
