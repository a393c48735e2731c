//! The types of the package: one file for each topic, which become one module.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// The files of `pkg-template/types/`, in the order in which they are read.
const TOPICS: [&str; 24] = [
    "class",
    "options",
    "credentials",
    "answers",
    "buckets",
    "bucket-access",
    "bucket-rules",
    "bucket-lifecycle",
    "bucket-hosting",
    "bucket-origin",
    "bucket-reports",
    "objects",
    "object-settings",
    "select",
    "multipart",
    "listings",
    "transfers",
    "requests",
    "tasks",
    "events",
    "transport",
    "old-names",
    "params",
    "words",
];

const HEAD: &str = "\
/**
 * Types of cos-wasm-sdk.
 *
 * Times are milliseconds where nothing else is said, sizes are bytes. Values that the service sends as XML stay text,
 * numbers and booleans included: `IsTruncated` is `'true'` or `'false'`, `Size` is `'1024'`.
 */
";
const TAIL: &str = "
export = COS;
export as namespace COS;
";

/// One file of declarations.
pub struct Topic {
    /// What its first line says.
    pub title: String,
    pub text: String,
}

/// All files in their order.
///
/// # Errors
/// When one is missing, has no title, or is not listed.
pub fn topics() -> Result<Vec<Topic>> {
    let found = fs::read_dir(folder()).context("cannot read pkg-template/types/")?.count();
    if found != TOPICS.len() {
        bail!("pkg-template/types/ has {found} files, xtask/src/pkg/types.rs lists {}", TOPICS.len());
    }
    TOPICS.into_iter().map(read).collect()
}

/// The module that is shipped.
///
/// # Errors
/// As [`topics`].
pub fn module() -> Result<String> {
    let texts: Vec<String> = topics()?.into_iter().map(|topic| ["\n", &topic.text].concat()).collect();
    Ok([HEAD, &texts.concat(), TAIL].concat())
}

/// The names of the types, for `import { type TaskList }`: of a module that is one value, `import` takes none by name.
///
/// # Errors
/// As [`topics`].
pub fn names() -> Result<String> {
    let topics = topics()?;
    let lines = topics.iter().flat_map(|topic| topic.text.lines());
    let names: Vec<&str> = lines.filter_map(declared).collect();
    Ok(format!("\nexport type {{ {} }} from './index.cjs';\n", names.join(", ")))
}

fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("  type ").or_else(|| line.strip_prefix("  interface "))?;
    rest.split(|letter: char| !letter.is_alphanumeric()).next()
}

fn read(name: &str) -> Result<Topic> {
    let path = folder().join(name).with_extension("d.ts");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let title = text.lines().next().and_then(|line| line.strip_prefix("// "));
    let title = title.with_context(|| format!("{} has no title", path.display()))?.to_owned();
    Ok(Topic { title, text })
}

fn folder() -> PathBuf {
    workspace::template().join("types")
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn declarations_of_the_namespace_have_names() {
        assert_eq!(declared("  type Result<T> = {"), Some("Result"));
        assert_eq!(declared("  interface Files extends Base {"), Some("Files"));
        assert_eq!(declared("    type: string;"), None);
        assert_eq!(declared("interface COS {"), None);
    }
}
