//! What the emulator promises, asked through its door.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod access;
mod buckets;
mod copies;
mod cors;
mod documents;
mod events;
mod faults;
mod forms;
mod hostile;
mod inventories;
mod listing;
mod local;
mod multipart;
mod objects;
mod persistence;
mod policies;
mod program;
mod referers;
mod restoring;
mod selecting;
mod signatures;
mod sockets;
mod support;
mod tags;
mod telling;
mod versions;
mod websites;
