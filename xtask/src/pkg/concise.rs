//! Shortens the glue.

use anyhow::{Context, Result};

/// Closures of both kinds, which differ in that one may not be called while it runs.
const CLOSURES: &str = "
function makeClosure(arg0, arg1, f, isTaken) {
    const state = { a: arg0, b: arg1, cnt: 1 };
    const real = (...args) => {
        // Counted, so that it is not dropped while it runs.
        state.cnt++;
        const a = state.a;
        if (isTaken) state.a = 0;
        try {
            return f(a, state.b, ...args);
        } finally {
            state.a = a;
            real._wbg_cb_unref();
        }
    };
    real._wbg_cb_unref = () => {
        if (--state.cnt === 0) {
            DROP(state.a, state.b);
            state.a = 0;
            CLOSURE_DTORS.unregister(state);
        }
    };
    CLOSURE_DTORS.register(real, state, state);
    return real;
}

function makeMutClosure(arg0, arg1, f) {
    return makeClosure(arg0, arg1, f, true);
}

";

/// Long ones are encoded by the browser: character by character, a list of 1,000 objects takes a millisecond. Most texts have
/// a byte for each character; others are laid anew.
const TEXTS: &str = "
function passStringToWasm0(arg) {
    const { length } = arg;
    const ptr = wasm.__wbindgen_malloc(length, 1) >>> 0;
    let read = 0;
    if (length > 300) ({ read } = new TextEncoder().encodeInto(arg, getArrayU8FromWasm0(ptr, length)));
    else for (const bytes = getUint8ArrayMemory0(); read < length && (bytes[ptr + read] = arg.charCodeAt(read)) < 128; ) read++;
    WASM_VECTOR_LEN = length;
    if (read == length) return ptr;
    wasm.__wbindgen_free(ptr, length, 1);
    return passArray8ToWasm0(new TextEncoder().encode(arg));
}

";

/// A text that may be missing, laid where the module looks for it.
const LAID: &str = "var ptr1 = isLikeNone(ret) ? 0 : passStringToWasm0(ret, wasm.__wbindgen_malloc);
var len1 = WASM_VECTOR_LEN;
getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
";

/// How the same begins with a text that is always there.
const LAID_ALWAYS: &str = "const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc);
const len1";

/// Shortens the glue for engines that know references.
///
/// # Errors
/// When it is not in the known form.
pub fn modern(glue: &str) -> Result<String> {
    let glue = shorter(glue, TEXTS, "function takeFromExternrefTable0(")?;
    let glue =
        replaced(&glue, "cachedDataViewMemory0.buffer.detached", "cachedDataViewMemory0.buffer !==", "")?;
    let glue = replaced(&glue, "!== wasm.memory.buffer)", ") {\n", "!== wasm.memory.buffer")?;
    let mut glue = glue.replace("__proto__: null,\n", "");
    while glue.contains("(typeof FinalizationRegistry ===") {
        glue = replaced(&glue, "(typeof FinalizationRegistry ===", "new FinalizationRegistry", "")?;
    }
    Ok(glue)
}

/// Shortens the glue for those that do not.
///
/// # Errors
/// When it is not in the known form.
pub fn plain(glue: &str) -> Result<String> {
    // What stands in for the class knows one way only.
    let texts = replaced(TEXTS, "    if (length", "for (const", "    ")?;
    let glue = shorter(glue, &texts, "function takeObject(")?;
    replaced(&glue, " || (cachedDataViewMemory0.buffer.detached", ") {\n", "")
}

/// What is shorter in both. `behind` is what follows the function that lays texts.
fn shorter(glue: &str, texts: &str, behind: &str) -> Result<String> {
    let (_, dropping) = parted(glue, "new FinalizationRegistry(state => ")?;
    let (drop, _) = parted(dropping, "(state.a, state.b))")?;
    let closures = CLOSURES.replace("DROP", drop);
    let glue = replaced(glue, "function makeClosure(", "function passArray8ToWasm0(", &closures)?;
    let glue = replaced(&glue, "const cachedTextEncoder", "let WASM_VECTOR_LEN", "")?;
    let glue = replaced(&glue, "function passStringToWasm0(", behind, texts)?;
    let glue = glue.replace(", wasm.__wbindgen_realloc)", ")");
    // Made at the first use: there are test environments without it.
    let glue = replaced(&glue, "let cachedTextDecoder", "const MAX_SAFARI", "let cachedTextDecoder;\n")?;
    let mut glue = replaced(&glue, "numBytesDecoded = 0", ";", "numBytesDecoded = MAX_SAFARI_DECODE_BYTES")?;
    // Nobody calls it.
    while glue.contains(" free() {") {
        glue = replaced(&glue, " free() {", "/**", "")?;
    }
    let lay = format!("\nfunction layText(arg0, ret) {{\n{LAID}}}\n");
    let (perhaps, _) = parted(LAID, " = WASM_VECTOR_LEN")?;
    let glue = without_clearing(&glue)?.replace(LAID_ALWAYS, perhaps);
    parted(&glue, LAID)?;
    let glue = glue.replace(LAID, "layText(arg0, ret);\n") + &lay;
    // There is one way to get memory.
    Ok(glue
        .replace(", wasm.__wbindgen_malloc)", ")")
        .replace("(arg, malloc)", "(arg)")
        .replace(" malloc(", " wasm.__wbindgen_malloc(")
        .replace(" * 1,", ",")
        .replace("ptr / 1, ptr / 1 + len", "ptr, ptr + len")
        .replace("ptr / 1)", "ptr)"))
}

/// Where a call takes several texts, those that are laid already would be freed when the next one cannot be. The shell passes
/// nothing but texts, and where there is no memory left for one, the module has ended for good.
fn without_clearing(glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    while let Some((before, rest)) = glue.split_once("try {\nptr0 =") {
        let (laid, rest) = parted(rest, "} catch (e) {")?;
        let (_, after) = parted(rest, "throw e;\n}\n")?;
        glue = [before, "ptr0 =", laid, after].concat();
    }
    Ok(glue)
}

/// The text with another one from the first of two marks up to the second.
fn replaced(text: &str, from: &str, to: &str, other: &str) -> Result<String> {
    let (before, rest) = parted(text, from)?;
    let (_, after) = parted(rest, to)?;
    Ok([before, other, to, after].concat())
}

fn parted<'a>(text: &'a str, mark: &str) -> Result<(&'a str, &'a str)> {
    text.split_once(mark).with_context(|| {
        format!("the glue made by wasm-bindgen has no `{mark}`: its form has changed, adapt xtask/src/pkg/concise.rs")
    })
}

#[cfg(test)]
mod tests {
    use super::{modern, plain, replaced, without_clearing};

    #[test]
    fn the_second_mark_stays() {
        assert_eq!(replaced("a[b]c", "[", "]", "d").unwrap(), "ad]c");
    }

    #[test]
    fn texts_are_laid_one_after_the_other_and_stay() {
        let glue = "let ptr0, ptr1;\ntry {\nptr0 = lay(a);\nptr1 = lay(b);\n} catch (e) {\nif (ptr0) { free(ptr0); }\nthrow e;\n}\ncall(ptr0, ptr1);\n";
        let expected = "let ptr0, ptr1;\nptr0 = lay(a);\nptr1 = lay(b);\ncall(ptr0, ptr1);\n";
        assert_eq!(without_clearing(glue).unwrap(), expected);
    }

    #[test]
    fn glue_of_unknown_form_is_refused() {
        assert!(modern("export function one() {}").is_err());
        assert!(plain("export function one() {}").is_err());
    }
}
