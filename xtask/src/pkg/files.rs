//! The files of the package that are not scripts.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::types;
use crate::workspace;

/// The module as a file of its own.
pub const WASM: &str = "cos_wasm_sdk_bg.wasm";

/// The types, for `require`; for `import` there is a shell around them.
const TYPES: &str = "index.d.cts";

/// Writes the wasm, the types, the manifest and the texts.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(wasm: &[u8]) -> Result<()> {
    let package = workspace::package();
    fs::write(package.join(WASM), wasm).with_context(|| format!("cannot write {WASM}"))?;
    for file in fs::read_dir(workspace::template()).context("cannot read pkg-template/")? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains(".d.") {
            fs::copy(&path, package.join(&name))?;
        }
    }
    fs::write(package.join(TYPES), types::module()?).with_context(|| format!("cannot write {TYPES}"))?;
    for name in ["README.md", "LICENSE"] {
        let own = workspace::template().join(name);
        let from = if own.exists() { own } else { workspace::root().join(name) };
        if from.exists() {
            fs::copy(from, package.join(name))?;
        }
    }
    write_manifest()
}

fn write_manifest() -> Result<()> {
    let template = fs::read_to_string(workspace::template().join("package.json"))
        .context("cannot read pkg-template/package.json")?;
    let mut manifest: Value =
        serde_json::from_str(&template).context("pkg-template/package.json is no JSON")?;
    if let Some(fields) = manifest.as_object_mut() {
        fields.insert("version".into(), json!(env!("CARGO_PKG_VERSION")));
    }
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    fs::write(workspace::package().join("package.json"), text).context("cannot write pkg/package.json")
}
