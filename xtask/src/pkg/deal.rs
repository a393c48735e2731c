//! Deals a module out into streams of one kind: all opcodes, all indices of locals, all offsets...
//!
//! Compressors find more in streams of one kind than in instructions, where an index may look like
//! an opcode. The numbers that depend on what follows are in streams of their own for each kind of
//! the following instruction, the offsets of loads for each kind of the preceding one. The lengths
//! of function bodies are left out, because they can be counted again. The most frequent pairs of
//! operations are written as one, and all of them in bytes that compressors foretell well.
//!
//! `pkg-template/gather.js` puts the module together again.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{Operator, Parser, Payload};

use super::codes::{self, Class};
use super::{encoding, pairs};

/// The streams in the order of their numbers. They are what instructions are told apart by, too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    /// Opcodes, with the types of blocks and the alignments of memory accesses; a byte is one or more.
    Operations,
    /// The declarations of locals.
    Locals,
    /// Immediates of all other instructions, each after its length.
    Other,
    /// What is before and behind the functions.
    Rest,
    Long,
    Branch,
    Call,
    Variable,
    Store,
    Load,
    Get,
    Small,
    Large,
}

/// From here on there is a stream for each kind of the instruction beside it.
const SPLIT: usize = Stream::Load as usize;
const KINDS: usize = 13;
/// What each byte of the operations stands for, after its length.
const MEANINGS: usize = SPLIT + 4 * KINDS;
const STREAMS: usize = MEANINGS + 1;

const I32_CONST: u8 = 0x41;
/// In place of `i32.const` when the number takes more than two bytes, because these are mostly
/// addresses. No instruction has this opcode.
const LARGE_CONST: u8 = 0x27;

/// A module in streams.
pub struct Dealt {
    /// The length of the module, how much of it is before the functions, the lengths of all
    /// streams, and these, one behind the other.
    pub bytes: Vec<u8>,
    /// Where bytes of another kind begin: text and other data, numbers, addresses.
    pub borders: [usize; 3],
}

/// Deals a module out for a compressor to which bytes are of these classes, with so many pairs written as one.
///
/// # Errors
/// When it cannot be read.
pub fn run(wasm: &[u8], classes: &[Class], pairs: u16) -> Result<Dealt> {
    let mut dealer = Dealer { streams: vec![Vec::new(); STREAMS], operations: Vec::new(), open: Vec::new() };
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
    dealer.push(Stream::Rest as usize, head);
    dealer.push(Stream::Rest as usize, wasm.get(functions.end..).unwrap_or_default());
    let mut dealt = Vec::new();
    encoding::push_leb(&mut dealt, u32::try_from(wasm.len())?);
    encoding::push_leb(&mut dealt, u32::try_from(head.len())?);
    dealer.write(dealt, classes, pairs)
}

/// A body is preceded by its length.
fn before_length(start: usize, length: usize) -> usize {
    let bits = usize::BITS - length.leading_zeros();
    start - bits.div_ceil(7).max(1) as usize
}

struct Dealer {
    streams: Vec<Vec<u8>>,
    /// Each opcode with what stays beside it.
    operations: Vec<Vec<u8>>,
    /// Numbers whose stream depends on another instruction: where that is, the kind of this one,
    /// the number.
    open: Vec<(usize, usize, Vec<u8>)>,
}

impl Dealer {
    fn push(&mut self, stream: usize, bytes: &[u8]) {
        if let Some(stream) = self.streams.get_mut(stream) {
            stream.extend_from_slice(bytes);
        }
    }

    fn deal(&mut self, wasm: &[u8], body: &std::ops::Range<usize>) -> Result<()> {
        let operators = encoding::operators(wasm, body)?;
        let first = operators.first().map_or(body.end, |(_, place)| *place);
        self.push(Stream::Locals as usize, wasm.get(body.start..first).unwrap_or_default());
        let ends = operators.iter().skip(1).map(|(_, place)| *place).chain([body.end]);
        for ((operator, start), end) in operators.iter().zip(ends) {
            let instruction = wasm.get(*start..end).unwrap_or_default();
            let Some((opcode, immediate)) = instruction.split_first() else { bail!("an empty instruction") };
            self.deal_instruction(operator, *opcode, immediate);
        }
        Ok(())
    }

