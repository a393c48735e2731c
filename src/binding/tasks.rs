//! Upload tasks: what the queue decides, done.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::calls::{prepare, task_progress};
use super::class::Instance;
use super::input::Input;
use super::progress::{Progress, call as tell_listener};
use super::settle::{Settler, to_data, to_js_error};
use super::signal::SignalWatch;
use super::task_item::to_item;
use crate::browser::{Browser, Hooks, js};
use crate::client::stoppable::Stoppable;
use crate::client::{Call, Reply};
use crate::error::{Error, Result};
use crate::platform::Platform;
use crate::protocol::operation::Operation;
use crate::protocol::params::Place;
use crate::transfer::progress::Reading;
use crate::transfer::queue::{Queue, Run, Ticket, Upload};

const EVENTS: [&str; 2] = ["task-list-update", "list-update"];

/// The upload tasks of one instance.
#[derive(Default)]
pub struct Tasks {
    queue: RefCell<Queue>,
    jobs: RefCell<Vec<(Ticket, Box<Job>)>>,
    is_update_due: Cell<bool>,
}

/// What belongs to a task besides its place in the queue. A task that is over keeps only what lists show.
struct Job {
    work: Option<Rc<Work>>,
    running: Option<Stoppable>,
    error: JsValue,
    custom: JsValue,
}

/// What a task is to do, as often as it is started.
pub struct Work {
    pub row: &'static Operation,
    pub input: Input,
    pub settler: Settler,
    pub place: Place,
    pub signal: Option<JsValue>,
}

impl Tasks {
    /// Adds a task. The caller is told its id before anything happens to it.
    pub fn add(instance: &Rc<Instance>, work: Work) {
        let id = task_id(&instance.client.platform);
        let ticket = instance.tasks.reserve(&id, work);
        let Some(work) = instance.tasks.work(ticket) else { return };
        for name in ["onTaskReady", "TaskReady"] {
            if let Some(listener) = work.input.function(name) {
                tell_listener(&listener, &id.as_str().into());
            }
        }
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
        if let Some(ticket) = ticket {
            instance.tasks.with_job(ticket, |job| job.error = JsValue::NULL);
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
            work.settler.settle(Err(Error::Aborted));
        }
    }

    pub fn is_running(&self) -> bool {
        self.queue.borrow().is_upload_running()
    }

    pub fn list(&self) -> Array {
        let jobs = self.jobs.borrow();
        let queue = self.queue.borrow();
        queue
            .tasks()
            .zip(jobs.iter())
            .map(|(task, (_, job))| to_item(task, &job.error, &job.custom))
            .collect()
    }

    fn reserve(&self, id: &str, work: Work) -> Ticket {
        let Place { bucket, region, key } = work.place.clone();
        let size = work.input.facts.as_ref().and_then(|facts| facts.size).unwrap_or_default();
        let file_path = work.input.params.text("FilePath").unwrap_or_default().to_owned();
        let upload = Upload { id: id.to_owned(), bucket, region, key, file_path, size };
        let ticket = self.queue.borrow_mut().reserve(upload);
        let custom = work.input.raw("_custom");
        let job = Job { work: Some(Rc::new(work)), running: None, error: JsValue::NULL, custom };
        self.jobs.borrow_mut().push((ticket, Box::new(job)));
        ticket
    }

    fn with_job<T>(&self, ticket: Ticket, act: impl FnOnce(&mut Job) -> T) -> Option<T> {
        let mut jobs = self.jobs.borrow_mut();
        let index = jobs.binary_search_by(|(other, _)| other.cmp(&ticket)).ok()?;
        jobs.get_mut(index).map(|(_, job)| act(job))
    }

    fn work(&self, ticket: Ticket) -> Option<Rc<Work>> {
        self.with_job(ticket, |job| job.work.clone()).flatten()
    }

    fn stop(&self, ticket: Ticket) {
        let running = self.with_job(ticket, |job| job.running.take()).flatten();
        if let Some(running) = running {
            running.stop();
        }
    }

    fn item(&self, ticket: Ticket) -> JsValue {
        let (error, custom) =
            self.with_job(ticket, |job| (job.error.clone(), job.custom.clone())).unwrap_or_default();
        self.queue.borrow().task(ticket).map(|task| to_item(task, &error, &custom)).unwrap_or_default()
    }

    fn trim(&self, size: usize) {
        while let Some(ticket) = self.queue.borrow_mut().trim(size) {
            self.jobs.borrow_mut().retain(|(other, _)| *other != ticket);
        }
    }
}

