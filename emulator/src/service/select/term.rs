//! The terms of a selection, and what they amount to for a record.

use serde_json::Value;

use super::function::{Arithmetic, Comparison, Function, Type, is_like, is_one_of, negative, number};
use super::input::Record;
use crate::failure::Failure;

/// Something with a value: a part of the record, a constant, or made of other terms.
#[derive(Debug)]
pub(super) enum Term {
    Constant(Value),
    Path(Vec<Step>),
    Not(Box<Term>),
    Negative(Box<Term>),
    Both(Box<Term>, Box<Term>),
    Either(Box<Term>, Box<Term>),
    Comparison(Box<Term>, Comparison, Box<Term>),
    Arithmetic(Box<Term>, Arithmetic, Box<Term>),
    Concatenation(Box<Term>, Box<Term>),
    Like { text: Box<Term>, pattern: Box<Term>, escape: Option<char> },
    OneOf(Box<Term>, Vec<Term>),
    IsAbsent(Box<Term>),
    Call(Function, Vec<Term>),
    Cast(Box<Term>, Type),
}

/// A step into a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Names without quotes have no case.
    Name {
        name: String,
        is_exact: bool,
    },
    Index(usize),
    /// All elements of a list.
    All,
}

/// Nothing stands for what the record does not have.
pub(super) type Found = Result<Option<Value>, Failure>;

impl Term {
    pub(super) fn value(&self, record: &Record) -> Found {
        Ok(match self {
            Self::Constant(value) => Some(value.clone()),
            Self::Path(steps) => part(record, steps),
            Self::Negative(term) => negative(term.value(record)?),
            Self::Arithmetic(left, operation, right) => {
                operation.of(term_number(left, record)?, term_number(right, record)?)
            }
            Self::Concatenation(left, right) => match (left.text(record)?, right.text(record)?) {
                (Some(left), Some(right)) => Some(Value::String(left + &right)),
                _ => None,
            },
            Self::Call(function, terms) => function.of(terms, record)?,
            Self::Cast(term, kind) => kind.of(term.value(record)?)?,
            condition => condition.truth(record)?.map(Value::Bool),
        })
    }

    /// Whether a condition holds; nothing when that cannot be said, as for a comparison with nothing.
    pub(super) fn truth(&self, record: &Record) -> Result<Option<bool>, Failure> {
        Ok(match self {
            Self::Not(term) => term.truth(record)?.map(|holds| !holds),
            Self::Both(left, right) => match (left.truth(record)?, right.truth(record)?) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Either(left, right) => match (left.truth(record)?, right.truth(record)?) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Comparison(left, comparison, right) => {
                comparison.of(left.value(record)?.as_ref(), right.value(record)?.as_ref())
            }
            Self::Like { text, pattern, escape } => match (text.text(record)?, pattern.text(record)?) {
                (Some(text), Some(pattern)) => Some(is_like(&text, &pattern, *escape)),
                _ => None,
            },
            Self::OneOf(term, list) => is_one_of(term.value(record)?.as_ref(), list, record)?,
            Self::IsAbsent(term) => Some(matches!(term.value(record)?, None | Some(Value::Null))),
            other => match other.value(record)? {
                Some(Value::Bool(holds)) => Some(holds),
                Some(Value::String(text)) => text.to_ascii_lowercase().parse().ok(),
                _ => None,
            },
        })
    }

    pub(super) fn text(&self, record: &Record) -> Result<Option<String>, Failure> {
        Ok(self.value(record)?.and_then(|value| match value {
            Value::Null => None,
            Value::String(text) => Some(text),
            other => Some(other.to_string()),
        }))
    }
}

/// The part of a record that steps lead to.
fn part(record: &Record, steps: &[Step]) -> Option<Value> {
    match record {
        Record::Json(value) => {
            let whole = matches!(steps, [Step::Name { name, .. }] if name == "_1") && !value.is_object();
            if whole {
                return Some(value.clone());
            }
            let mut found = value;
            for step in steps {
                found = step.of(found)?;
            }
            Some(found.clone())
        }
        Record::Csv { fields, names } => {
            let [Step::Name { name, is_exact }] = steps else { return None };
            let by_number = name.strip_prefix('_').and_then(|number| number.parse::<usize>().ok());
            let matches = |own: &String| own == name || (!is_exact && own.eq_ignore_ascii_case(name));
            let by_name = || names.as_ref()?.iter().position(matches);
            let index = by_number.and_then(|number| number.checked_sub(1)).or_else(by_name)?;
            fields.get(index).map(|field| Value::String(field.clone()))
        }
    }
}

impl Step {
    /// Where the step leads to.
    pub(super) fn of<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        match self {
            Self::Index(index) => value.get(index),
            Self::All => Some(value),
            Self::Name { name, is_exact } => {
                let object = value.as_object()?;
                let same = |own: &&String| !is_exact && own.eq_ignore_ascii_case(name);
                object.get(name).or_else(|| object.get(object.keys().find(same)?))
            }
        }
    }
}

fn term_number(term: &Term, record: &Record) -> Found {
    Ok(term.value(record)?.filter(|value| number(value).is_some()))
}
