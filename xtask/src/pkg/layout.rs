//! Lays the data of a module out in the order in which its functions name it.
//!
//! An address is mostly the next one then, which takes little to say. What nothing names is left out. Where addresses
//! are written is in notes of the linker
//! ([conventions](https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md)).

mod linked;
mod moves;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use linked::{Linked, Place, Reference};
use moves::Moves;
use wasmparser::{BinaryReader, Operator, Parser, Payload};

use super::encoding;

/// What a linker is told, so that it leaves them.
pub const NOTES: &str = "-Clink-arg=--emit-relocs";

/// The greatest alignment of anything in the data.
const ALIGNMENT: usize = 8;

/// What was linked, laid out.
pub struct Layout {
    pub wasm: Vec<u8>,
    /// The first address.
    base: u32,
    moves: Moves,
}

/// Lays out what was linked, in the order in which the functions of `finished`, which was made of it, name addresses.
///
/// # Errors
/// When the linker left something out.
pub fn run(linked: &[u8], finished: &[u8]) -> Result<Layout> {
    let linked = Linked::read(linked)?;
    let items = Items::of(&linked)?;
    let named: Vec<usize> =
        addresses(finished)?.iter().filter_map(|address| items.find(linked.offset(*address)?)).collect();
    let moves = items.moves(&items.in_order(named, &linked));
    Ok(Layout { wasm: linked.written(&moves)?, base: u32::try_from(linked.base)?, moves })
}

impl Layout {
    /// Makes sure that functions name the same data as before, and nothing that was left out. An optimizer may compute an
    /// address that is outside of what it belongs to, which would be somewhere else now.
    ///
    /// # Errors
    /// When they do not.
    pub fn check(&self, before: &[u8], after: &[u8]) -> Result<()> {
        let (before, after) = (addresses(before)?, addresses(after)?);
        ensure!(before.len() == after.len(), "another layout of the data gives other functions");
        for (old, new) in before.into_iter().zip(after) {
            let place = old.checked_sub(self.base).and_then(|place| self.moves.to(place.try_into().ok()?));
            let moved = place.and_then(|place| self.base.checked_add(place.try_into().ok()?));
            // Other numbers may look like addresses.
            ensure!(
                old == new || moved == Some(new),
                "functions name {new} in place of {old}, which is {moved:?} now"
            );
        }
        Ok(())
    }
}

