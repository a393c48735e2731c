//! What COS says: values in, values out. No async, no clock, no JavaScript.

pub mod authorization;
pub mod catalog;
pub mod copy_source;
pub mod crc64;
pub mod digest;
pub mod document;
pub mod encode;
pub mod endpoint;
pub mod event_stream;
pub mod form;
pub mod headers;
pub mod json;
pub mod key;
pub mod operation;
pub mod params;
pub mod payload;
pub mod presign;
pub mod query;
pub mod request;
pub mod response;
pub mod scope;
pub mod shape;
pub mod sign;
pub mod xml;
