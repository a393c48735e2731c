//! The core of `cos-wasm-sdk`.

#[cfg(target_arch = "wasm32")]
mod allocator;
#[cfg(target_arch = "wasm32")]
mod binding;
pub mod client;
pub mod error;
#[cfg(target_arch = "wasm32")]
mod host;
pub mod platform;
pub mod protocol;
pub mod text;
pub mod transfer;
pub mod value;
