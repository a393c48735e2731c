//! Running other programs, with errors that say what to do.

use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A program that must be there, called from the root of the repository.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(workspace::root());
    command
}

/// The cargo that runs this program.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A command-line program out of the npm packages of the tests.
pub fn npm_program(name: &str) -> Command {
    let mut command = program("node");
    command.arg(workspace::tests().join("node_modules").join(name));
    command
}

/// Runs to the end, showing its output.
///
/// # Errors
/// When it cannot be started or does not exit with 0.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_startable(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs to the end and returns what it printed; its complaints are shown.
///
/// # Errors
/// When it cannot be started or does not exit with 0.
pub fn read(command: &mut Command) -> Result<Vec<u8>> {
    let output = capture(command)?;
    if !output.status.success() {
        bail!("`{}` failed ({})\n{}", line(command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}

/// Runs to the end, whatever the result.
///
/// # Errors
/// When it cannot be started.
pub fn capture(command: &mut Command) -> Result<Output> {
    command.stdin(Stdio::null()).output().with_context(|| not_startable(command))
}

fn not_startable(command: &Command) -> String {
    let name = command.get_program().to_string_lossy();
    let remedy = match name.as_ref() {
        "node" | "npm" => "install Node.js 20 or newer, with npm",
        "rustup" => "install Rust from https://rustup.rs",
        _ => "is it installed and in PATH?",
    };
    format!("cannot start `{name}`: {remedy}")
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
