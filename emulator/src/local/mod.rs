//! What the emulator serves besides COS: temporary keys, its admin paths, static files.

mod admin;
mod files;
mod sts;

use http::request::Parts;

use crate::Emulator;
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::wire::{Body, Reply};

/// Where the admin paths begin.
pub(crate) const ADMIN: &str = "/_emulator/";

pub(crate) fn answer(emulator: &Emulator, parts: &Parts, path: &str, body: Body) -> Outcome {
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    if let Some(name) = path.strip_prefix(ADMIN) {
        return admin::answer(emulator, (parts.method.as_str(), name), &query, body);
    }
    if path == "/sts" {
        return sts::answer(emulator, parts.method.as_str(), &query, body);
    }
    files::answer(emulator, parts.method.as_str(), path)
}

fn json(value: &impl serde::Serialize) -> Outcome {
    let text = serde_json::to_vec(value).map_err(std::io::Error::from)?;
    Ok(Reply::ok()
        .header("content-type", "application/json")
        .header("cache-control", "no-store")
        .with_body(text))
}

fn not_found(path: &str) -> Failure {
    Failure::new(404, "NotFound", format!("There is nothing at {path}."))
}
