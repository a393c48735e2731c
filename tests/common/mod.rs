//! A scripted world for the call path: its clock, network and credential callback do what a test says.
#![allow(dead_code, reason = "each test file uses the part it needs")]
#![allow(clippy::expect_used, reason = "a test without its script has to stop")]

pub mod answers;
pub mod blob;
pub mod calls;
pub mod clock;
pub mod dates;
pub mod executor;
pub mod flights;
pub mod moves;
pub mod replies;
pub mod scripted;
pub mod served;
pub mod signature;
pub mod target;
pub mod urls;
