//! Puts functions that are alike beside each other.
//!
//! Compressors learn from what came just before. Functions of one type also need less to list their
//! types.

use std::convert::Infallible;

use anyhow::{Context, Result, ensure};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, ImportSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Import, ImportSectionReader, Operator, Parser,
    Payload, TypeRef,
};

/// Numbers below take one byte.
const ONE_BYTE: usize = 128;

/// Orders the functions of a module that has them in the order of how often they are called.
///
/// # Errors
/// When the module cannot be read.
pub fn run(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut ordered = Module::new();
    let parser = Parser::new(0);
    Order::of(wasm)?.parse_core_module(&mut ordered, parser, wasm).context("cannot write the module anew")?;
    Ok(ordered.finish())
}

/// What makes functions alike, the most important first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Likeness {
    /// Those whose numbers take one byte keep such numbers.
    is_rare: bool,
    has_frame: bool,
    kind: u32,
    locals: Vec<u8>,
    opcodes: Vec<u8>,
    /// All pieces of four opcodes, sorted.
    pieces: Vec<[u8; 4]>,
}

impl Likeness {
    fn of(wasm: &[u8], body: &FunctionBody, is_rare: bool, kind: u32) -> Result<Self> {
        let operators =
            body.get_operators_reader()?.into_iter_with_offsets().collect::<Result<Vec<_>, _>>()?;
        let first = operators.first().context("a function without an end")?;
        let byte = |(_, place): &(Operator, usize)| wasm.get(*place).copied();
        let opcodes: Vec<u8> = operators.iter().filter_map(byte).collect();
        let mut pieces: Vec<[u8; 4]> = opcodes.windows(4).filter_map(|piece| piece.try_into().ok()).collect();
        pieces.sort_unstable();
        pieces.dedup();
        let has_frame = matches!(first.0, Operator::GlobalGet { .. });
        let locals = wasm.get(body.range().start..first.1).unwrap_or_default().to_vec();
        Ok(Self { is_rare, has_frame, kind, locals, opcodes, pieces })
    }

    /// What has to be the same wherever it can.
    fn class(&self, other: &Self) -> [bool; 3] {
        [self.is_rare == other.is_rare, self.has_frame == other.has_frame, self.kind == other.kind]
    }

    /// How many of the pieces of both are in both, in thousandths. The same locals count as much as a fifth of them.
    fn likeness(&self, other: &Self) -> usize {
        let shared = self.pieces.iter().filter(|piece| other.pieces.binary_search(piece).is_ok()).count();
        let all = self.pieces.len() + other.pieces.len() - shared + 1;
        shared * 1000 / all + if self.locals == other.locals { 200 } else { 0 }
    }
}

/// The new order.
struct Order {
    /// The old places of what is imported.
    imported: Vec<usize>,
    /// The old places among the functions that are not imported.
    places: Vec<usize>,
}

impl Order {
    fn of(wasm: &[u8]) -> Result<Self> {
        let (mut imported, mut kinds, mut functions) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    imported = by_name(&imports.into_imports().collect::<Result<Vec<_>, _>>()?)?;
                }
                Payload::FunctionSection(section) => kinds = section.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => {
                    let kind = kinds.get(functions.len()).copied().unwrap_or_default();
                    let is_rare = imported.len() + functions.len() >= ONE_BYTE;
                    functions.push(Likeness::of(wasm, &body, is_rare, kind)?);
                }
                _ => {}
            }
        }
        Ok(Self { imported, places: chained(&functions) })
    }

    fn ordered<'a, T>(&self, things: &'a [T]) -> impl Iterator<Item = &'a T> {
        self.places.iter().filter_map(|place| things.get(*place))
    }
}

/// Imports in the order of their names, which are counted up: a, b, ... aa, ab.
fn by_name(imports: &[Import]) -> Result<Vec<usize>> {
    ensure!(
        imports.iter().all(|import| matches!(import.ty, TypeRef::Func(_))),
        "an import that is no function"
    );
    let mut places: Vec<usize> = (0..imports.len()).collect();
    places.sort_by_key(|place| imports.get(*place).map(|import| (import.name.len(), import.name)));
    Ok(places)
}

