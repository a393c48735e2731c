//! `cargo xtask fuzz`: looks for answers of a service that the core does not stand.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{process, workspace};

/// The programs of `fuzz/`, each with its folder in `fuzz/corpus/`.
const TARGETS: [&str; 3] = ["xml", "event_stream", "response"];

/// Tells libFuzzer which branches were taken. These are options of the stable compiler; what would need another one, the
/// address sanitizer, looks for what safe Rust does not do.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// Runs each target for so many seconds. What it finds interesting goes to `target/fuzz/`, and what breaks it, too.
///
/// # Errors
/// When the programs cannot be built, or one of them found something.
pub fn run(seconds: u32) -> Result<()> {
    let scratch = workspace::target().join("fuzz");
    let mut cargo = process::cargo();
    cargo.args(["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml"]);
    // With a target of its own, build scripts are built without the options.
    cargo.args(["--target", &host()?, "--target-dir"]).arg(&scratch).env("RUSTFLAGS", COVERAGE);
    process::run(&mut cargo)?;
    for target in TARGETS {
        let program = scratch.join(host()?).join("release").join([target, EXE_SUFFIX].concat());
        fuzz(target, program, seconds)?;
    }
    Ok(())
}

fn fuzz(target: &str, program: PathBuf, seconds: u32) -> Result<()> {
    let found = workspace::target().join("fuzz/found").join(target);
    fs::create_dir_all(&found).with_context(|| format!("cannot make {}", found.display()))?;
    println!("\n== {target}, {seconds} seconds");
    let mut run = process::program(program);
    run.arg(&found).arg(workspace::root().join("fuzz/corpus").join(target));
    run.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}-", found.display()));
    process::run(run.args([
        "-timeout=5",
        "-rss_limit_mb=1024",
        "-max_len=65536",
        "-print_final_stats=1",
        "-verbosity=0",
    ]))
}

/// The machine that this runs on, as the compiler calls it.
fn host() -> Result<String> {
    let printed = process::read(process::program("rustc").arg("-vV"))?;
    let text = String::from_utf8_lossy(&printed);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its host")?.to_owned())
}
