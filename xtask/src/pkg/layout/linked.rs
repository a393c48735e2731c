//! What the linker says of a module.

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    CustomSectionReader, Data, DataKind, DataSectionReader, KnownCustom, Linking, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo,
};

use super::moves::{Moves, copy};
use crate::pkg::encoding::{self, CODE};

/// A module, and where in it addresses of data are written.
#[derive(Default)]
pub struct Linked<'wasm> {
    wasm: &'wasm [u8],
    /// All data, from the first address on.
    pub data: Vec<u8>,
    /// The first address.
    pub base: usize,
    /// Where segments are in the file, and in the data.
    segments: Vec<(Range<usize>, usize)>,
    /// Where the symbols are in the data; others are none.
    pub symbols: Vec<Option<Range<usize>>>,
    pub references: Vec<Reference>,
    /// Where the sections are in the file, with their heads and without.
    sections: Vec<Section>,
}

struct Section {
    number: u8,
    whole: Range<usize>,
    content: Range<usize>,
    is_note: bool,
}

/// A place where an address is written.
pub struct Reference {
    pub place: Place,
    /// Where the symbol is in the data.
    pub target: Range<usize>,
    /// What is added to its address.
    pub addend: i64,
}

/// Where something is written.
#[derive(Clone, Copy)]
pub enum Place {
    /// In the file, as a number of five bytes.
    Code(usize),
    /// In the data, as four bytes.
    Data(usize),
}

/// The address of what is left out.
pub const NOWHERE: usize = 0x7ffe_0000;

const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;

impl<'wasm> Linked<'wasm> {
    pub fn read(wasm: &'wasm [u8]) -> Result<Self> {
        let mut linked = Self { wasm, ..Self::default() };
        let mut notes = Vec::new();
        let mut end = 8;
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            if let Some((number, content)) = payload.as_section() {
                let is_note = matches!(&payload, Payload::CustomSection(custom) if is_note(custom));
                linked.sections.push(Section {
                    number,
                    whole: end..content.end,
                    content: content.clone(),
                    is_note,
                });
                end = content.end;
            }
            match payload {
                Payload::DataSection(segments) => linked.add_segments(segments)?,
                Payload::CustomSection(custom) => notes.push(custom),
                _ => {}
            }
        }
        for note in notes {
            linked.read_note(&note)?;
        }
        Ok(linked)
    }

    fn add_segments(&mut self, segments: DataSectionReader) -> Result<()> {
        segments.into_iter().try_for_each(|segment| self.add_segment(&segment?))
    }

    fn add_segment(&mut self, segment: &Data) -> Result<()> {
        let DataKind::Active { offset_expr, .. } = &segment.kind else { bail!("data without an address") };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            bail!("data at an address that is computed");
        };
        let address = usize::try_from(value)?;
        if self.segments.is_empty() {
            self.base = address;
        }
        let place = address.checked_sub(self.base).context("data before the first")?;
        ensure!(place >= self.data.len(), "data that overlaps");
        self.segments.push((segment.range.end - segment.data.len()..segment.range.end, place));
        self.data.resize(place, 0);
        self.data.extend(segment.data);
        Ok(())
    }

    fn read_note(&mut self, note: &CustomSectionReader) -> Result<()> {
        match note.as_known() {
            KnownCustom::Linking(parts) => {
                for part in parts.subsections() {
                    self.read_symbols(part?)?;
                }
            }
            KnownCustom::Reloc(entries) => {
                let section = self
                    .sections
                    .get(usize::try_from(entries.section_index())?)
                    .context("no such section")?;
                let (number, start) = (section.number, section.content.start);
                for entry in entries.entries() {
                    self.add_reference(number, start, &entry?)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn read_symbols(&mut self, part: Linking) -> Result<()> {
        let Linking::SymbolTable(symbols) = part else { return Ok(()) };
        for symbol in symbols {
            let range = self.range_of(&symbol?);
            self.symbols.push(range);
        }
        Ok(())
    }

    fn range_of(&self, symbol: &SymbolInfo) -> Option<Range<usize>> {
        let SymbolInfo::Data { symbol: Some(symbol), .. } = symbol else { return None };
        let (_, place) = self.segments.get(usize::try_from(symbol.index).ok()?)?;
        let start = place + usize::try_from(symbol.offset).ok()?;
        Some(start..start + usize::try_from(symbol.size).ok()?)
    }

    fn add_reference(&mut self, section: u8, start: usize, entry: &RelocationEntry) -> Result<()> {
        use RelocationType::{
            FunctionIndexLeb, GlobalIndexLeb, MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32,
            TableIndexSleb, TableNumberLeb, TypeIndexLeb,
        };
        let place = start + usize::try_from(entry.offset)?;
        let place = match (entry.ty, section) {
            (
                FunctionIndexLeb | GlobalIndexLeb | TableIndexI32 | TableIndexSleb | TableNumberLeb
                | TypeIndexLeb,
                _,
            ) => return Ok(()),
            (MemoryAddrLeb | MemoryAddrSleb, CODE) => Place::Code(place),
            (MemoryAddrI32, DATA) => Place::Data(self.in_data(place).context("an address outside the data")?),
            (form, _) => bail!("an address of an unknown form: {form:?}"),
        };
        let target = self.symbols.get(usize::try_from(entry.index)?).cloned().flatten();
        self.references.push(Reference {
            place,
            target: target.context("the address of no data")?,
            addend: entry.addend,
        });
        Ok(())
    }

    /// The place in the data of a place in the file.
    fn in_data(&self, place: usize) -> Option<usize> {
        let (range, start) = self.segments.iter().find(|(range, _)| range.contains(&place))?;
        Some(start + place - range.start)
    }

    /// The place in the data of an address.
    pub fn offset(&self, address: u32) -> Option<usize> {
        usize::try_from(address).ok()?.checked_sub(self.base)
    }

    /// The module with its data moved, in one segment, and without what only linkers need.
    pub fn written(&self, moves: &Moves) -> Result<Vec<u8>> {
        let (mut wasm, mut data) = (self.wasm.to_vec(), moves.apply(&self.data));
        ensure!(data.len() <= self.data.len(), "the data grows");
        for reference in &self.references {
            let target = moves.to(reference.target.start).map_or(NOWHERE, |place| self.base + place);
            let address = u32::try_from(i64::try_from(target)? + reference.addend)?;
            match reference.place {
                Place::Code(place) => copy(&mut wasm, place, &encoding::wide_leb::<5>(address)),
                Place::Data(place) => moves.write(&mut data, place, &address.to_le_bytes()),
            }
        }
        self.with_data(&wasm, &data)
    }

    fn with_data(&self, wasm: &[u8], data: &[u8]) -> Result<Vec<u8>> {
        let mut written = wasm.get(..8).unwrap_or_default().to_vec();
        for section in self.sections.iter().filter(|section| !section.is_note) {
            match section.number {
                DATA_COUNT => written.extend([DATA_COUNT, 1, 1]),
                DATA => {
                    // One segment of the first memory, at a constant address.
                    let address = encoding::wide_leb::<5>(u32::try_from(self.base)?);
                    let mut content = [&[1, 0, 0x41], address.as_slice(), &[0x0b]].concat();
                    encoding::push_leb(&mut content, u32::try_from(data.len())?);
                    content.extend(data);
                    encoding::push_section(&mut written, DATA, &content)?;
                }
                _ => written.extend(wasm.get(section.whole.clone()).unwrap_or_default()),
            }
        }
        Ok(written)
    }
}

fn is_note(section: &CustomSectionReader) -> bool {
    section.name() == "linking" || section.name().starts_with("reloc.")
}
