//! Rust to wasm.

use std::fs;

use anyhow::{Context, Result};

use crate::{process, setup, workspace};

/// A panic is a trap, without the message that nobody would see; functions are put into their callers while rustc still knows
/// what they are called with, which leaves less of both; half of the usual stack, which puts all addresses of data below 2^20,
/// where they take a byte less; and without what LLVM does for speed alone, also where size is asked for: loads that are
/// repeated on the ways to a common one, more counters than one for a loop, and values that a loop keeps out of memory.
const FLAGS: [&str; 5] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zinline-mir-threshold=400",
    "-Clink-arg=-zstack-size=524288",
    "-Cllvm-args=-enable-load-pre=false -disable-lsr -disable-licm-promotion",
];

/// Compiles a crate for browsers, and the standard library with it: the one that is installed was compiled for speed, and
/// knows what to say when it panics. The compiler is told more where it makes the module.
///
/// # Errors
/// When cargo fails.
pub fn run(package: &str, more: &[&str]) -> Result<Vec<u8>> {
    let mut cargo = process::cargo();
    cargo.args(["rustc", "--release", "--lib", "--package", package, "--target", setup::WASM_TARGET]);
    // For as long as an rlib is made beside it, cargo leaves the optimization across crates out.
    cargo.args(["--crate-type", "cdylib"]);
    cargo.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    // Compiling the standard library is no stable feature; the compiler is the stable one all the same.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    // In place of RUSTFLAGS of the caller, so that the same sources give the same package.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    cargo.arg("--").args(more);
    process::run(&mut cargo)?;
    let path = workspace::target()
        .join(setup::WASM_TARGET)
        .join("release")
        .join(package.replace('-', "_"))
        .with_extension("wasm");
    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}
