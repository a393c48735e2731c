//! Upload tasks: what the queue decides, done.

use std::cell::{RefCell, RefMut};
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::class::Instance;
use super::door::{Caller, Count};
use super::moves::carry_out;
use super::progress::{Progress, tell};
use crate::client::Reply;
use crate::error::{Error, Result};
use crate::host::spawn::{spawn, stop};
use crate::protocol::operation::{Operation, Role};
use crate::protocol::request::BodyFacts;
use crate::transfer::queue::Queue;
use crate::transfer::session::Traces;
use crate::transfer::task::{Run, Ticket, Upload};
use crate::transfer::task_list;

/// How many files go side by side where nobody has chosen: of small ones more than there are connections, so that none of
/// these waits for the page; each of the others has several.
const FILES: usize = 3;
const SMALL_FILES: usize = 9;

/// The upload tasks of one instance.
#[derive(Default)]
pub struct Tasks {
    queue: RefCell<Queue>,
    jobs: RefCell<Vec<(Ticket, Job)>>,
}

/// What belongs to a task besides its place in the queue. Thousands may wait: what its caller gave stays with him until
/// it starts. A task that is over keeps nothing.
struct Job {
    row: &'static Operation,
    caller: Option<Rc<Caller>>,
    work: Option<Rc<Work>>,
    /// The number of its errand.
    running: Option<u32>,
}

/// What a call is to do, as often as it is started.
pub struct Work {
    pub row: &'static Operation,
    /// As JSON.
    pub params: String,
    pub body: Option<JsValue>,
    pub facts: Option<BodyFacts>,
    pub caller: Rc<Caller>,
    /// What an attempt left behind.
    pub traces: Rc<Traces>,
}

impl Tasks {
    /// Adds a task whose body has a size. The caller is told before anything happens to it; `correction` says what it is
    /// about where his params say otherwise.
    pub fn add(
        instance: &Rc<Instance>,
        row: &'static Operation,
        caller: &Rc<Caller>,
        size: u64,
        correction: Option<String>,
    ) {
        let tasks = &instance.tasks;
        let ticket =
            tasks.queue.borrow_mut().reserve(Upload { size, is_download: row.role == Role::Download });
        let job = Job { row, caller: Some(caller.clone()), work: None, running: None };
        tasks.jobs.borrow_mut().push((ticket, job));
        caller.ready(ticket.0, correction);
        tasks.queue.borrow_mut().release(ticket);
        advance(instance);
    }

    pub fn pause(instance: &Rc<Instance>, ticket: Ticket) {
        let halt = instance.tasks.queue.borrow_mut().pause(ticket);
        if halt.is_some() {
            instance.tasks.stop(ticket);
            advance(instance);
        }
    }

    pub fn restart(instance: &Rc<Instance>, ticket: Ticket) {
        let restarted = instance.tasks.queue.borrow_mut().restart(ticket);
        if restarted.is_some() {
            advance(instance);
        }
    }

    /// Callbacks stay silent about it, a promise is rejected.
    pub fn cancel(instance: &Rc<Instance>, ticket: Ticket) {
        let halt = instance.tasks.queue.borrow_mut().cancel(ticket);
        if halt.is_none() {
            return;
        }
        instance.tasks.stop(ticket);
        let work = instance.tasks.work(ticket);
        instance.tasks.release(ticket);
        advance(instance);
        if let Some(work) = work {
            work.settle(Err(Error::Aborted.into()));
        }
    }

    pub fn is_running(&self) -> bool {
        self.queue.borrow().is_upload_running()
    }

    pub fn changes(&self) -> String {
        task_list::changes(&mut self.queue.borrow_mut())
    }

    /// What a task is to do, which is read when that is asked first.
    fn work(&self, ticket: Ticket) -> Option<Rc<Work>> {
        let job = self.job(ticket)?;
        if job.work.is_some() {
            return job.work.clone();
        }
        let (row, caller) = (job.row, job.caller.clone()?);
        drop(job);
        let work = Rc::new(Work::new(row, caller.params(), caller));
        self.job(ticket)?.work = Some(work.clone());
        Some(work)
    }

