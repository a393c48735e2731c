//! `cargo xtask parity` and `cargo xtask vectors`: the package beside the SDK that it replaces.

use std::process::Command;

use anyhow::{Context, Result};

use crate::{emulator, process, setup};

/// Builds the package and plays the same calls with both.
///
/// # Errors
/// When something cannot be set up, or when they differ where no document says so.
pub fn run(form: &[&str]) -> Result<()> {
    build_package()?;
    let chromium = setup::chromium()?;
    let emulator = emulator::build()?;
    let mut comparison = process::program("node");
    comparison.env(setup::CHROMIUM, chromium).env("COS_EMULATOR", emulator);
    process::run(play(&mut comparison).args(form))
}

/// The comparison, on the package as it is built.
pub fn play(node: &mut Command) -> &mut Command {
    node.arg("tests/parity/run.mjs")
}

/// Records what the original does into `tests/vectors/`; with `--check`, compares only.
///
/// # Errors
/// When something cannot be set up, or what is recorded is not what the original does.
pub fn record(form: &[&str]) -> Result<()> {
    setup::npm_packages()?;
    process::run(process::program("node").arg("tests/parity/vectors.mjs").args(form))
}

/// As `cargo xtask pkg`, but what is printed stays out of the answer for programs.
///
/// # Errors
/// When it cannot be built.
pub fn build_package() -> Result<()> {
    let this = std::env::current_exe().context("this program cannot be found")?;
    process::run(process::program(this).arg("pkg").stdout(std::io::stderr()))
}
