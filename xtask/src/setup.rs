//! Installing what the other commands need.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{process, workspace};

/// The variable with the path of the browser that the tests use.
pub const CHROMIUM: &str = "CHROMIUM_PATH";

/// What browsers run.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The standard library for wasm.
///
/// # Errors
/// When it is missing and rustup cannot install it.
pub fn wasm_target() -> Result<()> {
    let printed =
        process::read(process::program("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(String::from_utf8_lossy(&printed).trim()).is_dir() {
        return Ok(());
    }
    process::run(process::program("rustup").args(["target", "add", WASM_TARGET]))
        .context(format!("the Rust target {WASM_TARGET} is missing and could not be added"))
}

/// The sources of the standard library, which is compiled with the core.
///
/// # Errors
/// When they are missing and rustup cannot install them.
pub fn standard_library() -> Result<()> {
    let printed = process::read(process::program("rustc").args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&printed).trim());
    if sysroot.join("lib/rustlib/src/rust/library").is_dir() {
        return Ok(());
    }
    process::run(process::program("rustup").args(["component", "add", "rust-src"]))
        .context("the sources of Rust's standard library (rust-src) are missing and could not be added")
}

/// The formatter and the linter.
///
/// # Errors
/// When one is missing and rustup cannot install it.
pub fn rust_components() -> Result<()> {
    let is_there = |tool: &str| {
        process::capture(process::cargo().args([tool, "--version"]))
            .is_ok_and(|output| output.status.success())
    };
    if is_there("fmt") && is_there("clippy") {
        return Ok(());
    }
    process::run(process::program("rustup").args(["component", "add", "rustfmt", "clippy"]))
        .context("rustfmt and clippy are missing and could not be added")
}

/// The packages that `tests/package-lock.json` names.
///
/// # Errors
/// When Node.js is missing or too old, or npm fails.
pub fn npm_packages() -> Result<()> {
    check_node()?;
    let tests = workspace::tests();
    let wanted = fs::read(tests.join("package-lock.json")).context("cannot read tests/package-lock.json")?;
    // Compared by content: a copy of the repository may link to the packages of another one.
    let record = tests.join("node_modules/.installed-lock.json");
    if fs::read(&record).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut npm = process::program("npm");
    npm.current_dir(tests).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run(&mut npm)?;
    fs::write(&record, wanted).with_context(|| format!("cannot write {}", record.display()))
}

fn check_node() -> Result<()> {
    let printed = process::read(process::program("node").arg("--version"))?;
    let version = String::from_utf8_lossy(&printed).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node.js {version} is too old: install Node.js 20 or newer");
    }
    Ok(())
}

/// Chromium, found or installed; its path.
///
/// # Errors
/// When it is missing and cannot be installed here.
pub fn chromium() -> Result<String> {
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    if !can_install() {
        bail!("Chromium is missing: install it, or set {CHROMIUM} to the path of a Chromium or Chrome");
    }
    install(&["chromium"])?;
    find_chromium().context("chromium was installed, but is not in PATH")
}

fn find_chromium() -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    chosen(CHROMIUM).or_else(|| in_path(&names))
}

/// Programs of other browser engines, by the variables that the tests read: those that are there or can be installed.
/// They are one test file's business only.
#[must_use]
pub fn engines() -> Vec<(&'static str, String)> {
    let firefox: Find = || chosen("FIREFOX_PATH").or_else(|| in_path(&["firefox-esr", "firefox"]));
    let webkit: Find = || chosen("WEBKIT_PATH").or_else(mini_browser).filter(|_| is_in_path("xvfb-run"));
    [
        ("FIREFOX_PATH", firefox, &["firefox-esr"][..]),
        ("WEBKIT_PATH", webkit, &["libwebkit2gtk-4.1-0", "xvfb", "xauth"]),
    ]
    .into_iter()
    .filter_map(|(variable, find, packages)| Some((variable, find_or_install(find, packages)?)))
    .collect()
}

type Find = fn() -> Option<String>;

fn find_or_install(find: Find, packages: &[&str]) -> Option<String> {
    let found = find().or_else(|| {
        let is_installed = can_install() && install(packages).is_ok();
        if is_installed { find() } else { None }
    });
    if found.is_none() {
        println!("{} is missing: the tests in its engine are skipped", packages.join(", "));
    }
    found
}

/// The browser of the engine itself, which the library of GTK brings along.
fn mini_browser() -> Option<String> {
    let libraries = fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    libraries
        .chain([PathBuf::from("/usr/libexec")])
        .map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.is_file())
        .map(|path| path.display().to_string())
}

fn chosen(variable: &str) -> Option<String> {
    std::env::var(variable).ok()
}

fn in_path(names: &[&str]) -> Option<String> {
    let folders = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file());
    found.map(|path| path.display().to_string())
}

fn is_in_path(name: &str) -> bool {
    in_path(&[name]).is_some()
}

/// A Python that has the packages of `tests/clients/requirements.txt`; its path. Nothing where there is no Python
/// that makes virtual environments: it is one test file's business only.
///
/// # Errors
/// When the packages cannot be installed.
pub fn python() -> Result<Option<PathBuf>> {
    let requirements = workspace::tests().join("clients/requirements.txt");
    let wanted = fs::read(&requirements).context("cannot read tests/clients/requirements.txt")?;
    let folder = workspace::target().join("python");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let record = folder.join("installed.txt");
    if fs::read(&record).is_ok_and(|installed| installed == wanted) && python.exists() {
        return Ok(Some(python));
    }
    if !makes_environments() && can_install() {
        install(&["python3-venv"])?;
    }
    if !makes_environments() {
        println!("there is no python3 with the module venv: the tests with cos-python-sdk-v5 are skipped");
        return Ok(None);
    }
    process::run(process::program("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = process::program(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    process::run(pip.arg(&requirements))?;
    fs::write(&record, wanted).with_context(|| format!("cannot write {}", record.display()))?;
    Ok(Some(python))
}

fn makes_environments() -> bool {
    process::capture(process::program("python3").args(["-c", "import venv, ensurepip"]))
        .is_ok_and(|output| output.status.success())
}

fn can_install() -> bool {
    Path::new("/etc/debian_version").exists() && is_root()
}

fn install(packages: &[&str]) -> Result<()> {
    process::run(process::program("apt-get").args(["update", "-qq"]))?;
    let mut install = process::program("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    process::run(install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
