//! What the caller sees: class COS.

mod class;
