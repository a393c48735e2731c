//! `cargo xtask test`: every check and test there is.

mod count;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{docs, emulator, layers, parity, pkg, process, setup, size, workspace};
use count::Count;

/// What one runner found.
struct Report {
    place: &'static str,
    count: Count,
    seconds: u64,
}

/// A runner and what it does. The folders of tests are found when it is its turn.
type Step = (&'static str, fn(&Tools) -> Result<Count>);

const STEPS: [Step; 12] = [
    ("format", |_| check(process::cargo().args(["fmt", "--all", "--check"]))),
    ("clippy, host", |_| {
        check(process::cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-Dwarnings",
        ]))
    }),
    ("clippy, wasm", |_| check(&mut clippy_for_wasm())),
    ("layers", |_| layers::run().map(|()| Count::ONE_PASSED)),
    ("docs", |_| docs::check().map(|()| Count::ONE_PASSED)),
    ("rust", |_| rust_tests()),
    ("package", |_| pkg::build().map(|()| Count::ONE_PASSED)),
    ("types", types),
    ("javascript", javascript_tests),
    ("vectors", |_| parity::record(&["--check"]).map(|()| Count::ONE_PASSED)),
    ("parity", |tools| check(parity::play(&mut node(tools)))),
    ("size", |_| size::run(size::Form::Table).map(|()| Count::ONE_PASSED)),
];

/// What the JavaScript tests are told.
struct Tools {
    chromium: String,
    emulator: PathBuf,
    python: Option<PathBuf>,
    engines: Vec<(&'static str, String)>,
}

/// Sets everything up and runs all steps, also after one failed.
///
/// # Errors
/// When something cannot be set up, or a test failed.
pub fn run() -> Result<()> {
    setup::wasm_target()?;
    setup::standard_library()?;
    setup::rust_components()?;
    setup::npm_packages()?;
    let tools = Tools {
        chromium: setup::chromium()?,
        emulator: emulator::build()?,
        python: setup::python()?,
        engines: setup::engines(),
    };
    let reports: Vec<Report> = STEPS.iter().map(|(place, step)| report(place, || step(&tools))).collect();
    let total = print_summary(&reports);
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 { Err(Silent.into()) } else { Ok(()) }
}

/// The failure was told already, and the count has to be the last line.
#[derive(Debug)]
pub struct Silent;

impl std::fmt::Display for Silent {
    fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Silent {}

fn report(place: &'static str, step: impl FnOnce() -> Result<Count>) -> Report {
    println!("\n== {place}");
    let start = Instant::now();
    let count = step().unwrap_or_else(|error| {
        println!("error: {error:#}");
        Count::ONE_FAILED
    });
    Report { place, count, seconds: start.elapsed().as_secs() }
}

fn print_summary(reports: &[Report]) -> Count {
    println!("\n{:<16}{:>8}{:>8}{:>9}", "where", "passed", "failed", "seconds");
    for Report { place, count, seconds } in reports {
        println!("{place:<16}{:>8}{:>8}{seconds:>9}", count.passed, count.failed);
    }
    reports.iter().fold(Count::default(), |total, report| total.plus(report.count))
}

/// A program that says yes or no.
fn check(command: &mut Command) -> Result<Count> {
    process::run(command).map(|()| Count::ONE_PASSED)
}

fn clippy_for_wasm() -> Command {
    let mut clippy = process::cargo();
    clippy.args(["clippy", "--quiet", "--package", "cos-wasm-sdk", "--lib", "--target", setup::WASM_TARGET]);
    clippy.args(["--", "-Dwarnings"]);
    clippy
}

/// Everything that `cargo test` finds, also when some of it fails.
fn rust_tests() -> Result<Count> {
    let (succeeded, lines) =
        shown(process::cargo().args(["test", "--quiet", "--workspace", "--no-fail-fast"]))?;
    Ok(Count::of_cargo(&lines).or_failed_unless(succeeded))
}

fn types(tools: &Tools) -> Result<Count> {
    let mut types = node(tools);
    check(types.arg("tests/types/check.mjs"))
}

/// Every `*.test.mjs` below `tests/`.
fn javascript_tests(tools: &Tools) -> Result<Count> {
    let mut files = Vec::new();
    collect(&workspace::tests(), &mut files)?;
    files.sort();
    if files.is_empty() {
        bail!("there is no *.test.mjs in tests/");
    }
    let record = workspace::target().join("javascript-tests.tap");
    let mut runner = node(tools);
    runner.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"]);
    runner.arg("--test-reporter=tap").arg(format!("--test-reporter-destination={}", record.display()));
    let succeeded = runner.args(files).status().context("cannot start node")?.success();
    let lines = fs::read_to_string(&record).with_context(|| format!("cannot read {}", record.display()))?;
    Ok(Count::of_tap(&lines).or_failed_unless(succeeded))
}

fn node(tools: &Tools) -> Command {
    let mut node = process::program("node");
    node.env(setup::CHROMIUM, &tools.chromium).env("COS_EMULATOR", &tools.emulator);
    node.envs(tools.engines.iter().cloned());
    if let Some(python) = &tools.python {
        node.env("COS_PYTHON", python);
    }
    node
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, files)?;
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Runs to the end and shows the output, which is also returned.
fn shown(command: &mut Command) -> Result<(bool, String)> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start cargo")?;
    let output = child.stdout.take().context("cargo has no output")?;
    let mut text = String::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    Ok((child.wait()?.success(), text))
}
