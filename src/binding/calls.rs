//! From the door to the client: what a method call becomes.

use std::mem::forget;
use std::rc::Rc;

use super::class::Instance;
use super::door::{Caller, read_map};
use super::moves::carry_out;
use super::progress::{Progress, tell, tell_counts};
use super::tasks::{Tasks, Work};
use crate::client::Call;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::host::spawn::spawn;
use crate::protocol::catalog;
use crate::protocol::operation::{Answer, Operation, Payload};
use crate::protocol::params::check;
use crate::protocol::request;
use crate::transfer::task_list::correction;

/// Starts a call. Params that cannot be used end it at once. The number of its errand comes back, where it is no task.
pub fn start(instance: &Rc<Instance>, operation: usize, params: &str, caller: Caller) -> u32 {
    let caller = Rc::new(caller);
    let Some(row) = catalog::row(operation) else { return 0 };
    begin(instance, row, params, &caller).unwrap_or_else(|error| {
        caller.fail(&error);
        0
    })
}

fn begin(instance: &Rc<Instance>, row: &'static Operation, text: &str, caller: &Rc<Caller>) -> Result<u32> {
    let params = read_map(text);
    let is_task = match row.body {
        Payload::File(upload) => upload.queued,
        body => matches!(body, Payload::Target),
    };
    let is_queued = is_task && params.truthy("SkipTask").is_none();
    let correction = if is_queued {
        let place = check(row, &params, &*caller.current_options(&instance.options, true)?)?;
        correction(&params, &place)
    } else {
        None
    };
    let size = caller.weigh(row, is_queued)?;
    if is_queued {
        if row.role.is_move() && size.is_none() {
            return Err(Error::missing("Body"));
        }
        Tasks::add(instance, row, caller, size.unwrap_or_default(), correction);
        return Ok(0);
    }
    let work = Work::new(row, text.to_owned(), caller.clone());
    if is_task || row.role.is_move() {
        return Ok(run_move(instance, work));
    }
    Ok(run(instance, work.prepare(instance)?, work))
}

impl Work {
    /// Makes a call of what the caller handed over and of the options as they are now.
    pub fn prepare(&self, instance: &Instance) -> Result<Box<Call<Host>>> {
        let options = self.caller.current_options(&instance.options, false)?;
        let request = request::build(self.row, read_map(&self.params), &options, self.facts.as_ref())?;
        let on_hash = self.on_hash();
        let body = self.body.clone();
        Ok(Box::new(Call { request, options, body, on_upload: None, on_download: None, on_hash }))
    }
}

fn run(instance: &Rc<Instance>, mut call: Box<Call<Host>>, work: Work) -> u32 {
    let download = watch_transfer(instance, &mut call, &work.caller);
    let client = instance.client.clone();
    spawn(async move {
        let result = client.call(&mut call).await;
        if let Some(download) = download {
            download.report();
        }
        work.caller.settle(result);
    })
}

/// A move that is no task: it waits for nobody, and only its caller hears of it.
fn run_move(instance: &Rc<Instance>, work: Work) -> u32 {
    let caller = work.caller.clone();
    // What is downloaded or copied has no size yet, nor have bytes that are no file.
    let size = work.facts.as_ref().and_then(|facts| facts.size);
    let progress = Progress::new(instance, size, move |reading| tell(&caller, reading));
    let instance = instance.clone();
    spawn(async move {
        let unfinished = Unfinished(&work);
        let result = carry_out(&instance, &work, &progress).await;
        forget(unfinished);
        work.settle(result);
    })
}

/// A move that tells its caller when it is stopped, so that he can end its upload.
struct Unfinished<'a>(&'a Work);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.0.settle(Err(Error::Aborted.into()));
    }
}

/// Lets the caller's `onProgress` hear of a download, or of the bytes of a part.
fn watch_transfer(instance: &Instance, call: &mut Call<Host>, caller: &Rc<Caller>) -> Option<Rc<Progress>> {
    if !caller.hears("onProgress") {
        return None;
    }
    let caller = caller.clone();
    if matches!(call.request.row.body, Payload::File(_)) {
        call.on_upload = Some(Rc::new(move |loaded, total| tell_counts(&caller, loaded, total)));
        return None;
    }
    if call.request.row.answer != Answer::Raw || call.request.raw.as_deref() == Some("stream") {
        return None;
    }
    let progress = Progress::new(instance, Some(0), move |reading| tell(&caller, reading));
    call.on_download = Some(progress.watch());
    Some(progress)
}
