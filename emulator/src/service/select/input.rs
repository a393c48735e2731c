//! Records of CSV and JSON.

use std::borrow::Cow;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::request::{CsvInput, Header};
use crate::failure::Failure;

/// The most characters of one record.
const RECORD_LIMIT: usize = 1024 * 1024;

/// One record, with the names of its columns where there are any.
#[derive(Debug)]
pub(super) enum Record {
    Csv { fields: Vec<String>, names: Option<Rc<Vec<String>>> },
    Json(Value),
}

impl Record {
    /// The whole record as an object.
    pub(super) fn into_object(self) -> Map<String, Value> {
        match self {
            Self::Json(Value::Object(object)) => object,
            Self::Json(other) => Map::from_iter([("_1".to_owned(), other)]),
            Self::Csv { fields, names } => {
                let name = |index: usize| {
                    let named = names.as_ref().and_then(|names| names.get(index)).cloned();
                    named.unwrap_or_else(|| format!("_{}", index + 1))
                };
                let entries = fields.into_iter().enumerate();
                entries.map(|(index, field)| (name(index), Value::String(field))).collect()
            }
        }
    }
}

pub(super) type Records<'a> = Box<dyn Iterator<Item = Result<Record, Failure>> + 'a>;

/// The values of a JSON text, one behind the other.
pub(super) fn json(text: &str) -> Records<'_> {
    let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    Box::new(values.map(|value| match value {
        Ok(value) => Ok(Record::Json(value)),
        Err(error) => Err(json_error(&error)),
    }))
}

fn json_error(error: &serde_json::Error) -> Failure {
    let message = format!("Encountered an error parsing the JSON file: {error}.");
    Failure::new(400, "JSONParsingError", message)
}

/// The records of a CSV text.
pub(super) fn csv<'a>(text: &'a str, format: &'a CsvInput) -> Records<'a> {
    let mut lines = Lines { rest: text, format };
    let mut names = None;
    if format.header != Header::None
        && let Some(first) = lines.next()
        && format.header == Header::Use
    {
        names = Some(Rc::new(fields(&first, format)));
    }
    Box::new(lines.map(move |line| {
        if line.len() > RECORD_LIMIT {
            let message = "The length of a record in the input is greater than maxCharsPerRecord of 1 MB.";
            return Err(Failure::new(400, "OverMaxRecordSize", message));
        }
        Ok(Record::Csv { fields: fields(&line, format), names: names.clone() })
    }))
}

/// The records of a CSV text, not yet cut into fields; without comments and empty lines.
struct Lines<'a> {
    rest: &'a str,
    format: &'a CsvInput,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            let end = self.end_of_record();
            let (line, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
            self.rest = rest.strip_prefix(self.format.record_end.as_str()).unwrap_or(rest);
            let line =
                if self.format.record_end == "\n" { line.strip_suffix('\r').unwrap_or(line) } else { line };
            if !line.is_empty() && !line.starts_with(self.format.comment) {
                return Some(Cow::Borrowed(line));
            }
        }
        None
    }
}

impl Lines<'_> {
    fn end_of_record(&self) -> usize {
        let mut is_quoted = false;
        for (place, character) in self.rest.char_indices() {
            let ends =
                self.rest.get(place..).is_some_and(|rest| rest.starts_with(self.format.record_end.as_str()));
            if ends && !(is_quoted && self.format.quotes_ends) {
                return place;
            }
            is_quoted ^= character == self.format.quote;
        }
        self.rest.len()
    }
}

/// Cuts a record at its separators, outside of quotes.
fn fields(line: &str, format: &CsvInput) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut is_quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = is_quoted && character == format.escape && characters.peek() == Some(&format.quote);
        if escapes {
            field.extend(characters.next());
        } else if character == format.quote {
            is_quoted = !is_quoted;
        } else if character == format.separator && !is_quoted {
            fields.push(std::mem::take(&mut field));
        } else {
            field.push(character);
        }
    }
    fields.push(field);
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(header: Header, quotes_ends: bool) -> CsvInput {
        let record_end = "\n".to_owned();
        CsvInput { header, record_end, separator: ',', quote: '"', escape: '"', comment: '#', quotes_ends }
    }

    fn read(text: &str, format: &CsvInput) -> Vec<Value> {
        csv(text, format).map(|record| Value::Object(record.unwrap().into_object())).collect()
    }

    #[test]
    fn csv_is_cut_into_records_and_fields() {
        let text = "a,b\n\"1,2\",\"x \"\"y\"\" z\"\r\n#c\n\n3,\n";
        let expected = serde_json::json!([{ "_1": "1,2", "_2": "x \"y\" z" }, { "_1": "3", "_2": "" }]);
        assert_eq!(Value::from(read(text, &format(Header::Ignore, false))), expected);
        let expected = serde_json::json!([{ "a": "1,2", "b": "x \"y\" z" }, { "a": "3", "b": "" }]);
        assert_eq!(Value::from(read(text, &format(Header::Use, false))), expected);
        assert_eq!(read(text, &format(Header::None, false)).len(), 3);
    }

    #[test]
    fn a_quoted_field_may_go_over_lines_when_that_is_allowed() {
        let text = "\"a\nb\",c\nd,e";
        assert_eq!(
            read(text, &format(Header::None, true))[0],
            serde_json::json!({ "_1": "a\nb", "_2": "c" })
        );
        assert_eq!(read(text, &format(Header::None, false)).len(), 3);
    }
}
