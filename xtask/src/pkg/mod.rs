//! `cargo xtask pkg`: the npm package, from the Rust sources to `pkg/`.

mod bind;
mod codes;
mod compile;
mod deal;
mod encoding;
mod files;
mod glue;
mod inline;
mod miniprogram;
mod modern;
mod optimize;
mod order;
mod pairs;
mod plain;
mod script;
mod shorten;
pub mod types;

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
    let compiled = compile::run()?;
    let mut bound = bind::run(compiled.clone())?;
    let glue = shorten::run(&mut bound.module, &modern::shorten(&glue::adapt(&bound.glue)?)?)?;
    let wasm = order::run(&optimize::run(&bound.module.emit_wasm())?)?;
    let dealt = deal::run(&wasm, &codes::numbers(), pairs::IN_FILES)?;
    let as_text = deal::run(&wasm, &inline::classes(), pairs::IN_TEXTS)?;

    let sources = workspace::scratch().join("sources");
    fresh_folder(&sources)?;
    fresh_folder(&workspace::package())?;
    script::lay_out(&sources, &glue, &wasm, &as_text)?;
    script::bundle(&sources)?;
    files::write(&wasm, &dealt.bytes)?;
    miniprogram::build(compiled)?;
    println!("package built in {}", workspace::package().display());
    Ok(())
}

fn fresh_folder(path: &std::path::Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot empty {}", path.display()))?;
    }
    fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))
}
