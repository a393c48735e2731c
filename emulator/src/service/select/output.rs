//! Records as the answer's CSV or JSON.

use serde_json::{Map, Value};

use super::request::{CsvOutput, Output};

impl Output {
    pub(super) fn write(&self, record: &Map<String, Value>, target: &mut String) {
        match self {
            Self::Json { record_end } => {
                // Maps with text keys can always be written.
                target.push_str(&serde_json::to_string(record).unwrap_or_default());
                target.push_str(record_end);
            }
            Self::Csv(format) => format.write(record, target),
        }
    }
}

impl CsvOutput {
    fn write(&self, record: &Map<String, Value>, target: &mut String) {
        for (index, value) in record.values().enumerate() {
            if index > 0 {
                target.push(self.separator);
            }
            self.write_field(&plain(value), target);
        }
        target.push_str(&self.record_end);
    }

    fn write_field(&self, text: &str, target: &mut String) {
        let is_special = |character: char| character == self.separator || character == self.quote;
        if !self.quotes_always && !text.contains(is_special) && !text.contains(&self.record_end) {
            target.push_str(text);
            return;
        }
        target.push(self.quote);
        for character in text.chars() {
            if character == self.quote {
                target.push(self.escape);
            }
            target.push(character);
        }
        target.push(self.quote);
    }
}

/// A value as text without quotes; what is not there is empty.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
