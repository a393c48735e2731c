//! What params and answers are made of.

mod map;

pub use crate::text::Text;
pub use map::Map;

use crate::text;

/// A JavaScript value without functions, files and other live objects.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`; at the door also an `undefined` that has to keep its place.
    Null,
    Bool(bool),
    /// A small number without a fraction.
    Integer(i32),
    /// Any other number, in the spelling of JavaScript's `String(number)`.
    Decimal(Text),
    Text(Text),
    List(Box<Vec<Value>>),
    Map(Map),
}

impl Value {
    /// The text inside, when this is a text.
    #[must_use]
    pub fn as_text(&self) -> Option<&Text> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The map inside, when this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The whole number meant: an integer, or a text or decimal that starts with one.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(number) => Some((*number).into()),
            Value::Text(text) | Value::Decimal(text) => text::leading_integer(text),
            Value::Bool(flag) => Some(i64::from(*flag)),
            _ => None,
        }
    }

    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// What JavaScript counts as true.
    #[must_use]
    pub fn is_truthy(&self) -> bool {
        match self {
            Value::Null => false,
            Value::Bool(flag) => *flag,
            Value::Integer(number) => *number != 0,
            Value::Decimal(text) => text != "NaN",
            Value::Text(text) => !text.is_empty(),
            Value::List(_) | Value::Map(_) => true,
        }
    }

    /// What JavaScript's `String(value)` gives.
    #[must_use]
    pub fn to_text(&self) -> Text {
        match self {
            Value::Null => "null".into(),
            other => other.to_wire_text(),
        }
    }

    /// As [`Value::to_text`], with nothing for null: how headers and query values are written.
    #[must_use]
    pub fn to_wire_text(&self) -> Text {
        if let Value::Text(text) = self {
            return text.clone();
        }
        let mut text = String::new();
        self.push_to(&mut text);
        text.into()
    }

    /// Adds the value to a text, as [`Value::to_wire_text`] gives it.
    pub fn push_to(&self, text: &mut String) {
        match self {
            Value::Null => {}
            Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
            Value::Integer(number) => text::push_integer(text, (*number).into()),
            Value::Decimal(own) | Value::Text(own) => text.push_str(own),
            Value::List(items) => push_list(text, items),
            Value::Map(_) => text.push_str("[object Object]"),
        }
    }

    /// The value as a list: a list as it is, anything else as its only item.
    #[must_use]
    pub fn into_list(self) -> Vec<Value> {
        match self {
            Value::List(items) => *items,
            single => vec![single],
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text.into())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        if let Ok(small) = i32::try_from(number) {
            return Value::Integer(small);
        }
        let mut digits = String::new();
        text::push_integer(&mut digits, number);
        Value::Decimal(digits.into())
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Value::List(Box::new(items))
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Value::Map(map)
    }
}

fn push_list(text: &mut String, items: &[Value]) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        item.push_to(text);
    }
}
