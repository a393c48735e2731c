//! The JavaScript of the package: generated parts, bundling, minifying.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cos_wasm_sdk::protocol::catalog;

use super::{glue, inline};
use crate::{process, workspace};

/// One file of the package: the source it starts from, its name, its form.
struct Entry {
    source: &'static str,
    output: &'static str,
    format: &'static str,
}

const ENTRIES: [Entry; 4] = [
    Entry { source: "default.js", output: "index.js", format: "esm" },
    Entry { source: "common.js", output: "index.cjs", format: "cjs" },
    Entry { source: "script.js", output: "cos-wasm-sdk.min.js", format: "iife" },
    Entry { source: "streaming.js", output: "streaming.js", format: "esm" },
];

/// Puts the sources of all entries into one folder.
///
/// # Errors
/// When a file cannot be read or written.
pub fn lay_out(folder: &Path, adapted_glue: &str, wasm: &[u8]) -> Result<()> {
    for file in fs::read_dir(workspace::template()).context("cannot read pkg-template/")? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            fs::copy(&path, folder.join(path.file_name().unwrap_or_default()))?;
        }
    }
    fs::write(folder.join("glue.js"), adapted_glue)?;
    fs::write(folder.join("catalog.js"), names_module(adapted_glue))?;
    fs::write(folder.join("wasm-text.js"), text_module(wasm))?;
    Ok(())
}

/// What the prototype of class COS gets, by name.
fn names_module(adapted_glue: &str) -> String {
    let names: Vec<&str> = catalog::rows().map(|operation| operation.name).collect();
    let utilities: Vec<&str> =
        glue::functions(adapted_glue).into_iter().filter(|name| *name != "getAuthorization").collect();
    let utilities = utilities.join(", ");
    let mut module = String::new();
    if !utilities.is_empty() {
        let _ = writeln!(module, "import {{ {utilities} }} from './glue.js';");
    }
    let _ = writeln!(module, "export const utilities = {{ {utilities} }};");
    let _ = writeln!(module, "export const names = '{}'.split(' ');", names.join(" "));
    let _ = writeln!(module, "export const oldNames = {{}};");
    let _ = writeln!(module, "export const version = '{}';", env!("CARGO_PKG_VERSION"));
    module
}

fn text_module(wasm: &[u8]) -> String {
    let inlined = inline::encode(wasm);
    format!(
        "export const length = {};\nexport const singles = \"{}\";\nexport const text = \"{}\";\n",
        inlined.length, inlined.singles, inlined.text
    )
}

/// Makes the files of the package.
///
/// # Errors
/// When a bundler fails.
pub fn bundle(folder: &Path) -> Result<()> {
    for entry in &ENTRIES {
        let bundled = folder.join(entry.output).with_extension("bundled.js");
        bundle_one(&folder.join(entry.source), &bundled, entry.format)?;
        minify(&bundled, &workspace::package().join(entry.output), entry.format)?;
    }
    Ok(())
}

fn bundle_one(source: &Path, output: &Path, format: &str) -> Result<()> {
    let mut esbuild = process::npm_program("esbuild/bin/esbuild");
    esbuild.arg(source).args(["--bundle", "--target=es2020", "--log-level=warning", "--charset=utf8"]);
    esbuild.arg(format!("--format={format}")).arg(format!("--outfile={}", output.display()));
    process::run(&mut esbuild)
}

fn minify(input: &Path, output: &Path, format: &str) -> Result<()> {
    let mut terser = process::npm_program("terser/bin/terser");
    terser.arg(input).args(["--ecma", "2020", "--comments", "false"]);
    terser.args([
        "--compress",
        "passes=3,unsafe_arrows=true,keep_fargs=false,pure_getters=true,hoist_props=true",
    ]);
    terser.args([
        "--keep-classnames",
        "--mangle",
        "--mangle-props",
        "regex=/^__wbg_ptr$|^__destroy_into_raw$|^_wbg_cb_unref$/",
    ]);
    terser.args(if format == "esm" { ["--module"] } else { ["--toplevel"] });
    process::run(terser.arg("--output").arg(output))
}
