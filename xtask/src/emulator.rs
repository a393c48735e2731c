//! `cargo xtask emulator`: the emulated COS.

use std::path::PathBuf;

use anyhow::Result;

use crate::process;
use crate::workspace;

/// Builds and runs it until it is stopped.
///
/// # Errors
/// When it cannot be built or ends badly.
pub fn run(arguments: &[String]) -> Result<()> {
    process::run(process::program(build()?).args(arguments))
}

/// Builds it and tells where it is.
///
/// # Errors
/// When it cannot be built.
pub fn build() -> Result<PathBuf> {
    build_as("dev", "debug")
}

/// As [`build`], so that measurements do not wait for it; this takes longer.
///
/// # Errors
/// When it cannot be built.
pub fn build_swift() -> Result<PathBuf> {
    build_as("swift", "swift")
}

fn build_as(profile: &str, folder: &str) -> Result<PathBuf> {
    let mut cargo = process::cargo();
    process::run(cargo.args(["build", "--quiet", "--package", "cos-emulator", "--profile", profile]))?;
    let name = format!("cos-emulator{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target().join(folder).join(name))
}
