//! Texts looked into, and numbers in them.
//!
//! The searchers and number parsers of the standard library are made for long texts and all number types; here they
//! would weigh kilobytes of download.

/// A text that does not change any more. It is one pointer, which makes moving it cheap, and copies share it.
pub type Text = arcstr::ArcStr;

/// Where a piece begins for the first time, in bytes.
#[must_use]
pub fn find(text: &str, piece: &str) -> Option<usize> {
    find_bytes(text.as_bytes(), piece)
}

/// As [`find`], in bytes that need not be a text.
#[must_use]
pub fn find_bytes(bytes: &[u8], piece: &str) -> Option<usize> {
    let (first, others) = piece.as_bytes().split_first()?;
    let mut rest = bytes.iter();
    // Comparing whole pieces at each place would be a call for each.
    while rest.any(|byte| byte == first) {
        if rest.as_slice().starts_with(others) {
            return Some(bytes.len() - rest.as_slice().len() - 1);
        }
    }
    None
}

/// Whether a piece is in a text.
#[must_use]
pub fn has(text: &str, piece: &str) -> bool {
    find(text, piece).is_some()
}

/// What stands before and after the first place of a piece.
#[must_use]
pub fn split_once<'a>(text: &'a str, piece: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, piece)?;
    Some((text.get(..at)?, text.get(at + piece.len()..)?))
}

/// What stands before and after the last place of a character.
#[must_use]
pub fn split_last(text: &str, character: u8) -> Option<(&str, &str)> {
    let mut end = text.len();
    for byte in text.bytes().rev() {
        end -= 1;
        if byte == character {
            return Some((text.get(..end)?, text.get(end + 1..)?));
        }
    }
    None
}

/// The text up to a piece and what follows it; all of the text, and nothing, when the piece is not there.
#[must_use]
pub fn next<'a>(text: &'a str, piece: &str) -> (&'a str, &'a str) {
    split_once(text, piece).unwrap_or((text, ""))
}

/// Whether a word is in a list of words that spaces part.
#[must_use]
pub fn lists(list: &str, word: &str) -> bool {
    let mut rest = list;
    while !rest.is_empty() {
        let (first, others) = next(rest, " ");
        if first == word {
            return true;
        }
        rest = others;
    }
    false
}

/// A template with texts in the places of its `{}`. Pieces that are called one by one would weigh more.
#[must_use]
pub fn fill(template: &str, texts: &[&str]) -> Text {
    let mut filled = String::new();
    let mut rest = template;
    for text in texts {
        let (before, after) = next(rest, "{}");
        filled.push_str(before);
        filled.push_str(text);
        rest = after;
    }
    filled.push_str(rest);
    filled.into()
}

/// A name such as `MaxKeys` with dashes between its words.
#[must_use]
pub fn dashed(name: &str) -> String {
    let mut dashed = String::new();
    let mut ends_word = false;
    for byte in name.bytes() {
        if ends_word && byte.is_ascii_uppercase() {
            dashed.push('-');
        }
        ends_word = byte.is_ascii_lowercase();
        dashed.push(char::from(byte));
    }
    dashed
}

/// The number that is all of a text: up to 18 digits, perhaps with a minus. More would not fit in every case.
#[must_use]
pub fn integer(text: &str) -> Option<i64> {
    let (digits, sign) = text.strip_prefix('-').map_or((text, 1), |digits| (digits, -1));
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut number = 0i64;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(digit - b'0');
    }
    Some(number * sign)
}

/// The number that a text begins with; of one that is too long, its first digits, which are many enough for any limit.
#[must_use]
pub fn leading_integer(text: &str) -> Option<i64> {
    let text = text.trim_ascii();
    let mut end = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() && (end > 0 || byte != b'-') {
            break;
        }
        end += 1;
    }
    integer(text.get(..end.min(18))?)
}

/// Adds a number to a text.
pub fn push_integer(text: &mut String, number: i64) {
    if number < 0 {
        text.push('-');
    }
    push_count(text, number.unsigned_abs());
}

