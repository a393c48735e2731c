//! The files of the package that are not scripts.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{encoding, types};
use crate::workspace;

/// The module as a file of its own.
pub const WASM: &str = "cos_wasm_sdk_bg.wasm";

/// The same in streams, which is what pages load unless they name another file.
///
/// It is a small module that puts them together, with them in a section of its own: servers compress WebAssembly.
pub const STREAMS: &str = "cos_wasm_sdk_streams.wasm";

/// The types, for `require`; for `import` there is a shell around them.
const TYPES: &str = "index.d.cts";

/// Writes the wasm in both forms, the types, the manifest and the texts.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(wasm: &[u8], dealt: &[u8], unpacker: &[u8]) -> Result<()> {
    let package = workspace::package();
    fs::write(package.join(WASM), wasm).with_context(|| format!("cannot write {WASM}"))?;
    fs::write(package.join(STREAMS), with_section(unpacker, dealt)?)
        .with_context(|| format!("cannot write {STREAMS}"))?;
    for file in fs::read_dir(workspace::template()).context("cannot read pkg-template/")? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains(".d.") {
            fs::copy(&path, package.join(&name))?;
        }
    }
    fs::write(package.join(TYPES), types::module()?).with_context(|| format!("cannot write {TYPES}"))?;
    let import = package.join("index.d.ts");
    let class = fs::read_to_string(&import).context("cannot read pkg-template/index.d.ts")?;
    fs::write(import, class + &types::names()?).context("cannot write index.d.ts")?;
    for name in ["README.md", "LICENSE"] {
        let own = workspace::template().join(name);
        let from = if own.exists() { own } else { workspace::root().join(name) };
        if from.exists() {
            fs::copy(from, package.join(name))?;
        }
    }
    write_manifest()
}

/// A module with a section of no name added.
fn with_section(module: &[u8], content: &[u8]) -> Result<Vec<u8>> {
    let mut written = module.to_vec();
    encoding::push_section(&mut written, 0, &[&[0], content].concat())?;
    Ok(written)
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
