//! What COS says: values in, values out. No async, no clock, no JavaScript.

pub mod catalog;
pub mod operation;
pub mod value;
