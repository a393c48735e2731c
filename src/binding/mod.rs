//! What the caller sees: the engine of class COS, whose door is `pkg-template/door.js`.

mod calls;
mod class;
mod door;
mod hasher;
mod moves;
mod object_url;
mod progress;
mod statics;
mod tasks;
