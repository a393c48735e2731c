//! The JavaScript of the package: generated parts, bundling, minifying.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use cos_unpacker::text::PIECE;
use cos_wasm_sdk::protocol::catalog;

use super::deal::Dealt;
use super::inline::{self, Order};
use crate::{process, workspace};

/// One file of the package: the source it starts from, its name, its form, and the year of the language.
struct Entry {
    source: &'static str,
    output: &'static str,
    format: &'static str,
    year: u16,
}

/// The language of the browsers that can run the module.
const YEAR: u16 = 2021;
/// What bundlers read that know no `exports`, webpack 4 among them.
const OLD_YEAR: u16 = 2019;

const ENTRIES: [Entry; 5] = [
    Entry { source: "default.js", output: "index.js", format: "esm", year: YEAR },
    Entry { source: "common.js", output: "index.cjs", format: "cjs", year: YEAR },
    Entry { source: "common.js", output: "legacy/index.js", format: "cjs", year: OLD_YEAR },
    Entry { source: "script.js", output: "cos-wasm-sdk.min.js", format: "iife", year: YEAR },
    Entry { source: "streaming.js", output: "streaming.js", format: "esm", year: YEAR },
];

/// Puts the sources of all entries into one folder.
///
/// # Errors
/// When a file cannot be read or written.
pub fn lay_out(folder: &Path, adapted_glue: &str, text: &str, wasm: &[u8]) -> Result<()> {
    copy_sources(&workspace::template(), folder)?;
    write_shared(folder, adapted_glue)?;
    fs::write(folder.join("wasm-text.js"), text)?;
    check_text(folder, wasm)
}

/// Copies the scripts of a folder.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    for file in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            fs::copy(&path, to.join(path.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

/// Writes the generated sources that every entry needs.
///
/// # Errors
/// When a file cannot be written.
pub fn write_shared(folder: &Path, adapted_glue: &str) -> Result<()> {
    fs::write(folder.join("glue.js"), adapted_glue)?;
    fs::write(folder.join("catalog.js"), names_module())?;
    fs::write(folder.join("package.json"), "{ \"type\": \"module\" }")?;
    Ok(())
}

/// What the prototype of class COS gets, by name. `pkg-template/shell.js` makes the names of old of these.
fn names_module() -> String {
    let names: Vec<&str> = catalog::rows().map(|operation| operation.about.name).collect();
    format!(
        "export const names = '{}'.split(' ');\nexport const version = '{}';\n",
        names.join(" "),
        env!("CARGO_PKG_VERSION"),
    )
}

/// The module as a text, and what unpacks it.
///
/// # Errors
/// When the borders are outside.
pub fn text_module(dealt: &Dealt, unpacker: &[u8]) -> Result<String> {
    let Dealt { bytes, borders: [numbers, data] } = dealt;
    let mut pieces = Vec::new();
    // Each piece has frequent bytes of its own.
    for (piece, order) in [
        (0..*numbers, Order::Ascending),
        (*numbers..*data, Order::Ascending),
        (*data..bytes.len(), Order::Text),
    ] {
        let piece = bytes.get(piece).context("borders outside of what was dealt")?;
        pieces.push(inline::encode(piece, order));
    }
    let unpacker = unpacker.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    Ok(format!(
        "export const unpacker = '{unpacker}', text = \"{}\";\n",
        pieces.join(&char::from(PIECE).to_string())
    ))
}

/// The text has to give the module back, byte for byte.
fn check_text(folder: &Path, wasm: &[u8]) -> Result<()> {
    const PRINT: &str = "import { unpack } from './inlined.js'; process.stdout.write(unpack());";
    let mut node = process::program("node");
    node.current_dir(folder).args(["--input-type=module", "--eval", PRINT]);
    if process::read(&mut node)? != wasm {
        bail!("unpacker/ does not give the module back that xtask/src/pkg/deal.rs and inline.rs wrote");
    }
    Ok(())
}

