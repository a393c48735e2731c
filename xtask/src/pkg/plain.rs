//! A module that old engines take: WebAssembly as it was at first.

use anyhow::{Context, Result};
use walrus::{FunctionId, ImportKind, Module};
use wasmparser::{Validator, WasmFeatures};

/// What the engines of mini programs do not know. The standard library is compiled with all of it.
const REFUSED: [&str; 2] = ["reference-types", "multivalue"];

/// Says to wasm-bindgen that these features are not there, so that it does without them.
#[must_use]
pub fn disclaimed(mut wasm: Vec<u8>) -> Vec<u8> {
    for feature in REFUSED {
        let mut wanted = vec![b'+', feature.len().to_le_bytes()[0]];
        wanted.extend_from_slice(feature.as_bytes());
        let place = wasm.windows(wanted.len()).rposition(|window| window == wanted);
        if let Some(sign) = place.and_then(|place| wasm.get_mut(place)) {
            *sign = b'-';
        }
    }
    wasm
}

/// The module of the imports that only a transformation replaces which does not run here.
const TRANSFORMED: &str = "__wbindgen_externref_xform__";

/// Where the numbers of objects begin: `JSIDX_RESERVED` of wasm-bindgen's `src/rt/mod.rs`.
const FIRST_OBJECT: i32 = 1028;

const LEFT_BYTES: &str = "cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer";
const LEFT_VIEW: &str = "cachedDataViewMemory0.buffer !== wasm.memory.buffer";

/// Answers what wasm-bindgen would have answered for tables of references, and leaves it out of the glue.
///
/// # Errors
/// When the module asks for something else.
pub fn without_references(module: &mut Module, glue: &str) -> Result<String> {
    for (name, function) in asked(module) {
        anyhow::ensure!(
            name == "__wbindgen_externref_statics_end",
            "wasm-bindgen asks for {name}, too: adapt plain.rs"
        );
        module.replace_imported_func(function, |(body, _)| {
            body.i32_const(FIRST_OBJECT);
        })?;
    }
    let lines: Vec<&str> = glue.lines().filter(|line| !line.contains(TRANSFORMED)).collect();
    let glue = lines.join("\n").replace("addToExternrefTable0", "addHeapObject");
    // It fills the table of references.
    let glue = glue.replace("wasm.__wbindgen_start();", "");
    // Where the module is JavaScript, memory that was left behind is not empty.
    let glue = glue.replace("cachedUint8ArrayMemory0.byteLength === 0", LEFT_BYTES);
    Ok(glue.replace("cachedDataViewMemory0.buffer.detached === true", LEFT_VIEW))
}

fn asked(module: &Module) -> Vec<(String, FunctionId)> {
    let imports = module.imports.iter().filter(|import| import.module == TRANSFORMED);
    let functions = imports.filter_map(|import| match import.kind {
        ImportKind::Function(function) => Some((import.name.clone(), function)),
        _ => None,
    });
    functions.collect()
}

/// Makes sure that a module holds nothing that came after the first version.
///
/// # Errors
/// When it does.
pub fn check(wasm: &[u8]) -> Result<()> {
    Validator::new_with_features(WasmFeatures::MVP)
        .validate_all(wasm)
        .map(|_| ())
        .context("the module of the mini program holds what old engines do not know")
}

#[cfg(test)]
mod tests {
    use super::disclaimed;

    #[test]
    fn features_are_disclaimed_where_they_are_listed() {
        let listed = b"reference-types +\x0freference-types+\x08sign-ext".to_vec();
        assert_eq!(disclaimed(listed), b"reference-types -\x0freference-types+\x08sign-ext");
    }
}
