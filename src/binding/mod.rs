//! What the caller sees: class COS.

mod calls;
mod class;
mod input;
mod listeners;
mod object_url;
mod options;
mod progress;
mod settle;
mod signal;
mod statics;
mod task_item;
mod tasks;