/// Adds a number without a sign to a text.
pub fn push_count(text: &mut String, number: u64) {
    if number > 9 {
        push_count(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// The number that is all of a text of a few digits, decimal or hexadecimal; without a sign.
#[must_use]
pub fn digits(text: &str, radix: u32) -> Option<u32> {
    let mut number = 0;
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    for byte in text.bytes() {
        let digit = u32::from(hex_digit(byte)?);
        if digit >= radix {
            return None;
        }
        number = number * radix + digit;
    }
    Some(number)
}

/// What a hexadecimal digit stands for.
#[must_use]
pub fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        _ => match byte | 32 {
            letter @ b'a'..=b'f' => Some(letter - b'a' + 10),
            _ => None,
        },
    }
}

/// The text that bytes spell; nothing where they are no UTF-8.
#[must_use]
pub fn from_utf8(bytes: &[u8]) -> Option<Text> {
    let mut text = String::new();
    let mut rest = bytes.iter();
    while let Some(first) = rest.next() {
        let (following, bits) = match first {
            0..=0x7F => (0, *first),
            0xC0..=0xDF => (1, first & 0x1F),
            0xE0..=0xEF => (2, first & 0x0F),
            0xF0..=0xF7 => (3, first & 0x07),
            _ => return None,
        };
        let mut point = u32::from(bits);
        for _ in 0..following {
            let next = rest.next().filter(|next| **next & 0xC0 == 0x80)?;
            point = point << 6 | u32::from(next & 0x3F);
        }
        // A character has one spelling, the shortest.
        let character = char::from_u32(point).filter(|character| character.len_utf8() == following + 1)?;
        text.push(character);
    }
    Some(text.into())
}

/// A set of bytes: a bit for each.
pub struct Bytes([u32; 8]);

impl Bytes {
    /// The bytes of a list.
    #[must_use]
    pub const fn only(list: &str) -> Self {
        Bytes([0; 8]).with(list, true)
    }

    /// All bytes but those of a list.
    #[must_use]
    pub const fn all_but(list: &str) -> Self {
        Bytes([u32::MAX; 8]).with(list, false)
    }

    /// These, and the bytes of a list.
    #[must_use]
    pub const fn and(self, list: &str) -> Self {
        self.with(list, true)
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the compiler does this, and a place that is none would be its error"
    )]
    const fn with(mut self, list: &str, is_in: bool) -> Self {
        let list = list.as_bytes();
        let mut at = 0;
        while at < list.len() {
            let (word, bit) = ((list[at] >> 5) as usize, 1 << (list[at] & 31));
            self.0[word] = if is_in { self.0[word] | bit } else { self.0[word] & !bit };
            at += 1;
        }
        self
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte >> 5)).is_some_and(|word| word >> (byte & 31) & 1 == 1)
    }
}

/// The text before the first byte that does not belong to it, and the rest.
#[must_use]
pub fn run<'a>(text: &'a str, belongs: &Bytes) -> (&'a str, &'a str) {
    let end = text.bytes().position(|byte| !belongs.has(byte));
    end.and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""))
}

/// Adds a text with some of its characters written in another way, byte by byte.
pub fn push_escaped(to: &mut String, text: &str, is_plain: &Bytes, escape: fn(&mut String, u8)) {
    let mut rest = text;
    while !rest.is_empty() {
        let (plain, special) = run(rest, is_plain);
        to.push_str(plain);
        let mut following = special.chars();
        following.next();
        rest = following.as_str();
        for byte in special.bytes().take(special.len() - rest.len()) {
            escape(to, byte);
        }
    }
}

/// Words with spaces between them. One text is a smaller download than a table of texts.
pub type Words = &'static str;

/// `param=name` with spaces between them, for the same reason.
pub type Pairs = &'static str;

/// The single words.
pub fn words(list: Words) -> impl Iterator<Item = &'static str> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let (word, others) = next(rest, " ");
        rest = others;
        (!word.is_empty()).then_some(word)
    })
}

/// The single pairs.
pub fn pairs(list: Pairs) -> impl Iterator<Item = (&'static str, &'static str)> {
    words(list).map(|pair| next(pair, "="))
}
