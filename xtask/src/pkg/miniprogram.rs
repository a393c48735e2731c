//! The package's folders for mini programs: `CommonJS` in ES5, a module that old engines take, and the same as JavaScript.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::layout::Layout;
use super::{bind, concise, glue, optimize, plain, script, shorten};
use crate::{process, workspace};

/// What the app carries.
pub const FOLDER: &str = "miniprogram";

/// What apps may copy: the module as it is, and as JavaScript for engines without WebAssembly; an adapter for other
/// platforms.
const MORE: &str = "miniprogram-more";

const ADAPTER: &str = "adapter.js";

/// Classes of browsers, and the files that hold what stands in for them.
const STAND_INS: [&str; 3] = ["files.js", "platform.js", "text-codec.js"];

/// Writes the folders from the compiled module and how it is laid out.
///
/// # Errors
/// When a step fails.
pub fn build(linked: Vec<u8>, layout: &Layout) -> Result<()> {
    let (_, before) = finish(linked)?;
    let (adapted, wasm) = finish(layout.wasm.clone())?;
    layout.check(&before, &wasm)?;
    write_modules(&wasm)?;
    let sources = workspace::scratch().join("miniprogram");
    super::fresh_folder(&sources)?;
    lay_out(&sources, &adapted)?;
    bundle(&sources)
}

/// What was compiled, as JavaScript and the module that belongs to it.
fn finish(compiled: Vec<u8>) -> Result<(String, Vec<u8>)> {
    let mut bound = bind::run(plain::disclaimed(compiled))?;
    let adapted = plain::without_references(&mut bound.module, &glue::adapt(&bound.glue)?)?;
    let adapted = shorten::run(&mut bound.module, &concise::plain(&adapted)?)?;
    let wasm = optimize::run_plain(&bound.module.emit_wasm())?;
    plain::check(&wasm)?;
    Ok((adapted, wasm))
}

fn write_modules(wasm: &[u8]) -> Result<()> {
    let (folder, more) = (workspace::package().join(FOLDER), workspace::package().join(MORE));
    fs::create_dir_all(&folder)?;
    fs::create_dir_all(&more)?;
    for folder in [&folder, &more] {
        // Else it would be read as modules, as the rest of the package.
        fs::write(folder.join("package.json"), "{ \"type\": \"commonjs\" }\n")?;
    }
    let plain = more.join("cos.wasm");
    fs::write(&plain, wasm)?;
    run_script(COMPRESS, &plain, &folder.join("cos.wasm.br"))?;
    run_script(LOWER, &workspace::template().join(MORE).join(ADAPTER), &more.join(ADAPTER))?;
    write_javascript(&plain, &more.join("core.js"))
}

/// The module as a `CommonJS` function that takes the imports and gives the exports.
fn write_javascript(wasm: &Path, output: &Path) -> Result<()> {
    let converted = workspace::scratch().join("core.js");
    let mut wasm2js = process::npm_program("binaryen/bin/wasm2js");
    process::run(wasm2js.args(["-O", "--emscripten"]).arg(wasm).arg("-o").arg(&converted))?;
    let text = fs::read_to_string(&converted)?;
    fs::write(&converted, text + "\nmodule.exports = instantiate;\n")?;
    minify(&converted, output)
}

/// The shared sources, with those of mini programs in place of the browser's of the same name.
fn lay_out(folder: &Path, adapted_glue: &str) -> Result<()> {
    let browser = folder.join("browser");
    fs::create_dir_all(&browser)?;
    script::copy_sources(&workspace::template(), &browser)?;
    script::copy_sources(&workspace::template(), folder)?;
    script::copy_sources(&workspace::template().join(FOLDER), folder)?;
    script::write_shared(folder, adapted_glue)
}

fn bundle(folder: &Path) -> Result<()> {
    let (bundled, lowered) = (folder.join("bundled.js"), folder.join("lowered.js"));
    let mut esbuild = process::npm_program("esbuild/bin/esbuild");
    esbuild.arg(folder.join("index.js"));
    esbuild.args(["--bundle", "--target=es2020", "--format=cjs", "--log-level=warning", "--charset=utf8"]);
    for file in STAND_INS {
        esbuild.arg(format!("--inject:{}", folder.join(file).display()));
    }
    process::run(esbuild.arg(format!("--outfile={}", bundled.display())))?;
    run_script(LOWER, &bundled, &lowered)?;
    minify(&lowered, &workspace::package().join(FOLDER).join("index.js"))
}

fn minify(input: &Path, output: &Path) -> Result<()> {
    let mut terser = process::npm_program("terser/bin/terser");
    terser.arg(input).args(["--ecma", "5", "--comments", "false", "--mangle", "--toplevel"]);
    terser.args(["--mangle-props", &script::inner_names()]);
    let how = "passes=3,unsafe_undefined,pure_getters,keep_fargs=false,hoist_funs";
    process::run(terser.args(["--compress", how]).arg("--output").arg(output))
}

const COMPRESS: &str = "
const { readFileSync, writeFileSync } = require('node:fs');
const [input, output] = process.argv.slice(1);
writeFileSync(output, require('node:zlib').brotliCompressSync(readFileSync(input)));";

/// The app's own step to ES5 may be switched off.
const LOWER: &str = "
const { readFileSync, writeFileSync } = require('node:fs');
const [input, output] = process.argv.slice(1);
// What our sources do not use: symbols and getters among properties, classes called as functions, names of functions, and
// where mini programs have them, loops over anything but arrays.
const assumed = 'setSpreadProperties objectRestNoSymbols setClassMethods setComputedProperties setPublicClassFields noDocumentAll'
    + ' noClassCalls iterableIsArray superIsCallableConstructor ignoreFunctionName ignoreFunctionLength pureGetters noNewArrows';
const assumptions = Object.fromEntries(assumed.split(' ').map((name) => [name, true]));
const options = { jsc: { target: 'es5', parser: { syntax: 'ecmascript' }, assumptions }, isModule: false, configFile: false, swcrc: false };
writeFileSync(output, require('@swc/core').transformSync(readFileSync(input, 'utf8'), options).code);";

fn run_script(text: &str, input: &Path, output: &Path) -> Result<()> {
    let mut node = process::program("node");
    node.current_dir(workspace::tests()).args(["-e", text]).arg(input).arg(output);
    process::run(&mut node).with_context(|| format!("cannot make {}", output.display()))
}
