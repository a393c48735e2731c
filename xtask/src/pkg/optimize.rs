//! Binaryen's wasm-opt.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{process, workspace};

/// What the output may use: everything that rustc's default target uses, nothing newer.
const FEATURES: [&str; 6] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

/// The same, for what wasm-bindgen makes references of.
const REFERENCES: [&str; 2] = ["--enable-reference-types", "--enable-multivalue"];

/// Chosen for the compressed size: what shortens the module by making its instructions less alike
/// costs more than it gains.
///
/// Data stays in one piece, for the same reason: its zeros cost less than the heads of many pieces.
///
/// The lowest 1,024 addresses are the far end of the stack, where no object ever is; memory is
/// always fresh, hence zero.
///
/// Functions are in the order of how often they are called, which makes their numbers short.
const PASSES: [&str; 12] = [
    "-Oz",
    "--converge",
    "--one-caller-inline-max-function-size=20",
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    "--skip-pass=memory-packing",
    "--low-memory-unused",
    "--zero-filled-memory",
    "--reorder-functions",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Writes newer instructions as older ones.
const LOWERING: [&str; 3] =
    ["--llvm-memory-copy-fill-lowering", "--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];

/// Shrinks a module.
///
/// # Errors
/// When wasm-opt fails.
pub fn run(wasm: &[u8]) -> Result<Vec<u8>> {
    optimized(wasm, |wasm_opt| wasm_opt.args(FEATURES).args(REFERENCES).args(PASSES))
}

/// Shrinks a module to one that holds only what WebAssembly had at first. It has to be free of references already.
///
/// # Errors
/// When wasm-opt fails.
pub fn run_plain(wasm: &[u8]) -> Result<Vec<u8>> {
    let lowered = optimized(wasm, |wasm_opt| wasm_opt.args(FEATURES).args(LOWERING))?;
    optimized(&lowered, |wasm_opt| wasm_opt.arg("--mvp-features").args(PASSES))
}

fn optimized(wasm: &[u8], choose: impl Fn(&mut Command) -> &mut Command) -> Result<Vec<u8>> {
    let (input, output) =
        (workspace::scratch().join("bound.wasm"), workspace::scratch().join("optimized.wasm"));
    fs::create_dir_all(workspace::scratch())?;
    fs::write(&input, wasm).with_context(|| format!("cannot write {}", input.display()))?;
    let mut wasm_opt = process::npm_program("binaryen/bin/wasm-opt");
    process::run(choose(&mut wasm_opt).arg(&input).arg("-o").arg(&output))?;
    fs::read(&output).with_context(|| format!("cannot read {}", output.display()))
}
