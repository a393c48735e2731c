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
    let body = without_throwing(&body)?;
    let body: String =
        body.lines().filter(|line| !line.starts_with("if (Symbol.dispose)")).fold(String::new(), add_line);
    Ok(format!("{body}{CATCHING}{START}"))
}

/// The module traps instead.
fn without_throwing(glue: &str) -> Result<String> {
    let parts = glue.split_once("__wbg___wbindgen_throw_");
    let Some((before, (_, after))) =
        parts.and_then(|(before, rest)| Some((before, rest.split_once("},\n")?)))
    else {
        bail!(
            "the glue made by wasm-bindgen throws nothing: its form has changed, adapt xtask/src/pkg/glue.rs"
        );
    };
    Ok([before, after].concat())
}

fn add_line(mut text: String, line: &str) -> String {
    text.push_str(line);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::{adapt, without_throwing};

    #[test]
    fn glue_of_unknown_form_is_refused() {
        assert!(adapt("export function one() {}").is_err());
        assert!(without_throwing("__wbg___wbindgen_throw_1: function() {").is_err());
    }

    #[test]
    fn the_import_that_throws_is_taken_out() {
        let glue = "a: 1,\n__wbg___wbindgen_throw_4c: function(arg0) {\nthrow new Error(arg0);\n},\nb: 2,\n";
        assert_eq!(without_throwing(glue).unwrap(), "a: 1,\nb: 2,\n");
    }
}
