//! Catalog, types and documents have to say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cos_wasm_sdk::protocol::operation::{Answer, Location, Operation, Payload, Target};
use cos_wasm_sdk::protocol::{catalog, headers};
use cos_wasm_sdk::text::{pairs, words};
use cos_wasm_sdk::value::Map;

use super::declarations::{Field, Member, words as words_of};
use super::{Api, recorded};
use crate::workspace;

const PAGES: &str = "https://cloud.tencent.com/document/product/436/";
/// What every call understands.
const COMMON: [&str; 5] = ["Bucket", "Region", "Key", "AppId", "Headers"];

/// Everything that does not fit together, one sentence each.
///
/// # Errors
/// When a file cannot be read.
pub fn contradictions(api: &Api) -> Result<Vec<String>> {
    let sources = Sources::read()?;
    let mut found = silent(api);
    for row in catalog::rows() {
        match api.members().find(|member| member.name == row.about.name) {
            Some(member) => found.extend(Pair { api, row, member }.contradictions(&sources)),
            None => found.push(format!("{} is in the catalog, but not declared", row.about.name)),
        }
    }
    found.extend(without_row(api));
    found.extend(recorded::undeclared(api)?);
    found.extend(recorded::unknown_methods(api)?);
    Ok(found)
}

/// Members, types and fields that nothing is said about.
fn silent(api: &Api) -> Vec<String> {
    let members = api.members().filter(|member| member.comment.is_empty()).map(|member| member.name.clone());
    let fields = api.types().flat_map(|declared| {
        let silent =
            declared.fields.iter().filter(|field| field.comment.is_empty() && !field.name.starts_with('['));
        silent.map(|field| format!("{}.{}", declared.name, field.name))
    });
    members.chain(fields).map(|name| format!("{name} has no comment")).collect()
}

/// Methods that name a page of the service are rows, unless they are announced.
fn without_row(api: &Api) -> Vec<String> {
    let is_row = |name: &str| catalog::rows().any(|row| row.about.name == name || row.about.old_name == name);
    let pages =
        api.members().filter(|member| member.comment.tag("see").is_some_and(|page| page.starts_with(PAGES)));
    let missing = pages
        .filter(|member| !member.is_static && !is_row(&member.name) && !api.not_yet.contains(&member.name));
    let missing = missing.map(|member| format!("{} is declared, but not in the catalog", member.name));
    let early = api.not_yet.iter().filter(|name| is_row(name));
    missing
        .chain(early.map(|name| format!("{name} is in the catalog: take it out of not-yet.json")))
        .collect()
}

/// A row and its declaration.
struct Pair<'a> {
    api: &'a Api,
    row: &'static Operation,
    member: &'a Member,
}

