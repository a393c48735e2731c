//! The small module that puts the large one together.

use anyhow::{Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::optimize;

/// What Chrome before 114 compiles at once on the main thread.
const LONGEST: usize = 4096;

/// What takes a text.
pub const OF_TEXT: [&str; 2] = ["room", "unpack"];

/// What takes streams.
pub const OF_STREAMS: [&str; 3] = ["room", "streams", "gather"];

/// The module with its memory and these functions.
///
/// # Errors
/// When a step fails.
pub fn run(compiled: &[u8], functions: &[&str]) -> Result<Vec<u8>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("cos_unpacker", compiled.to_vec()).web(true)?.typescript(false);
    let mut module = std::mem::take(bindgen.generate_output()?.wasm_mut());
    let is_wanted = |name: &str| name == "memory" || functions.contains(&name);
    let others: Vec<_> =
        module.exports.iter().filter(|export| !is_wanted(&export.name)).map(walrus::Export::id).collect();
    for export in others {
        module.exports.delete(export);
    }
    // It fills a table of references, of which there are none.
    module.start = None;
    walrus::passes::gc::run(&mut module);
    let wasm = optimize::run(&module.emit_wasm())?;
    ensure!(wasm.len() <= LONGEST, "the unpacker has {} bytes, Chrome before 114 refuses it", wasm.len());
    Ok(wasm)
}
