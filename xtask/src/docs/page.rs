//! The page, from the declarations.

use cos_wasm_sdk::protocol::catalog;
use cos_wasm_sdk::protocol::operation::{Operation, Target};
use cos_wasm_sdk::protocol::scope::action_name;

use super::Api;
use super::declarations::{Comment, Declarations, Field, Member, Type};

const HEAD: &str = "\
# API

This page is written by `cargo xtask docs` from the types of the package and the catalog of operations; change those.

Methods that are described by what they take and answer come in two forms. With a callback they return nothing and call
back once, with `(null, data)` or `(err, undefined)`; without one they return a promise. The others are shown with their
signatures. In the tables a `?` marks what may be left out. Params called `x-cos-...` go out as headers of that name.
Times are milliseconds where nothing else is said, sizes are bytes; values that the service sends as XML stay text.

[Moving from another SDK](migration.md) tells what is the same and what is better;
[differences.md](differences.md) lists what is different.
";

/// The whole page.
pub fn write(api: &Api) -> String {
    let topics = api.topics.iter().map(|(title, declared)| topic(api, title, declared));
    [HEAD, &contents(api), &topics.collect::<String>()].concat()
}

/// All members, by topic.
fn contents(api: &Api) -> String {
    let topics = api.topics.iter().filter(|(_, declared)| !declared.members.is_empty());
    let lines = topics.map(|(title, declared)| {
        let members: Vec<String> = declared.members.iter().map(entry).collect();
        format!("| {title} | {} |\n", members.join(", "))
    });
    ["\n| Topic | Members |\n|---|---|\n", &lines.collect::<String>()].concat()
}

/// A link, but to old names, which are written like the new ones.
fn entry(member: &Member) -> String {
    if is_old(member) { format!("`{}`", member.name) } else { link(&title_of(member)) }
}

fn is_old(member: &Member) -> bool {
    member.comment.tag("deprecated").is_some()
}

fn title_of(member: &Member) -> String {
    [if member.is_static { "COS." } else { "" }, &member.name].concat()
}

/// Each method with its own params and results, then the other types.
fn topic(api: &Api, title: &str, declared: &Declarations) -> String {
    let is_list = declared.members.first().is_some_and(is_old);
    let mut pieces = vec![format!("\n## {title}\n{}", if is_list { "\n" } else { "" })];
    let mut told: Vec<&str> = Vec::new();
    for member in &declared.members {
        pieces.push(describe(api, member));
        let own = api.params(member).into_iter().chain(api.results(member));
        let own = own.filter(|own| declared.types.iter().any(|known| known.name == own.name));
        pieces.extend(own.filter_map(|own| once(api, own, &mut told)));
    }
    pieces.extend(declared.types.iter().filter_map(|other| once(api, other, &mut told)));
    pieces.concat()
}

fn describe(api: &Api, member: &Member) -> String {
    if let Some(instead) = member.comment.tag("deprecated") {
        return format!("- `{}`: {instead}\n", member.name);
    }
    let early = if api.not_yet.contains(&member.name) { "**Not in this version yet.**\n\n" } else { "" };
    let head = format!("\n### {}\n\n{early}{}", title_of(member), paragraphs(&member.comment));
    if !member.has_both_forms() {
        let signatures: Vec<String> = member.signatures.iter().map(|line| line.replace("COS.", "")).collect();
        return format!("{head}```ts\n{}\n```\n", signatures.join("\n"));
    }
    let row = catalog::rows().find(|row| row.about.name == member.name).map(about_row).unwrap_or_default();
    let [params, answers] = [api.params(member), api.results(member)]
        .map(|types| types.into_iter().map(link_type).collect::<Vec<_>>().join(" or "));
    format!("{head}{row}Takes {params}, answers {answers}.\n")
}

/// The request that a method sends, and the right that it needs, where there is just one.
fn about_row(row: &Operation) -> String {
    let action = action_name(row);
    if action.is_empty() {
        return String::new();
    }
    let resource = if row.resource.is_empty() { String::new() } else { format!("?{}", row.resource) };
    let key = if row.target == Target::Object { "{Key}" } else { "" };
    format!("Sends `{} /{key}{resource}` as `{action}`.\n\n", row.method)
}

