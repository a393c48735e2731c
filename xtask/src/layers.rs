//! `cargo xtask layers`: which part of `src/` may use which.

mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// The layers, and those that each may use.
const LAYERS: [(&str, &[&str]); 10] = [
    ("binding", &["host", "transfer", "client", "platform", "protocol", "error", "value", "text"]),
    ("host", &["platform", "protocol", "error", "value", "text"]),
    ("transfer", &["client", "platform", "protocol", "error", "value", "text"]),
    ("client", &["platform", "protocol", "error", "value", "text"]),
    ("platform", &["protocol", "error", "value", "text"]),
    ("protocol", &["error", "value", "text"]),
    ("error", &["value", "text"]),
    ("value", &["text"]),
    ("text", &[]),
    ("allocator", &[]),
];

/// The crates that speak to JavaScript, and the layers that may.
const JAVASCRIPT: [&str; 6] =
    ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "serde_wasm_bindgen", "gloo_timers"];
const MEET_JAVASCRIPT: [&str; 2] = ["binding", "host"];

/// Checks all sources of the root crate.
///
/// # Errors
/// When a file uses what stands above it.
pub fn run() -> Result<()> {
    let source = workspace::root().join("src");
    let mut files = Vec::new();
    collect(&source, &mut files)?;
    let mut offences = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        offences.extend(offences_in(file.strip_prefix(&source)?, &text));
    }
    if !offences.is_empty() {
        bail!("the layers are broken\n{}", offences.join("\n"));
    }
    println!("layers: {} files keep the law", files.len());
    Ok(())
}

/// Adds the sources in a folder.
///
/// # Errors
/// When it cannot be read.
pub fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// What a file does against the law; `file` is its path inside `src/`.
fn offences_in(file: &Path, text: &str) -> Vec<String> {
    let modules = module_path(file);
    let Some(layer) = modules.first() else { return Vec::new() };
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| name == layer) else {
        return vec![format!(
            "src/{}: `{layer}` is no layer, name it in xtask/src/layers.rs",
            file.display()
        )];
    };
    let words = words::split(text);
    let known = |name: &String| LAYERS.iter().any(|(layer, _)| layer == name);
    let upward = words::used_from_root(&words, modules.len())
        .into_iter()
        .filter(known)
        .filter(|name| name != layer && !allowed.contains(&name.as_str()))
        .map(|name| format!("src/{}: `{layer}` may not use `{name}`", file.display()));
    let foreign = JAVASCRIPT
        .iter()
        .filter(|name| !MEET_JAVASCRIPT.contains(&layer.as_str()) && words.iter().any(|word| word == *name))
        .map(|name| {
            format!("src/{}: `{layer}` may not speak to JavaScript, and uses `{name}`", file.display())
        });
    upward.chain(foreign).collect::<BTreeSet<_>>().into_iter().collect()
}

/// `client/retry.rs` is `client::retry`, `client/mod.rs` is `client`, `lib.rs` is the root.
fn module_path(file: &Path) -> Vec<String> {
    let mut modules: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if modules.last().is_some_and(|last| last == "mod" || last == "lib") {
        modules.pop();
    }
    modules
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::offences_in;

    #[test]
    fn the_law_is_kept_by_these() {
        let cases = [
            ("lib.rs", "pub mod client;\nuse wasm_bindgen::JsValue;"),
            ("client/retry.rs", "use crate::value::{Map, Value};\nuse super::clock;"),
            ("client/mod.rs", "use crate::{error::Error, platform::Platform};"),
            ("client/retry.rs", "// crate::binding\n/* web_sys */ const A: &str = \"crate::binding\";"),
            ("binding/class.rs", "use crate::host::Host;\nuse js_sys::Object;"),
            ("protocol/xml.rs", "mod tests { use super::super::value::Value; }"),
            (
                "transfer/plan.rs",
                "struct S<'a>(&'a str, char); const C: char = '\\''; use crate::client::Client;",
            ),
        ];
        for (file, text) in cases {
            assert_eq!(offences_in(Path::new(file), text), Vec::<String>::new(), "{file}: {text}");
        }
    }

    #[test]
    fn the_law_is_broken_by_these() {
        let cases = [
            ("protocol/xml.rs", "use crate::client::Client;", "`protocol` may not use `client`"),
            (
                "client/mod.rs",
                "use crate::{error::Error, transfer::{queue, plan}};",
                "`client` may not use `transfer`",
            ),
            ("client/retry.rs", "fn f() { crate::binding::g() }", "`client` may not use `binding`"),
            ("client/retry.rs", "use super::super::transfer::queue;", "`client` may not use `transfer`"),
            ("client/mod.rs", "use super::host::Host;", "`client` may not use `host`"),
            ("error.rs", "use js_sys::Error;", "`error` may not speak to JavaScript"),
            (
                "transfer/plan.rs",
                "fn f(v: &wasm_bindgen::JsValue) {}",
                "`transfer` may not speak to JavaScript",
            ),
            ("extras/mod.rs", "", "`extras` is no layer"),
        ];
        for (file, text, expected) in cases {
            let offences = offences_in(Path::new(file), text);
            assert!(offences.len() == 1 && offences[0].contains(expected), "{file}: {text}: {offences:?}");
        }
    }
}
