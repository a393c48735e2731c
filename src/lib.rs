//! The core of `cos-wasm-sdk`.

#[cfg(target_arch = "wasm32")]
mod allocator;
#[cfg(target_arch = "wasm32")]
mod binding;
#[cfg(target_arch = "wasm32")]
mod browser;
pub mod client;
pub mod error;
pub mod platform;
pub mod protocol;
pub mod transfer;