/// Each function is followed by the one that is most like it.
fn chained(functions: &[Likeness]) -> Vec<usize> {
    let mut left: Vec<(usize, &Likeness)> = functions.iter().enumerate().collect();
    left.sort_by_key(|(_, function)| *function);
    let (mut places, mut next) = (Vec::new(), 0);
    while next < left.len() {
        let (place, last) = left.remove(next);
        places.push(place);
        let class = left.iter().map(|(_, other)| last.class(other)).max();
        let of_class =
            left.iter().enumerate().rev().filter(|(_, (_, other))| Some(last.class(other)) == class);
        next = of_class.max_by_key(|(_, (_, other))| last.likeness(other)).map_or(0, |(at, _)| at);
    }
    places
}

type Outcome<T = ()> = std::result::Result<T, Error<Infallible>>;

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Outcome<u32> {
        let (function, imported) = (function as usize, self.imported.len());
        let new = match function.checked_sub(imported) {
            None => self.imported.iter().position(|place| *place == function),
            Some(old) => self.places.iter().position(|place| *place == old).map(|place| imported + place),
        };
        Ok(new.and_then(|new| u32::try_from(new).ok()).unwrap_or_default())
    }

    fn parse_import_section(&mut self, imports: &mut ImportSection, old: ImportSectionReader) -> Outcome {
        let old = old.into_imports().collect::<Result<Vec<_>, _>>()?;
        for import in self.imported.clone().into_iter().filter_map(|place| old.get(place)) {
            imports.import(import.module, import.name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_function_section(&mut self, kinds: &mut FunctionSection, old: FunctionSectionReader) -> Outcome {
        let old = old.into_iter().collect::<Result<Vec<_>, _>>()?;
        for kind in self.ordered(&old) {
            kinds.function(*kind);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, old: CodeSectionReader) -> Outcome {
        let old = old.into_iter().collect::<Result<Vec<_>, _>>()?;
        let bodies: Vec<_> = self.ordered(&old).cloned().collect();
        bodies.into_iter().try_for_each(|body| self.parse_function_body(code, body))
    }
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn functions_of_one_type_stand_together_and_are_still_called() {
        // (func (result i32) call 2) (func) (func (result i32) i32.const 7), exported: 0
        let types = b"\0asm\x01\0\0\0\x01\x08\x02\x60\0\x01\x7f\x60\0\0\x03\x04\x03".as_slice();
        let export = b"\x07\x05\x01\x01a\0";
        let before =
            [types, &[0, 1, 0], export, b"\0\x0a\x0e\x03\x04\0\x10\x02\x0b\x02\0\x0b\x04\0\x41\x07\x0b"];
        let after =
            [types, &[0, 0, 1], export, b"\0\x0a\x0e\x03\x04\0\x10\x01\x0b\x04\0\x41\x07\x0b\x02\0\x0b"];
        assert_eq!(run(&before.concat()).unwrap(), after.concat());
    }

    #[test]
    fn imports_stand_in_the_order_of_their_names() {
        // (import "a" "b" (func)) (import "a" "a" (func (result i32))) (func call 0 call 1 drop)
        let types = b"\0asm\x01\0\0\0\x01\x08\x02\x60\0\x01\x7f\x60\0\0\x02\x0d\x02".as_slice();
        let (a, b) = (b"\x01a\x01a\0\0".as_slice(), b"\x01a\x01b\0\x01".as_slice());
        let rest = b"\x03\x02\x01\x01\x0a\x09\x01\x07\0".as_slice();
        let before = [types, b, a, rest, b"\x10\0\x10\x01\x1a\x0b"];
        let after = [types, a, b, rest, b"\x10\x01\x10\0\x1a\x0b"];
        assert_eq!(run(&before.concat()).unwrap(), after.concat());
    }
}