    fn job(&self, ticket: Ticket) -> Option<RefMut<'_, Job>> {
        let place = self.place(ticket)?;
        RefMut::filter_map(self.jobs.borrow_mut(), |jobs| jobs.get_mut(place).map(|(_, job)| job)).ok()
    }

    fn place(&self, ticket: Ticket) -> Option<usize> {
        self.jobs.borrow().binary_search_by(|(other, _)| other.cmp(&ticket)).ok()
    }

    fn stop(&self, ticket: Ticket) {
        let errand = self.job(ticket).and_then(|mut job| job.running.take());
        if let Some(errand) = errand {
            stop(errand);
        }
    }

    /// A task is over.
    fn release(&self, ticket: Ticket) {
        if let Some(mut job) = self.job(ticket) {
            (job.caller, job.work) = (None, None);
        }
    }

    fn trim(&self, size: usize) {
        while let Some(ticket) = self.queue.borrow_mut().trim(size) {
            if let Some(place) = self.place(ticket) {
                self.jobs.borrow_mut().remove(place);
            }
        }
    }
}

/// Starts what may start, forgets what is too old, and tells that the list has changed.
fn advance(instance: &Rc<Instance>) {
    loop {
        let (limit, small) = match instance.door.limit(Count::FileParallelLimit) as usize {
            0 => (FILES, SMALL_FILES),
            chosen => (chosen, chosen),
        };
        let run = instance.tasks.queue.borrow_mut().start_next(limit, small);
        let Some(run) = run else { break };
        begin(instance, run);
    }
    instance.tasks.trim(instance.door.limit(Count::UploadQueueSize) as usize);
    announce(instance);
}

fn announce(instance: &Instance) {
    let has_changed = instance.tasks.queue.borrow_mut().take_change();
    if has_changed {
        instance.door.changed();
    }
}

fn begin(instance: &Rc<Instance>, run: Run) {
    let tasks = &instance.tasks;
    let Some(work) = tasks.work(run.ticket) else { return };
    work.caller.start();
    // The listener may have stopped it.
    if !tasks.queue.borrow().is_current(run) {
        return;
    }
    let progress = watch(instance, &work, run);
    let errand = spawn(upload(instance.clone(), run, work, progress));
    if let Some(mut job) = tasks.job(run.ticket) {
        job.running = Some(errand);
    }
}

/// The progress of a task: the list shows it, and `onProgress` hears of it.
fn watch(instance: &Rc<Instance>, work: &Work, run: Run) -> Rc<Progress> {
    let total = work.facts.as_ref().and_then(|facts| facts.size);
    let caller = work.caller.hears("onProgress").then(|| work.caller.clone());
    let weak = Rc::downgrade(instance);
    Progress::new(instance, total, move |reading| {
        let Some(instance) = weak.upgrade() else { return };
        let is_current = instance.tasks.queue.borrow_mut().progressed(run, reading);
        if !is_current {
            return;
        }
        announce(&instance);
        if let Some(caller) = &caller {
            tell(caller, reading);
        }
    })
}

async fn upload(instance: Rc<Instance>, run: Run, work: Rc<Work>, progress: Rc<Progress>) {
    let result = carry_out(&instance, &work, &progress).await;
    let tasks = &instance.tasks;
    let is_current = {
        let mut queue = tasks.queue.borrow_mut();
        if result.is_ok() { queue.succeeded(run) } else { queue.failed(run) }
    };
    if !is_current {
        return;
    }
    // The errand comes to its end by itself.
    if let Some(mut job) = tasks.job(run.ticket) {
        job.running = None;
    }
    if result.is_ok() {
        tasks.release(run.ticket);
    }
    advance(&instance);
    work.settle(result);
}

impl Work {
    /// What a call is to do whose body has been weighed.
    pub fn new(row: &'static Operation, params: String, caller: Rc<Caller>) -> Self {
        let (body, facts) = caller.read_body(row);
        Work { row, params, body, facts, caller, traces: Rc::default() }
    }

    /// Ends the call. An error names the upload.
    pub fn settle(&self, result: Result<Reply<JsValue>>) {
        let upload_id = self.traces.upload_id.borrow().clone();
        match (result, upload_id) {
            (Err(error), Some(upload_id)) => self.caller.fail_with(&error, &upload_id),
            (result, _) => self.caller.settle(result),
        }
    }
}
