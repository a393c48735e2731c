//! Functions of all records: counting, adding up, the least and the greatest.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::function::{Arithmetic, number, order};
use super::input::Record;
use super::query::{Aggregate, Column, Columns, Total};
use crate::failure::Failure;

/// What the columns of a selection have come to so far.
#[derive(Debug)]
pub(super) struct Totals(Vec<State>);

#[derive(Debug, Clone, Default)]
struct State {
    count: u64,
    value: Option<Value>,
}

impl Totals {
    pub(super) fn of(columns: &Columns) -> Self {
        let count = if let Columns::Total(columns) = columns { columns.len() } else { 0 };
        Self(vec![State::default(); count])
    }

    pub(super) fn add(&mut self, columns: &[Column<Aggregate>], record: &Record) -> Result<(), Failure> {
        for (state, column) in self.0.iter_mut().zip(columns) {
            let Some(term) = &column.content.term else {
                state.count += 1;
                continue;
            };
            if let Some(value) = term.value(record)?.filter(|value| !value.is_null()) {
                state.add(column.content.kind, value)?;
            }
        }
        Ok(())
    }

    pub(super) fn row(self, columns: &[Column<Aggregate>]) -> Map<String, Value> {
        let values = self.0.into_iter().zip(columns);
        values.map(|(state, column)| (column.name.clone(), state.result(column.content.kind))).collect()
    }
}

/// The value from before when its order to the other one is the wanted one, else that one.
fn chosen(before: Option<Value>, value: Value, is_wanted: fn(Ordering) -> bool) -> Value {
    before.filter(|before| order(before, &value).is_some_and(is_wanted)).unwrap_or(value)
}

impl State {
    fn add(&mut self, kind: Total, value: Value) -> Result<(), Failure> {
        self.count += 1;
        let before = self.value.take();
        self.value = match kind {
            Total::Count => None,
            Total::Sum | Total::Average => {
                if number(&value).is_none() {
                    let message = "Attempt to add up what is not a number.";
                    return Err(Failure::new(400, "CastFailed", message));
                }
                Arithmetic::Plus.of(Some(before.unwrap_or(0.into())), Some(value))
            }
            Total::Least => Some(chosen(before, value, Ordering::is_le)),
            Total::Greatest => Some(chosen(before, value, Ordering::is_ge)),
        };
        Ok(())
    }

    fn result(self, kind: Total) -> Value {
        match kind {
            Total::Count => self.count.into(),
            Total::Average => {
                let count = serde_json::Number::from(self.count);
                let sum = self.value.as_ref().and_then(number);
                let average = sum.zip(count.as_f64()).map(|(sum, count)| sum / count);
                average.and_then(serde_json::Number::from_f64).map_or(Value::Null, Value::Number)
            }
            Total::Sum | Total::Least | Total::Greatest => self.value.unwrap_or_default(),
        }
    }
}
