//! From the door to the client: what a method call becomes.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::class::Instance;
use super::door::{Caller, read_map};
use super::progress::{Progress, counts, hash_event, tell};
use super::tasks::{Tasks, Work};
use crate::client::Call;
use crate::client::stoppable::Stoppable;
use crate::error::Result;
use crate::host::Host;
use crate::platform::Watch;
use crate::protocol::catalog;
use crate::protocol::operation::{Answer, Operation, Payload};
use crate::protocol::params::check;
use crate::protocol::request;
use crate::value::Map;

/// The calls under way that are not upload tasks.
#[derive(Default)]
pub struct Calls {
    issued: u32,
    running: Vec<(u32, Stoppable)>,
}

/// Starts a call. Params that cannot be used end it at once.
pub fn start(instance: &Rc<Instance>, operation: usize, params: &str, caller: Caller) -> u32 {
    let caller = Rc::new(caller);
    let Some(row) = catalog::row(operation) else { return 0 };
    begin(instance, row, read_map(params), &caller).unwrap_or_else(|error| {
        caller.fail(&error);
        0
    })
}

/// Stops a call: its request is aborted, and nobody hears of it.
pub fn stop(instance: &Instance, number: u32) {
    if let Some(stoppable) = forget(instance, number) {
        stoppable.stop();
    }
}

fn forget(instance: &Instance, number: u32) -> Option<Stoppable> {
    let running = &mut instance.calls.borrow_mut().running;
    let place = running.iter().position(|(other, _)| *other == number)?;
    Some(running.swap_remove(place).1)
}

fn begin(instance: &Rc<Instance>, row: &'static Operation, params: Map, caller: &Rc<Caller>) -> Result<u32> {
    let is_queued =
        matches!(row.body, Payload::File(upload) if upload.queued) && params.truthy("SkipTask").is_none();
    let place = if is_queued {
        Some(check(row, &params, &caller.current_options(&instance.options)?.settings.rules)?)
    } else {
        None
    };
    let (body, facts) = caller.read_body(row, is_queued)?;
    let work = Work { row, params, body, facts, caller: caller.clone() };
    if let Some(place) = place {
        Tasks::add(instance, place, work);
        return Ok(0);
    }
    Ok(run(instance, work.prepare(instance)?, work))
}

impl Work {
    /// Makes a call of what the caller handed over and of the options as they are now.
    pub fn prepare(&self, instance: &Instance) -> Result<Call<Host>> {
        let options = self.caller.current_options(&instance.options)?;
        let request = request::build(self.row, self.params.clone(), &options.settings, self.facts.as_ref())?;
        let on_hash = self.caller.hears("onHashProgress").then(|| {
            let caller = self.caller.clone();
            let watch: Watch =
                Rc::new(move |loaded, total| caller.tell("onHashProgress", &hash_event(loaded, total)));
            watch
        });
        let body = self.body.clone();
        Ok(Call { request, options, body, on_upload: None, on_download: None, on_hash })
    }
}

fn run(instance: &Rc<Instance>, mut call: Call<Host>, work: Work) -> u32 {
    let download = watch_transfer(instance, &mut call, &work.caller);
    let number = {
        let calls = &mut instance.calls.borrow_mut();
        calls.issued = calls.issued.wrapping_add(1).max(1);
        calls.issued
    };
    let shared = instance.clone();
    let (handle, future) = Stoppable::new(async move {
        let result = shared.client.call(&mut call).await;
        if let Some(download) = download {
            download.report();
        }
        forget(&shared, number);
        work.caller.settle(result);
    });
    instance.calls.borrow_mut().running.push((number, handle));
    spawn_local(future);
    number
}

/// Lets the caller's `onProgress` hear of a download, or of the bytes of a part.
fn watch_transfer(instance: &Instance, call: &mut Call<Host>, caller: &Rc<Caller>) -> Option<Rc<Progress>> {
    if !caller.hears("onProgress") {
        return None;
    }
    let caller = caller.clone();
    if matches!(call.request.row.body, Payload::File(_)) {
        call.on_upload =
            Some(Rc::new(move |loaded, total| caller.tell("onProgress", &counts(loaded, total))));
        return None;
    }
    if call.request.row.answer != Answer::Raw {
        return None;
    }
    let progress = Progress::new(instance, Some(0), move |reading| tell(&caller, reading));
    call.on_download = Some(progress.watch());
    Some(progress)
}
