//! Deals a module out into streams of one kind: all opcodes, all indices of locals, all offsets...
//!
//! Compressors find more in streams of one kind than in instructions, where an index may look like
//! an opcode. The numbers that depend on what follows are in streams of their own for each kind of
//! the following instruction, constants for each opcode; the offsets of loads for each kind of the
//! preceding one, and what is called for each opcode. Addresses of data are written as steps from one
//! to the next, because `layout.rs` put the data into the order of its use. The lengths of function
//! bodies are left out, because they can be counted again, and those of the streams, because the
//! opcodes tell them. The most frequent pairs of operations are written as one, and all of them in
//! bytes that compressors foretell well.
//!
//! `unpacker/` puts the module together again.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use cos_unpacker::opcodes::{
    self, ADDRESS, ADDRESS_CONST, BRANCH, BY_KIND, BY_NEXT, CALL, GET, I32_CONST, KIND, LOAD, LONG, OPENS,
    SEVERAL, SMALL, STORE, VARIABLE, WIDE,
};
use wasmparser::{Operator, Parser, Payload};

use super::codes::{self, Class};
use super::{encoding, pairs};

/// A module in streams.
pub struct Dealt {
    /// What opcodes are; how much of the module is before the functions, and how many bytes the
    /// operations are; these, and what each byte of them stands for; the numbers; the declarations
    /// of locals; what is before and behind the functions.
    pub bytes: Vec<u8>,
    /// Where bytes of another kind begin: numbers, text and other data.
    pub borders: [usize; 2],
}

/// The lowest address of data.
const FIRST_ADDRESS: u32 = cos_unpacker::gather::FIRST_ADDRESS;

/// How far addresses may be from each other that are written as a step.
const LONGEST_STEP: u32 = 1 << 14;

/// How long the length of a body is.
const LENGTH: usize = 3;

/// Deals a module out for a compressor to which bytes are of these classes, with so many pairs written as one.
///
/// # Errors
/// When it cannot be read, or the lengths of its functions are not as long as they can be
/// ([`encoding::with_wide_lengths`]).
pub fn run(wasm: &[u8], classes: &[Class], pairs: u16) -> Result<Dealt> {
    let mut dealer = Dealer::default();
    let mut functions = 0..0;
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CodeSectionEntry(body) = payload? else { continue };
        let range = body.range();
        if functions.is_empty() {
            functions.start = range.start.checked_sub(LENGTH).context("a function without a length")?;
        }
        functions.end = range.end;
        dealer.deal(wasm, &range)?;
    }
    let head = wasm.get(..functions.start).context("a module without functions")?;
    let tail = wasm.get(functions.end..).unwrap_or_default();
    dealer.write(head.len(), classes, pairs, &[head, tail].concat())
}

