//! The map among values.

use super::{Text, Value};
use crate::text::{Pairs, dashed, pairs};

/// Entries in the order they were given, each name once.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(
    clippy::box_collection,
    reason = "one pointer is moved in place of three numbers, all over the module"
)]
pub struct Map(Box<Vec<(Text, Value)>>);

impl Map {
    #[must_use]
    pub fn new() -> Self {
        Map::default()
    }

    /// A map with one entry.
    #[must_use]
    pub fn of(name: &str, value: Value) -> Self {
        let mut map = Map::new();
        map.set(name, value);
        map
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The text under a name, when there is one and it is not empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&Text> {
        self.get(name).and_then(Value::as_text).filter(|text| !text.is_empty())
    }

    /// As [`Map::text`], empty when there is none.
    #[must_use]
    pub fn own_text(&self, name: &str) -> &str {
        self.text(name).map_or("", Text::as_str)
    }

    /// Whether this text, which is not empty, stands under a name.
    #[must_use]
    pub fn is(&self, name: &str, text: &str) -> bool {
        self.text(name).is_some_and(|own| own == text)
    }

    /// The value under a name, when JavaScript counts it as true.
    #[must_use]
    pub fn truthy(&self, name: &str) -> Option<&Value> {
        self.get(name).filter(|value| value.is_truthy())
    }

    /// Whether JavaScript counts the value under a name as true.
    #[must_use]
    pub fn is_set(&self, name: &str) -> bool {
        self.truthy(name).is_some()
    }

    /// Whether `false` itself stands under a name.
    #[must_use]
    pub fn is_false(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Value::Bool(false)))
    }

    /// What JavaScript's `String(value || '')` gives for the value under a name.
    #[must_use]
    pub fn text_or_empty(&self, name: &str) -> Text {
        self.truthy(name).map(Value::to_text).unwrap_or_default()
    }

    /// As [`Map::text_or_empty`], for the first of these names that has a text.
    #[must_use]
    pub fn first_text(&self, names: &[&str]) -> Text {
        for name in names {
            let text = self.text_or_empty(name);
            if !text.is_empty() {
                return text;
            }
        }
        Text::new()
    }

    /// The value under a name as headers and query values are written; empty when there is none.
    #[must_use]
    pub fn wire_text(&self, name: &str) -> Text {
        self.get(name).map(Value::to_wire_text).unwrap_or_default()
    }

    /// Sets a value; a name that is there keeps its place. Not generic, so that it is compiled once.
    pub fn set(&mut self, name: &str, value: Value) {
        match self.get_mut(name) {
            Some(place) => *place = value,
            None => self.0.push((name.into(), value)),
        }
    }

    /// Sets a text that is there already.
    pub fn put(&mut self, name: &str, text: Text) {
        self.set(name, Value::Text(text));
    }

    /// Sets a text.
    pub fn set_text(&mut self, name: &str, text: &str) {
        self.set(name, Value::Text(text.into()));
    }

    /// As [`Map::set`], for any name and any value there is a conversion for.
    pub fn insert(&mut self, name: impl Into<Text>, value: impl Into<Value>) {
        self.set(&name.into(), value.into());
    }

    /// Takes over entries that have a value in another map, under other names: `max-keys` from `MaxKeys`, where none is
    /// given.
    pub fn take_over(&mut self, from: &Map, names: Pairs) {
        for (name, given) in pairs(names) {
            let Some(value) = from.get(name).filter(|value| !value.is_null()) else { continue };
            let own = if given.is_empty() { dashed(name).to_ascii_lowercase() } else { given.to_owned() };
            self.set(&own, value.clone());
        }
    }

    /// Adds an entry at the end without looking for the name; for readers that know it is new.
    pub fn append(&mut self, name: Text, value: Value) {
        self.0.push((name, value));
    }

    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// Gives an entry another name, in its place.
    pub fn rename(&mut self, from: &str, to: &str) -> Option<&mut Value> {
        let (name, value) = self.0.iter_mut().find(|(name, _)| name == from)?;
        if from != to {
            *name = to.into();
        }
        Some(value)
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.0.iter_mut().map(|(name, value)| (name.as_str(), value))
    }

    /// The entries, one behind the other.
    #[must_use]
    pub fn entries(&self) -> &[(Text, Value)] {
        &self.0
    }

    pub fn iter(&self) -> impl Iterator<Item = &(Text, Value)> {
        self.0.iter()
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Map {
    type Item = (Text, Value);
    type IntoIter = std::vec::IntoIter<(Text, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<N: Into<Text>, V: Into<Value>> FromIterator<(N, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(entries: I) -> Self {
        let mut map = Map::new();
        for (name, value) in entries {
            map.insert(name, value);
        }
        map
    }
}
