//! Which stream has the numbers of an instruction.

/// What the first 256 bytes of the streams say, each of the opcode whose place it has: which kind of number there is...
pub const KIND: usize = 15;
/// ... whether the following opcode chooses the stream, and not the preceding one...
pub const BY_NEXT: usize = 16;
/// ... by its kind of number only...
pub const BY_KIND: usize = 32;
/// ... whether it opens a block...
pub const OPENS: usize = 64;
/// ... and whether a byte stays beside it: the type of a block, the alignment of an access.
pub const WIDE: usize = 128;

/// Several numbers, and before them how many. Each opcode has a stream of its own.
pub const SEVERAL: usize = 1;
/// An address of data: twice how far it is behind the last new one, or one more than twice the place among these.
pub const ADDRESS: usize = 2;
/// A number of 64 bits.
pub const LONG: usize = 3;
/// A label.
pub const BRANCH: usize = 4;
/// A local that is written.
pub const VARIABLE: usize = 5;
/// What is added to an address that is written to. Kinds up to this one have a stream each.
pub const STORE: usize = 6;
/// What is added to an address that is read.
pub const LOAD: usize = 7;
/// A function.
pub const CALL: usize = 8;
/// A local that is read.
pub const GET: usize = 9;
/// A number of 32 bits.
pub const SMALL: usize = 10;

/// Stands for `i32.const` where that is an address. No instruction has this opcode.
pub const ADDRESS_CONST: usize = 0x27;
/// `i32.const`.
pub const I32_CONST: usize = 0x41;
/// `end`.
pub const END: usize = 0x0b;

/// Behind the last stream.
pub const STREAMS: usize = 11 << 8;

/// The stream of an opcode's number: the kind, and what chooses among the streams of that kind.
pub fn stream_of(about: impl Fn(usize) -> usize, before: usize, opcode: usize, next: usize) -> usize {
    let kind = about(opcode) & KIND;
    let mut chosen_by = if about(opcode) & BY_NEXT == 0 { before } else { next };
    if about(opcode) & BY_KIND != 0 {
        chosen_by = about(chosen_by) & KIND;
    }
    if kind <= STORE {
        chosen_by = 0;
    }
    if kind == SEVERAL {
        chosen_by = opcode;
    }
    kind << 8 | chosen_by
}
