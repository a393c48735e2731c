//! XML documents of the service: read into values, written from values.

use std::borrow::Cow;

use quick_xml::parser::{ElementParser, Parser};

use crate::text::{Bytes, digits, push_escaped, push_integer, run, split_once};
use crate::value::{Map, Value};

/// How deep elements may lie in each other; documents of the service need about six.
const MAX_DEPTH: usize = 64;
/// How many different names the children of one element may have; each child is looked up among them.
const MAX_NAMES: usize = 1024;

/// No reference that means a character is longer, its semicolon included.
const MAX_REFERENCE: usize = 10;

/// The key under which a map holds text that stands beside its elements.
const TEXT: &str = "#text";

/// A document that ends before its elements do, or is no XML.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// What was read before the fault; enough for an error message, never for an answer.
    pub read: Map,
}

/// Reads a document: an element with elements in it is a map, any other is its text.
///
/// Siblings of one name become a list. Attributes, comments, declarations and text beside elements
/// are left out; white space and line ends in texts stay as they are. Text without elements gives
/// an empty map. Unknown entities stay as they are written, so there is nothing to expand.
///
/// # Errors
/// When elements are left open, when a tag has no end, or when elements lie deeper than 64.
pub fn read(text: &str) -> Result<Map, Unfinished> {
    let mut document = Document::default();
    let mut rest = text;
    while let Some((before, markup)) = split_once(rest, "<") {
        document.add_escaped(before);
        match document.take(markup) {
            Some(after) => rest = after,
            None => return Err(document.unfinished()),
        }
    }
    document.finish()
}

#[derive(Default)]
struct Element<'a> {
    name: &'a str,
    text: Cow<'a, str>,
    children: Map,
}

impl Element<'_> {
    fn into_value(self) -> Value {
        if self.children.is_empty() { Value::from(&*self.text) } else { Value::Map(self.children) }
    }
}

/// What is read so far.
#[derive(Default)]
struct Document<'a> {
    roots: Map,
    /// The elements that are not closed yet, the outermost first.
    open: Vec<Element<'a>>,
}

