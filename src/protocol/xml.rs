//! XML documents of the service: read into values, written from values.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::value::{Map, Value};

/// How deep elements may lie in each other; documents of the service need about six.
const MAX_DEPTH: usize = 64;
/// How many different names the children of one element may have; each child is looked up among them.
const MAX_NAMES: usize = 1024;

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
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Answers of proxies are HTML now and then: closing tags close what is open, whatever their name.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut document = Document::default();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return document.finish(),
            Ok(event) if document.take(&event) => {}
            _ => return Err(document.unfinished()),
        }
    }
}

#[derive(Default)]
struct Element {
    name: String,
    text: String,
    children: Map,
}

impl Element {
    fn into_value(self) -> Value {
        if self.children.is_empty() { Value::Text(self.text) } else { Value::Map(self.children) }
    }
}

/// What is read so far.
#[derive(Default)]
struct Document {
    roots: Map,
    /// The elements that are not closed yet, the outermost first.
    open: Vec<Element>,
}

impl Document {
    /// Takes an event in; false when the document goes beyond the limits.
    fn take(&mut self, event: &Event) -> bool {
        match event {
            Event::Start(tag) => self.open(tag.name().0),
            Event::Empty(tag) => self.open(tag.name().0) && self.close(),
            Event::PI(instruction) => self.open(&["?", instruction.target()].concat()) && self.close(),
            Event::End(_) => self.close(),
            Event::Text(text) => self.add_text(text),
            Event::CData(text) => self.add_text(text),
            Event::GeneralRef(reference) => match resolve(reference) {
                Some(character) => self.add_text(character.encode_utf8(&mut [0; 4])),
                None => self.add_text(&["&", reference, ";"].concat()),
            },
            _ => true,
        }
    }

    fn open(&mut self, name: &str) -> bool {
        // As the original does, so that nothing read can reach the prototype of a JavaScript object.
        let name = if name == "__proto__" { "#__proto__" } else { name };
        self.open.push(Element { name: name.into(), ..Element::default() });
        self.open.len() <= MAX_DEPTH
    }

    fn add_text(&mut self, text: &str) -> bool {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
        true
    }

    fn close(&mut self) -> bool {
        let Some(mut element) = self.open.pop() else {
            return true;
        };
        let name = std::mem::take(&mut element.name);
        let siblings = self.open.last_mut().map_or(&mut self.roots, |parent| &mut parent.children);
        add_sibling(siblings, name, element.into_value());
        siblings.len() <= MAX_NAMES
    }

    fn finish(self) -> Result<Map, Unfinished> {
        if self.open.is_empty() { Ok(self.roots) } else { Err(self.unfinished()) }
    }

    /// The text of an element that has no end is not whole, so it is left out.
    fn unfinished(mut self) -> Unfinished {
        while let Some(element) = self.open.last_mut() {
            element.text.clear();
            self.close();
        }
        Unfinished { read: self.roots }
    }
}

/// Elements are never lists themselves, so a list is always a run of siblings.
fn add_sibling(siblings: &mut Map, name: String, value: Value) {
    match siblings.get_mut(&name) {
        Some(Value::List(items)) => items.push(value),
        Some(single) => {
            let first = std::mem::replace(single, Value::Null);
            *single = Value::List(vec![first, value]);
        }
        None => siblings.push(name, value),
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
            let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
            // The parser of the standard library would take a sign as well.
            let plain = digits.starts_with(|first: char| first.is_ascii_hexdigit());
            char::from_u32(u32::from_str_radix(digits, radix).ok().filter(|_| plain)?)
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
                write_child(xml, &at.to_string(), value);
            }
        }
        text => escape_into(xml, &text.to_wire_text()),
    }
}

fn write_child(xml: &mut String, name: &str, value: &Value) {
    match value {
        _ if name == TEXT => write_content(xml, value),
        Value::List(items) => {
            for item in items {
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
    if *value == Value::Null {
        return xml.push_str("/>");
    }
    xml.push('>');
    write_content(xml, value);
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}

fn escape_into(xml: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\'' => xml.push_str("&apos;"),
            plain => xml.push(plain),
        }
    }
}
