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
    write_texts()?;
    write_manifest()
}

/// Writes what people read: the documents, and of README what concerns who installs the package.
fn write_texts() -> Result<()> {
    let (root, package) = (workspace::root(), workspace::package());
    fs::copy(root.join("LICENSE"), package.join("LICENSE")).context("cannot copy LICENSE")?;
    let readme = fs::read_to_string(root.join("README.md")).context("cannot read README.md")?;
    let sections: Vec<_> = readme.split("\n## ").filter(|section| !is_of_the_repository(section)).collect();
    fs::write(package.join("README.md"), sections.join("\n## ")).context("cannot write README.md")?;
    for folder in ["docs", "docs/decisions"] {
        fs::create_dir_all(package.join(folder)).with_context(|| format!("cannot make {folder}/"))?;
        for file in fs::read_dir(root.join(folder)).with_context(|| format!("cannot read {folder}/"))? {
            let file = file?;
            if file.file_type()?.is_file() {
                fs::copy(file.path(), package.join(folder).join(file.file_name()))?;
            }
        }
    }
    Ok(())
}

fn is_of_the_repository(section: &str) -> bool {
    ["Try it\n", "The repository\n"].iter().any(|title| section.starts_with(title))
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
