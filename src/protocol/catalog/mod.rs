//! The table of all APIs, one row each.

use super::operation::Operation;

/// Every row; a row's place is the number JavaScript calls it by.
pub static ALL: &[Operation] = &[Operation { name: "getService" }, Operation { name: "putObject" }];