impl Pair<'_> {
    fn contradictions(&self, sources: &Sources) -> Vec<String> {
        let mut found = Vec::new();
        let page = [PAGES, &self.row.about.page.to_string()].concat();
        if self.member.comment.tag("see") != Some(&page) {
            found.push(format!("does not name its page {page}"));
        }
        if !self.member.has_both_forms() {
            found.push("has not both forms".to_owned());
        }
        found.extend(self.params(sources));
        found.extend(self.results());
        let old_name = self.row.about.old_name;
        if !old_name.is_empty() && !self.api.members().any(|member| member.name == old_name) {
            found.push(format!("was {old_name}, which is not declared"));
        }
        found.into_iter().map(|what| format!("{} {what}", self.row.about.name)).collect()
    }

    fn params(&self, sources: &Sources) -> Vec<String> {
        let forms: Vec<Vec<&Field>> =
            self.api.params(self.member).iter().map(|declared| self.api.fields(&declared.name)).collect();
        let declared = |name: &str| forms.iter().flatten().any(|field| field.name == name);
        let needed = |name: &str| {
            forms.iter().all(|form| form.iter().any(|field| field.name == name && !field.is_optional))
        };
        let needs = self.needs().into_iter().filter(|name| !needed(name));
        let needs = needs.map(|name| format!("needs {name}, which is declared as optional, or not at all"));
        let takes = self.takes().into_iter().filter(|name| !declared(name));
        let takes = takes.map(|name| format!("takes {name}, which is not declared"));
        let idle = forms.iter().flatten().filter(|field| !self.knows(&field.name, sources));
        let idle = idle.map(|field| format!("is said to take {}, which nothing reads", field.name));
        needs.chain(takes).chain(idle).collect()
    }

    /// Params that the row asks for.
    fn needs(&self) -> Vec<&str> {
        let place: &[&str] = match self.row.target {
            Target::Service | Target::Free => &[],
            Target::Bucket => &["Bucket", "Region"],
            Target::Object => &["Bucket", "Region", "Key"],
        };
        place.iter().copied().chain(words(self.row.required)).collect()
    }

    /// Params that the row makes use of.
    fn takes(&self) -> Vec<&str> {
        let row = self.row;
        let mut takes: Vec<&str> = pairs(row.query).map(|(param, _)| param).collect();
        takes.extend(row.free_query.then_some("Query"));
        takes.extend(row.listing.then_some("Prefix"));
        takes.extend(Some(row.resource_param).filter(|param| !param.is_empty()));
        match row.body {
            Payload::File(_) | Payload::Untouched => takes.push("Body"),
            Payload::Target => takes.push("Target"),
            Payload::Param(param) => takes.push(param),
            Payload::List { path, .. } => takes.extend(path.split('/').next()),
            Payload::None | Payload::Written(_) => {}
        }
        takes
    }

    fn knows(&self, name: &str, sources: &Sources) -> bool {
        let listed = match self.row.body {
            Payload::List { from, .. } => words(from).any(|param| param == name),
            Payload::Written(_) => sources.shapes.contains(name),
            _ => false,
        };
        let mut probe = Map::new();
        probe.set_text(name, "1");
        listed
            || COMMON.contains(&name)
            || self.takes().contains(&name)
            || self.needs().contains(&name)
            || headers::from_params(&probe).get("Headers").is_none()
                && !headers::from_params(&probe).is_empty()
            || sources.others.contains(name)
    }

    /// Fields of answers that the row makes.
    fn results(&self) -> Vec<String> {
        let row = self.row;
        let mut fields: Vec<&str> = pairs(row.fields).map(|(_, field)| field).collect();
        let instead = pairs(row.instead).filter_map(|(_, field)| field.split('/').next());
        fields.extend(instead.filter(|field| !field.is_empty()));
        fields.extend(row.etag.then_some("ETag"));
        fields.extend((row.location != Location::None).then_some("Location"));
        match row.answer {
            Answer::Inside { lists, .. } => fields.extend(words(lists)),
            Answer::Raw => fields.push("Body"),
            _ => {}
        }
        let declared = self.api.results(self.member);
        let declared: Vec<&Field> =
            declared.iter().flat_map(|result| self.api.fields(&result.name)).collect();
        let missing = fields.into_iter().filter(|name| !declared.iter().any(|field| field.name == *name));
        missing.map(|name| format!("answers {name}, which is not declared")).collect()
    }
}

/// Where params are read beyond the catalog's data.
struct Sources {
    /// The functions that rows point at.
    shapes: BTreeSet<String>,
    /// What is read for every row: hooks, switches.
    others: BTreeSet<String>,
}

impl Sources {
    fn read() -> Result<Self> {
        let root = workspace::root().join("src");
        let (mut shapes, mut others) = (String::new(), String::new());
        collect(&root.join("protocol/shape"), "rs", &mut shapes)?;
        for place in ["client", "transfer", "binding", "protocol/request.rs", "protocol/params.rs"] {
            collect(&root.join(place), "rs", &mut others)?;
        }
        collect(&workspace::template(), "js", &mut others)?;
        let [shapes, others] =
            [shapes, others].map(|text| words_of(&text).into_iter().map(str::to_owned).collect());
        Ok(Self { shapes, others })
    }
}

/// Adds the texts of all files with this extension.
fn collect(path: &Path, extension: &str, text: &mut String) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
            collect(&entry?.path(), extension, text)?;
        }
    } else if path.extension().is_some_and(|found| found == extension) {
        text.push_str(&fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(())
}