/// The numbers in the functions of a module that may be addresses, in their order.
fn addresses(wasm: &[u8]) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CodeSectionEntry(body) = payload? else { continue };
        for (operator, place) in encoding::operators(wasm, &body.range())? {
            let mut reader = BinaryReader::new(wasm.get(place..).unwrap_or_default(), place);
            match (operator, reader.read_u8()?) {
                (Operator::I32Const { value }, _) => found.push(value.cast_unsigned()),
                // Loads and stores: an alignment, and an address to add.
                (_, 0x28..=0x3e) => {
                    reader.read_var_u32()?;
                    found.push(reader.read_var_u32()?);
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

/// The pieces of the data that stay whole.
struct Items(Vec<Item>);

struct Item {
    range: Range<usize>,
    alignment: usize,
}

impl Items {
    /// What has a name, and together what overlaps.
    fn of(linked: &Linked) -> Result<Self> {
        let mut ranges: Vec<_> =
            linked.symbols.iter().flatten().filter(|range| !range.is_empty()).cloned().collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut items: Vec<Item> = Vec::new();
        let mut end = 0;
        for range in ranges {
            if let Some(last) = items.last_mut().filter(|_| range.start < end) {
                last.range.end = end.max(range.end);
            } else {
                let gap = linked.data.get(end..range.start).unwrap_or_default();
                ensure!(gap.iter().all(|byte| *byte == 0), "the data has something without a name at {end}");
                items.push(Item { range: range.clone(), alignment: 1 });
            }
            end = end.max(range.end);
        }
        for item in &mut items {
            item.alignment = alignment(
                linked.data.get(item.range.clone()).context("a symbol outside the data")?,
                item.range.start,
            );
        }
        Ok(Self(items))
    }

    /// The one at a place.
    fn find(&self, place: usize) -> Option<usize> {
        let at = self.0.partition_point(|item| item.range.start <= place).checked_sub(1)?;
        self.0.get(at).filter(|item| item.range.contains(&place)).map(|_| at)
    }

    /// All that are needed: those that functions name, in this order, and those that these name.
    fn in_order(&self, named: Vec<usize>, linked: &Linked) -> Vec<usize> {
        let mut waiting = VecDeque::from(named);
        let mut inside: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for Reference { place, target, addend } in &linked.references {
            let Some(item) = self.find(target.start) else { continue };
            match place {
                Place::Data(place) => inside.entry(self.find(*place)).or_default().push(item),
                // An address outside of what it belongs to: functions may name another item.
                Place::Code(_)
                    if usize::try_from(*addend).is_ok_and(|addend| addend < target.len().max(1)) => {}
                Place::Code(_) => waiting.push_back(item),
            }
        }
        let (mut known, mut order) = (BTreeSet::new(), Vec::new());
        while let Some(item) = waiting.pop_front() {
            if known.insert(item) {
                order.push(item);
                waiting.extend(inside.get(&Some(item)).into_iter().flatten());
            }
        }
        order
    }

    /// Where those of the order go.
    fn moves(&self, order: &[usize]) -> Moves {
        let mut moves = Moves::default();
        for item in order.iter().filter_map(|item| self.0.get(*item)) {
            moves.push(&item.range, item.alignment);
        }
        moves
    }
}

/// What is aligned is at a multiple of its alignment and as long as one. Text is never aligned.
fn alignment(bytes: &[u8], place: usize) -> usize {
    let is_text = std::str::from_utf8(bytes)
        .is_ok_and(|text| !text.contains(|character: char| character.is_control() && character != '\n'));
    if is_text { 1 } else { 1 << (place | bytes.len() | ALIGNMENT).trailing_zeros() }
}

#[cfg(test)]
mod tests {
    use super::{addresses, alignment, run};

    /// 2^19, in data and in functions.
    const BASE: u32 = 1 << 19;

    fn section(number: u8, content: &[u8]) -> Vec<u8> {
        [&[number, u8::try_from(content.len()).unwrap()], content].concat()
    }

    fn note(name: &[u8], content: &[u8]) -> Vec<u8> {
        section(0, &[&[u8::try_from(name.len()).unwrap()], name, content].concat())
    }

    /// A module with these segments and one function that names an address, as a linker leaves it.
    fn module(segments: &[&[u8]], address: u8, notes: &[u8]) -> Vec<u8> {
        let body = [0, 0x41, 0x80 | address, 0x80, 0xa0, 0x80, 0, 0x1a, 0x0b];
        let count = u8::try_from(segments.len()).unwrap();
        let mut data = vec![count];
        let mut place = 0;
        for segment in segments {
            data.extend([0, 0x41, 0x80 | place, 0x80, 0xa0, 0x80, 0, 0x0b]);
            data.extend([&[u8::try_from(segment.len()).unwrap()], *segment].concat());
            place += 16;
        }
        let sections = [
            section(1, b"\x01\x60\0\0"),
            section(3, b"\x01\0"),
            section(5, b"\x01\0\x10"),
            section(12, &[count]),
            section(10, &[&[1, 9], body.as_slice()].concat()),
            section(11, &data),
        ];
        [b"\0asm\x01\0\0\0".as_slice(), &sections.concat(), notes].concat()
    }

    #[test]
    fn what_functions_name_is_in_their_order_and_the_rest_is_gone() {
        // Nothing names "abc"; behind it is the address of "xyz", which is in the other segment.
        let first = [b"abc\0".as_slice(), &(BASE + 18).to_le_bytes()].concat();
        let second = b"--xyz";
        let symbol = |segment, place, length| [1, 0, 1, b's', segment, place, length];
        let symbols = [[0, 0, 3], [0, 4, 4], [1, 2, 3], [1, 0, 2]]
            .map(|[segment, place, length]| symbol(segment, place, length));
        let table = [&[4], symbols.concat().as_slice()].concat();
        let notes = [
            note(b"linking", &[&[2, 8, u8::try_from(table.len()).unwrap()], table.as_slice()].concat()),
            // In a function, five bytes at place 4 with the address of the second symbol.
            note(b"reloc.CODE", &[4, 1, 4, 4, 1, 0]),
            // In the data, four bytes at place 14 with the address of the third.
            note(b"reloc.DATA", &[5, 1, 5, 14, 2, 0]),
        ];
        let linked = module(&[&first, second], 4, &notes.concat());
        assert_eq!(addresses(&linked).unwrap(), [BASE + 4]);
        let pointer = (BASE + 4).to_le_bytes();
        let wanted = module(&[&[pointer.as_slice(), b"xyz"].concat()], 0, b"");
        let layout = run(&linked, &linked).unwrap();
        assert_eq!(layout.wasm, wanted);
        layout.check(&linked, &wanted).unwrap();
        assert!(layout.check(&module(&[], 5, b""), &wanted).is_err());
        // Made of functions that name nothing.
        let empty = run(&linked, b"\0asm\x01\0\0\0").unwrap();
        assert!(empty.check(&linked, &empty.wasm).is_err());
    }

    #[test]
    fn only_what_may_be_aligned_stays_aligned() {
        let found = [
            alignment(&[1; 8], 16),
            alignment(&[1; 8], 12),
            alignment(&[1; 6], 8),
            alignment(&[1; 3], 8),
            alignment(b"text of 16 bytes", 0),
        ];
        assert_eq!(found, [8, 4, 2, 1, 1]);
    }
}
