//! Which upload runs when: the task list of one `COS` instance.
//!
//! The queue runs nothing. It says which task to start, which running task to drop and which task to forget;
//! bodies, callbacks and errors stay with its owner, filed under the task's [`Ticket`].
//!
//! A task comes in by [`Queue::reserve`], then its owner calls `onTaskReady`, then [`Queue::release`]. After
//! every call that can free a slot the owner asks [`Queue::start_next`] until it answers nothing, then
//! [`Queue::trim`] likewise, and sends the list to its listeners when [`Queue::take_change`] says so.

use std::mem::{replace, take};

use super::progress::Reading;
use super::task::{Halt, Run, State, Task, Ticket, Upload};

/// The list, in the order in which tasks were added.
#[derive(Debug, Default)]
pub struct Queue {
    #[expect(clippy::vec_box, reason = "removing a task moves one word for each later task")]
    tasks: Vec<Box<Task>>,
    issued: u32,
    running: usize,
    /// How many of those are large.
    large: usize,
    waiting: usize,
    /// No task before this ticket can be started.
    start_from: u32,
    /// No task before this ticket has ended.
    ended_from: u32,
    is_changed: bool,
    /// The tasks that were removed since that was told.
    gone: Vec<Ticket>,
}

impl Queue {
    /// Appends a waiting task that does not start before it is released. It can be paused and cancelled.
    pub fn reserve(&mut self, upload: Upload) -> Ticket {
        let ticket = Ticket(self.issued);
        self.issued = self.issued.wrapping_add(1);
        self.waiting += 1;
        self.is_changed = true;
        self.tasks.push(Box::new(Task::new(ticket, upload)));
        ticket
    }

    /// Lets a reserved task start as soon as it is its turn.
    pub fn release(&mut self, ticket: Ticket) {
        let Some(task) = self.find(ticket).and_then(|index| self.tasks.get_mut(index)) else { return };
        task.is_held = false;
        self.start_from = self.start_from.min(ticket.0);
    }

    /// Starts the first waiting task while fewer than `limit` (at least 1) run, or while fewer than `small` run that
    /// are small, as it is. Its state is checking now.
    pub fn start_next(&mut self, limit: usize, small: usize) -> Option<Run> {
        if self.running >= limit.max(small).max(1) {
            return None;
        }
        let first = self.position(self.start_from);
        let mut rest = self.tasks.get(first..)?.iter();
        let Some(offset) = rest.position(|task| task.state == State::Waiting && !task.is_held) else {
            self.start_from = self.issued;
            return None;
        };
        let index = first + offset;
        let task = self.tasks.get_mut(index)?;
        let limit = if self.large == 0 && !task.is_large() { limit.max(small) } else { limit };
        if self.running >= limit.max(1) {
            return None;
        }
        task.attempt = task.attempt.wrapping_add(1);
        let run = Run { ticket: task.ticket, attempt: task.attempt };
        self.start_from = run.ticket.0 + 1;
        self.enter(index, State::Checking);
        Some(run)
    }

    /// Whether this attempt still runs. Ask after calling `onTaskStart`, which may have stopped it.
    #[must_use]
    pub fn is_current(&self, run: Run) -> bool {
        self.current(run).is_some()
    }

    /// Enters a reading; the first one turns checking into uploading. False when the attempt was stopped.
    pub fn progressed(&mut self, run: Run, reading: &Reading) -> bool {
        let Some(index) = self.current(run) else { return false };
        if let Some(task) = self.tasks.get_mut(index) {
            if task.upload.is_download {
                // It is known now.
                task.upload.size = reading.total.unwrap_or_default();
            }
            task.loaded = reading.loaded;
            task.speed = reading.speed;
            task.percent = reading.percent;
        }
        self.enter(index, State::Uploading);
        true
    }

    /// Ends an attempt well and frees its slot. False when it was stopped: its result is to be ignored.
    pub fn succeeded(&mut self, run: Run) -> bool {
        self.end(run, State::Success)
    }

    /// Ends an attempt badly and frees its slot. False when it was stopped: its error is to be ignored.
    pub fn failed(&mut self, run: Run) -> bool {
        self.end(run, State::Error)
    }

    /// Stops a waiting or running task until it is restarted; nothing when the task is neither.
    pub fn pause(&mut self, ticket: Ticket) -> Option<Halt> {
        let index = self.find(ticket)?;
        let task = self.tasks.get(index)?;
        let can_pause = task.state == State::Waiting || task.state.is_running();
        can_pause.then(|| self.halt(index, State::Paused))?
    }

