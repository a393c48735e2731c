//! `cargo xtask size`: what each entry makes a page download, against `size-budget.toml`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::{pkg, process, setup, workspace};

/// How the sizes are printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// The entries and the files that each makes a page download.
const ENTRIES: [(&str, &[&str]); 3] = [
    ("default", &["index.js"]),
    ("script", &["cos-wasm-sdk.min.js"]),
    ("streaming", &["streaming.js", pkg::STREAMS]),
];

/// The folder that a mini program carries, whole and as it is: phones download the app's package, not files of it.
const CARRIED: &str = "miniprogram";

/// The file that the package replaces.
const ORIGINAL: &str = "node_modules/cos-js-sdk-v5/dist/cos-js-sdk-v5.min.js";

/// Measures with the compressors of Node.js, which are zlib and brotli themselves.
const MEASURE: &str = "
const { readFileSync } = require('node:fs');
const { brotliCompressSync, constants, gzipSync } = require('node:zlib');
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } };
for (const path of process.argv.slice(1)) {
    const bytes = readFileSync(path);
    console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, brotli).length);
}";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }

    fn as_json(self) -> Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }
}

/// Measures `pkg/`, building it first when it is not there, and prints.
///
/// # Errors
/// When an entry is above its budget.
pub fn run(form: Form) -> Result<()> {
    setup::npm_packages()?;
    if !workspace::package().join(pkg::WASM).exists() {
        pkg::run()?;
    }
    let carried = carried()?;
    let entries = ENTRIES.iter().map(|(name, files)| Ok((*name, sum(files)?))).collect::<Result<Vec<_>>>()?;
    let original = measure(&[workspace::tests().join(ORIGINAL)])?;
    match form {
        Form::Table => {
            print_table(&entries, original);
            println!("{CARRIED:<28}{carried:>10}");
        }
        Form::Json => println!("{}", as_json(&entries, original, carried)),
    }
    check_budget(&entries, carried)
}

/// The bytes of all files in the folder.
fn carried() -> Result<u64> {
    let folder = workspace::package().join(CARRIED);
    let files = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    files.map(|file| Ok(file?.metadata()?.len())).sum()
}

fn sum(files: &[&str]) -> Result<Size> {
    let paths: Vec<PathBuf> = files.iter().map(|file| workspace::package().join(file)).collect();
    measure(&paths)
}

fn measure(paths: &[PathBuf]) -> Result<Size> {
    let printed = process::read(process::program("node").args(["-e", MEASURE]).args(paths))?;
    let mut total = Size::default();
    for line in String::from_utf8_lossy(&printed).lines() {
        total = total.plus(read_line(line).context("node printed no sizes")?);
    }
    Ok(total)
}

fn read_line(line: &str) -> Option<Size> {
    let mut numbers = line.split(' ').map_while(|number| number.parse().ok());
    Some(Size { raw: numbers.next()?, gzip: numbers.next()?, brotli: numbers.next()? })
}

fn as_json(entries: &[(&str, Size)], original: Size, carried: u64) -> Value {
    let entry = |(name, size): &(&str, Size)| {
        let mut fields = Map::from_iter([("name".to_owned(), json!(name))]);
        if let Value::Object(sizes) = size.as_json() {
            fields.extend(sizes);
        }
        Value::Object(fields)
    };
    json!({ "entries": entries.iter().map(entry).collect::<Vec<_>>(), "original": original.as_json(), CARRIED: { "raw": carried } })
}

fn print_table(entries: &[(&str, Size)], original: Size) {
    println!("{:<28}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip -9", "brotli 11");
    for (name, size) in entries.iter().copied().chain([("cos-js-sdk-v5.min.js", original)]) {
        println!("{name:<28}{:>10}{:>10}{:>10}", size.raw, size.gzip, size.brotli);
    }
}

fn check_budget(entries: &[(&str, Size)], carried: u64) -> Result<()> {
    let path = workspace::root().join("size-budget.toml");
    let budget = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let measured = entries.iter().map(|(name, size)| (*name, size.brotli, "bytes of brotli"));
    for (name, size, unit) in measured.chain([(CARRIED, carried, "bytes")]) {
        let Some(limit) = limit(&budget, name) else {
            bail!("size-budget.toml has no line `{name} = <bytes>`")
        };
        if size > limit {
            bail!("`{name}` has {size} {unit}, size-budget.toml allows {limit}");
        }
    }
    Ok(())
}

fn limit(budget: &str, name: &str) -> Option<u64> {
    let value =
        |line: &str| line.split_once('=').filter(|(key, _)| key.trim() == name)?.1.trim().parse().ok();
    budget.lines().find_map(value)
}

#[cfg(test)]
mod tests {
    use super::{Size, limit, read_line};

    #[test]
    fn a_budget_is_found_by_name() {
        let budget = "# most\ndefault = 44000\nstreaming=40000\n";
        assert_eq!(limit(budget, "default"), Some(44_000));
        assert_eq!(limit(budget, "streaming"), Some(40_000));
        assert_eq!(limit(budget, "script"), None);
    }

    #[test]
    fn sizes_are_read_from_a_line() {
        assert_eq!(read_line("3 2 1"), Some(Size { raw: 3, gzip: 2, brotli: 1 }));
        assert_eq!(read_line("3 2"), None);
    }
}