/// Makes the files of the package.
///
/// # Errors
/// When a bundler fails.
pub fn bundle(folder: &Path) -> Result<()> {
    let legacy = workspace::package().join("legacy");
    fs::create_dir_all(&legacy)?;
    // Else it would be read as a module, as the rest of the package.
    fs::write(legacy.join("package.json"), "{ \"type\": \"commonjs\" }\n")?;
    for entry in &ENTRIES {
        let bundled = folder.join(entry.output).with_extension("bundled.js");
        bundle_one(&folder.join(entry.source), &bundled, entry)?;
        minify(&bundled, &workspace::package().join(entry.output), entry)?;
    }
    Ok(())
}

/// `common.js` sets `module.exports` and imports, which only esbuild brings together.
const COMMON_JS: &str = "--log-override:commonjs-variable-in-esm=silent";

fn bundle_one(source: &Path, output: &Path, Entry { format, year, .. }: &Entry) -> Result<()> {
    let mut esbuild = process::npm_program("esbuild/bin/esbuild");
    esbuild.arg(source).args(["--bundle", "--log-level=warning", "--charset=utf8", COMMON_JS]);
    esbuild.args([format!("--target=es{year}"), format!("--format={format}")]);
    process::run(esbuild.arg(format!("--outfile={}", output.display())))
}

/// Properties that nobody outside of the package's own scripts names.
const INNER: [&str; 43] = [
    "__destroy_into_raw",
    "__wbg_ptr",
    "_wbg_cb_unref",
    "again",
    "changed",
    "clockOffset",
    "cnt",
    "correctClock",
    "failed",
    "fault",
    "finished",
    "follow",
    "given",
    "hears",
    "isLast",
    "isLogged",
    "isOnline",
    "isOver",
    "isReachable",
    "isReadable",
    "isShown",
    "isStopped",
    "lay",
    "listens",
    "note",
    "numberOf",
    "objectUrl",
    "onDownload",
    "onUpload",
    "pageProtocol",
    "readEvent",
    "reader",
    "recall",
    "remember",
    "seen",
    "stop",
    "stopped",
    "sums",
    "taskChanges",
    "tell",
    "told",
    "untilOnline",
    "weigh",
];

/// What says to terser that those may have short names.
#[must_use]
pub fn inner_names() -> String {
    format!("regex=/^({})$/", INNER.join("|"))
}

fn minify(input: &Path, output: &Path, Entry { format, year, .. }: &Entry) -> Result<()> {
    let mut terser = process::npm_program("terser/bin/terser");
    terser.arg(input).args(["--ecma", &year.to_string(), "--comments", "false"]);
    terser.args([
        "--compress",
        "passes=3,unsafe_arrows=true,keep_fargs=false,pure_getters=true,hoist_props=true",
    ]);
    terser.arg("--keep-classnames");
    // Terser 4, which comes with webpack 4, mistakes names that are used again in a loop. It shortens them itself.
    if *year == YEAR {
        terser.args(["--mangle", "--mangle-props", &inner_names()]);
    }
    terser.args(if *format == "esm" { ["--module"] } else { ["--toplevel"] });
    process::run(terser.arg("--output").arg(output))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use cos_wasm_sdk::protocol::catalog;

    use super::INNER;
    use crate::workspace;

    #[test]
    fn what_is_shortened_is_no_name_that_the_types_promise() {
        for file in fs::read_dir(workspace::template().join("types")).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let is_member =
                |name: &str| ["?:", ":", "(", "<"].iter().any(|end| text.contains(&format!(" {name}{end}")));
            assert_eq!(INNER.into_iter().find(|name| is_member(name)), None);
        }
    }

    #[test]
    fn names_of_old_are_what_the_shell_makes_of_the_new_ones() {
        for row in catalog::rows() {
            let name = row.about.name;
            let made = [("Acl", "ACL"), ("Cors", "CORS")]
                .iter()
                .find_map(|(end, old)| Some([name.strip_suffix(end)?, old].concat()))
                .unwrap_or_default();
            assert_eq!(row.about.old_name, made, "{name}");
        }
    }
}
