//! Cuts the ways into failure short.
//!
//! A panic ends in a trap either way, because nothing listens to its message. So the straight way
//! to a call that never returns becomes the trap itself, and the functions that make the message
//! lose their callers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::Result;
use wasmparser::Operator;

use super::linked::{self, Linked};

/// Replaces bytes of `wasm` in place and forgets the references that go with them.
///
/// # Errors
/// When a body cannot be read.
pub fn cut(wasm: &mut [u8], linked: &mut Linked) -> Result<()> {
    let mut failures: BTreeSet<u32> = linked
        .functions
        .iter()
        .filter(|(_, function)| is_failure(&function.name))
        .map(|(index, _)| *index)
        .collect();
    failures.retain(|index| ends_in_trap(wasm, linked, *index));
    loop {
        let bodies: BTreeMap<u32, Range<usize>> =
            linked.functions.iter().map(|(index, function)| (*index, function.body.clone())).collect();
        let known = failures.len();
        for (index, body) in bodies {
            for way in straight_ways(wasm, &body, &failures)? {
                trap(wasm, &way);
                forget(linked, &way);
            }
            if starts_with_trap(wasm, &body)? {
                failures.insert(index);
            }
        }
        if failures.len() == known {
            return Ok(());
        }
    }
}

/// Does the name tell that the function only runs when the program has failed for good?
fn is_failure(name: &str) -> bool {
    const MODULES: [&str; 2] = ["core::panicking::", "std::panicking::"];
    const FUNCTIONS: [&str; 14] = [
        "assert_failed",
        "capacity_overflow",
        "expect_failed",
        "handle_alloc_error",
        "handle_error",
        "panic_access_error",
        "panic_already_borrowed",
        "panic_already_mutably_borrowed",
        "panic_on_ord_violation",
        "rust_begin_unwind",
        "rust_oom",
        "rust_panic",
        "rust_panic_with_hook",
        "unwrap_failed",
    ];
    let last = name.rsplit("::").next().unwrap_or(name);
    MODULES.iter().any(|module| name.starts_with(module))
        || FUNCTIONS.contains(&last)
        || ["_fail", "_fail_rt"].iter().any(|end| last.ends_with(end))
}

/// A function that returns is no failure, whatever its name.
fn ends_in_trap(wasm: &[u8], linked: &Linked, index: u32) -> bool {
    let Some(function) = linked.functions.get(&index) else { return false };
    let Ok(operators) = linked::operators(wasm, &function.body) else { return false };
    let last_but_end = operators.iter().rev().nth(1);
    matches!(last_but_end, Some((Operator::Unreachable, _)))
}

fn starts_with_trap(wasm: &[u8], body: &Range<usize>) -> Result<bool> {
    Ok(matches!(linked::operators(wasm, body)?.first(), Some((Operator::Unreachable, _))))
}

/// The places of instructions that are executed one after the other up to a call of a failure.
fn straight_ways(wasm: &[u8], body: &Range<usize>, failures: &BTreeSet<u32>) -> Result<Vec<Range<usize>>> {
    let operators = linked::operators(wasm, body)?;
    let ends = operators.iter().skip(1).map(|(_, place)| *place).chain([body.end]);
    let mut ways = Vec::new();
    let mut start = None;
    for ((operator, place), end) in operators.iter().zip(ends) {
        match operator {
            Operator::Call { function_index } if failures.contains(function_index) => {
                ways.push(start.take().unwrap_or(*place)..end);
            }
            operator if leaves(operator) => start = None,
            _ => start = start.or(Some(*place)),
        }
    }
    Ok(ways)
}

/// Does the operator begin or end a block, jump, or run other code?
fn leaves(operator: &Operator) -> bool {
    use Operator as Op;
    matches!(
        operator,
        Op::Block { .. }
            | Op::Loop { .. }
            | Op::If { .. }
            | Op::Else
            | Op::End
            | Op::Br { .. }
            | Op::BrIf { .. }
            | Op::BrTable { .. }
            | Op::Return
            | Op::Call { .. }
            | Op::CallIndirect { .. }
            | Op::ReturnCall { .. }
            | Op::ReturnCallIndirect { .. }
            | Op::Unreachable
    )
}

/// `unreachable`, and `nop` up to the end.
fn trap(wasm: &mut [u8], way: &Range<usize>) {
    for (place, byte) in wasm.iter_mut().enumerate().take(way.end).skip(way.start) {
        *byte = u8::from(place != way.start);
    }
}

fn forget(linked: &mut Linked, way: &Range<usize>) {
    let gone: Vec<usize> = linked.references.range(way.clone()).map(|(place, _)| *place).collect();
    for place in gone {
        linked.references.remove(&place);
    }
}

#[cfg(test)]
mod tests {
    use super::is_failure;

    #[test]
    fn failures_are_told_by_name() {
        let cases = [
            ("core::panicking::panic_fmt", true),
            ("core::slice::index::slice_index_fail", true),
            ("core::option::unwrap_failed", true),
            ("alloc::raw_vec::handle_error", true),
            ("cos_wasm_sdk::client::retry::judge", false),
            ("cos_wasm_sdk::binding::settle::fail_with", false),
        ];
        for (name, expected) in cases {
            assert_eq!(is_failure(name), expected, "{name}");
        }
    }
}
