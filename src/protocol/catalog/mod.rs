//! The table of all APIs, one row each.

mod bucket;
mod bucket_access;
mod bucket_inventory;
mod bucket_site;
mod bucket_storage;
mod multipart;
mod object;
mod object_settings;
mod packed;
mod transfer;

use std::cell::Cell;

use super::operation::{Operation, ROW, Role};

/// Every row, by family.
const FAMILIES: [&[Operation]; 9] = [
    bucket::ROWS,
    bucket_access::ROWS,
    bucket_site::ROWS,
    bucket_storage::ROWS,
    bucket_inventory::ROWS,
    object::ROWS,
    object_settings::ROWS,
    multipart::ROWS,
    transfer::ROWS,
];

/// The row with this number, counted through all families.
#[must_use]
pub fn row(number: usize) -> Option<&'static Operation> {
    all().get(number)
}

/// All rows in the order of their numbers.
pub fn rows() -> impl Iterator<Item = &'static Operation> {
    all().iter()
}

/// The row that plays a part where files are moved. Every part but [`Role::Bystander`] is played by one row.
#[must_use]
pub fn playing(role: Role) -> &'static Operation {
    rows().find(|row| row.role == role).unwrap_or(&ROW)
}

fn all() -> &'static [Operation] {
    if ROWS.get().is_empty() {
        ROWS.set(packed::unpack().leak());
    }
    ROWS.get()
}

thread_local! {
    static ROWS: Cell<&'static [Operation]> = const { Cell::new(&[]) };
}
