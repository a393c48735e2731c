//! wasm-bindgen, run in this process.

use std::fs;

use anyhow::{Context, Result, bail};
use walrus::{ElementItems, ExportItem, FunctionBuilder, FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

use crate::workspace;

/// A module and the JavaScript that speaks to it.
pub struct Bound {
    /// The module, not yet optimized; function names are still there.
    pub module: Module,
    /// The glue, an ES module.
    pub glue: String,
}

/// Makes the bindings.
///
/// # Errors
/// When the versions of wasm-bindgen differ or the module cannot be read.
pub fn run(compiled: Vec<u8>) -> Result<Bound> {
    check_versions()?;
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("cos_wasm_sdk", compiled).web(true)?.typescript(false);
    let mut output = bindgen.generate_output()?;
    if output.snippets().values().any(|snippets| !snippets.is_empty()) || !output.local_modules().is_empty() {
        bail!(
            "the Rust sources use inline_js or module snippets, which become files of their own; import globals instead"
        );
    }
    let module = std::mem::take(output.wasm_mut());
    let mut bound = Bound { module, glue: output.js().to_owned() };
    remove_exported_globals(&mut bound.module);
    remove_uncalled(&mut bound.module);
    trap_misuse(&mut bound.module);
    Ok(bound)
}

/// The bindings only fit the macros of the very same version.
fn check_versions() -> Result<()> {
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let macros = locked_version(&lock, "wasm-bindgen");
    let generator = locked_version(&lock, "wasm-bindgen-cli-support");
    if macros.is_none() || macros != generator {
        bail!(
            "wasm-bindgen is {} and wasm-bindgen-cli-support is {} in Cargo.lock: set the latter in xtask/Cargo.toml to exactly the former",
            macros.unwrap_or("missing"),
            generator.unwrap_or("missing"),
        );
    }
    Ok(())
}

fn locked_version<'lock>(lock: &'lock str, name: &str) -> Option<&'lock str> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{name}\""));
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Some mini-program engines refuse modules that export globals, and nothing here reads them.
fn remove_exported_globals(module: &mut Module) {
    let exported: Vec<_> = module
        .exports
        .iter()
        .filter(|export| matches!(export.item, ExportItem::Global(_)))
        .map(walrus::Export::id)
        .collect();
    for export in exported {
        module.exports.delete(export);
    }
}

/// What is looked up in the table by nothing but what has gone: the macros describe how closures of all kinds are called, and
/// those that JavaScript calls are exported; what js-sys makes of tasks that wait within a call is an export that no glue
/// calls; and the table of each `dyn Fn` tells how to call it as a `dyn FnOnce`, which nothing here is.
const UNCALLED: [&str; 3] =
    ["wasm_bindgen::convert::closures::_::invoke", "js_sys::futures::jspi", "::call_once::{shim:vtable#0}"];

fn remove_uncalled(module: &mut Module) {
    let mut trap = FunctionBuilder::new(&mut module.types, &[], &[]);
    trap.func_body().unreachable();
    let trap = trap.finish(Vec::new(), &mut module.funcs);
    for element in module.elements.iter_mut() {
        let ElementItems::Functions(functions) = &mut element.items else { continue };
        for function in functions {
            let name = without_hashes(module.funcs.get(*function).name.as_deref().unwrap_or_default());
            if UNCALLED.iter().any(|uncalled| name.contains(uncalled)) {
                *function = trap;
            }
        }
    }
}

/// A name as sources spell it: rustc adds a number in brackets to that of each crate.
fn without_hashes(name: &str) -> String {
    let mut rest = name;
    let mut plain = String::new();
    while let Some((before, (_, after))) =
        rest.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)))
    {
        plain.push_str(before);
        rest = after;
    }
    plain + rest
}

/// What wasm-bindgen throws when a module misuses it.
const MISUSES: [&str; 6] = [
    "FnOnce called more than once",
    "closure invoked recursively or after being dropped",
    "null pointer passed to rust",
    "recursive use of an object detected which would lead to unsafe aliasing in rust",
    "attempted to take ownership of Rust value while it was borrowed",
    "called `Result::unwrap_throw()` on an `Err` value",
];

/// Misuse of wasm-bindgen becomes a trap, as panics are.
fn trap_misuse(module: &mut Module) {
    for function in module.funcs.iter_mut() {
        let name = function.name.as_deref().unwrap_or_default();
        // The last one asks which argument is wrong.
        let is_throwing = ["::throw_str", "::__rt::throw_null", "::__rt::borrow_fail", ", &str>>::err"]
            .iter()
            .any(|end| name.ends_with(end));
        if let (true, FunctionKind::Local(local)) = (is_throwing, &mut function.kind) {
            let mut body = local.builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
        }
    }
    // The import that throws.
    walrus::passes::gc::run(module);
}

/// Takes those texts out of what was compiled.
///
/// # Errors
/// When there are others.
pub fn without_misuse(mut compiled: Vec<u8>) -> Result<Vec<u8>> {
    for text in MISUSES {
        let Some(at) = position(&compiled, text.as_bytes()) else {
            bail!("wasm-bindgen does not say \"{text}\" any more: adapt xtask/src/pkg/bind.rs");
        };
        compiled.iter_mut().skip(at).take(text.len()).for_each(|byte| *byte = 0);
    }
    Ok(compiled)
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{locked_version, without_hashes};
    use crate::{layers, workspace};

    #[test]
    fn no_closure_is_called_by_a_table_that_consumes_it() {
        let mut files = Vec::new();
        layers::collect(&workspace::root().join("src"), &mut files).unwrap();
        for file in files {
            assert!(!fs::read_to_string(&file).unwrap().contains("dyn FnOnce"), "{}", file.display());
        }
    }

    #[test]
    fn crates_are_named_without_their_hashes() {
        assert_eq!(without_hashes("<js_sys[6f6b]::A as core[75d5]::B>::c"), "<js_sys::A as core::B>::c");
    }

    #[test]
    fn reads_a_version_out_of_a_lock_file() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.3.4\"\n";
        assert_eq!(locked_version(lock, "a"), Some("2.3.4"));
        assert_eq!(locked_version(lock, "c"), None);
    }
}