    fn deal_instruction(&mut self, operator: &Operator, opcode: u8, immediate: &[u8]) {
        let is_large = opcode == I32_CONST && immediate.len() > 2;
        let opcode = if is_large { LARGE_CONST } else { opcode };
        let kind = kind_of(opcode);
        // Types of blocks and alignments stay with the opcode.
        let beside = match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => immediate.len(),
            _ if kind == Stream::Load || kind == Stream::Store => 1,
            _ => 0,
        };
        let (beside, immediate) = immediate.split_at(beside);
        let here = self.operations.len();
        self.operations.push([&[opcode], beside].concat());
        match kind as usize {
            _ if kind == Stream::Other => self.push_other(immediate),
            SPLIT => self.open.push((here.wrapping_sub(1), SPLIT, immediate.to_vec())),
            kind @ SPLIT.. => self.open.push((here + 1, kind, immediate.to_vec())),
            kind => self.push(kind, immediate),
        }
    }

    /// Whether there is an immediate is known from the opcode; 255 means that more follows.
    fn push_other(&mut self, immediate: &[u8]) {
        if immediate.is_empty() {
            return;
        }
        let other = Stream::Other as usize;
        for piece in immediate.chunks(255) {
            self.push(other, &[u8::try_from(piece.len()).unwrap_or(u8::MAX)]);
            self.push(other, piece);
        }
        if immediate.len().is_multiple_of(255) {
            self.push(other, &[0]);
        }
    }

    fn write(mut self, head: Vec<u8>, classes: &[Class], count: u16) -> Result<Dealt> {
        for (beside, kind, number) in std::mem::take(&mut self.open) {
            let beside = self.operations.get(beside).and_then(|operation| operation.first());
            let beside = beside.map_or(Stream::Other, |opcode| kind_of(*opcode));
            self.push(SPLIT + (kind - SPLIT) * KINDS + beside as usize, &number);
        }
        self.write_operations(classes, count)?;
        let mut bytes = head;
        for stream in &self.streams {
            encoding::push_leb(&mut bytes, u32::try_from(stream.len())?);
        }
        let start = bytes.len();
        let begin = |stream: usize| start + self.streams.iter().take(stream).map(Vec::len).sum::<usize>();
        let addresses = SPLIT + (Stream::Large as usize - SPLIT) * KINDS;
        let borders = [begin(Stream::Locals as usize), begin(Stream::Long as usize), begin(addresses)];
        bytes.extend(self.streams.concat());
        Ok(Dealt { bytes, borders })
    }

    fn write_operations(&mut self, classes: &[Class], count: u16) -> Result<()> {
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
        self.push(Stream::Operations as usize, &written.iter().filter_map(code).collect::<Vec<u8>>());
        for byte in 0..=u8::MAX {
            let symbol = codes.iter().position(|code| *code == byte);
            let meaning = symbol.and_then(|symbol| meanings.get(symbol)).cloned().unwrap_or_default();
            self.push(MEANINGS, &[u8::try_from(meaning.len())?]);
            self.push(MEANINGS, &meaning);
        }
        Ok(())
    }
}

fn kind_of(opcode: u8) -> Stream {
    match opcode {
        0x0c | 0x0d => Stream::Branch,
        0x10 => Stream::Call,
        0x20 => Stream::Get,
        0x21 | 0x22 => Stream::Variable,
        LARGE_CONST => Stream::Large,
        0x28..=0x35 => Stream::Load,
        0x36..=0x3e => Stream::Store,
        I32_CONST => Stream::Small,
        0x42 => Stream::Long,
        _ => Stream::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{STREAMS, before_length, run};
    use crate::pkg::codes::numbers;

    #[test]
    fn a_length_takes_one_byte_for_seven_bits() {
        assert_eq!(
            [(10, 1), (10, 127), (10, 128), (10, 16_384)].map(|(start, length)| before_length(start, length)),
            [9, 9, 8, 7]
        );
    }

    #[test]
    fn every_byte_but_the_lengths_is_dealt() {
        // (func (param i32) (result i32) local.get 0 i32.const 5 i32.add)
        let head = b"\0asm\x01\0\0\0\x01\x06\x01\x60\x01\x7f\x01\x7f\x03\x02\x01\0\x0a\x09\x01";
        let wasm = [head.as_slice(), b"\x07\0\x20\0\x41\x05\x6a\x0b"].concat();
        let dealt = run(&wasm, &numbers(), 9).unwrap().bytes;
        let lengths = STREAMS + 1;
        assert_eq!(usize::from(dealt[0]), wasm.len());
        assert_eq!(usize::from(dealt[1]), head.len());
        assert_eq!(dealt.len(), 2 + lengths + 256 + 4 + wasm.len() - 1);
        let (operations, rest) = dealt[2 + lengths..].split_at(4);
        let mut meanings = &rest[rest.len() - 256 - 4..];
        let mut meaning_of = Vec::new();
        for _ in 0..256 {
            let (meaning, rest) = meanings[1..].split_at(usize::from(meanings[0]));
            meaning_of.push(meaning);
            meanings = rest;
        }
        let meant: Vec<u8> =
            operations.iter().flat_map(|code| meaning_of[usize::from(*code)]).copied().collect();
        assert_eq!(meant, b"\x20\x41\x6a\x0b");
    }
}
