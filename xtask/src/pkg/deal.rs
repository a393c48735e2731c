//! Deals a module out into streams of one kind: all opcodes, all indices of locals, all offsets...
//!
//! Compressors find more in streams of one kind than in instructions, where an index may look like
//! an opcode. The numbers that depend on what follows are in streams of their own for each kind of
//! the following instruction, constants for each opcode; the offsets of loads for each kind of the
//! preceding one, and what is called for each opcode. The lengths of function bodies are left out,
//! because they can be counted again, and those of the streams, because the opcodes tell them. The
//! most frequent pairs of operations are written as one, and all of them in bytes that compressors
//! foretell well.
//!
//! `pkg-template/gather.js` puts the module together again.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{Operator, Parser, Payload};

use super::codes::{self, Class};
use super::{encoding, pairs};

/// What instructions are told apart by: the numbers that they have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    None,
    /// Numbers of any form, all lengths before them.
    Other,
    Long,
    Branch,
    Variable,
    Store,
    Load,
    Call,
    Get,
    Small,
    Large,
}

/// A kind, and from [`Kind::Load`] on the opcode or the kind of the instruction beside.
type Stream = (Kind, u8);

const I32_CONST: u8 = 0x41;
/// In place of `i32.const` when the number takes more than two bytes, because these are mostly
/// addresses. No instruction has this opcode.
const LARGE_CONST: u8 = 0x27;

/// A module in streams.
pub struct Dealt {
    /// The length of the module, how much of it is before the functions, and how many bytes the
    /// operations are; these, and what each byte of them stands for; the numbers; the declarations
    /// of locals; what is before and behind the functions.
    pub bytes: Vec<u8>,
    /// Where bytes of another kind begin: numbers, addresses, text and other data.
    pub borders: [usize; 3],
}

/// Deals a module out for a compressor to which bytes are of these classes, with so many pairs written as one.
///
/// # Errors
/// When it cannot be read.
pub fn run(wasm: &[u8], classes: &[Class], pairs: u16) -> Result<Dealt> {
    let mut dealer = Dealer::default();
    let mut functions = 0..0;
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CodeSectionEntry(body) = payload? else { continue };
        let range = body.range();
        if functions.is_empty() {
            functions.start = before_length(range.start, range.len());
        }
        functions.end = range.end;
        dealer.deal(wasm, &range)?;
    }
    let head = wasm.get(..functions.start).context("a module without functions")?;
    let tail = wasm.get(functions.end..).unwrap_or_default();
    let mut dealt = Vec::new();
    encoding::push_leb(&mut dealt, u32::try_from(wasm.len())?);
    encoding::push_leb(&mut dealt, u32::try_from(head.len())?);
    dealer.write(dealt, classes, pairs, &[head, tail].concat())
}

/// A body is preceded by its length.
fn before_length(start: usize, length: usize) -> usize {
    let bits = usize::BITS - length.leading_zeros();
    start - bits.div_ceil(7).max(1) as usize
}

#[derive(Default)]
struct Dealer {
    /// The declarations of locals.
    locals: Vec<u8>,
    /// Each opcode with what stays beside it: the types of blocks, the alignments of memory accesses.
    operations: Vec<Vec<u8>>,
    /// The numbers of operations.
    numbers: BTreeMap<usize, Vec<u8>>,
}

impl Dealer {
    fn deal(&mut self, wasm: &[u8], body: &std::ops::Range<usize>) -> Result<()> {
        let operators = encoding::operators(wasm, body)?;
        let first = operators.first().map_or(body.end, |(_, place)| *place);
        self.locals.extend_from_slice(wasm.get(body.start..first).unwrap_or_default());
        let ends = operators.iter().skip(1).map(|(_, place)| *place).chain([body.end]);
        for ((operator, start), end) in operators.iter().zip(ends) {
            let instruction = wasm.get(*start..end).unwrap_or_default();
            let Some((opcode, immediate)) = instruction.split_first() else { bail!("an empty instruction") };
            self.deal_instruction(operator, *opcode, immediate)?;
        }
        Ok(())
    }

