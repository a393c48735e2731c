//! What the linker knows about a module: which function and which piece of data refers to which.
//!
//! The module has to be linked with `--emit-relocs`. The format is described in
//! <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    BinaryReader, KnownCustom, Linking, LinkingSectionReader, Parser, Payload, RelocSectionReader,
    RelocationType, SymbolFlags, SymbolInfo,
};

/// Something that can be referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// A function, by its index in the module.
    Function(u32),
    /// A piece of data, by its number in the symbol table.
    Object(usize),
}

/// A function that the module defines. All places are counted in bytes from the module's start.
pub struct Function {
    /// Its Rust path, without hashes.
    pub name: String,
    /// Where its locals and instructions are.
    pub body: Range<usize>,
}

/// A module with its symbols and references.
#[derive(Default)]
pub struct Linked {
    /// The defined functions by index.
    pub functions: BTreeMap<u32, Function>,
    /// Where the pieces of data are, by number in the symbol table.
    pub objects: BTreeMap<usize, Range<usize>>,
    /// What is referred to, by the place of the reference.
    pub references: BTreeMap<usize, Node>,
    /// What is used from outside.
    pub roots: Vec<Node>,
    symbols: Vec<Option<Node>>,
    imported: u32,
    code: Range<usize>,
    data: Range<usize>,
    segments: Vec<Range<usize>>,
}

/// Reads a module.
///
/// # Errors
/// When it is no module or has no link information.
pub fn read(wasm: &[u8]) -> Result<Linked> {
    let mut linked = Linked::default();
    for payload in Parser::new(0).parse_all(wasm) {
        linked.add(payload?)?;
    }
    if linked.references.is_empty() {
        bail!("the module has no link information: it was not linked with --emit-relocs");
    }
    Ok(linked)
}

impl Linked {
    fn add(&mut self, payload: Payload) -> Result<()> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let is_function = matches!(import?.ty, wasmparser::TypeRef::Func(_));
                    self.imported += u32::from(is_function);
                }
            }
            Payload::ExportSection(exports) => {
                let exports = exports.into_iter().collect::<Result<Vec<_>, _>>()?;
                let functions = exports.iter().filter(|export| export.kind == wasmparser::ExternalKind::Func);
                self.roots.extend(functions.map(|export| Node::Function(export.index)));
            }
            Payload::StartSection { func, .. } => self.roots.push(Node::Function(func)),
            Payload::CodeSectionStart { range, .. } => self.code = range,
            Payload::CodeSectionEntry(body) => {
                let index = self.imported + u32::try_from(self.functions.len())?;
                self.functions.insert(index, Function { name: String::new(), body: body.range() });
            }
            Payload::DataSection(data) => {
                self.data = data.range();
                for segment in data {
                    let segment = segment?;
                    self.segments.push(segment.range.end - segment.data.len()..segment.range.end);
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Linking(linking) => self.add_symbols(&linking)?,
                KnownCustom::Reloc(references) => self.add_references(custom.name(), &references)?,
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn add_symbols(&mut self, linking: &LinkingSectionReader) -> Result<()> {
        for subsection in linking.subsections() {
            let Linking::SymbolTable(symbols) = subsection? else { continue };
            for symbol in symbols {
                let symbol = symbol?;
                let node = self.add_symbol(&symbol)?;
                self.symbols.push(node);
            }
        }
        Ok(())
    }

    fn add_symbol(&mut self, symbol: &SymbolInfo) -> Result<Option<Node>> {
        match symbol {
            SymbolInfo::Func { index, name, .. } => {
                if let (Some(function), Some(name)) = (self.functions.get_mut(index), name) {
                    function.name = format!("{:#}", rustc_demangle::demangle(name));
                }
                Ok(Some(Node::Function(*index)))
            }
            SymbolInfo::Data { flags, symbol: Some(place), .. } if !flags.contains(SymbolFlags::ABSOLUTE) => {
                let node = Node::Object(self.symbols.len());
                let segment = self.segments.get(place.index as usize).context("a symbol outside the data")?;
                let start = segment.start + place.offset as usize;
                self.objects.insert(self.symbols.len(), start..start + place.size as usize);
                if flags.intersects(SymbolFlags::EXPORTED | SymbolFlags::NO_STRIP) {
                    self.roots.push(node);
                }
                Ok(Some(node))
            }
            _ => Ok(None),
        }
    }

    fn add_references(&mut self, section: &str, references: &RelocSectionReader) -> Result<()> {
        let start = match section {
            "reloc.CODE" => self.code.start,
            "reloc.DATA" => self.data.start,
            _ => return Ok(()),
        };
        for entry in references.entries() {
            let entry = entry?;
            // The index of a type is no symbol.
            if entry.ty == RelocationType::TypeIndexLeb {
                continue;
            }
            if let Some(Some(node)) = self.symbols.get(entry.index as usize) {
                self.references.insert(start + entry.offset as usize, *node);
            }
        }
        Ok(())
    }
}

/// The module without its link information, which is wrong once the module is changed.
///
/// # Errors
/// When it is no module.
pub fn without_links(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut kept = wasm.get(..8).context("no module")?.to_vec();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let is_link = matches!(&payload, Payload::CustomSection(custom)
            if custom.name() == "linking" || custom.name().starts_with("reloc."));
        if let Some((id, range)) = payload.as_section().filter(|_| !is_link) {
            let size = u32::try_from(range.len())?;
            kept.push(id);
            push_leb(&mut kept, size);
            kept.extend_from_slice(wasm.get(range).context("a section outside the module")?);
        }
    }
    Ok(kept)
}

/// Adds a number in the form that modules have them.
pub fn push_leb(bytes: &mut Vec<u8>, value: u32) {
    let mut rest = value;
    while rest > 0x7f {
        bytes.push((rest & 0x7f | 0x80).to_le_bytes()[0]);
        rest >>= 7;
    }
    bytes.push(rest.to_le_bytes()[0]);
}

/// The operators of a function's body with their places.
///
/// # Errors
/// When the body cannot be read.
pub fn operators<'wasm>(
    wasm: &'wasm [u8],
    body: &Range<usize>,
) -> Result<Vec<(wasmparser::Operator<'wasm>, usize)>> {
    let bytes = wasm.get(body.clone()).context("a function outside the module")?;
    let body = wasmparser::FunctionBody::new(BinaryReader::new(bytes, body.start));
    let operators = body.get_operators_reader()?.into_iter_with_offsets();
    Ok(operators.collect::<Result<_, _>>()?)
}
