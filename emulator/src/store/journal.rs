//! The index on disk: what a store holds, as lines of JSON, one for each change.
//!
//! At a start the lines are read one after the other; what a later line says about the same thing counts. Then the
//! whole store is written anew. A last line that was cut off is ignored.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::bucket::{Bucket, Change, Part, Place, Settings, Upload};
use super::shelf::{Finder, SavedSlice};
use super::versions::{Version, VersionState};

const NAME: &str = "index.jsonl";

pub(crate) type Buckets = BTreeMap<String, Bucket>;

/// A line: a bucket and what became of it or of something in it.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    bucket: String,
    state: State,
}

#[derive(Debug, Serialize, Deserialize)]
enum State {
    Deleted,
    Settings(Settings),
    /// All versions of a key with the places of their bytes; none when the key is gone.
    Key(String, Vec<(Version, Vec<SavedSlice>)>),
    /// An upload; nothing when it has ended.
    Upload(Place, Option<Upload>),
    Part(Place, u32, Part, Vec<SavedSlice>),
}

#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Reads what a directory holds and begins a new index of it.
    pub(crate) fn open(dir: &Path, finder: &Finder) -> io::Result<(Self, Buckets)> {
        let path = dir.join(NAME);
        let mut buckets = if path.exists() { read(&path, finder)? } else { Buckets::new() };
        let file = rewrite(&path, &mut buckets)?;
        Ok((Self { path, file }, buckets))
    }

    /// Begins anew with other buckets.
    pub(crate) fn replace(&mut self, buckets: &mut Buckets) -> io::Result<()> {
        self.file = rewrite(&self.path, buckets)?;
        Ok(())
    }

    /// Writes down what has changed in a bucket.
    pub(crate) fn note(&mut self, name: &str, bucket: &mut Bucket) -> io::Result<()> {
        let mut lines = Vec::new();
        for change in bucket.take_changes() {
            write_line(&mut lines, name, state_of(bucket, change))?;
        }
        self.file.write_all(&lines)
    }

    pub(crate) fn note_deleted(&mut self, name: &str) -> io::Result<()> {
        let mut line = Vec::new();
        write_line(&mut line, name, Some(State::Deleted))?;
        self.file.write_all(&line)
    }
}

fn read(path: &Path, finder: &Finder) -> io::Result<Buckets> {
    let mut buckets = Buckets::new();
    for line in BufReader::new(File::open(path)?).split(b'\n') {
        if let Ok(line) = serde_json::from_slice(&line?) {
            apply(line, &mut buckets, finder);
        }
    }
    Ok(buckets)
}

fn write_line(target: &mut impl Write, bucket: &str, state: Option<State>) -> io::Result<()> {
    let Some(state) = state else { return Ok(()) };
    serde_json::to_writer(&mut *target, &Line { bucket: bucket.to_owned(), state })?;
    target.write_all(b"\n")
}

/// What a change has led to; nothing when it is told by another change.
fn state_of(bucket: &Bucket, change: Change) -> Option<State> {
    Some(match change {
        Change::Settings => State::Settings(bucket.settings().clone()),
        Change::Key(key) => {
            let versions = bucket.versions().of_key(&key).iter().map(|version| {
                let content = version.object().map(|object| object.content.saved());
                (version.clone(), content.unwrap_or_default())
            });
            let versions = versions.collect();
            State::Key(key, versions)
        }
        Change::Upload(place) => {
            let upload = bucket.uploads().get(&place).map(Upload::without_parts);
            State::Upload(place, upload)
        }
        Change::Part(place, number) => {
            let part = bucket.uploads().get(&place)?.parts.get(&number)?.clone();
            let content = part.content.saved();
            State::Part(place, number, part, content)
        }
    })
}

/// Does again what a line tells. What does not fit, or has lost its bytes, is left out.
fn apply(line: Line, buckets: &mut Buckets, finder: &Finder) {
    let Line { bucket: name, state } = line;
    match (state, buckets.get_mut(&name)) {
        (State::Deleted, _) => drop(buckets.remove(&name)),
        (State::Settings(settings), Some(bucket)) => *bucket.settings_mut() = settings,
        (State::Settings(settings), None) => drop(buckets.insert(name, Bucket::with_settings(settings))),
        (State::Key(key, versions), Some(bucket)) => {
            let found =
                versions.into_iter().filter_map(|(version, saved)| with_content(version, &saved, finder));
            bucket.restore(key, found.collect());
        }
        (State::Upload(place, Some(upload)), Some(bucket)) => bucket.begin_upload(place, upload),
        // An upload that is not there has ended already.
        (State::Upload(place, None), Some(bucket)) => drop(bucket.end_upload(&place)),
        (State::Part(place, number, part, saved), Some(bucket)) => {
            if let Some(content) = finder.find(&saved) {
                bucket.add_part(&place, number, Part { content, ..part }).ok();
            }
        }
        (_, None) => {}
    }
}

fn with_content(version: Version, saved: &[SavedSlice], finder: &Finder) -> Option<Version> {
    let Version { id, mut state } = version;
    if let VersionState::Object(object) = &mut state {
        object.content = finder.find(saved)?;
    }
    Some(Version { id, state })
}

/// Writes all buckets to a new file that takes the place of the old one.
fn rewrite(path: &Path, buckets: &mut Buckets) -> io::Result<File> {
    let new = path.with_extension("new");
    let mut file = BufWriter::new(File::create(&new)?);
    for (name, bucket) in buckets {
        bucket.take_changes();
        for change in everything(bucket) {
            write_line(&mut file, name, state_of(bucket, change))?;
        }
    }
    file.into_inner().map_err(io::IntoInnerError::into_error)?;
    fs::rename(&new, path)?;
    OpenOptions::new().append(true).open(path)
}

fn everything(bucket: &Bucket) -> Vec<Change> {
    let keys = bucket.versions().keys().map(|key| Change::Key(key.clone()));
    let uploads = bucket.uploads().iter().flat_map(|(place, upload)| {
        let parts = upload.parts.keys().map(|number| Change::Part(place.clone(), *number));
        std::iter::once(Change::Upload(place.clone())).chain(parts)
    });
    std::iter::once(Change::Settings).chain(keys).chain(uploads).collect()
}
