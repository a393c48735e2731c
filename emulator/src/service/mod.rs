//! The operations of the service, a file for each family.

pub(crate) mod acls;
pub(crate) mod append;
pub(crate) mod archive;
mod attributes;
pub(crate) mod bucket;
mod conditions;
pub(crate) mod copy;
pub(crate) mod delete_many;
pub(crate) mod documents;
mod encryption;
pub(crate) mod form;
pub(crate) mod listing;
pub(crate) mod multipart;
mod page;
pub(crate) mod read;
pub(crate) mod referer;
pub(crate) mod select;
pub(crate) mod tagging;
mod told;
pub(crate) mod website;
pub(crate) mod write;
