//! Where things are.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// The built npm package.
pub fn package() -> PathBuf {
    root().join("pkg")
}

/// The sources of the npm package around the wasm.
pub fn template() -> PathBuf {
    root().join("pkg-template")
}

/// The folder whose `package.json` names everything that comes from npm.
pub fn tests() -> PathBuf {
    root().join("tests")
}

/// What cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |chosen| root().join(chosen))
}

/// Intermediate files of `cargo xtask pkg`.
pub fn scratch() -> PathBuf {
    target().join("pkg")
}
