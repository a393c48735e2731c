//! How a file is moved.
//!
//! [`queue`] decides which upload runs when, [`progress`] what a listener is told and when,
//! [`task_list`] how lists show it. All are pure:
//! time comes in as a number, what has to happen comes out as a value.

pub mod progress;
pub mod queue;
pub mod task_list;
