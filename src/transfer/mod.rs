//! How a file is moved.
//!
//! Pure, with time coming in as a number and what has to happen coming out as a value: [`queue`] decides which [`task`]
//! runs when, [`progress`] what a listener is told and when, [`task_list`] how lists show it. [`plan`] cuts a file
//! into parts, [`ledger`] knows where each of them is, [`resume`] writes that down, [`patience`] says what becomes of
//! a step that failed, [`integrity`] whether the right bytes arrived, [`pass`] which headers go with which step.
//!
//! Acting: [`session`] is one move of a file, [`upload`] reads top to bottom as [`begin`], [`parts`], [`complete`], and so
//! does [`copy`]; [`download`] is the way back; [`skip`] looks whether there is anything to do; [`steady`] is how each of
//! their steps is made, [`lessons`] what they learn from each other, [`abort`] ends what nobody will finish.

pub mod abort;
pub mod begin;
pub mod complete;
pub mod copy;
pub mod crew;
pub mod download;
pub mod integrity;
pub mod ledger;
pub mod lessons;
pub mod parts;
pub mod pass;
pub mod patience;
pub mod plan;
pub mod progress;
pub mod queue;
pub mod resume;
pub mod session;
pub mod skip;
pub mod steady;
pub mod task;
pub mod task_list;
pub mod upload;
