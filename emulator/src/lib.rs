//! A local COS server that checks what it is told.
//!
//! [`Emulator::handle`] answers one request; [`server`] puts it behind HTTP/1.1. Objects live on disk, everything
//! else in memory.
//!
//! ```
//! use cos_emulator::{Body, Emulator, Options};
//!
//! let emulator = Emulator::new(Options::default())?;
//! let request = http::Request::get("/").header("host", "service.cos.localhost").body(Body::empty()).unwrap();
//! assert_eq!(emulator.handle(request).status, 403, "the list of buckets is not public");
//! # Ok::<(), std::io::Error>(())
//! ```

mod auth;
mod call;
mod clock;
mod cors;
mod effects;
mod emulator;
mod encode;
mod failure;
mod fault;
mod identify;
mod local;
mod log;
mod operation;
mod pattern;
mod permission;
pub mod server;
mod service;
mod store;
mod target;
mod visit;
mod wire;
mod xml;

pub use bytes;
pub use emulator::{Emulator, Options};
pub use fault::{Fault, Matcher, Rule};
pub use http;
pub use log::Entry;
pub use store::ContentReader;
pub use wire::{Answer, Body, Cut, Delivery, Reply, Request};

/// The id of the fixed keys that own everything in the emulator.
pub const SECRET_ID: &str = "AKIDEMULATOR0000000000000000000000000";
/// The secret of the fixed keys. It protects nothing but a local emulator.
pub const SECRET_KEY: &str = "EmulatorSecretKey000000000000000";
