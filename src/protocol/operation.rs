//! The words the catalog is written in.

/// One API of the service, as data.
#[derive(Debug)]
pub struct Operation {
    /// The method of class COS.
    pub name: &'static str,
}
