//! Puts a module together out of the streams that `xtask/src/pkg/deal.rs` dealt it out into.

use crate::memory::{BYTES, Memory};
use crate::opcodes::{
    ADDRESS, ADDRESS_CONST, END, I32_CONST, KIND, OPENS, SEVERAL, STREAMS, WIDE, stream_of,
};

/// The lowest address of data.
pub const FIRST_ADDRESS: u32 = 1 << 19;

/// The stream of everything that is no number of an instruction. Before it is what opcodes are.
const MAIN: usize = 0;

/// Puts the module together out of so many bytes of streams, and says how long it is.
pub fn run(memory: &Memory, end: usize) -> usize {
    memory.places.set(MAIN, BYTES);
    let head = number(memory, MAIN);
    let length = expand(memory);
    walk(memory, length, |_, _, stream| memory.counts.set(stream, memory.counts.get(stream) + 1));
    find_streams(memory);
    let mut writer =
        Writer { memory, to: head, depth: 0, start: 0, address: FIRST_ADDRESS as usize, addresses: 0 };
    walk(memory, length, |opcode, beside, stream| writer.write(opcode, beside, stream));
    let to = writer.to;
    let place = memory.places.get(MAIN);
    copy(memory, place, place + head, 0);
    copy(memory, place + head, end, to)
}

/// Writes down what all operations mean, and says how long that is.
fn expand(memory: &Memory) -> usize {
    let count = number(memory, MAIN);
    let written = skip(memory, count);
    for byte in 0..BYTES {
        let length = number(memory, MAIN);
        memory.meanings.set(byte, skip(memory, length));
        memory.lengths.set(byte, length);
    }
    let mut length = 0;
    for at in written..written + count {
        let byte = memory.streams.get(at);
        let meaning = memory.meanings.get(byte);
        for from in meaning..meaning + memory.lengths.get(byte) {
            memory.operations.set(length, memory.streams.get(from));
            length += 1;
        }
    }
    length
}

/// Leaves so many bytes out, and says where they are.
fn skip(memory: &Memory, length: usize) -> usize {
    let place = memory.places.get(MAIN);
    memory.places.set(MAIN, place + length);
    place
}

/// Shows each opcode, the place of what stays beside it, and the stream of its numbers.
fn walk(memory: &Memory, length: usize, mut see: impl FnMut(usize, usize, usize)) {
    let (mut at, mut before) = (0, 0);
    while at < length {
        let opcode = memory.operations.get(at);
        let beside = at + 1;
        at = beside + usize::from(memory.streams.get(opcode) & WIDE != 0);
        see(opcode, beside, stream(memory, before, opcode, at));
        before = opcode;
    }
}

#[inline(never)]
fn stream(memory: &Memory, before: usize, opcode: usize, next: usize) -> usize {
    stream_of(|opcode| memory.streams.get(opcode), before, opcode, memory.operations.get(next))
}

/// Finds where the streams begin, of which only is known how many numbers they have.
fn find_streams(memory: &Memory) {
    for stream in BYTES..STREAMS {
        memory.places.set(stream, memory.places.get(MAIN));
        for _ in 0..memory.counts.get(stream) {
            for _ in 0..how_many(memory, stream >> 8, MAIN) {
                number(memory, MAIN);
            }
        }
    }
}

struct Writer<'memory> {
    memory: &'memory Memory,
    /// How long the module is.
    to: usize,
    depth: usize,
    /// Where the function begins.
    start: usize,
    /// The last new one, and how many there were.
    address: usize,
    addresses: usize,
}

impl Writer<'_> {
    fn write(&mut self, opcode: usize, beside: usize, stream: usize) {
        if self.depth == 0 {
            self.begin();
        }
        self.push(if opcode == ADDRESS_CONST { I32_CONST } else { opcode });
        let about = self.memory.streams.get(opcode);
        if about & WIDE != 0 {
            self.push(self.memory.operations.get(beside));
        }
        if about & KIND != 0 {
            self.copy_numbers(about & KIND, stream);
        }
        if about & OPENS != 0 {
            self.depth += 1;
        }
        if opcode == END {
            self.depth -= 1;
            if self.depth == 0 {
                wide(self.memory, self.start, self.to - self.start - 3);
            }
        }
    }

    /// A function begins with its length, which is known in the end, and its locals: pairs of how many there are and of what.
    fn begin(&mut self) {
        self.depth = 1;
        self.start = self.to;
        let from = self.memory.places.get(MAIN);
        for _ in 0..2 * number(self.memory, MAIN) {
            number(self.memory, MAIN);
        }
        self.to = copy(self.memory, from, self.memory.places.get(MAIN), self.start + 3);
    }

    fn push(&mut self, byte: usize) {
        self.memory.room.set(self.to, byte);
        self.to += 1;
    }

    fn copy_numbers(&mut self, kind: usize, stream: usize) {
        let count = how_many(self.memory, kind, stream);
        let from = self.memory.places.get(stream);
        let mut value = 0;
        for _ in 0..count {
            value = number(self.memory, stream);
        }
        if kind == ADDRESS {
            self.push_address(value);
        } else {
            self.to = copy(self.memory, from, self.memory.places.get(stream), self.to);
        }
    }

    fn push_address(&mut self, written: usize) {
        let mut row = written >> 1;
        if written & 1 == 0 {
            self.address += row;
            row = self.addresses;
            self.memory.addresses.set(row, self.address);
            self.addresses += 1;
        }
        wide(self.memory, self.to, self.memory.addresses.get(row));
        self.to += 3;
    }
}

/// How many numbers the next instruction of a stream has.
fn how_many(memory: &Memory, kind: usize, stream: usize) -> usize {
    if kind == SEVERAL { number(memory, stream) } else { 1 }
}

/// Reads the next number of a stream ([LEB128](https://webassembly.github.io/spec/core/binary/values.html#integers)).
#[inline(never)]
fn number(memory: &Memory, stream: usize) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let place = memory.places.get(stream);
        let byte = memory.streams.get(place);
        memory.places.set(stream, place + 1);
        value |= (byte & 127) << (shift & 31);
        shift += 7;
        if byte < 128 {
            return value;
        }
    }
}

/// Writes a number in three bytes.
#[inline(never)]
fn wide(memory: &Memory, to: usize, number: usize) {
    memory.room.set(to, number | 128);
    memory.room.set(to + 1, number >> 7 | 128);
    memory.room.set(to + 2, number >> 14);
}

/// Copies a piece of the streams to the module, and says where it ends there.
#[inline(never)]
fn copy(memory: &Memory, start: usize, end: usize, to: usize) -> usize {
    for place in start..end {
        memory.room.set(to + place - start, memory.streams.get(place));
    }
    to + end - start
}
