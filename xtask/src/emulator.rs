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
    process::run(process::cargo().args(["build", "--quiet", "--package", "cos-emulator"]))?;
    let name = format!("cos-emulator{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target().join("debug").join(name))
}
