//! Rust to wasm.

use std::fs;

use anyhow::{Context, Result};

use crate::{process, setup, workspace};

/// The notes of the linker; and half of the usual stack, which puts all addresses of data below
/// 2^20, where they take a byte less.
const FLAGS: [&str; 2] = ["-Clink-arg=--emit-relocs", "-Clink-arg=-zstack-size=524288"];

/// Compiles the root crate for browsers, with the linker's own notes in the module.
///
/// # Errors
/// When cargo fails.
pub fn run() -> Result<Vec<u8>> {
    let mut cargo = process::cargo();
    cargo.args(["rustc", "--release", "--lib", "--package", "cos-wasm-sdk", "--target", setup::WASM_TARGET]);
    // For as long as an rlib is made beside it, cargo leaves the optimization across crates out.
    cargo.args(["--crate-type", "cdylib"]);
    // In place of RUSTFLAGS of the caller, so that the same sources give the same package.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    process::run(&mut cargo)?;
    let path = workspace::target().join(setup::WASM_TARGET).join("release/cos_wasm_sdk.wasm");
    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}
