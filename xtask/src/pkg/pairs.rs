//! Writes the most frequent pairs of symbols as one, and pairs of these again.

use std::collections::BTreeMap;

/// How many there are in a file. With more of them compressors find less that is alike.
pub const IN_FILES: u16 = 35;
/// The same in a text.
pub const IN_TEXTS: u16 = 37;

/// The shorter text, and the two symbols that each new one stands for, in the order of the new
/// ones, which are counted from `first` and `count` at most.
pub fn run(symbols: Vec<u16>, first: u16, count: u16) -> (Vec<u16>, Vec<[u16; 2]>) {
    let (mut written, mut pairs) = (symbols, Vec::new());
    for new in first..first + count {
        let Some(pair) = most_frequent(&written) else { break };
        written = replaced(&written, pair, new);
        pairs.push(pair);
    }
    (written, pairs)
}

fn most_frequent(symbols: &[u16]) -> Option<[u16; 2]> {
    let mut times = BTreeMap::new();
    for pair in symbols.windows(2) {
        if let [first, second] = pair {
            *times.entry([*first, *second]).or_insert(0) += 1;
        }
    }
    times.into_iter().filter(|(_, times)| *times > 2).max_by_key(|(_, times)| *times).map(|(pair, _)| pair)
}

fn replaced(symbols: &[u16], pair: [u16; 2], new: u16) -> Vec<u16> {
    let mut written = Vec::with_capacity(symbols.len());
    let mut rest = symbols;
    while let Some((first, others)) = rest.split_first() {
        let is_pair = rest.starts_with(&pair);
        written.push(if is_pair { new } else { *first });
        rest = if is_pair { others.get(1..).unwrap_or_default() } else { others };
    }
    written
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn pairs_of_pairs_are_written_as_one() {
        let (a, b, c, other, first) = (0, 1, 2, 3, 4);
        let (written, pairs) = run(vec![a, b, c, a, b, c, a, b, c, a, b, c, other], first, 9);
        assert_eq!(written, [first + 2, first + 2, other]);
        assert_eq!(pairs, [[b, c], [a, first], [first + 1, first + 1]]);
    }

    #[test]
    fn what_does_not_repeat_stays() {
        assert_eq!(run(vec![0, 1, 0, 1], 2, 9), (vec![0, 1, 0, 1], Vec::new()));
    }
}
