//! How modules are written down in bytes.

use std::ops::Range;

use anyhow::{Context, Result};
use wasmparser::{BinaryReader, FunctionBody, Operator};

/// Adds a number in the form that modules have them.
pub fn push_leb(bytes: &mut Vec<u8>, value: u32) {
    let mut rest = value;
    while rest > 0x7f {
        bytes.push((rest & 0x7f | 0x80).to_le_bytes()[0]);
        rest >>= 7;
    }
    bytes.push(rest.to_le_bytes()[0]);
}

/// The operators of a function's body with their places.
///
/// # Errors
/// When the body cannot be read.
pub fn operators<'wasm>(wasm: &'wasm [u8], body: &Range<usize>) -> Result<Vec<(Operator<'wasm>, usize)>> {
    let bytes = wasm.get(body.clone()).context("a function outside the module")?;
    let body = FunctionBody::new(BinaryReader::new(bytes, body.start));
    let operators = body.get_operators_reader()?.into_iter_with_offsets();
    Ok(operators.collect::<Result<_, _>>()?)
}
