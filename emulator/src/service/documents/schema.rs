//! What a configuration document must look like: a small language for its elements, and the check.
//!
//! Elements that a schema does not name pass, because the service adds some from time to time.

use roxmltree::Node;

use crate::clock::parse_iso_time;
use crate::failure::Failure;

/// An element that may occur.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    name: &'static str,
    least: usize,
    most: usize,
    content: Content,
}

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Content {
    /// Text of at most so many characters.
    Text(usize),
    /// Text that is not empty.
    Name,
    OneOf(&'static [&'static str]),
    Number(u64, u64),
    Boolean,
    Moment,
    Nodes(&'static [Field]),
}

pub(crate) const fn one(name: &'static str, content: Content) -> Field {
    Field { name, least: 1, most: 1, content }
}

pub(crate) const fn optional(name: &'static str, content: Content) -> Field {
    Field { name, least: 0, most: 1, content }
}

/// One element or more of that name, up to a number.
pub(crate) const fn some(name: &'static str, most: usize, content: Content) -> Field {
    Field { name, least: 1, most, content }
}

pub(crate) const fn any(name: &'static str, most: usize, content: Content) -> Field {
    Field { name, least: 0, most, content }
}

/// Checks the children of an element.
pub(crate) fn check(node: Node<'_, '_>, fields: &[Field]) -> Result<(), Failure> {
    fields.iter().try_for_each(|field| field.check_within(node))
}

impl Field {
    fn check_within(&self, parent: Node<'_, '_>) -> Result<(), Failure> {
        let name = self.name;
        let found: Vec<Node<'_, '_>> = parent.children().filter(|child| child.has_tag_name(name)).collect();
        if found.len() < self.least {
            return Err(malformed(format!("{} needs {name}", parent.tag_name().name())));
        }
        if found.len() > self.most && self.most == 1 {
            return Err(malformed(format!("{name} occurs more than once")));
        }
        if found.len() > self.most {
            return Err(Failure::invalid_argument(format!("{name} may occur {} times at most.", self.most)));
        }
        found.into_iter().try_for_each(|node| self.check_content(node))
    }

    fn check_content(&self, node: Node<'_, '_>) -> Result<(), Failure> {
        let text = node.text().unwrap_or_default().trim();
        match self.content {
            Content::Nodes(fields) => check(node, fields),
            Content::Text(longest) if text.chars().count() > longest => {
                Err(Failure::invalid_argument(format!("{} is longer than {longest} characters.", self.name)))
            }
            Content::Number(least, most) => self.check_number(text, least..=most),
            Content::Name => self.demand(!text.is_empty(), text),
            Content::OneOf(names) => self.demand(names.contains(&text), text),
            Content::Boolean => self.demand(["true", "false"].contains(&&*text.to_ascii_lowercase()), text),
            Content::Moment => self.demand(parse_iso_time(text).is_some(), text),
            Content::Text(_) => Ok(()),
        }
    }

    fn check_number(&self, text: &str, range: std::ops::RangeInclusive<u64>) -> Result<(), Failure> {
        let number: u64 = text.parse().map_err(|_| malformed(format!("{} is no whole number", self.name)))?;
        if range.contains(&number) {
            return Ok(());
        }
        let (least, most) = range.into_inner();
        Err(Failure::invalid_argument(format!("{} must be between {least} and {most}.", self.name)))
    }

    fn demand(&self, holds: bool, text: &str) -> Result<(), Failure> {
        if holds { Ok(()) } else { Err(malformed(format!("{} cannot be `{text}`", self.name))) }
    }
}

pub(crate) fn malformed(reason: impl std::fmt::Display) -> Failure {
    Failure::malformed_xml(format!("The XML you provided did not validate: {reason}."))
}
