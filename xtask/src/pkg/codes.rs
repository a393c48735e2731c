//! Gives symbols bytes.
//!
//! Brotli foretells a byte by the classes of the two before it, and there are few classes. So the
//! symbols that say alike what comes next get bytes of one class.

use std::collections::BTreeMap;

/// What a byte adds to the context of the next one, and of the one after that.
pub type Class = (u8, u8);

/// The classes of bytes that are numbers: Lut2 of [RFC 7932](https://www.rfc-editor.org/rfc/rfc7932#section-7.1).
pub fn numbers() -> Vec<Class> {
    let class = |byte: u8| match byte {
        0 => 0,
        1..16 => 1,
        16..64 => 2,
        64..128 => 3,
        128..192 => 4,
        192..240 => 5,
        240..255 => 6,
        255 => 7,
    };
    (0..=u8::MAX).map(|byte| (class(byte) << 3, class(byte))).collect()
}

/// The class of a character of a text: Lut0 and Lut1 of the same place.
pub fn of_character(character: u8) -> Class {
    match character {
        b' ' => (8, 0),
        b'"' | b'\'' => (16, 1),
        b'%' => (20, 1),
        b'(' | b'<' | b'[' | b'{' => (24, 1),
        b')' | b'>' | b']' | b'}' => (28, 1),
        b',' | b':' | b';' => (32, 1),
        b'.' => (36, 1),
        b'=' => (40, 1),
        b'0'..=b'9' => (44, 2),
        b'A' | b'E' | b'I' | b'O' | b'U' => (48, 2),
        b'A'..=b'Z' => (52, 2),
        b'a' | b'e' | b'i' | b'o' | b'u' => (56, 3),
        b'a'..=b'z' => (60, 3),
        _ => (12, 1),
    }
}

const CONTEXTS: usize = 64;

/// What is in no class of its own.
const OTHER: Class = (12, 1);

/// The byte of each symbol, by its number. The most frequent symbols share out the classes among
/// each other, which are those of the first bytes; the others follow.
pub fn run(text: &[u16], symbols: usize, classes: &[Class]) -> Vec<u8> {
    let mut search = Search::new(text, symbols, classes);
    while search.exchange_all() {}
    search.sort();
    search.bytes()
}

struct Search<'classes> {
    /// Three symbols in a row, and how often they stand so.
    triples: Vec<([usize; 3], u32)>,
    symbols: usize,
    classes: &'classes [Class],
    /// The symbol of each byte, if any.
    places: Vec<Option<usize>>,
    /// The class of each symbol.
    chosen: Vec<Class>,
    cost: f64,
}

impl<'classes> Search<'classes> {
    fn new(text: &[u16], symbols: usize, classes: &'classes [Class]) -> Self {
        let mut triples = BTreeMap::new();
        let mut times = vec![0; symbols];
        for triple in text.windows(3) {
            let [before, last, next] =
                [0, 1, 2].map(|at| triple.get(at).map_or(0, |symbol| usize::from(*symbol)));
            *triples.entry([before, last, next]).or_insert(0) += 1;
        }
        for symbol in text {
            if let Some(times) = times.get_mut(usize::from(*symbol)) {
                *times += 1;
            }
        }
        let mut places: Vec<_> = (0..symbols).map(Some).collect();
        places.sort_by_key(|symbol| {
            symbol.and_then(|symbol| times.get(symbol)).map(|times| std::cmp::Reverse(*times))
        });
        places.resize(symbols.max(classes.len()), None);
        let triples = triples.into_iter().collect();
        let mut search =
            Self { triples, symbols, classes, places, chosen: vec![OTHER; symbols], cost: f64::MAX };
        for place in 0..classes.len() {
            search.choose(place);
        }
        search
    }

    fn class(&self, place: usize) -> Class {
        self.classes.get(place).copied().unwrap_or(OTHER)
    }

    fn choose(&mut self, place: usize) {
        let class = self.class(place);
        let symbol = self.places.get(place).copied().flatten();
        if let Some(chosen) = symbol.and_then(|symbol| self.chosen.get_mut(symbol)) {
            *chosen = class;
        }
    }

