//! Binaryen's wasm-opt.

use std::fs;

use anyhow::{Context, Result};

use crate::{process, workspace};

/// What the output may use: everything that rustc's default target uses, nothing newer.
const FEATURES: [&str; 8] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Chosen for the compressed size: what shortens the module by making its instructions less alike
/// costs more than it gains.
///
/// Data stays in one piece, for the same reason: its zeros cost less than the heads of many pieces.
///
/// The lowest 1,024 addresses are the far end of the stack, where no object ever is; memory is
/// always fresh, hence zero.
const PASSES: [&str; 10] = [
    "-Oz",
    "--one-caller-inline-max-function-size=20",
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    "--skip-pass=memory-packing",
    "--low-memory-unused",
    "--zero-filled-memory",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Shrinks a module.
///
/// # Errors
/// When wasm-opt fails.
pub fn run(wasm: &[u8]) -> Result<Vec<u8>> {
    let (input, output) =
        (workspace::scratch().join("bound.wasm"), workspace::scratch().join("optimized.wasm"));
    fs::create_dir_all(workspace::scratch())?;
    fs::write(&input, wasm).with_context(|| format!("cannot write {}", input.display()))?;
    let mut wasm_opt = process::npm_program("binaryen/bin/wasm-opt");
    process::run(wasm_opt.args(FEATURES).args(PASSES).arg(&input).arg("-o").arg(&output))?;
    fs::read(&output).with_context(|| format!("cannot read {}", output.display()))
}