impl<'a> Document<'a> {
    /// Takes in what follows an opening bracket, and gives what comes after it.
    fn take(&mut self, markup: &'a str) -> Option<&'a str> {
        if let Some(data) = markup.strip_prefix("![CDATA[") {
            let (data, after) = split_once(data, "]]>")?;
            self.add_text(data);
            return Some(after);
        }
        if let Some(comment) = markup.strip_prefix("!--") {
            return split_once(comment, "-->").map(|(_, after)| after);
        }
        if let Some(instruction) = markup.strip_prefix('?') {
            let (instruction, after) = split_once(instruction, "?>")?;
            let name = first_word(markup.get(..=instruction.len())?);
            return (name == "?xml" || self.open(name) && self.close()).then_some(after);
        }
        // Brackets may stand in the values of attributes.
        let end = ElementParser::Outside.feed(markup.as_bytes())?;
        let (tag, after) = (markup.get(..end)?, markup.get(end + 1..)?);
        self.take_tag(tag).then_some(after)
    }

    /// Takes a tag in, without its brackets; false when the document goes beyond the limits.
    fn take_tag(&mut self, tag: &'a str) -> bool {
        match (tag.bytes().next(), tag.strip_suffix('/')) {
            (Some(b'/'), _) => self.close(),
            // What a document type declares stands between such tags, outside of all elements.
            (Some(b'!'), _) => true,
            (_, Some(empty)) => self.open(first_word(empty)) && self.close(),
            _ => self.open(first_word(tag)),
        }
    }

    fn add_escaped(&mut self, text: &'a str) {
        let mut rest = text;
        while let Some((before, after)) = split_once(rest, "&") {
            self.add_text(before);
            let end = after.bytes().take(MAX_REFERENCE).position(|byte| byte == b';');
            let known = end.and_then(|end| Some((resolve(after.get(..end)?)?, after.get(end + 1..)?)));
            self.add_character(known.map_or('&', |(character, _)| character));
            rest = known.map_or(after, |(_, after)| after);
        }
        self.add_text(rest);
    }

    fn open(&mut self, name: &'a str) -> bool {
        // As the original does, so that nothing read can reach the prototype of a JavaScript object.
        let name = if name == "__proto__" { "#__proto__" } else { name };
        self.open.push(Element { name, ..Element::default() });
        self.open.len() <= MAX_DEPTH
    }

    fn add_text(&mut self, text: &'a str) {
        if let Some(element) = self.open.last_mut() {
            element.text += text;
        }
    }

    fn add_character(&mut self, character: char) {
        if let Some(element) = self.open.last_mut() {
            element.text.to_mut().push(character);
        }
    }

    fn close(&mut self) -> bool {
        let Some(element) = self.open.pop() else {
            return true;
        };
        let siblings = self.open.last_mut().map_or(&mut self.roots, |parent| &mut parent.children);
        add_sibling(siblings, element.name, element.into_value());
        siblings.len() <= MAX_NAMES
    }

    fn finish(self) -> Result<Map, Unfinished> {
        if self.open.is_empty() { Ok(self.roots) } else { Err(self.unfinished()) }
    }

    /// The text of an element that has no end is not whole, so it is left out.
    fn unfinished(mut self) -> Unfinished {
        while let Some(element) = self.open.last_mut() {
            element.text = Cow::default();
            self.close();
        }
        Unfinished { read: self.roots }
    }
}

fn first_word(text: &str) -> &str {
    run(text, &const { Bytes::all_but(" \t\n\x0c\r") }).0
}

/// Elements are never lists themselves, so a list is always a run of siblings.
fn add_sibling(siblings: &mut Map, name: &str, value: Value) {
    match siblings.get_mut(name) {
        Some(Value::List(items)) => items.push(value),
        Some(single) => {
            let first = std::mem::replace(single, Value::Null);
            *single = Value::from(vec![first, value]);
        }
        None => siblings.append(name.into(), value),
    }
}

fn resolve(reference: &str) -> Option<char> {
    match reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let (code, radix) = number.strip_prefix('x').map_or((number, 10), |code| (code, 16));
            char::from_u32(digits(code, radix)?)
        }
    }
}

/// Writes a document without declaration and white space.
///
/// A list repeats its element, nothing (`null`) is an empty-element tag; `#text` is text without an
/// element, names that begin with `?` are processing instructions.
#[must_use]
pub fn write(content: &Value) -> String {
    let mut xml = String::new();
    write_content(&mut xml, content);
    xml
}

fn write_content(xml: &mut String, content: &Value) {
    match content {
        Value::Map(children) => {
            for (name, value) in children.iter() {
                write_child(xml, name, value);
            }
        }
        // A list without a name of its own: JavaScript would go through it by index.
        Value::List(items) => {
            for (at, value) in items.iter().enumerate() {
                let mut name = String::new();
                push_integer(&mut name, i64::try_from(at).unwrap_or_default());
                write_child(xml, &name, value);
            }
        }
        text => push_escaped(xml, &text.to_wire_text(), &const { Bytes::all_but("&<>\"'\r") }, escape),
    }
}

fn write_child(xml: &mut String, name: &str, value: &Value) {
    match value {
        _ if name == TEXT => write_content(xml, value),
        Value::List(items) => {
            for item in items.iter() {
                write_element(xml, name, item);
            }
        }
        single => write_element(xml, name, single),
    }
}

fn write_element(xml: &mut String, name: &str, value: &Value) {
    xml.push('<');
    xml.push_str(name);
    if name.starts_with('?') {
        return xml.push_str("?>");
    }
    if value.is_null() {
        return xml.push_str("/>");
    }
    xml.push('>');
    write_content(xml, value);
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}

fn escape(xml: &mut String, byte: u8) {
    xml.push_str(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        // As it is, readers take it for a line feed.
        b'\r' => "&#13;",
        _ => "&apos;",
    });
}