    /// Exchanges any two symbols where that helps, and a symbol with a free byte. Did anything help?
    fn exchange_all(&mut self) -> bool {
        let before = self.cost;
        let places = self.classes.len();
        for (one, other) in (0..places).flat_map(|one| (0..places).map(move |other| (one, other))) {
            if self.is_taken(one) && self.class(one) != self.class(other) && !self.is_like_another(other) {
                self.exchange(one, other);
            }
        }
        self.cost < before
    }

    fn is_taken(&self, place: usize) -> bool {
        self.places.get(place).is_some_and(Option::is_some)
    }

    /// Is it free, and is there a free one of its class before it?
    fn is_like_another(&self, place: usize) -> bool {
        let is_alike = |earlier: usize| !self.is_taken(earlier) && self.class(earlier) == self.class(place);
        !self.is_taken(place) && (0..place).any(is_alike)
    }

    /// Exchanges two symbols unless that makes it worse.
    fn exchange(&mut self, one: usize, other: usize) {
        let swap = |search: &mut Self| {
            search.places.swap(one, other);
            search.choose(one);
            search.choose(other);
        };
        swap(self);
        let cost = self.measured();
        if cost < self.cost {
            self.cost = cost;
        } else {
            swap(self);
        }
    }

    /// How many bits the text takes where each symbol is known as well as its context tells.
    fn measured(&self) -> f64 {
        let mut times = vec![0_u32; CONTEXTS * self.symbols];
        for ([before, last, next], number) in &self.triples {
            let context = |symbol: usize| self.chosen.get(symbol).copied().unwrap_or(OTHER);
            let context = usize::from(context(*last).0 | context(*before).1);
            if let Some(times) = times.get_mut(context * self.symbols + next) {
                *times += number;
            }
        }
        let bits = |times: u32| f64::from(times) * f64::from(times).log2();
        let of_context = |times: &[u32]| {
            let seen = times.iter().copied().filter(|times| *times > 0);
            let all: u32 = seen.clone().sum();
            if all == 0 { 0.0 } else { bits(all) - seen.map(bits).sum::<f64>() }
        };
        times.chunks(self.symbols).map(of_context).sum()
    }

    /// Orders the symbols of each class, which makes the list of them compress better.
    fn sort(&mut self) {
        let places = self.classes.len();
        for (one, other) in (0..places).flat_map(|one| (one + 1..places).map(move |other| (one, other))) {
            let symbol = |place: usize| self.places.get(place).copied().flatten().unwrap_or(usize::MAX);
            if self.class(one) == self.class(other) && symbol(one) > symbol(other) {
                self.places.swap(one, other);
            }
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let byte = |symbol| self.places.iter().position(|place| *place == Some(symbol));
        (0..self.symbols).filter_map(|symbol| byte(symbol).and_then(|byte| u8::try_from(byte).ok())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{numbers, of_character, run};

    #[test]
    fn each_symbol_gets_a_byte_of_its_own() {
        let text = [0, 1, 2, 0, 1, 2, 3, 0, 1, 2];
        let mut bytes = run(&text, 4, &numbers());
        bytes.sort_unstable();
        bytes.dedup();
        assert_eq!(bytes.len(), 4);
    }

    #[test]
    fn symbols_that_say_the_same_share_a_class() {
        // After 0 and 1 comes 4, after 2 and 3 comes 5.
        let text: Vec<u16> = (0..400_u16).flat_map(|turn| [turn * 7 % 4, 4 + turn * 7 % 4 / 2]).collect();
        let classes = numbers();
        let class = |byte: u8| classes[usize::from(byte)];
        let bytes = run(&text, 6, &classes);
        assert_ne!(class(bytes[0]), class(bytes[2]));
    }

    #[test]
    fn frequent_symbols_have_the_bytes_with_classes() {
        let text: Vec<u16> = [[2, 1, 2, 1, 2, 1].as_slice(), &[0]].concat();
        let bytes = run(&text, 3, &[of_character(b'a'), of_character(b'1')]);
        assert_eq!(bytes[0], 2);
    }
}
