//! Operators and functions of selections.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::input::Record;
use super::term::{Found, Term};
use crate::failure::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Lower,
    Upper,
    Trim,
    Length,
    Substring,
    Coalesce,
    NullIf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Integer,
    Float,
    Text,
    Boolean,
}

/// Text that is a number counts as one: CSV knows nothing but text.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn from_float(number: f64) -> Option<Value> {
    Number::from_f64(number).map(Value::Number)
}

pub(super) fn negative(value: Option<Value>) -> Option<Value> {
    let value = value?;
    match integer(&value).and_then(i64::checked_neg) {
        Some(number) => Some(number.into()),
        None => from_float(-number(&value)?),
    }
}

impl Arithmetic {
    pub(super) fn of(self, left: Option<Value>, right: Option<Value>) -> Option<Value> {
        let (left, right) = (left?, right?);
        if let (Some(left), Some(right)) = (integer(&left), integer(&right)) {
            let result = match self {
                Self::Plus => left.checked_add(right),
                Self::Minus => left.checked_sub(right),
                Self::Times => left.checked_mul(right),
                Self::Over => left.checked_div(right),
                Self::Modulo => left.checked_rem(right),
            };
            return result.map(Value::from);
        }
        let (left, right) = (number(&left)?, number(&right)?);
        from_float(match self {
            Self::Plus => left + right,
            Self::Minus => left - right,
            Self::Times => left * right,
            Self::Over => left / right,
            Self::Modulo => left % right,
        })
    }
}

/// The order of two values: as numbers where one of them is a number, else as texts or truths.
pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::String(right)) => Some(left.to_string().cmp(&right.to_ascii_lowercase())),
        (Value::String(_), Value::Bool(_)) => order(right, left).map(Ordering::reverse),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

impl Comparison {
    pub(super) fn of(self, left: Option<&Value>, right: Option<&Value>) -> Option<bool> {
        let (left, right) = (left.filter(|value| !value.is_null())?, right.filter(|value| !value.is_null())?);
        let Some(order) = order(left, right) else { return Some(self == Self::NotEqual) };
        Some(match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        })
    }
}

pub(super) fn is_one_of(
    value: Option<&Value>,
    list: &[Term],
    record: &Record,
) -> Result<Option<bool>, Failure> {
    let mut answer = Some(false);
    for term in list {
        match Comparison::Equal.of(value, term.value(record)?.as_ref()) {
            Some(true) => return Ok(Some(true)),
            Some(false) => {}
            None => answer = None,
        }
    }
    Ok(answer)
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    AnyText,
    AnyCharacter,
    Character(char),
}

/// `%` stands for any text, `_` for one character, unless they are escaped.
fn pieces(pattern: &str, escape: Option<char>) -> Vec<Piece> {
    let mut characters = pattern.chars();
    let mut pieces = Vec::new();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            character if escape == Some(character) => {
                Piece::Character(characters.next().unwrap_or(character))
            }
            '%' => Piece::AnyText,
            '_' => Piece::AnyCharacter,
            other => Piece::Character(other),
        });
    }
    pieces
}

/// Whether a text fits a pattern. The latest `%` takes one character more whenever the rest does not fit.
pub(super) fn is_like(text: &str, pattern: &str, escape: Option<char>) -> bool {
    let pieces = pieces(pattern, escape);
    let mut rest = text.chars();
    let mut place = 0;
    let mut retry = None;
    loop {
        match (pieces.get(place), rest.clone().next()) {
            (Some(Piece::AnyText), _) => {
                place += 1;
                retry = Some((place, rest.clone()));
                continue;
            }
            (None, None) => return true,
            (Some(Piece::AnyCharacter), Some(_)) => {}
            (Some(Piece::Character(wanted)), Some(found)) if *wanted == found => {}
            _ => {
                let Some((behind, from)) = &mut retry else { return false };
                if from.next().is_none() {
                    return false;
                }
                (place, rest) = (*behind, from.clone());
                continue;
            }
        }
        place += 1;
        rest.next();
    }
}

impl Function {
    pub(super) fn of(self, terms: &[Term], record: &Record) -> Found {
        if self == Self::Coalesce {
            let values = terms.iter().map(|term| term.value(record));
            let present = |value: &Found| !matches!(value, Ok(None | Some(Value::Null)));
            return values.into_iter().find(present).unwrap_or(Ok(Some(Value::Null)));
        }
        let [first, rest @ ..] = terms else { return Ok(None) };
        if let (Self::NullIf, [second]) = (self, rest) {
            let value = first.value(record)?;
            let is_same = Comparison::Equal.of(value.as_ref(), second.value(record)?.as_ref());
            return Ok(if is_same == Some(true) { Some(Value::Null) } else { value });
        }
        let Some(text) = first.text(record)? else { return Ok(None) };
        Ok(Some(match self {
            Self::Lower => text.to_lowercase().into(),
            Self::Upper => text.to_uppercase().into(),
            Self::Trim => text.trim().into(),
            Self::Length => text.chars().count().into(),
            Self::Substring => substring(&text, rest, record)?.into(),
            Self::Coalesce | Self::NullIf => Value::Null,
        }))
    }
}

/// Characters from a place, counted from 1, up to a number of them. What lies before the text counts, too.
fn substring(text: &str, place: &[Term], record: &Record) -> Result<String, Failure> {
    let mut numbers = Vec::new();
    for term in place {
        numbers.push(term.value(record)?.as_ref().and_then(integer).unwrap_or(0));
    }
    let start = numbers.first().copied().unwrap_or(1);
    let end = numbers.get(1).map_or(i64::MAX, |length| start.saturating_add((*length).max(0)));
    let kept = text.chars().zip(1..).filter(|(_, place)| (start..end).contains(place));
    Ok(kept.map(|(character, _)| character).collect())
}

impl Type {
    pub(super) fn of(self, value: Option<Value>) -> Found {
        let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
        let cast = match self {
            Self::Text => Some(Value::String(match value {
                Value::String(text) => text,
                other => other.to_string(),
            })),
            Self::Float => number(&value).and_then(from_float),
            Self::Integer => integer(&value).or_else(|| whole(number(&value)?)).map(Value::from),
            Self::Boolean => match value {
                Value::Bool(holds) => Some(Value::Bool(holds)),
                Value::String(text) => text.to_ascii_lowercase().parse().ok().map(Value::Bool),
                other => number(&other).map(|number| Value::Bool(number != 0.0)),
            },
        };
        let message =
            "Attempt to convert from one data type to another using CAST failed in the SQL expression.";
        cast.map(Some).ok_or_else(|| Failure::new(400, "CastFailed", message))
    }
}

/// A number without what stands behind its point.
fn whole(number: f64) -> Option<i64> {
    format!("{:.0}", number.trunc()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_texts() {
        let cases = [
            ("abc", "abc", true),
            ("abc", "ab", false),
            ("abc", "a%", true),
            ("abc", "%c", true),
            ("abc", "%b%", true),
            ("abc", "a_c", true),
            ("abc", "a_", false),
            ("", "%", true),
            ("", "_", false),
            ("aXbXc", "a%X_", true),
            ("a%c", "a!%c", true),
            ("abc", "a!%c", false),
            ("中文字", "中%字", true),
            ("", "", true),
        ];
        for (text, pattern, expected) in cases {
            assert_eq!(is_like(text, pattern, Some('!')), expected, "{text} LIKE {pattern}");
        }
    }
}
