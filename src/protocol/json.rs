//! JSON, read into values and written for `JSON.parse`.

use super::encode::hex;
use crate::text::{self, Bytes, digits, integer};
use crate::value::{Map, Value};

/// How deep lists and objects may lie in each other.
const MAX_DEPTH: usize = 64;
/// Up to this many names, a name given twice counts once; beyond, looking for it would take too long.
const MAX_COMPARED: usize = 256;
/// The largest whole number that JavaScript holds exactly.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Reads a JSON text; nothing when it is none, or when it lies deeper than 64.
#[must_use]
pub fn read(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text };
    let value = reader.value(0)?;
    reader.skip_space();
    reader.rest.is_empty().then_some(value)
}

/// What stands in a text as it is.
static PLAIN: Bytes = Bytes::all_but(concat!(
    "\"\\\0\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f",
    "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"
));

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip_space(&mut self) {
        self.run(&const { Bytes::only(" \t\n\r") });
    }

    /// Goes beyond a piece of text, and white space before it, if it comes next.
    fn skip(&mut self, piece: &str) -> bool {
        self.skip_space();
        let after = self.rest.strip_prefix(piece);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// The text before the first byte that does not belong to it.
    fn run(&mut self, belongs: &Bytes) -> &'a str {
        let (run, rest) = text::run(self.rest, belongs);
        self.rest = rest;
        run
    }

    /// The next byte, where it is a character of its own.
    fn next(&mut self) -> Option<u8> {
        let first = self.rest.bytes().next()?;
        self.rest = self.rest.get(1..)?;
        Some(first)
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_space();
        match self.rest.bytes().next()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.text().map(Value::from),
            b't' => self.skip("true").then_some(Value::Bool(true)),
            b'f' => self.skip("false").then_some(Value::Bool(false)),
            b'n' => self.skip("null").then_some(Value::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut map = Map::new();
        let mut more = self.skip("{") && !self.skip("}");
        while more {
            self.skip_space();
            let name = self.text()?;
            let value = self.skip(":").then(|| self.value(depth + 1))??;
            if map.len() < MAX_COMPARED {
                map.set(&name, value);
            } else {
                map.append(name.into(), value);
            }
            more = self.goes_on("}")?;
        }
        Some(Value::Map(map))
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        let mut more = self.skip("[") && !self.skip("]");
        while more {
            items.push(self.value(depth + 1)?);
            more = self.goes_on("]")?;
        }
        Some(items.into())
    }

    /// True after a comma, false after the end, nothing when neither comes.
    fn goes_on(&mut self, end: &str) -> Option<bool> {
        let comma = self.skip(",");
        (comma || self.skip(end)).then_some(comma)
    }

    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        self.rest = self.rest.strip_prefix('"')?;
        loop {
            text.push_str(self.run(&PLAIN));
            match self.next()? {
                b'"' => return Some(text),
                b'\\' => text.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            plain @ (b'"' | b'\\' | b'/') => char::from(plain),
            b'u' => return self.code_point(),
            _ => return None,
        })
    }

    /// A character in one `\u` escape or in two; half a character is replaced, as browsers do.
    fn code_point(&mut self) -> Option<char> {
        let first = self.code_unit()?;
        let high = (0xD800..0xDC00).contains(&first);
        let low = if high { self.low_surrogate().unwrap_or(0) } else { 0 };
        let point = if low == 0 { first } else { 0x1_0000 + ((first & 0x3FF) << 10) + (low & 0x3FF) };
        Some(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// The second half of a character, if it comes next.
    fn low_surrogate(&mut self) -> Option<u32> {
        let mut ahead = Reader { rest: self.rest.strip_prefix("\\u")? };
        let unit = ahead.code_unit().filter(|unit| (0xDC00..0xE000).contains(unit))?;
        self.rest = ahead.rest;
        Some(unit)
    }

    fn code_unit(&mut self) -> Option<u32> {
        let (unit, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        digits(unit, 16)
    }

    fn number(&mut self) -> Option<Value> {
        let text = self.run(&const { Bytes::only("+-.0123456789Ee") });
        if !is_number(text) {
            return None;
        }
        match integer(text) {
            Some(whole) if whole.unsigned_abs() <= MAX_SAFE_INTEGER => Some(whole.into()),
            _ => Some(Value::Decimal(text.into())),
        }
    }
}

/// Whether a text is a number as JSON writes numbers.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, mut rest) = digits_first(text);
    let has_idle_zero = whole.len() > 1 && whole.starts_with('0');
    let mut is_whole = !whole.is_empty() && !has_idle_zero;
    if let Some(after) = rest.strip_prefix('.') {
        let (fraction, after) = digits_first(after);
        is_whole &= !fraction.is_empty();
        rest = after;
    }
    if rest.starts_with('e') || rest.starts_with('E') {
        let after = rest.get(1..).unwrap_or_default();
        let unsigned = after.strip_prefix('+').or_else(|| after.strip_prefix('-')).unwrap_or(after);
        let (exponent, after) = digits_first(unsigned);
        is_whole &= !exponent.is_empty();
        rest = after;
    }
    is_whole && rest.is_empty()
}

fn digits_first(text: &str) -> (&str, &str) {
    text::run(text, &const { Bytes::only("0123456789") })
}

/// Writes a value; numbers that JSON has no word for become null.
#[must_use]
pub fn write(value: &Value) -> String {
    let mut json = String::new();
    write_into(&mut json, value);
    json
}

/// As [`write`], of a map that has served its turn. Callers drop nothing then.
#[must_use]
pub fn write_map(map: Map) -> String {
    write(&Value::Map(map))
}

fn write_into(json: &mut String, value: &Value) {
    match value {
        Value::Text(text) => write_text(json, text),
        Value::Decimal(text) if !is_number(text) => json.push_str("null"),
        Value::List(items) => {
            json.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(json, at);
                write_into(json, item);
            }
            json.push(']');
        }
        Value::Map(map) => {
            json.push('{');
            for (at, (name, item)) in map.iter().enumerate() {
                separate(json, at);
                write_text(json, name);
                json.push(':');
                write_into(json, item);
            }
            json.push('}');
        }
        Value::Null => json.push_str("null"),
        plain => plain.push_to(json),
    }
}

fn separate(json: &mut String, at: usize) {
    if at > 0 {
        json.push(',');
    }
}

fn write_text(json: &mut String, text: &str) {
    json.push('"');
    text::push_escaped(json, text, &PLAIN, escape);
    json.push('"');
}

fn escape(json: &mut String, byte: u8) {
    json.push('\\');
    match byte {
        b'"' | b'\\' => json.push(char::from(byte)),
        b'\n' => json.push('n'),
        b'\r' => json.push('r'),
        b'\t' => json.push('t'),
        control => {
            json.push_str("u00");
            json.push_str(&hex(&[control]));
        }
    }
}
