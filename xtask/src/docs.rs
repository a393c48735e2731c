//! `cargo xtask docs`: `docs/api.md`, written from the catalog and the types.

mod declarations;
mod page;
mod recorded;
mod together;

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;

use crate::pkg::types;
use crate::workspace;
use declarations::{Declarations, Field, Member, Type};

/// The page, below the root of the repository.
const PAGE: &str = "docs/api.md";

/// All declarations, by topic.
pub struct Api {
    topics: Vec<(String, Declarations)>,
    /// Members that are declared before they are there.
    not_yet: Vec<String>,
}

impl Api {
    fn read() -> Result<Self> {
        let topics = types::topics()?.into_iter();
        let topics = topics.map(|topic| (topic.title, Declarations::read(&topic.text))).collect();
        let not_yet = recorded::read_json("tests/types/not-yet.json")?;
        let not_yet = not_yet.as_array().into_iter().flatten().filter_map(Json::as_str);
        Ok(Self { topics, not_yet: not_yet.map(str::to_owned).collect() })
    }

    fn members(&self) -> impl Iterator<Item = &Member> {
        self.topics.iter().flat_map(|(_, declared)| &declared.members)
    }

    fn types(&self) -> impl Iterator<Item = &Type> {
        self.topics.iter().flat_map(|(_, declared)| &declared.types)
    }

    fn find(&self, name: &str) -> Option<&Type> {
        self.types().find(|declared| declared.name == name)
    }

    /// The fields of a type, those of its bases included.
    fn fields(&self, name: &str) -> Vec<&Field> {
        let Some(found) = self.find(name) else { return Vec::new() };
        let bases = found.extends.iter().flat_map(|base| self.fields(base));
        found.fields.iter().chain(bases).collect()
    }

    /// The types that a method's overloads name between these words: its params, its results.
    fn types_between(&self, member: &Member, words: (&str, &str)) -> Vec<&Type> {
        let texts = member.signatures.iter().filter_map(|signature| {
            let (_, rest) = signature.split_once(words.0)?;
            Some(rest.split(words.1).next().unwrap_or_default())
        });
        let named: Vec<&str> = texts.flat_map(declarations::words).collect();
        self.types().filter(|declared| named.contains(&declared.name.as_str())).collect()
    }

    /// The types of a method's params.
    fn params(&self, member: &Member) -> Vec<&Type> {
        let found = self.types_between(member, ("params", "callback"));
        found
            .into_iter()
            .filter(|declared| declared.name.ends_with("Params") && declared.name != "CallParams")
            .collect()
    }

    /// The types of a method's results.
    fn results(&self, member: &Member) -> Vec<&Type> {
        let found = self.types_between(member, ("COS.Callback<", ">)"));
        found.into_iter().filter(|declared| declared.name.ends_with("Result")).collect()
    }
}

/// Writes the page.
///
/// # Errors
/// When the types cannot be read or the page cannot be written.
pub fn run() -> Result<()> {
    let path = workspace::root().join(PAGE);
    fs::write(&path, page::write(&Api::read()?)).with_context(|| format!("cannot write {PAGE}"))?;
    println!("{PAGE} is written");
    Ok(())
}

/// Checks that the page is up to date, and that catalog, types and documents say the same.
///
/// # Errors
/// When they do not.
pub fn check() -> Result<()> {
    let api = Api::read()?;
    let mut contradictions = together::contradictions(&api)?;
    if fs::read_to_string(workspace::root().join(PAGE)).unwrap_or_default() != page::write(&api) {
        contradictions.push(format!("{PAGE} is not what `cargo xtask docs` writes"));
    }
    if !contradictions.is_empty() {
        bail!("catalog, types and documents contradict each other\n{}", contradictions.join("\n"));
    }
    println!("docs: {} members and {} types, as in the catalog", api.members().count(), api.types().count());
    Ok(())
}
