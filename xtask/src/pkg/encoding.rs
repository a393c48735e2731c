//! How modules are written down in bytes.

use std::ops::Range;

use anyhow::{Context, Result};
use wasmparser::{BinaryReader, FunctionBody, Operator, Parser, Payload};

/// Adds a number in the form that modules have them.
pub fn push_leb(bytes: &mut Vec<u8>, value: u32) {
    let mut rest = value;
    while rest > 0x7f {
        bytes.push((rest & 0x7f | 0x80).to_le_bytes()[0]);
        rest >>= 7;
    }
    bytes.push(rest.to_le_bytes()[0]);
}

/// Adds a section of a module.
///
/// # Errors
/// When it is too long.
pub fn push_section(module: &mut Vec<u8>, number: u8, content: &[u8]) -> Result<()> {
    module.push(number);
    push_leb(module, u32::try_from(content.len())?);
    module.extend(content);
    Ok(())
}

/// A number in so many bytes.
pub fn wide_leb<const BYTES: usize>(value: u32) -> [u8; BYTES] {
    std::array::from_fn(|at| {
        let digit = (value >> (7 * at) & 0x7f).to_le_bytes()[0];
        if at + 1 < BYTES { digit | 0x80 } else { digit }
    })
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

/// The number of the section of functions.
pub const CODE: u8 = 10;

/// The module with three bytes for the length of each function's body.
///
/// # Errors
/// When it cannot be read.
pub fn with_wide_lengths(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut section = None;
    let mut bodies = Vec::new();
    let mut before = 8;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::CodeSectionStart { count, range, .. } => {
                section = Some((before, range.clone()));
                push_leb(&mut bodies, count);
            }
            Payload::CodeSectionEntry(body) => {
                bodies.extend(wide_leb::<3>(u32::try_from(body.range().len())?));
                bodies.extend(wasm.get(body.range()).unwrap_or_default());
            }
            other => {
                if let Some((_, range)) = other.as_section() {
                    before = range.end;
                }
            }
        }
    }
    let (start, range) = section.context("a module without functions")?;
    let mut wide = wasm.get(..start).unwrap_or_default().to_vec();
    push_section(&mut wide, CODE, &bodies)?;
    wide.extend(wasm.get(range.end..).unwrap_or_default());
    Ok(wide)
}
