//! The small module that puts the large one together, once, before anything else runs.
//!
//! A browser runs loops slowly at first that are JavaScript, and those of a module at full speed at once.

pub mod gather;
pub mod memory;
pub mod opcodes;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod door {
    use wasm_bindgen::prelude::wasm_bindgen;

    use crate::memory::Memory;
    use crate::{gather, text};

    static MEMORY: Memory = Memory::zeros();

    /// Where the text is put, and where the module is found then.
    #[wasm_bindgen]
    pub fn room() -> usize {
        MEMORY.room.address()
    }

    /// Unpacks the text, and says how long the module is.
    #[wasm_bindgen]
    pub fn unpack() -> usize {
        gather(text::decode(&MEMORY))
    }

    /// Where streams are put that come without a text.
    #[wasm_bindgen]
    pub fn streams() -> usize {
        MEMORY.streams.address()
    }

    /// Puts the module together out of so many bytes of streams, and says how long it is.
    #[wasm_bindgen]
    pub fn gather(length: usize) -> usize {
        gather::run(&MEMORY, length)
    }
}
