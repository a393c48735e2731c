//! `cargo xtask bench`: how fast the package is, beside the SDK that it replaces.

use anyhow::Result;

use crate::{emulator, parity, process, setup};

/// Builds the package and measures both.
///
/// # Errors
/// When something cannot be set up, or an upload fails.
pub fn run(arguments: &[String]) -> Result<()> {
    parity::build_package()?;
    let chromium = setup::chromium()?;
    let emulator = emulator::build_swift()?;
    let mut bench = process::program("node");
    bench.env(setup::CHROMIUM, chromium).env("COS_EMULATOR", emulator);
    process::run(bench.arg("tests/bench/run.mjs").args(arguments))
}
