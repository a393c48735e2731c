//! The emulator itself: from a request to its reply.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::auth::Tokens;
use crate::fault::{Faults, Rule};
use crate::log::{Entry, RequestLog};
use crate::store::{Acl, Bucket, Store};
use crate::visit::Visit;
use crate::wire::{Reply, Request};

/// How an emulator is set up.
#[derive(Clone)]
pub struct Options {
    /// Where objects are kept, to be found again by the next emulator there; a temporary directory when absent.
    pub dir: Option<PathBuf>,
    /// Buckets (name with app id, region) that exist from the start and after a reset.
    pub buckets: Vec<(String, String)>,
    /// The smallest size of every part but the last, in bytes.
    pub minimum_part_size: u64,
    /// Whether a bucket without cross-origin rules admits every page; the real service admits none.
    pub open_cors: bool,
    /// Directories whose files are served at `/`; the first that has a file wins.
    pub www: Vec<PathBuf>,
    /// The directory that is served at `/pkg/`.
    pub pkg: Option<PathBuf>,
    /// How long it takes to restore an archived object.
    pub restore_duration: Duration,
    /// The server's clock.
    pub clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dir: None,
            buckets: Vec::new(),
            minimum_part_size: 1024 * 1024,
            open_cors: true,
            www: Vec::new(),
            pkg: None,
            restore_duration: Duration::ZERO,
            clock: Arc::new(SystemTime::now),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Options")
            .field("dir", &self.dir)
            .field("buckets", &self.buckets)
            .finish_non_exhaustive()
    }
}

/// A COS server without sockets.
#[derive(Debug)]
pub struct Emulator {
    pub(crate) options: Options,
    pub(crate) store: Store,
    pub(crate) tokens: Tokens,
    pub(crate) faults: Faults,
    pub(crate) log: RequestLog,
}

impl Emulator {
    /// Sets up an emulator with what its directory holds, and with the buckets of the options.
    ///
    /// # Errors
    /// When the directory cannot be made or read.
    pub fn new(options: Options) -> io::Result<Self> {
        let store = Store::open(options.dir.as_deref())?;
        let (tokens, faults, log) = (Tokens::default(), Faults::default(), RequestLog::default());
        let emulator = Self { options, store, tokens, faults, log };
        emulator.make_buckets()?;
        Ok(emulator)
    }

    /// Answers one request. It blocks while the body of the request is read.
    pub fn handle(&self, request: Request) -> Reply {
        Visit::begin(self, request).answer()
    }

    /// Arms a fault.
    ///
    /// # Errors
    /// When one of its regular expressions is none; the text says why.
    pub fn add_fault(&self, rule: Rule) -> Result<(), String> {
        self.faults.add(rule)
    }

    /// Disarms all faults.
    pub fn clear_faults(&self) {
        self.faults.clear();
    }

    /// The requests that were answered since the start or the last clearing.
    #[must_use]
    pub fn log(&self) -> Vec<Entry> {
        self.log.entries(|_| true)
    }

    /// Forgets the requests that were answered.
    pub fn clear_log(&self) {
        self.log.clear();
    }

    /// Forgets buckets, objects, temporary keys, faults and the log, and makes the first buckets again.
    ///
    /// # Errors
    /// When the index on disk cannot be written.
    pub fn reset(&self) -> io::Result<()> {
        self.tokens.forget_all();
        self.faults.clear();
        self.log.clear();
        self.store.clear()?;
        self.make_buckets()
    }

    fn make_buckets(&self) -> io::Result<()> {
        for (name, region) in &self.options.buckets {
            self.store.create(name, Bucket::new(region, Acl::private(), self.now()))?;
        }
        Ok(())
    }

    pub(crate) fn now(&self) -> SystemTime {
        (self.options.clock)()
    }
}
