//! Writing of XML documents, and looking into those that `roxmltree` has read.

use roxmltree::Node;

/// An element under construction.
#[derive(Debug)]
pub(crate) struct Element {
    name: String,
    attributes: String,
    content: String,
}

impl Element {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: String::new(), content: String::new() }
    }

    pub(crate) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.attributes.extend([" ", name, "=\"", &escape(value), "\""]);
        self
    }

    /// Adds a child element that holds only text.
    pub(crate) fn text(&mut self, name: &str, value: impl AsRef<str>) -> &mut Self {
        self.content.extend(["<", name, ">", &escape(value.as_ref()), "</", name, ">"]);
        self
    }

    /// Adds a child element that holds a number or something else with a plain text form.
    pub(crate) fn number(&mut self, name: &str, value: impl std::fmt::Display) -> &mut Self {
        self.text(name, value.to_string())
    }

    pub(crate) fn child(&mut self, child: &Element) -> &mut Self {
        self.content.push_str(&child.to_text());
        self
    }

    /// Makes text the content of this element itself.
    pub(crate) fn own_text(&mut self, value: &str) -> &mut Self {
        self.content.push_str(&escape(value));
        self
    }

    fn to_text(&self) -> String {
        let Self { name, attributes, content } = self;
        if content.is_empty() {
            format!("<{name}{attributes}/>")
        } else {
            format!("<{name}{attributes}>{content}</{name}>")
        }
    }

    pub(crate) fn into_document(self) -> String {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", self.to_text())
    }
}

/// Escapes text for XML. Control characters become numeric references, as the service writes them.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(character),
            control if control.is_control() => escaped.extend(["&#", &u32::from(control).to_string(), ";"]),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The first child element of that name.
pub(crate) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

/// The child elements of that name.
pub(crate) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

/// The text of the first child element of that name.
pub(crate) fn child_text(node: Node<'_, '_>, name: &str) -> Option<String> {
    Some(child(node, name)?.text().unwrap_or_default().to_owned())
}
