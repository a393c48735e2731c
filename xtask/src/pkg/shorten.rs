//! Gives imports and exports names of one or two letters, in the module and in its glue.
//!
//! The generated names carry hashes, which stand in both and do not compress.

use anyhow::{Result, bail};
use walrus::{Export, Module};

/// Renames in the module, where exports that the glue does not call go, and returns the glue with the new names.
///
/// # Errors
/// When the glue does not speak of an import, because then it is not understood.
pub fn run(module: &mut Module, glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    for (index, import) in module.imports.iter_mut().enumerate() {
        let short = short_name(index);
        glue = renamed(&glue, &import.name, &short, "", ":")?;
        glue = glue.replace(&format!("\"{}\"", import.module), MODULE);
        import.name = short;
        MODULE.clone_into(&mut import.module);
    }
    let is_unused = |name: &str| !is_called_by_name(name) && !glue.contains(&format!("wasm.{name}"));
    let unused = module.exports.iter().filter(|export| is_unused(&export.name)).map(Export::id);
    for export in unused.collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    for (index, export) in module.exports.iter_mut().enumerate() {
        if is_called_by_name(&export.name) {
            continue;
        }
        let short = short_name(index);
        glue = renamed(&glue, &export.name, &short, "wasm.", "").unwrap_or(glue);
        export.name = short;
    }
    Ok(glue)
}

const MODULE: &str = "a";

/// What `pkg-template/hasher.js` uses of an instance in a worker, where there is no glue.
fn is_called_by_name(export: &str) -> bool {
    export == "memory" || export.starts_with("hash")
}

/// a, b, ... z, aa, ab, ...
fn short_name(index: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let last = LETTERS.get(index % 26).map_or('a', |letter| char::from(*letter));
    match index / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", short_name(more - 1)),
    }
}

/// The text with every `{before}{name}{after}` renamed, where the name is a whole word.
fn renamed(text: &str, name: &str, short: &str, before: &str, after: &str) -> Result<String> {
    let wanted = format!("{before}{name}{after}");
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((head, tail)) = rest.split_once(wanted.as_str()) {
        let whole = !head.ends_with(is_word) && (!after.is_empty() || !tail.starts_with(is_word));
        result.push_str(head);
        if whole {
            result.extend([before, short, after]);
        } else {
            result.push_str(&wanted);
        }
        found |= whole;
        rest = tail;
    }
    if !found {
        bail!(
            "the glue made by wasm-bindgen has no `{wanted}`: its form has changed, adapt xtask/src/pkg/shorten.rs"
        );
    }
    result.push_str(rest);
    Ok(result)
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::{renamed, short_name};

    #[test]
    fn short_names_are_distinct() {
        let names: std::collections::HashSet<String> = (0..2_000).map(short_name).collect();
        assert_eq!(names.len(), 2_000);
        assert_eq!((short_name(0), short_name(25), short_name(26)), ("a".into(), "z".into(), "aa".into()));
    }

    #[test]
    fn only_whole_words_are_renamed() {
        let glue = "wasm.call(wasm.call_all, xwasm.call)";
        assert_eq!(renamed(glue, "call", "b", "wasm.", "").unwrap(), "wasm.b(wasm.call_all, xwasm.call)");
        assert!(renamed(glue, "missing", "b", "wasm.", "").is_err());
    }
}
