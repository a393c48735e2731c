//! What the types of the package declare, read line by line: the files are written in one style.

use std::collections::BTreeSet;

/// A comment above a declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// Paragraphs, and tables as they stand, parted by empty lines.
    pub text: String,
    /// What stands behind `@see`, `@deprecated` and the like.
    pub tags: Vec<(String, String)>,
}

/// A member of class `COS`, with all its overloads.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    pub is_static: bool,
    pub comment: Comment,
    pub signatures: Vec<String>,
}

/// A field of an interface.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub is_optional: bool,
    pub kind: String,
    pub comment: Comment,
}

/// A type of namespace `COS`.
#[derive(Debug)]
pub struct Type {
    pub name: String,
    pub comment: Comment,
    pub extends: Vec<String>,
    pub fields: Vec<Field>,
    /// All of an alias; empty for interfaces.
    pub alias: String,
}

/// Everything that one file declares.
#[derive(Debug, Default)]
pub struct Declarations {
    pub members: Vec<Member>,
    pub types: Vec<Type>,
}

/// One declaration with what it encloses.
struct Item<'a> {
    comment: Comment,
    lines: Vec<&'a str>,
}

impl Declarations {
    /// Reads a file.
    pub fn read(text: &str) -> Self {
        let mut declarations = Self::default();
        for block in items(&text.lines().collect::<Vec<_>>()) {
            declarations.add_block(&block);
        }
        declarations
    }

    /// Adds what class, interface or namespace `COS` encloses.
    fn add_block(&mut self, block: &Item) {
        let Some((head, body)) = block.lines.split_first() else { return };
        let enclosed = items(inside(body));
        if head.starts_with("declare namespace COS") {
            self.types.extend(enclosed.iter().filter_map(read_type));
        } else if head.starts_with("declare class COS") || head.starts_with("interface COS") {
            for item in &enclosed {
                self.add_member(item);
            }
        }
    }

    fn add_member(&mut self, item: &Item) {
        let signature = joined(&item.lines);
        let rest = signature.strip_prefix("static ").unwrap_or(&signature);
        let is_static = rest.len() < signature.len();
        let name = word(rest.strip_prefix("readonly ").unwrap_or(rest)).to_owned();
        if let Some(known) = self.members.iter_mut().find(|known| known.name == name) {
            return known.signatures.push(signature);
        }
        let comment = item.comment.clone();
        self.members.push(Member { name, is_static, comment, signatures: vec![signature] });
    }
}

impl Member {
    /// Whether it takes a callback and gives a promise without one.
    pub fn has_both_forms(&self) -> bool {
        let has = |text| self.signatures.iter().any(|signature| signature.contains(text));
        has("callback: COS.Callback<") && has("): Promise<")
    }
}

impl Comment {
    fn read(lines: &[&str]) -> Self {
        let mut comment = Self::default();
        for line in lines {
            let line = line.trim().trim_start_matches("/**").trim_end_matches("*/").trim();
            comment.add(line.strip_prefix('*').map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest)));
        }
        comment.text = comment.text.trim().to_owned();
        comment
    }

    fn add(&mut self, line: &str) {
        let is_tag = |(before, tag): &(&str, &str)| {
            !before.ends_with(['`', '.']) && tag.starts_with(char::is_alphabetic)
        };
        if let Some((text, tag)) = line.split_once('@').filter(is_tag) {
            self.text += text.trim();
            let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
            return self.tags.push((name.to_owned(), rest.to_owned()));
        }
        match self.tags.last_mut() {
            Some((_, tag)) if !line.is_empty() => *tag = [tag, " ", line].concat(),
            Some(_) => {}
            None => self.text += &[line, "\n"].concat(),
        }
    }

    /// What stands behind the first tag of this name.
    pub fn tag(&self, name: &str) -> Option<&str> {
        self.tags.iter().find(|(tag, _)| tag == name).map(|(_, text)| text.as_str())
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.tags.is_empty()
    }
}

/// Names of types that a text mentions.
pub fn words(text: &str) -> BTreeSet<&str> {
    text.split(|character: char| !is_name(character)).filter(|word| !word.is_empty()).collect()
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn word(text: &str) -> &str {
    text.split(|character: char| !is_name(character)).next().unwrap_or_default()
}

/// Splits lines of one depth into declarations, each with the comment above it.
fn items<'a>(lines: &[&'a str]) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let (mut comment, mut current): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut depth = 0;
    for line in lines {
        let trimmed = line.trim();
        let is_comment = trimmed.starts_with("/**") || trimmed.starts_with('*') || trimmed.starts_with("//");
        if current.is_empty() && (is_comment || trimmed.is_empty()) {
            comment.push(line);
            continue;
        }
        current.push(line);
        if !is_comment {
            depth += balance(line);
        }
        // One of several types goes on in the next line.
        let is_end = line.ends_with(';') || line.ends_with('}') && !trimmed.starts_with('|');
        if depth == 0 && is_end {
            let above = documentation(&std::mem::take(&mut comment));
            items.push(Item { comment: above, lines: std::mem::take(&mut current) });
        }
    }
    items
}