/// Starts what may start, forgets what is too old, and tells who listens.
fn advance(instance: &Rc<Instance>) {
    loop {
        let limit = instance.count("FileParallelLimit") as usize;
        let run = instance.tasks.queue.borrow_mut().start_next(limit);
        let Some(run) = run else { break };
        begin(instance, run);
    }
    instance.tasks.trim(instance.count("UploadQueueSize") as usize);
    announce(instance);
}

fn begin(instance: &Rc<Instance>, run: Run) {
    let tasks = &instance.tasks;
    let Some(work) = tasks.work(run.ticket) else { return };
    if let Some(listener) = work.input.function("onTaskStart") {
        tell_listener(&listener, &tasks.item(run.ticket));
    }
    // The listener may have stopped it.
    if !tasks.queue.borrow().is_current(run) {
        return;
    }
    let progress = task_progress(instance, &work, run);
    let prepared = prepare(instance, work.row, &work.input);
    let (handle, future) = Stoppable::new(upload(instance.clone(), run, prepared, progress));
    tasks.with_job(run.ticket, |job| job.running = Some(handle));
    let signal = watch_signal(instance, &work, run);
    spawn_local(async move {
        future.await;
        drop(signal);
    });
}

fn watch_signal(instance: &Rc<Instance>, work: &Rc<Work>, run: Run) -> Option<SignalWatch> {
    let signal = work.signal.clone()?;
    let id = instance.tasks.queue.borrow().task(run.ticket)?.upload.id.clone();
    let (instance, work) = (Rc::downgrade(instance), Rc::downgrade(work));
    Some(SignalWatch::new(signal, move || {
        if let (Some(instance), Some(work)) = (instance.upgrade(), work.upgrade()) {
            Tasks::cancel(&instance, &id);
            work.settler.abort();
        }
    }))
}

async fn upload(instance: Rc<Instance>, run: Run, prepared: Result<Call<Browser>>, progress: Rc<Progress>) {
    let result = match prepared {
        Ok(mut call) => {
            call.on_upload = Some(progress.watch());
            // While a file is hashed, nothing of it is on its way.
            if !call.hashes() {
                progress.report();
            }
            instance.client.call(&mut call).await
        }
        Err(error) => Err(error),
    };
    if result.is_ok() {
        progress.finish();
    } else {
        progress.report();
    }
    end(&instance, run, result);
}

fn end(instance: &Rc<Instance>, run: Run, result: Result<Reply<JsValue>>) {
    let tasks = &instance.tasks;
    let is_current = {
        let mut queue = tasks.queue.borrow_mut();
        if result.is_ok() { queue.succeeded(run) } else { queue.failed(run) }
    };
    if !is_current {
        return;
    }
    let result = result.map(to_data).map_err(|error| to_js_error(&error));
    let work = tasks.with_job(run.ticket, |job| {
        job.running = None;
        match &result {
            Ok(_) => job.work.take(),
            Err(error) => {
                job.error = error.clone();
                job.work.clone()
            }
        }
    });
    advance(instance);
    if let Some(Some(work)) = work {
        work.settler.tell(&result);
    }
}

/// A new reading of a running task.
pub fn on_reading(instance: &Rc<Instance>, run: Run, reading: &Reading) -> bool {
    let Reading { loaded, speed, percent, .. } = *reading;
    let is_current = instance.tasks.queue.borrow_mut().progressed(run, loaded, speed, percent);
    if is_current {
        announce(instance);
    }
    is_current
}

/// Tells the list to who listens, once for all changes of one turn.
fn announce(instance: &Rc<Instance>) {
    let tasks = &instance.tasks;
    let is_heard = EVENTS.iter().any(|event| instance.listeners.listens(event));
    if tasks.is_update_due.get() || !is_heard || !tasks.queue.borrow_mut().take_change() {
        return;
    }
    tasks.is_update_due.set(true);
    let instance = instance.clone();
    spawn_local(async move {
        instance.client.platform.sleep(0).await;
        instance.tasks.is_update_due.set(false);
        let payload = Object::new();
        js::set(&payload, "list", &instance.tasks.list());
        for event in EVENTS {
            if let Err(thrown) = instance.listeners.emit(event, &payload) {
                crate::browser::rethrow_later(&thrown);
            }
        }
    });
}

/// A random id in the form of a UUID.
fn task_id(platform: &Browser) -> String {
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
