//! What was recorded and written elsewhere, compared with the declarations.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value as Json;

use super::Api;
use super::declarations::{Field, Member, Type};
use crate::workspace;

/// Documents in which calls are shown.
const DOCUMENTS: [&str; 2] = ["README.md", "docs/migration.md"];

/// Recorded fields that are no part of the contract: the caller's own, misspelt by the service, or given to calls that
/// do not read them.
const NOT_DECLARED: [(&str, &str); 17] = [
    ("putObject", "key"),
    ("multipartList", "Encoding-Type"),
    ("multipartListPart", "Encoding-type"),
    ("putObjectAcl", "GrantWrite"),
    ("putObjectCopy", "GrantWrite"),
    ("multipartInit", "GrantWrite"),
    ("multipartInit", "Callback"),
    ("multipartInit", "CallbackVar"),
    ("multipartInit", "ReturnBody"),
    ("putBucketACL", "CORSRules"),
    ("getBucketACL", "CORSRules"),
    ("getBucketACL", "ACL"),
    ("putBucketCORS", "ACL"),
    ("getBucketCORS", "ACL"),
    ("getBucketCORS", "CORSRules"),
    ("deleteBucketCORS", "ACL"),
    ("deleteBucketCORS", "CORSRules"),
];

type TypesOf = for<'a> fn(&'a Api, &Member) -> Vec<&'a Type>;

/// Params and fields of answers in the calls that were recorded from the original, but are not declared.
///
/// # Errors
/// When the recording cannot be read.
pub fn undeclared(api: &Api) -> Result<BTreeSet<String>> {
    let parts: [(&str, &str, TypesOf); 2] =
        [("requests.json", "params", Api::params), ("responses.json", "data", Api::results)];
    let mut found = BTreeSet::new();
    for (file, part, types) in parts {
        let recording = read_json(&format!("tests/vectors/{file}"))?;
        for case in recording.get("cases").and_then(Json::as_array).context("there are no recorded cases")? {
            let method = case.get("method").and_then(Json::as_str).unwrap_or_default();
            let fields = case.get(part).and_then(Json::as_object).into_iter().flatten();
            let Some(member) = api.members().find(|member| member.name == method) else { continue };
            let declared = types(api, member);
            let names =
                fields.map(|(name, _)| name.as_str()).filter(|name| !is_declared(api, &declared, name));
            let names = names.filter(|name| !NOT_DECLARED.contains(&(method, name)));
            found.extend(names.map(|name| format!("{method} has {name} in {file}, which is not declared")));
        }
    }
    Ok(found)
}

fn is_declared(api: &Api, types: &[&Type], name: &str) -> bool {
    let fields: Vec<&Field> = types.iter().flat_map(|declared| api.fields(&declared.name)).collect();
    let takes_any = fields.iter().any(|field| field.name.starts_with("[field"));
    // The recording writes what JSON cannot hold as `{"$undefined": true}` and the like.
    takes_any
        || name.starts_with('$')
        || name.starts_with("x-cos-")
        || fields.iter().any(|field| field.name == name)
}

/// Methods that documents call, but that are not declared.
///
/// # Errors
/// When a document cannot be read.
pub fn unknown_methods(api: &Api) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for file in DOCUMENTS {
        let text = fs::read_to_string(workspace::root().join(file))
            .with_context(|| format!("cannot read {file}"))?;
        let unknown = called(&text).filter(|name| !api.members().any(|member| member.name == *name));
        found.extend(unknown.map(|name| format!("{file} calls cos.{name}, which is not declared")));
    }
    Ok(found)
}

/// The names in `cos.name(`.
fn called(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split("cos.").zip(text.split("cos.").skip(1));
    pieces.filter_map(|(before, after)| {
        let (name, _) = after.split_once('(')?;
        let is_name = !name.is_empty() && name.chars().all(char::is_alphanumeric);
        let is_object = !before.ends_with(|character: char| character.is_alphanumeric() || character == '.');
        Some(name).filter(|_| is_name && is_object)
    })
}

/// A JSON file of the repository.
///
/// # Errors
/// When it cannot be read.
pub fn read_json(file: &str) -> Result<Json> {
    let text =
        fs::read_to_string(workspace::root().join(file)).with_context(|| format!("cannot read {file}"))?;
    serde_json::from_str(&text).with_context(|| format!("{file} is no JSON"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn calls_are_found_in_texts() {
        let text = "cos.getBucket({}), then `cos.on(` but not x.cos.y(, service.cos.myqcloud.com (or acos.z(";
        assert_eq!(super::called(text).collect::<Vec<_>>(), ["getBucket", "on"]);
    }
}
