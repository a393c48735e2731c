//! Static files: the demo page and the package it loads.

use std::fs::File;
use std::path::{Component, Path, PathBuf};

use crate::Emulator;
use crate::clock::http_time;
use crate::failure::Outcome;
use crate::local::not_found;
use crate::wire::{Answer, Reply};

pub(crate) fn answer(emulator: &Emulator, method: &str, path: &str) -> Outcome {
    let found = find(emulator, path).filter(|_| matches!(method, "GET" | "HEAD"));
    let file = found.ok_or_else(|| not_found(path))?;
    let open = File::open(&file)?;
    let metadata = open.metadata()?;
    let mut reply = Reply::ok()
        .header("content-type", content_type(&file))
        .header("content-length", metadata.len().to_string())
        .header("cache-control", "no-cache");
    if let Ok(modified) = metadata.modified() {
        reply = reply.header("last-modified", http_time(modified));
    }
    reply.body = Answer::Stream(Box::new(open), metadata.len());
    Ok(reply)
}

fn find(emulator: &Emulator, path: &str) -> Option<PathBuf> {
    let options = &emulator.options;
    if let (Some(rest), Some(pkg)) = (path.strip_prefix("/pkg/"), &options.pkg) {
        return in_directory(pkg, rest);
    }
    let rest = path.strip_prefix('/')?;
    options.www.iter().find_map(|directory| in_directory(directory, rest))
}

/// The file at a relative path; `index.html` stands for its directory.
fn in_directory(directory: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path);
    // Nothing may lead out of the directory.
    if !relative.components().all(|component| matches!(component, Component::Normal(_))) {
        return None;
    }
    let file = directory.join(relative);
    let file = if file.is_dir() { file.join("index.html") } else { file };
    file.is_file().then_some(file)
}

fn content_type(file: &Path) -> String {
    if file.extension().is_some_and(|extension| extension == "mjs" || extension == "cjs") {
        return "text/javascript; charset=utf-8".to_owned();
    }
    let guess = mime_guess::from_path(file).first_or_octet_stream();
    let is_text = guess.type_() == mime_guess::mime::TEXT || guess.subtype() == mime_guess::mime::JSON;
    if is_text { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}
