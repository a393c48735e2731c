//! Adapts the JavaScript that wasm-bindgen makes.
//!
//! Its own ways of starting are replaced by two functions, `imports` and `adopt`; whatever is not
//! used any more is dropped by the bundler. The rest is written shorter.

use anyhow::{Result, bail};

/// What the package calls instead of `initSync` and the default export.
const START: &str = "
export { __wbg_get_imports as imports };

export { wasm as raw };

/** The compiled module, for workers. */
export let compiled;

/** Takes a fresh instance into service. */
export function adopt(instance, module) {
    wasm = instance.exports;
    compiled = module;
    wasm.__wbindgen_start();
}
";

/// An imported function that may throw costs two function texts; this makes it one.
const CATCHING: &str = "
function catching(f) {
    return (...args) => {
        try {
            return f(...args);
        } catch (e) {
            wasm.__wbindgen_exn_store(addToExternrefTable0(e));
        }
    };
}
";

/// The glue in the form that the package's own sources import.
///
/// # Errors
/// When the glue is not in the known form.
pub fn adapt(glue: &str) -> Result<String> {
    const LAST: &str = "export { initSync, __wbg_init as default };";
    let Some(body) = glue.trim_end().strip_suffix(LAST) else {
        bail!(
            "the glue made by wasm-bindgen does not end in `{LAST}`: its form has changed, adapt xtask/src/pkg/glue.rs"
        );
    };
    let body = body.replace("function() { return handleError(function (", "catching(function (");
    let body = body.replace("}, arguments); }", "})");
    let Some((before, after)) = body.split_once("__wbg___wbindgen_throw_") else {
        bail!(
            "the glue made by wasm-bindgen throws nothing: its form has changed, adapt xtask/src/pkg/glue.rs"
        );
    };
    // The module traps.
    let body = [before, after.split_once("},\n").unwrap_or_default().1].concat();
    let body: String =
        body.lines().filter(|line| !line.starts_with("if (Symbol.dispose)")).fold(String::new(), add_line);
    Ok(format!("{body}{CATCHING}{START}"))
}

fn add_line(mut text: String, line: &str) -> String {
    text.push_str(line);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::adapt;

    #[test]
    fn glue_of_unknown_form_is_refused() {
        assert!(adapt("export function one() {}").is_err());
    }
}