/// The comment that stands directly above.
fn documentation(lines: &[&str]) -> Comment {
    let start = lines.iter().rposition(|line| line.trim().starts_with("/**"));
    Comment::read(start.and_then(|start| lines.get(start..)).unwrap_or_default())
}

fn balance(line: &str) -> i32 {
    let count = |brackets: &[char]| i32::try_from(line.matches(brackets).count()).unwrap_or_default();
    count(&['{', '(', '[']) - count(&['}', ')', ']'])
}

/// The lines before the closing bracket.
fn inside<'a, 'b>(body: &'b [&'a str]) -> &'b [&'a str] {
    body.split_last().map_or(&[], |(_, inside)| inside)
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

fn read_type(item: &Item) -> Option<Type> {
    let opening = item.lines.iter().position(|line| line.ends_with('{')).unwrap_or(item.lines.len());
    let head = joined(item.lines.get(..=opening).unwrap_or(&item.lines));
    let (keyword, rest) = head.split_once(' ')?;
    let is_alias = keyword == "type" && !head.ends_with("= {");
    let body = item.lines.get(opening + 1..).filter(|_| !is_alias).unwrap_or_default();
    let extends = head.split_once(" extends ").filter(|_| keyword == "interface");
    let extends = extends.map_or("", |(_, bases)| bases.split(" {").next().unwrap_or_default());
    let alias = if is_alias { joined(&item.lines).replace(" = | ", " = ") } else { String::new() };
    Some(Type {
        name: word(rest).to_owned(),
        comment: item.comment.clone(),
        extends: extends.split(", ").filter(|base| !base.is_empty()).map(str::to_owned).collect(),
        fields: items(inside(body)).iter().filter_map(read_field).collect(),
        alias,
    })
}

fn read_field(item: &Item) -> Option<Field> {
    let text = joined(&item.lines);
    let text = text.trim_end_matches(';');
    let is_method = text.find('(').is_some_and(|at| text.find(':').is_none_or(|colon| at < colon));
    let end = if is_method { text.find('(')? } else { end_of_name(text)? };
    let (name, kind) = text.split_at(end);
    let kind = if is_method { kind } else { kind.trim_start_matches(':').trim() };
    let is_optional = name.ends_with('?');
    let name = name.trim_end_matches('?').trim_matches('\'').to_owned();
    let kind = kind.strip_suffix(" | undefined").unwrap_or(kind).to_owned();
    Some(Field { name, is_optional, kind, comment: item.comment.clone() })
}

/// Where the colon behind a name is; a name in brackets has a colon of its own.
fn end_of_name(text: &str) -> Option<usize> {
    let from = if text.starts_with('[') { text.find("]:")? + 1 } else { 0 };
    text.get(from..)?.find(':').map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::{Declarations, Field};

    const TEXT: &str = "// Things\n\ninterface COS {\n  /**\n   * Gets it.\n   *\n   * Twice.\n   *\n   \
        * @see https://cloud.tencent.com/document/product/436/1\n   */\n  getIt(\n    params: COS.A,\n  ): void;\n  \
        getIt(params: COS.A): Promise<void>;\n}\n\ndeclare namespace COS {\n  /** A thing. @see page */\n  \
        interface A<T = string>\n    extends B, C {\n    /** Its name. */\n    Name?: string | undefined;\n    \
        [more: `x-${string}`]: { a: string };\n  }\n  interface B {}\n  /** One of two. */\n  type D =\n    | 'a'\n    \
        | 'b';\n  type E = {\n    /** @deprecated Old. */\n    run(a: string): void;\n  };\n}\n";

    #[test]
    fn overloads_are_one_member() {
        let Declarations { members, .. } = Declarations::read(TEXT);
        let [member] = members.as_slice() else { panic!("one member, not {}", members.len()) };
        assert_eq!((member.name.as_str(), member.signatures.len()), ("getIt", 2));
        assert_eq!(member.comment.text, "Gets it.\n\nTwice.");
        assert_eq!(member.comment.tag("see"), Some("https://cloud.tencent.com/document/product/436/1"));
    }

    #[test]
    fn interfaces_have_bases_and_fields() {
        let Declarations { types, .. } = Declarations::read(TEXT);
        let names: Vec<&str> = types.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["A", "B", "D", "E"]);
        assert_eq!(types[0].extends, ["B", "C"]);
        assert_eq!((types[0].comment.text.as_str(), types[0].comment.tag("see")), ("A thing.", Some("page")));
        let Field { name, is_optional, kind, comment } = &types[0].fields[0];
        assert_eq!(
            (name.as_str(), *is_optional, kind.as_str(), comment.text.as_str()),
            ("Name", true, "string", "Its name.")
        );
        assert_eq!(types[0].fields[1].name, "[more: `x-${string}`]");
        assert_eq!(types[2].alias, "type D = 'a' | 'b';");
        assert_eq!(
            (types[3].fields[0].name.as_str(), types[3].fields[0].kind.as_str()),
            ("run", "(a: string): void")
        );
        assert_eq!(types[3].fields[0].comment.tag("deprecated"), Some("Old."));
    }
}