#[derive(Default)]
struct Dealer {
    /// All addresses of data, in the order in which they come.
    addresses: Vec<u32>,
    /// The declarations of locals.
    locals: Vec<u8>,
    /// Each opcode with what stays beside it: the types of blocks, the alignments of memory accesses.
    operations: Vec<Vec<u8>>,
    /// The numbers of each, if any.
    numbers: Vec<Vec<u8>>,
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
        let address = self.address(operator);
        let opcode = if address.is_some() { ADDRESS_CONST } else { opcode.into() };
        let kind = about(opcode) & KIND;
        let beside = match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => immediate.len(),
            _ => usize::from(about(opcode) & WIDE != 0),
        };
        let (beside, immediate) = immediate.split_at(beside);
        let count = immediate.iter().filter(|byte| **byte < 0x80).count();
        let is_whole = immediate.last().is_none_or(|byte| *byte < 0x80);
        let is_known = kind == SEVERAL || count == usize::from(kind > 0);
        ensure!(is_whole && is_known, "an unknown form of instruction: {operator:?}");
        let mut number = Vec::new();
        if kind == SEVERAL {
            encoding::push_leb(&mut number, u32::try_from(count)?);
        }
        match address {
            Some(address) => encoding::push_leb(&mut number, address),
            None => number.extend(immediate),
        }
        self.numbers.push(number);
        self.operations.push([&opcode.to_le_bytes()[..1], beside].concat());
        Ok(())
    }

    /// How an address is written: [`opcodes::ADDRESS`]. Other constants stay what they are.
    fn address(&mut self, operator: &Operator) -> Option<u32> {
        let Operator::I32Const { value } = operator else { return None };
        let value = value.cast_unsigned();
        if let Some(place) = self.addresses.iter().position(|known| *known == value) {
            return u32::try_from(2 * place + 1).ok();
        }
        let last = self.addresses.last().copied().unwrap_or(FIRST_ADDRESS);
        let step = value.checked_sub(last).filter(|step| *step < LONGEST_STEP)?;
        self.addresses.push(value);
        Some(2 * step)
    }

    /// The stream of the number of an operation.
    fn stream_of(&self, place: usize) -> usize {
        let opcode = |place: usize| {
            self.operations
                .get(place)
                .and_then(|operation| operation.first())
                .map_or(0, |opcode| usize::from(*opcode))
        };
        opcodes::stream_of(about, opcode(place.wrapping_sub(1)), opcode(place), opcode(place + 1))
    }

    fn write(mut self, head: usize, classes: &[Class], count: u16, rest: &[u8]) -> Result<Dealt> {
        let mut streams: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for (place, number) in self.numbers.iter().enumerate() {
            streams.entry(self.stream_of(place)).or_default().extend(number);
        }
        let mut bytes: Vec<u8> = (0..=u8::MAX).map(|opcode| about(opcode.into()).to_le_bytes()[0]).collect();
        encoding::push_leb(&mut bytes, u32::try_from(head)?);
        self.write_operations(&mut bytes, classes, count)?;
        let numbers = bytes.len();
        bytes.extend(streams.into_values().flatten());
        let data = bytes.len();
        bytes.extend(self.locals);
        bytes.extend(rest);
        Ok(Dealt { bytes, borders: [numbers, data] })
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

/// What an opcode is: [`opcodes::KIND`] and the others there.
fn about(opcode: usize) -> usize {
    match opcode {
        0x02..=0x04 => OPENS | WIDE,
        0x0c | 0x0d => BRANCH,
        0x10 => CALL,
        0x20 => GET | BY_NEXT | BY_KIND,
        0x21 | 0x22 => VARIABLE,
        ADDRESS_CONST => ADDRESS,
        0x28..=0x35 => LOAD | WIDE | BY_KIND,
        0x36..=0x3e => STORE | WIDE,
        I32_CONST => SMALL | BY_NEXT,
        0x42 => LONG,
        0x0e | 0x11 | 0x1c | 0x23..=0x26 | 0x3f | 0x40 | 0x43 | 0x44 | 0xd0 | 0xd2 | 0xfc => SEVERAL,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use cos_unpacker::gather;
    use cos_unpacker::memory::Memory;

    use super::{FIRST_ADDRESS, run};
    use crate::pkg::codes::numbers;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0\x01\x06\x01\x60\x01\x7f\x01\x7f";
    const MEMORY: &[u8] = b"\x05\x03\x01\0\x01";
    const DATA: &[u8] = b"\x0b\x06\x01\0\x41\0\x0b\0";

    /// A module with these function bodies, whose lengths take three bytes.
    fn module(bodies: &[&[u8]]) -> Vec<u8> {
        let byte = |number: usize| u8::try_from(number).unwrap();
        let length = |body: &[u8]| [byte(body.len()) | 0x80, 0x80, 0];
        let code: Vec<u8> = bodies.iter().flat_map(|body| [&length(body), *body].concat()).collect();
        let count = byte(bodies.len());
        let functions = [&[3, count + 1, count], vec![0; bodies.len()].as_slice()].concat();
        [HEAD, &functions, MEMORY, &[10, byte(code.len()) + 1, count], &code, DATA].concat()
    }

    fn gathered(dealt: &[u8]) -> Vec<u8> {
        static ALL: Memory = Memory::zeros();
        for (place, byte) in dealt.iter().enumerate() {
            ALL.streams.set(place, usize::from(*byte));
        }
        let length = gather::run(&ALL, dealt.len());
        (0..length).map(|place| ALL.room.get(place).to_le_bytes()[0]).collect()
    }

    #[test]
    fn what_is_dealt_out_comes_together_again() {
        let first = [0x41, 0x80, 0x80, 0x20];
        let second = [0x41, 0x85, 0x80, 0x20];
        let bodies: [&[u8]; 5] = [
            // local.get 0 i32.const 5 i32.add
            b"\0\x20\0\x41\x05\x6a\x0b",
            // locals; block i32 i32.const -1 br_if 0 loop end end i64.const -9 drop
            b"\x01\x02\x7f\x02\x7f\x41\x7f\x0d\0\x03\x40\x0b\x0b\x42\x77\x1a\x0b",
            // addresses, new and known; behind and before the last
            &[&[0], first.as_slice(), &first, &second, &first, &[0x41, 0x84, 0x80, 0x20, 0x0b]].concat(),
            // memory.size nop, br_table, call_indirect, memory.copy
            b"\0\x3f\0\x01\x20\0\x0e\x01\0\0\x11\x82\x01\0\xfc\x0a\0\0\x0b",
            // f64.const 1, i32.load, i32.store8
            b"\0\x44\0\0\0\0\0\0\xf0\x3f\x10\x81\x01\x28\x02\x04\x3a\0\x90\x03\x0b",
        ];
        let module = module(&bodies);
        assert_eq!(gathered(&run(&module, &numbers(), 9).unwrap().bytes), module);
    }

    #[test]
    fn numbers_that_cannot_be_told_apart_are_refused() {
        // f64.const -1
        let wasm = module(&[b"\0\x44\0\0\0\0\0\0\xf0\xbf\x0b"]);
        assert!(run(&wasm, &numbers(), 0).is_err());
    }

    #[test]
    fn addresses_are_steps_from_the_last_new_one() {
        let mut dealer = super::Dealer::default();
        let written = [9, 0, 9, 3, 9 + super::LONGEST_STEP].map(|place| {
            dealer.address(&wasmparser::Operator::I32Const { value: (FIRST_ADDRESS + place).cast_signed() })
        });
        assert_eq!(written, [Some(18), None, Some(1), None, None]);
    }
}
