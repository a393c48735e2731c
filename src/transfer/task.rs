//! One task of the queue, and what may be said of it.

/// The most bytes of a file that goes at once, unless `SliceSize` says otherwise.
const SMALL: u64 = 1 << 20;

/// Number of a task: later tasks have higher ones, and it outlives every change of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u32);

/// One attempt at a task. What an attempt reports after it was stopped is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub ticket: Ticket,
    pub(super) attempt: u32,
}

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    /// Started, no progress reported yet.
    Checking,
    Uploading,
    Paused,
    Canceled,
    Success,
    Error,
}

impl State {
    /// The word in `state` of a list-update.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Checking => "checking",
            State::Uploading => "uploading",
            State::Paused => "paused",
            State::Canceled => "canceled",
            State::Success => "success",
            State::Error => "error",
        }
    }

    pub(super) fn is_running(self) -> bool {
        matches!(self, State::Checking | State::Uploading)
    }

    pub(super) fn has_ended(self) -> bool {
        matches!(self, State::Canceled | State::Success | State::Error)
    }
}

/// What is uploaded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Upload {
    /// Bytes; those of a download are not known before it runs.
    pub size: u64,
    pub is_download: bool,
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct Task {
    pub ticket: Ticket,
    pub upload: Upload,
    pub state: State,
    pub loaded: u64,
    /// Bytes per second.
    pub speed: f64,
    /// 0 to 1.
    pub percent: f64,
    pub(super) attempt: u32,
    pub(super) is_held: bool,
    /// Not as it was told last.
    pub(super) is_changed: bool,
}

impl Task {
    /// A task that waits, and is not released yet.
    pub(super) fn new(ticket: Ticket, upload: Upload) -> Self {
        Task {
            ticket,
            upload,
            state: State::Waiting,
            loaded: 0,
            speed: 0.0,
            percent: 0.0,
            attempt: 0,
            is_held: true,
            is_changed: false,
        }
    }

    /// Whether it may fill more than one connection.
    pub(super) fn is_large(&self) -> bool {
        self.upload.is_download || self.upload.size > SMALL
    }
}

/// What pausing or cancelling did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt {
    pub ticket: Ticket,
    /// The task was running: its future has to be dropped.
    pub was_running: bool,
}