    /// Stops a task for good, even one that has ended; nothing when that was done before.
    pub fn cancel(&mut self, ticket: Ticket) -> Option<Halt> {
        let index = self.find(ticket)?;
        let task = self.tasks.get(index)?;
        (task.state != State::Canceled).then(|| self.halt(index, State::Canceled))?
    }

    /// Lets a paused or failed task wait again, at its old place in the list. Its error is void now.
    pub fn restart(&mut self, ticket: Ticket) -> Option<Ticket> {
        let index = self.find(ticket)?;
        self.tasks.get(index).filter(|task| matches!(task.state, State::Paused | State::Error))?;
        self.start_from = self.start_from.min(ticket.0);
        self.enter(index, State::Waiting);
        Some(ticket)
    }

    /// Removes the first ended task while the list is longer than `size`. Tasks that wait, run or pause stay,
    /// and so does everything after the first task that has not had its turn.
    pub fn trim(&mut self, size: usize) -> Option<Ticket> {
        if self.tasks.len() <= size {
            return None;
        }
        let first = self.position(self.ended_from);
        let end = self.position(self.start_from);
        let Some(offset) = self.tasks.get(first..end)?.iter().position(|task| task.state.has_ended()) else {
            self.ended_from = self.start_from;
            return None;
        };
        let ticket = self.tasks.remove(first + offset).ticket;
        self.gone.push(ticket);
        self.ended_from = ticket.0;
        self.is_changed = true;
        Some(ticket)
    }

    /// Whether the list has changed since this was asked last.
    pub fn take_change(&mut self) -> bool {
        replace(&mut self.is_changed, false)
    }

    /// Tells the tasks that are not as they were told last, and the tickets of those that were removed. One that was
    /// added is known.
    pub fn tell(&mut self, hear: &mut dyn FnMut(Ticket, Option<&Task>)) {
        for task in &mut self.tasks {
            if replace(&mut task.is_changed, false) {
                hear(task.ticket, Some(task));
            }
        }
        for ticket in take(&mut self.gone) {
            hear(ticket, None);
        }
    }

    /// All tasks in list order.
    pub fn tasks(&self) -> impl ExactSizeIterator<Item = &Task> {
        self.tasks.iter().map(Box::as_ref)
    }

    /// One task, unless it has been trimmed.
    #[must_use]
    pub fn task(&self, ticket: Ticket) -> Option<&Task> {
        self.tasks.get(self.find(ticket)?).map(Box::as_ref)
    }

    /// Number of tasks that occupy a slot.
    #[must_use]
    pub fn running(&self) -> usize {
        self.running
    }

    /// Number of tasks that wait for a slot.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Whether anything runs or waits.
    #[must_use]
    pub fn is_upload_running(&self) -> bool {
        self.running + self.waiting > 0
    }

    fn end(&mut self, run: Run, state: State) -> bool {
        self.current(run).and_then(|index| self.enter(index, state)).is_some()
    }

    fn halt(&mut self, index: usize, state: State) -> Option<Halt> {
        let (ticket, left) = self.enter(index, state)?;
        Some(Halt { ticket, was_running: left.is_running() })
    }

    // The only place where a state changes, so that no slot is ever counted twice or lost.
    fn enter(&mut self, index: usize, state: State) -> Option<(Ticket, State)> {
        let task = self.tasks.get_mut(index)?;
        let ticket = task.ticket;
        let left = replace(&mut task.state, state);
        task.is_changed = true;
        let (runs, ran) = (usize::from(state.is_running()), usize::from(left.is_running()));
        self.running = self.running + runs - ran;
        if task.is_large() {
            self.large = self.large + runs - ran;
        }
        self.waiting =
            self.waiting + usize::from(state == State::Waiting) - usize::from(left == State::Waiting);
        if state.has_ended() {
            self.ended_from = self.ended_from.min(ticket.0);
        }
        self.is_changed = true;
        Some((ticket, left))
    }

    fn current(&self, run: Run) -> Option<usize> {
        let index = self.find(run.ticket)?;
        let task = self.tasks.get(index)?;
        let is_current = task.attempt == run.attempt && task.state.is_running();
        is_current.then_some(index)
    }

    fn position(&self, ticket: u32) -> usize {
        self.tasks.partition_point(|task| task.ticket.0 < ticket)
    }

    fn find(&self, ticket: Ticket) -> Option<usize> {
        let index = self.position(ticket.0);
        self.tasks.get(index).is_some_and(|task| task.ticket == ticket).then_some(index)
    }
}
