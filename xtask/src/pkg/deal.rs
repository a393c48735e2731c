//! Deals a module out into streams of one kind: all opcodes, all indices of locals, all offsets...
//!
//! Compressors find more in streams of one kind than in instructions, where an index may look like
//! an opcode. The lengths of function bodies are left out, because they can be counted again.
//!
//! `pkg-template/gather.js` puts the module together again.

use anyhow::{Context, Result, bail};
use wasmparser::{Operator, Parser, Payload};

use super::linked;

/// The streams in the order of their numbers.
#[derive(Clone, Copy)]
enum Stream {
    /// Opcodes, with the types of blocks and the alignments of memory accesses.
    Operation,
    Get,
    Set,
    Tee,
    Branch,
    Call,
    Offset,
    Small,
    Large,
    Long,
    /// The declarations of locals.
    Locals,
    /// Immediates of all other instructions, each after its length.
    Other,
    /// What is before and behind the functions.
    Rest,
}

const STREAMS: usize = 13;

/// In place of `i32.const` when the number takes more than two bytes, because these are mostly
/// addresses. No instruction has this opcode.
const LARGE_CONST: u8 = 0x27;

/// A module in streams.
pub struct Dealt {
    /// All streams, one behind the other.
    pub bytes: Vec<u8>,
    /// Where each stream starts.
    pub starts: Vec<usize>,
    /// How much of the last stream is before the functions.
    pub head: usize,
}

/// Deals a module out.
///
/// # Errors
/// When it cannot be read.
pub fn run(wasm: &[u8]) -> Result<Dealt> {
    let mut streams = Streams(vec![Vec::new(); STREAMS]);
    let mut functions = 0..0;
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CodeSectionEntry(body) = payload? else { continue };
        let range = body.range();
        if functions.is_empty() {
            functions.start = before_length(range.start, range.len());
        }
        functions.end = range.end;
        streams.deal(wasm, &range)?;
    }
    let head = wasm.get(..functions.start).context("a module without functions")?;
    streams.push(Stream::Rest, head);
    streams.push(Stream::Rest, wasm.get(functions.end..).unwrap_or_default());
    Ok(streams.joined(head.len()))
}

/// A body is preceded by its length.
fn before_length(start: usize, length: usize) -> usize {
    let bits = usize::BITS - length.leading_zeros();
    start - bits.div_ceil(7).max(1) as usize
}

struct Streams(Vec<Vec<u8>>);

impl Streams {
    fn push(&mut self, stream: Stream, bytes: &[u8]) {
        if let Some(stream) = self.0.get_mut(stream as usize) {
            stream.extend_from_slice(bytes);
        }
    }

    fn deal(&mut self, wasm: &[u8], body: &std::ops::Range<usize>) -> Result<()> {
        let operators = linked::operators(wasm, body)?;
        let first = operators.first().map_or(body.end, |(_, place)| *place);
        self.push(Stream::Locals, wasm.get(body.start..first).unwrap_or_default());
        let ends = operators.iter().skip(1).map(|(_, place)| *place).chain([body.end]);
        for ((operator, start), end) in operators.iter().zip(ends) {
            let instruction = wasm.get(*start..end).unwrap_or_default();
            let Some((opcode, immediate)) = instruction.split_first() else { bail!("an empty instruction") };
            self.deal_instruction(operator, *opcode, immediate);
        }
        Ok(())
    }

    fn deal_instruction(&mut self, operator: &Operator, opcode: u8, immediate: &[u8]) {
        use Operator as Op;
        let stream = match operator {
            Op::I32Const { .. } if immediate.len() > 2 => {
                self.push(Stream::Operation, &[LARGE_CONST]);
                return self.push(Stream::Large, immediate);
            }
            _ if (0x28..=0x3e).contains(&opcode) => {
                let (alignment, offset) = immediate.split_at(1);
                self.push(Stream::Operation, &[opcode]);
                self.push(Stream::Operation, alignment);
                return self.push(Stream::Offset, offset);
            }
            Op::Block { .. } | Op::Loop { .. } | Op::If { .. } => Stream::Operation,
            Op::LocalGet { .. } => Stream::Get,
            Op::LocalSet { .. } => Stream::Set,
            Op::LocalTee { .. } => Stream::Tee,
            Op::Br { .. } | Op::BrIf { .. } => Stream::Branch,
            Op::Call { .. } => Stream::Call,
            Op::I32Const { .. } => Stream::Small,
            Op::I64Const { .. } => Stream::Long,
            _ => {
                self.push(Stream::Operation, &[opcode]);
                return self.push_other(immediate);
            }
        };
        self.push(Stream::Operation, &[opcode]);
        self.push(stream, immediate);
    }

    /// Whether there is an immediate is known from the opcode; 255 means that more follows.
    fn push_other(&mut self, immediate: &[u8]) {
        if immediate.is_empty() {
            return;
        }
        for piece in immediate.chunks(255) {
            self.push(Stream::Other, &[u8::try_from(piece.len()).unwrap_or(u8::MAX)]);
            self.push(Stream::Other, piece);
        }
        if immediate.len().is_multiple_of(255) {
            self.push(Stream::Other, &[0]);
        }
    }

    fn joined(self, head: usize) -> Dealt {
        let starts = self.0.iter().scan(0, |at, stream| {
            let start = *at;
            *at += stream.len();
            Some(start)
        });
        Dealt { starts: starts.collect(), bytes: self.0.concat(), head }
    }
}

#[cfg(test)]
mod tests {
    use super::{STREAMS, before_length, run};

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
        let dealt = run(&wasm).unwrap();
        assert_eq!(dealt.head, head.len());
        assert_eq!(dealt.starts.len(), STREAMS);
        assert_eq!(dealt.bytes.len(), wasm.len() - 1);
        assert_eq!(&dealt.bytes[..4], b"\x20\x41\x6a\x0b");
    }
}
