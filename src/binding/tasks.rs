//! Upload tasks: what the queue decides, done.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::class::Instance;
use super::door::Caller;
use super::moves::carry_out;
use super::progress::{Progress, tell};
use crate::error::Error;
use crate::host::Host;
use crate::host::spawn::{spawn, stop};
use crate::platform::Platform;
use crate::protocol::operation::{Operation, Role};
use crate::protocol::params::Place;
use crate::protocol::request::BodyFacts;
use crate::transfer::download::Kept;
use crate::transfer::queue::Queue;
use crate::transfer::task::{Run, Ticket, Upload};
use crate::transfer::task_list;

/// How many files go side by side where nobody has chosen: small ones as many as there are connections, each of the
/// others has several.
const FILES: usize = 3;
const SMALL_FILES: usize = 6;

/// The upload tasks of one instance.
#[derive(Default)]
pub struct Tasks {
    queue: RefCell<Queue>,
    jobs: RefCell<Vec<(Ticket, Job)>>,
}

/// What belongs to a task besides its place in the queue. A task that is over keeps nothing.
struct Job {
    work: Option<Rc<Work>>,
    /// The number of its errand.
    running: Option<u32>,
}

/// What a call is to do, as often as it is started.
pub struct Work {
    pub row: &'static Operation,
    /// As JSON: thousands of tasks may wait.
    pub params: String,
    pub body: Option<JsValue>,
    pub facts: Option<BodyFacts>,
    pub caller: Rc<Caller>,
    /// The id of its upload in parts; empty while the service has given none.
    pub upload_id: Rc<RefCell<Option<String>>>,
    /// What a download had brought when it was paused.
    pub kept: Kept,
}

impl Tasks {
    /// Adds a task. The caller is told its id before anything happens to it.
    pub fn add(instance: &Rc<Instance>, place: &Place, file_path: &str, work: Work) {
        let id = task_id(&instance.client.platform);
        let caller = work.caller.clone();
        let size = work.facts.as_ref().and_then(|facts| facts.size).unwrap_or_default();
        let is_download = work.row.role == Role::Download;
        let upload = Upload { id, size, is_download };
        let item = task_list::item(&upload, place, file_path);
        let ticket = instance.tasks.reserve(upload, work);
        caller.ready(&item);
        instance.tasks.queue.borrow_mut().release(ticket);
        advance(instance);
    }

    pub fn pause(instance: &Rc<Instance>, id: &str) {
        let halt = instance.tasks.queue.borrow_mut().pause(id);
        if let Some(halt) = halt {
            instance.tasks.stop(halt.ticket);
            advance(instance);
        }
    }

    pub fn restart(instance: &Rc<Instance>, id: &str) {
        let ticket = instance.tasks.queue.borrow_mut().restart(id);
        if ticket.is_some() {
            advance(instance);
        }
    }

    /// Callbacks stay silent about it, a promise is rejected.
    pub fn cancel(instance: &Rc<Instance>, id: &str) {
        let halt = instance.tasks.queue.borrow_mut().cancel(id);
        let Some(halt) = halt else { return };
        instance.tasks.stop(halt.ticket);
        let work = instance.tasks.with_job(halt.ticket, |job| job.work.take()).flatten();
        advance(instance);
        if let Some(work) = work {
            work.fail(&Error::Aborted);
        }
    }

    pub fn is_running(&self) -> bool {
        self.queue.borrow().is_upload_running()
    }

    pub fn changes(&self) -> String {
        task_list::changes(&mut self.queue.borrow_mut())
    }

    fn reserve(&self, upload: Upload, work: Work) -> Ticket {
        let ticket = self.queue.borrow_mut().reserve(upload);
        self.jobs.borrow_mut().push((ticket, Job { work: Some(Rc::new(work)), running: None }));
        ticket
    }

    fn with_job<T>(&self, ticket: Ticket, act: impl FnOnce(&mut Job) -> T) -> Option<T> {
        let place = self.place(ticket)?;
        self.jobs.borrow_mut().get_mut(place).map(|(_, job)| act(job))
    }

    fn place(&self, ticket: Ticket) -> Option<usize> {
        self.jobs.borrow().binary_search_by(|(other, _)| other.cmp(&ticket)).ok()
    }

    fn stop(&self, ticket: Ticket) {
        let running = self.with_job(ticket, |job| job.running.take()).flatten();
        if let Some(errand) = running {
            stop(errand);
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
        let (limit, small) = match instance.door.limit("FileParallelLimit") as usize {
            0 => (FILES, SMALL_FILES),
            chosen => (chosen, chosen),
        };
        let run = instance.tasks.queue.borrow_mut().start_next(limit, small);
        let Some(run) = run else { break };
        begin(instance, run);
    }
    instance.tasks.trim(instance.door.limit("UploadQueueSize") as usize);
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
    let Some(work) = tasks.with_job(run.ticket, |job| job.work.clone()).flatten() else { return };
    if work.caller.hears("onTaskStart") {
        work.caller.start();
    }
    // The listener may have stopped it.
    if !tasks.queue.borrow().is_current(run) {
        return;
    }
    let progress = watch(instance, &work, run);
    let errand = spawn(upload(instance.clone(), run, work, progress));
    tasks.with_job(run.ticket, |job| job.running = Some(errand));
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
    tasks.with_job(run.ticket, |job| {
        job.running = None;
        if result.is_ok() {
            job.work = None;
        }
    });
    advance(&instance);
    match result {
        Err(error) => work.fail(&error),
        result => work.caller.settle(result),
    }
}

impl Work {
    /// Ends the task with an error, which names the upload.
    fn fail(&self, error: &Error) {
        let upload_id = self.upload_id.borrow().clone();
        match upload_id {
            Some(upload_id) => self.caller.fail_with(error, &upload_id),
            None => self.caller.fail(error),
        }
    }
}

/// A random id in the form of a UUID.
fn task_id(platform: &Host) -> String {
    let mut id = String::with_capacity(36);
    let mut chance = 0.0;
    for place in 0..32 {
        if place % 8 == 0 {
            chance = platform.random();
        }
        if matches!(place, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        chance *= 16.0;
        let digit = if place == 12 { 4 } else { whole(chance) };
        id.extend(char::from_digit(digit, 16));
        chance = chance.fract();
    }
    id
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a digit")]
fn whole(number: f64) -> u32 {
    number as u32
}
