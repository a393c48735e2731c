//! JSON, read into values and written for `JSON.parse`.

use super::value::{Map, Value};

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

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Goes beyond a piece of text, and white space before it, if it comes next.
    fn skip(&mut self, piece: &str) -> bool {
        self.skip_space();
        let after = self.rest.strip_prefix(piece);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// The text before the first byte that does not belong to it.
    fn run(&mut self, belongs: fn(u8) -> bool) -> &'a str {
        let end = self.rest.bytes().position(|byte| !belongs(byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end).unwrap_or(("", self.rest));
        self.rest = rest;
        run
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_space();
        match self.rest.bytes().next()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.text().map(Value::Text),
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
                map.insert(name, value);
            } else {
                map.push(name, value);
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
        Some(Value::List(items))
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
            text.push_str(self.run(|byte| byte >= b' ' && byte != b'"' && byte != b'\\'));
            let mut after = self.rest.chars();
            match after.next()? {
                '"' => {
                    self.rest = after.as_str();
                    return Some(text);
                }
                '\\' => {
                    self.rest = after.as_str();
                    text.push(self.escaped()?);
                }
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let mut after = self.rest.chars();
        let character = match after.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            plain @ ('"' | '\\' | '/') => plain,
            'u' => {
                self.rest = after.as_str();
                return self.code_point();
            }
            _ => return None,
        };
        self.rest = after.as_str();
        Some(character)
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
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        // The parser of the standard library would take a sign as well.
        let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| plain)
    }

    fn number(&mut self) -> Option<Value> {
        let text = self.run(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        if !is_number(text) {
            return None;
        }
        match text.parse::<i64>() {
            Ok(whole) if whole.unsigned_abs() <= MAX_SAFE_INTEGER => Some(Value::Integer(whole)),
            _ => Some(Value::Decimal(text.into())),
        }
    }
}

/// Whether a text is a number as JSON writes numbers.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let no_idle_zero = whole.len() < 2 || !whole.starts_with('0');
    no_idle_zero && [whole, fraction, exponent].into_iter().all(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Writes a value; numbers that JSON has no word for become null.
#[must_use]
pub fn write(value: &Value) -> String {
    let mut json = String::new();
    write_into(&mut json, value);
    json
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
        plain => json.push_str(&plain.to_text()),
    }
}

fn separate(json: &mut String, at: usize) {
    if at > 0 {
        json.push(',');
    }
}

fn write_text(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            control if control < ' ' => {
                json.push_str("\\u00");
                json.push_str(&super::encode::hex(&[control as u8]));
            }
            plain => json.push(plain),
        }
    }
    json.push('"');
}