    fn deal_instruction(&mut self, operator: &Operator, opcode: u8, immediate: &[u8]) -> Result<()> {
        let is_large = opcode == I32_CONST && immediate.len() > 2;
        let opcode = if is_large { LARGE_CONST } else { opcode };
        let kind = kind_of(opcode);
        let beside = match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => immediate.len(),
            _ if kind == Kind::Load || kind == Kind::Store => 1,
            _ => 0,
        };
        let (beside, immediate) = immediate.split_at(beside);
        ensure!(immediate.is_empty() == (kind == Kind::None), "an unknown form of instruction: {operator:?}");
        if !immediate.is_empty() {
            self.numbers.insert(self.operations.len(), immediate.to_vec());
        }
        self.operations.push([&[opcode], beside].concat());
        Ok(())
    }

    /// The stream of the number of an operation.
    fn stream_of(&self, place: usize) -> Stream {
        let opcode = |place: usize| {
            self.operations.get(place).and_then(|operation| operation.first()).copied().unwrap_or_default()
        };
        let (kind, before, behind) = (kind_of(opcode(place)), place.wrapping_sub(1), place + 1);
        let beside = match kind {
            Kind::Other => opcode(place),
            Kind::Call => opcode(before),
            Kind::Load => kind_of(opcode(before)) as u8,
            Kind::Small => opcode(behind),
            Kind::Get | Kind::Large => kind_of(opcode(behind)) as u8,
            _ => 0,
        };
        (kind, beside)
    }

    fn write(mut self, head: Vec<u8>, classes: &[Class], count: u16, rest: &[u8]) -> Result<Dealt> {
        let mut streams: BTreeMap<Stream, [Vec<u8>; 2]> = BTreeMap::new();
        for (place, number) in &self.numbers {
            let stream = self.stream_of(*place);
            let [lengths, numbers] = streams.entry(stream).or_default();
            if stream.0 == Kind::Other {
                encoding::push_leb(lengths, u32::try_from(number.len())?);
            }
            numbers.extend(number);
        }
        let addresses = streams.split_off(&(Kind::Large, 0));
        let mut bytes = head;
        self.write_operations(&mut bytes, classes, count)?;
        let mut borders = [0; 3];
        for (border, piece) in borders.iter_mut().zip([streams, addresses]) {
            *border = bytes.len();
            bytes.extend(piece.into_values().flatten().flatten());
        }
        borders[2] = bytes.len();
        bytes.extend(self.locals);
        bytes.extend(rest);
        Ok(Dealt { bytes, borders })
    }

    fn write_operations(&mut self, bytes: &mut Vec<u8>, classes: &[Class], count: u16) -> Result<()> {
        let operations = std::mem::take(&mut self.operations);
        let known: BTreeSet<&[u8]> = operations.iter().map(Vec::as_slice).collect();
        let mut meanings: Vec<Vec<u8>> = known.into_iter().map(<[u8]>::to_vec).collect();
        let number = |operation| meanings.binary_search(operation).ok().and_then(|at| u16::try_from(at).ok());
        let symbols = operations.iter().filter_map(number).collect();
        let (written, pairs) = pairs::run(symbols, u16::try_from(meanings.len())?, count);
        for pair in pairs {
            let halves = pair.iter().filter_map(|half| meanings.get(usize::from(*half)));
            meanings.push(halves.flatten().copied().collect());
        }
        ensure!(meanings.len() < 256, "more operations than bytes");
        let codes = codes::run(&written, meanings.len(), classes);
        let code = |symbol: &u16| codes.get(usize::from(*symbol)).copied();
        encoding::push_leb(bytes, u32::try_from(written.len())?);
        bytes.extend(written.iter().filter_map(code));
        for byte in 0..=u8::MAX {
            let symbol = codes.iter().position(|code| *code == byte);
            let meaning = symbol.and_then(|symbol| meanings.get(symbol)).cloned().unwrap_or_default();
            encoding::push_leb(bytes, u32::try_from(meaning.len())?);
            bytes.extend(meaning);
        }
        Ok(())
    }
}

fn kind_of(opcode: u8) -> Kind {
    match opcode {
        0x0c | 0x0d => Kind::Branch,
        0x10 => Kind::Call,
        0x20 => Kind::Get,
        0x21 | 0x22 => Kind::Variable,
        LARGE_CONST => Kind::Large,
        0x28..=0x35 => Kind::Load,
        0x36..=0x3e => Kind::Store,
        I32_CONST => Kind::Small,
        0x42 => Kind::Long,
        0x0e | 0x11 | 0x1c | 0x23..=0x26 | 0x3f | 0x40 | 0x43 | 0x44 | 0xd0 | 0xd2 | 0xfc => Kind::Other,
        _ => Kind::None,
    }
}

#[cfg(test)]
mod tests {
    use super::{before_length, run};
    use crate::pkg::codes::numbers;

    #[test]
    fn a_length_takes_one_byte_for_seven_bits() {
        assert_eq!(
            [(10, 1), (10, 127), (10, 128), (10, 16_384)].map(|(start, length)| before_length(start, length)),
            [9, 9, 8, 7]
        );
    }

    // (func (param i32) (result i32) local.get 0 i32.const 5 i32.add)
    const HEAD: &[u8] = b"\0asm\x01\0\0\0\x01\x06\x01\x60\x01\x7f\x01\x7f\x03\x02\x01\0\x0a\x09\x01";

    #[test]
    fn every_byte_but_the_lengths_is_dealt() {
        let wasm = [HEAD, b"\x07\0\x20\0\x41\x05\x6a\x0b"].concat();
        let dealt = run(&wasm, &numbers(), 9).unwrap().bytes;
        let (lengths, dealt) = dealt.split_at(3);
        assert_eq!(
            lengths.iter().map(|length| usize::from(*length)).collect::<Vec<_>>(),
            [wasm.len(), HEAD.len(), 4]
        );
        let (operations, mut rest) = dealt.split_at(4);
        let mut meaning_of = Vec::new();
        for _ in 0..256 {
            let (meaning, others) = rest[1..].split_at(usize::from(rest[0]));
            meaning_of.push(meaning);
            rest = others;
        }
        let meant: Vec<u8> =
            operations.iter().flat_map(|code| meaning_of[usize::from(*code)]).copied().collect();
        assert_eq!(meant, b"\x20\x41\x6a\x0b");
        assert_eq!(
            rest,
            [b"\0\x05\0".as_slice(), HEAD].concat(),
            "the numbers, the locals, and what is before"
        );
    }

    #[test]
    fn numbers_of_any_form_have_their_lengths_before_them() {
        // (func memory.size memory.size nop)
        let wasm = [HEAD, b"\x07\0\x3f\0\x3f\0\x01\x0b"].concat();
        let dealt = run(&wasm, &numbers(), 0).unwrap().bytes;
        let numbers = dealt.strip_suffix(HEAD).and_then(|dealt| dealt.strip_suffix(b"\0")).unwrap();
        assert!(numbers.ends_with(b"\x01\x01\0\0"), "{numbers:?}");
    }
}
