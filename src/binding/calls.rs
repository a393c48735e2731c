//! From the door to the client: what a method call becomes.

use std::rc::Rc;

use js_sys::{Function, Object};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::class::Instance;
use super::input::Input;
use super::options;
use super::progress::{Progress, call, tell};
use super::settle::{Settler, to_data};
use super::signal::{self, SignalWatch};
use super::tasks::{Tasks, Work, on_reading};
use crate::browser::{Browser, js};
use crate::client::Call;
use crate::client::stoppable::Stoppable;
use crate::error::Result;
use crate::platform::Watch;
use crate::protocol::operation::{Answer, Operation, Payload};
use crate::protocol::params::check;
use crate::protocol::request;
use crate::transfer::progress::{hash_percent, number};
use crate::transfer::queue::Run;

/// Starts a call. Params that cannot be used settle it at once.
pub fn start(instance: &Rc<Instance>, row: &'static Operation, params: &JsValue, settler: &Settler) {
    let started = Input::read(row, params).and_then(|input| {
        let signal = signal::check(input.raw("Signal"))?;
        if signal.as_ref().is_some_and(signal::is_aborted) {
            settler.abort();
        } else if is_queued(row, &input) {
            let place = check(row, &input.params, &options::rules(&instance.cos)?)?;
            Tasks::add(instance, Work { row, input, settler: settler.clone(), place, signal });
        } else {
            run(instance, prepare(instance, row, &input)?, &input, (settler.clone(), signal));
        }
        Ok(())
    });
    if let Err(error) = started {
        settler.settle(Err(error));
    }
}

/// Makes a call of what the caller handed over and of the options as they are now.
pub fn prepare(instance: &Instance, row: &'static Operation, input: &Input) -> Result<Call<Browser>> {
    let options = options::current(&instance.cos, &instance.client.platform, &input.params)?;
    let request = request::build(row, input.params.clone(), &options.settings, input.facts.as_ref())?;
    Ok(Call {
        request,
        options,
        body: input.body.clone(),
        on_upload: None,
        on_download: None,
        on_hash: input.function("onHashProgress").map(hash_watch),
    })
}

fn is_queued(row: &Operation, input: &Input) -> bool {
    let queued = matches!(row.body, Payload::File(upload) if upload.queued);
    queued && input.params.truthy("SkipTask").is_none()
}

fn run(instance: &Rc<Instance>, mut call: Call<Browser>, input: &Input, told: (Settler, Option<JsValue>)) {
    let (settler, signal) = told;
    let download = watch_transfer(instance, &mut call, input);
    let client = instance.client.clone();
    let ending = settler.clone();
    let (handle, work) = Stoppable::new(async move {
        let result = client.call(&mut call).await;
        if let Some(download) = download {
            download.report();
        }
        ending.settle(result.map(to_data));
    });
    let watch = signal.map(|signal| {
        SignalWatch::new(signal, move || {
            handle.stop();
            settler.abort();
        })
    });
    spawn_local(async move {
        work.await;
        drop(watch);
    });
}

/// Lets the caller's `onProgress` hear of a download, or of the bytes of a part.
fn watch_transfer(instance: &Instance, call: &mut Call<Browser>, input: &Input) -> Option<Rc<Progress>> {
    let listener = input.function("onProgress")?;
    if matches!(call.request.row.body, Payload::File(_)) {
        call.on_upload = Some(plain_watch(listener));
        return None;
    }
    if !matches!(call.request.row.answer, Answer::Raw) {
        return None;
    }
    let platform = instance.client.platform.clone();
    let interval = instance.count("ProgressInterval");
    let progress = Progress::new(platform, interval, Some(0), move |reading| tell(&listener, reading));
    call.on_download = Some(progress.watch());
    Some(progress)
}

/// The progress of an upload task: the list shows it, and `onProgress` hears of it.
pub fn task_progress(instance: &Rc<Instance>, work: &Work, run: Run) -> Rc<Progress> {
    let listener = work.input.function("onProgress");
    let total = work.input.facts.as_ref().and_then(|facts| facts.size);
    let weak = Rc::downgrade(instance);
    let platform = instance.client.platform.clone();
    Progress::new(platform, instance.count("ProgressInterval"), total, move |reading| {
        let is_current = weak.upgrade().is_some_and(|instance| on_reading(&instance, run, reading));
        if let (true, Some(listener)) = (is_current, &listener) {
            tell(listener, reading);
        }
    })
}

fn plain_watch(listener: Function) -> Watch {
    Rc::new(move |loaded, total| call(&listener, &counts(loaded, total)))
}

fn hash_watch(listener: Function) -> Watch {
    Rc::new(move |loaded, total| {
        let event = counts(loaded, total);
        let percent = hash_percent(loaded, total);
        js::set(&event, "percent", &percent.into());
        call(&listener, &event);
    })
}

fn counts(loaded: u64, total: u64) -> JsValue {
    let event = Object::new();
    js::set(&event, "loaded", &number(loaded).into());
    js::set(&event, "total", &number(total).into());
    event.unchecked_into()
}
