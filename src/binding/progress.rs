//! Progress as the caller hears it: not more often than he wants.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Function;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::browser::{Browser, rethrow_later};
use crate::platform::{Platform, Watch};
use crate::transfer::progress::{Meter, Reading, number};

/// The progress of one transfer. Dropping it ends all reports.
pub struct Progress {
    platform: Browser,
    /// `ProgressInterval`, milliseconds.
    interval: u32,
    meter: RefCell<Meter>,
    tell: Box<dyn Fn(&Reading)>,
}

impl Progress {
    pub fn new(
        platform: Browser,
        interval: u32,
        total: Option<u64>,
        tell: impl Fn(&Reading) + 'static,
    ) -> Rc<Self> {
        let meter = RefCell::new(Meter::new(total, platform.now()));
        Rc::new(Progress { platform, interval, meter, tell: Box::new(tell) })
    }

    /// Takes the counts of a transport.
    pub fn watch(self: &Rc<Self>) -> Watch {
        let progress = Rc::downgrade(self);
        Rc::new(move |loaded, total| {
            if let Some(progress) = progress.upgrade() {
                progress.note(loaded, total);
            }
        })
    }

    fn note(self: &Rc<Self>, loaded: u64, total: u64) {
        let total = Some(total).filter(|total| *total > 0);
        let Some(timer) = self.meter.borrow_mut().note(loaded, total) else { return };
        let progress = Rc::downgrade(self);
        let (platform, interval) = (self.platform.clone(), self.interval);
        spawn_local(async move {
            platform.sleep(interval).await;
            let Some(progress) = progress.upgrade() else { return };
            let reading = progress.meter.borrow_mut().fire(timer, progress.platform.now());
            if let Some(reading) = reading {
                (progress.tell)(&reading);
            }
        });
    }

    /// Reports where the transfer is.
    pub fn report(&self) {
        let reading = self.meter.borrow_mut().read(self.platform.now());
        (self.tell)(&reading);
    }

    /// Reports that everything is done.
    pub fn finish(&self) {
        let reading = self.meter.borrow_mut().finish(self.platform.now());
        (self.tell)(&reading);
    }
}

#[derive(Serialize)]
struct Event {
    loaded: f64,
    total: Option<f64>,
    speed: f64,
    percent: f64,
}

/// Calls an `onProgress`. What it throws is the caller's.
pub fn tell(listener: &Function, reading: &Reading) {
    let event = Event {
        loaded: number(reading.loaded),
        total: reading.total.map(number),
        speed: reading.speed,
        percent: reading.percent,
    };
    call(listener, &to_js(&event));
}

/// Calls a listener with one argument. What it throws is reported as uncaught.
pub fn call(listener: &Function, argument: &JsValue) {
    if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, argument) {
        rethrow_later(&thrown);
    }
}

/// A small value as a plain object.
pub fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_default()
}