/// Many params and results have nothing of their own: they are called by their base, and need no table.
fn is_bare(declared: &Type) -> bool {
    declared.fields.is_empty() && declared.comment.is_empty() && declared.extends.len() == 1
}

fn link_type(declared: &Type) -> String {
    let base = declared.extends.first().filter(|_| is_bare(declared));
    link(base.map_or(&declared.name, |base| base))
}

fn once<'a>(api: &Api, declared: &'a Type, told: &mut Vec<&'a str>) -> Option<String> {
    if is_bare(declared) || told.contains(&declared.name.as_str()) {
        return None;
    }
    told.push(&declared.name);
    Some(describe_type(api, declared))
}

fn describe_type(api: &Api, declared: &Type) -> String {
    let head = format!("\n#### {}\n\n{}", declared.name, paragraphs(&declared.comment));
    if !declared.alias.is_empty() {
        return format!("{head}```ts\n{}\n```\n", declared.alias);
    }
    let lines: String = declared.fields.iter().map(|field| describe_field(api, field)).collect();
    let table =
        if lines.is_empty() { lines } else { format!("| Field | Type | Meaning |\n|---|---|---|\n{lines}") };
    let bases: Vec<String> = declared.extends.iter().map(|base| linked(api, base)).collect();
    match (bases.is_empty(), table.is_empty()) {
        (true, _) => format!("{head}{table}"),
        (false, true) => format!("{head}The fields of {}.\n", bases.join(", ")),
        (false, false) => format!("{head}{table}\nAnd the fields of {}.\n", bases.join(", ")),
    }
}

fn describe_field(api: &Api, field: &Field) -> String {
    let optional = if field.is_optional { "?" } else { "" };
    let meaning = paragraphs(&field.comment).replace("\n\n", " ").replace('\n', " ").replace('|', "\\|");
    let meaning = if field.comment.is_empty() { "Whatever else there is." } else { meaning.trim() };
    format!("| `{}{optional}` | {} | {meaning} |\n", field.name, linked(api, &field.kind))
}

/// A type as a link where it has a place on the page.
fn linked(api: &Api, kind: &str) -> String {
    let name = kind.trim_end_matches("[]");
    let name = name.strip_prefix("OneOrMore<").map_or(name, |inner| inner.trim_end_matches('>'));
    let shown = kind.replace('|', "\\|");
    let place =
        api.find(name).map(|found| found.extends.first().filter(|_| is_bare(found)).unwrap_or(&found.name));
    place.map_or_else(|| format!("`{shown}`"), |place| format!("[`{shown}`](#{})", anchor(place)))
}

fn link(title: &str) -> String {
    format!("[{title}](#{})", anchor(title))
}

fn anchor(title: &str) -> String {
    title.to_lowercase().replace('.', "")
}

/// A comment as text: what is old first, then what it says, then where it is from.
fn paragraphs(comment: &Comment) -> String {
    let old = comment.tag("deprecated").map(|instead| format!("**Old.** {instead}"));
    let text = Some(comment.text.clone()).filter(|text| !text.is_empty());
    let tags = comment.tags.iter().filter_map(|(tag, rest)| match tag.as_str() {
        "returns" => Some(format!("Returns {rest}")),
        "throws" => Some(format!("Throws {rest}")),
        "see" => Some(see(rest)),
        _ => None,
    });
    let paragraphs = old.into_iter().chain(text).chain(tags);
    paragraphs.map(|paragraph| paragraph + "\n\n").collect()
}

fn see(rest: &str) -> String {
    let (address, why) = rest.split_once(' ').unwrap_or((rest, ""));
    let why = if why.is_empty() { String::new() } else { format!(" {why}") };
    format!("See [{}]({address}){why}.", address.rsplit("/product/").next().unwrap_or(address))
}
