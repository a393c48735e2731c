//! The directory with the bytes: files that are written once and deleted with their last user.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::content::{Content, Received, Slice, receive_all};

#[derive(Debug)]
pub(crate) struct Shelf {
    dir: PathBuf,
    /// Files are named by a random word of this run and a counter, so that runs never meet.
    run: String,
    next: AtomicU64,
    /// Whether files stay although their last user goes, because the whole store does.
    is_closing: Arc<AtomicBool>,
    _temporary: Option<TempDir>,
}

impl Shelf {
    pub(crate) fn open(dir: Option<&Path>) -> io::Result<Self> {
        let temporary = match dir {
            Some(_) => None,
            None => Some(tempfile::Builder::new().prefix("cos-emulator-").tempdir()?),
        };
        let root = dir.or(temporary.as_ref().map(TempDir::path)).unwrap_or(Path::new("."));
        let dir = root.join("content");
        fs::create_dir_all(&dir)?;
        let run = format!("{:016x}", fastrand::u64(..));
        let (next, is_closing) = (AtomicU64::new(0), Arc::default());
        Ok(Self { dir, run, next, is_closing, _temporary: temporary })
    }

    /// Writes the stream to a new file.
    pub(crate) fn receive(&self, source: &mut dyn Read) -> io::Result<Received> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let blob = Arc::new(self.blob(&format!("{}-{number}", self.run)));
        let sums = receive_all(source, &mut File::create(blob.path())?)?;
        let slice = Slice { blob, offset: 0, length: sums.length };
        Ok(Received { content: Content { slices: vec![slice] }, sums })
    }

    fn blob(&self, name: &str) -> Blob {
        Blob { path: self.dir.join(name), is_closing: Arc::clone(&self.is_closing) }
    }

    /// From now on no file is deleted any more.
    pub(crate) fn close(&self) {
        self.is_closing.store(true, Ordering::Relaxed);
    }
}

/// A file that is deleted when nobody refers to it any more.
#[derive(Debug)]
pub(super) struct Blob {
    path: PathBuf,
    is_closing: Arc<AtomicBool>,
}

impl Blob {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Blob {
    fn drop(&mut self) {
        if !self.is_closing.load(Ordering::Relaxed) {
            // The directory may already be gone, and then so is the file.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Where some bytes are, as it is written down: file, offset, length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedSlice(String, u64, u64);

impl Content {
    pub(crate) fn saved(&self) -> Vec<SavedSlice> {
        let saved = |slice: &Slice| {
            let name = slice.blob.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            SavedSlice(name, slice.offset, slice.length)
        };
        self.slices.iter().map(saved).collect()
    }
}

/// Finds the bytes again that were written down.
#[derive(Debug)]
pub(crate) struct Finder {
    /// Files that are there, each with whom it is shared and its length.
    files: HashMap<String, (Arc<Blob>, u64)>,
}

impl Finder {
    /// Takes all files of a shelf. Those that nobody asks for are deleted with the finder.
    pub(crate) fn new(shelf: &Shelf) -> io::Result<Self> {
        let mut files = HashMap::new();
        for entry in fs::read_dir(&shelf.dir)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let blob = Arc::new(shelf.blob(&name));
            files.insert(name, (blob, entry.metadata()?.len()));
        }
        Ok(Self { files })
    }

    /// The content, unless bytes of it are gone.
    pub(crate) fn find(&self, saved: &[SavedSlice]) -> Option<Content> {
        let find = |SavedSlice(name, offset, length): &SavedSlice| {
            let (blob, size) = self.files.get(name)?;
            let is_whole = offset.checked_add(*length).is_some_and(|end| end <= *size);
            is_whole.then(|| Slice { blob: Arc::clone(blob), offset: *offset, length: *length })
        };
        Some(Content { slices: saved.iter().map(find).collect::<Option<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_go_with_their_last_user() {
        let shelf = Shelf::open(None).expect("a temporary directory");
        let content = shelf.receive(&mut "x".as_bytes()).expect("written").content;
        let copy = content.range(&(0..1));
        let count = || fs::read_dir(&shelf.dir).expect("the directory").count();
        drop(content);
        assert_eq!(count(), 1);
        drop(copy);
        assert_eq!(count(), 0);
    }
}
