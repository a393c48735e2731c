//! Takes out the functions and the data that nothing uses any more.
//!
//! A linker does that for whole modules before it is known which failures are cut. Here the
//! functions that only a failure reached become a trap, and the data that only they read becomes
//! zeros, which compress to nothing; the optimizer removes what is left of them.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::Result;

use super::failures;
use super::linked::{self, Linked, Node};

/// The module without dead weight and without its link information.
///
/// # Errors
/// When the module cannot be read.
pub fn run(wasm: Vec<u8>) -> Result<Vec<u8>> {
    let mut wasm = wasm;
    let mut linked = linked::read(&wasm)?;
    failures::cut(&mut wasm, &mut linked)?;
    forget_locations(&wasm, &mut linked);
    let used = used(&linked);
    empty_functions(&mut wasm, &linked, &used);
    erase_objects(&mut wasm, &linked, &used);
    linked::without_links(&wasm)
}

/// Forgets the references to places in source files, which only the message of a panic shows.
fn forget_locations(wasm: &[u8], linked: &mut Linked) {
    let locations: HashSet<Node> = linked
        .objects
        .iter()
        .filter(|(_, place)| is_location(wasm, linked, place))
        .map(|(number, _)| Node::Object(*number))
        .collect();
    linked.references.retain(|_, target| !locations.contains(target));
}

/// Is it a `core::panic::Location`: the address of a path, its length, line and column?
fn is_location(wasm: &[u8], linked: &Linked, place: &Range<usize>) -> bool {
    const SIZE: usize = 16;
    let references: Vec<_> = linked.references.range(place.clone()).collect();
    let [(at, Node::Object(path))] = references.as_slice() else { return false };
    let path = linked.objects.get(path).and_then(|path| wasm.get(path.clone()));
    let is_source = path.is_some_and(|path| path.ends_with(b".rs") || path.ends_with(b".rs\0"));
    place.len() == SIZE && **at == place.start && is_source
}

/// Everything that the roots refer to, directly or not.
fn used(linked: &Linked) -> HashSet<Node> {
    let mut used = HashSet::new();
    let mut open = linked.roots.clone();
    while let Some(node) = open.pop() {
        if !used.insert(node) {
            continue;
        }
        let place = match node {
            Node::Function(index) => linked.functions.get(&index).map(|function| function.body.clone()),
            Node::Object(number) => linked.objects.get(&number).cloned(),
        };
        let references = place.map(|place| linked.references.range(place));
        open.extend(references.into_iter().flatten().map(|(_, target)| *target));
    }
    used
}

/// A body of the same length: no locals, `unreachable`, `nop`s, `end`.
fn empty_functions(wasm: &mut [u8], linked: &Linked, used: &HashSet<Node>) {
    for (index, function) in &linked.functions {
        let Some(body) =
            wasm.get_mut(function.body.clone()).filter(|_| !used.contains(&Node::Function(*index)))
        else {
            continue;
        };
        if let [locals, first, middle @ .., _end] = body {
            (*locals, *first) = (0, 0);
            middle.fill(1);
        }
    }
}

/// Symbols may lie over each other; a byte stays when one of them is used.
fn erase_objects(wasm: &mut [u8], linked: &Linked, used: &HashSet<Node>) {
    let is_used = |number: &usize| used.contains(&Node::Object(*number));
    let kept: HashSet<usize> = linked
        .objects
        .iter()
        .filter(|(number, _)| is_used(number))
        .flat_map(|(_, place)| place.clone())
        .collect();
    for (_, place) in linked.objects.iter().filter(|(number, _)| !is_used(number)) {
        for at in place.clone().filter(|at| !kept.contains(at)) {
            if let Some(byte) = wasm.get_mut(at) {
                *byte = 0;
            }
        }
    }
}
