//! `cargo xtask pkg`: the npm package, from the Rust sources to `pkg/`.

mod bind;
mod codes;
mod compile;
mod concise;
mod deal;
mod encoding;
mod files;
mod glue;
mod inline;
mod layout;
mod miniprogram;
mod optimize;
mod order;
mod pairs;
mod plain;
mod script;
mod shorten;
pub mod types;
mod unpacker;

use std::fs;

use anyhow::{Context, Result};

pub use files::{STREAMS, WASM};

use crate::{setup, workspace};

/// Builds `pkg/`.
///
/// # Errors
/// When a tool is missing or a step fails.
pub fn run() -> Result<()> {
    setup::standard_library()?;
    setup::npm_packages()?;
    build()
}

/// Builds `pkg/` with everything set up.
///
/// # Errors
/// When a step fails.
pub fn build() -> Result<()> {
    let small = compile::run("cos-unpacker", &[])?;
    let linked = bind::without_misuse(compile::run("cos-wasm-sdk", &[layout::NOTES])?)?;
    let (_, finished) = finish(linked.clone())?;
    let layout = layout::run(&linked, &finished)?;
    let (glue, wasm) = finish(layout.wasm.clone())?;
    layout.check(&finished, &wasm)?;
    let wide = encoding::with_wide_lengths(&wasm)?;
    let dealt = deal::run(&wide, &codes::numbers(), pairs::IN_FILES)?;
    let as_text = deal::run(&wide, &inline::classes(), pairs::IN_TEXTS)?;

    let sources = workspace::scratch().join("sources");
    fresh_folder(&sources)?;
    fresh_folder(&workspace::package())?;
    let text = script::text_module(&as_text, &unpacker::run(&small, &unpacker::OF_TEXT)?)?;
    script::lay_out(&sources, &glue, &text, &wide)?;
    script::bundle(&sources)?;
    files::write(&wasm, &dealt.bytes, &unpacker::run(&small, &unpacker::OF_STREAMS)?)?;
    miniprogram::build(linked, &layout)?;
    println!("package built in {}", workspace::package().display());
    Ok(())
}

/// What was compiled, as JavaScript and the module that belongs to it.
fn finish(compiled: Vec<u8>) -> Result<(String, Vec<u8>)> {
    let mut bound = bind::run(compiled)?;
    let glue = shorten::run(&mut bound.module, &concise::modern(&glue::adapt(&bound.glue)?)?)?;
    let wasm = order::run(&optimize::run(&bound.module.emit_wasm())?)?;
    Ok((glue, wasm))
}

fn fresh_folder(path: &std::path::Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot empty {}", path.display()))?;
    }
    fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))
}
