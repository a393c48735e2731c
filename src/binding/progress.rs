//! Progress as the caller hears it: not more often than he wants.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::class::Instance;
use super::door::{Caller, Count};
use crate::host::Host;
use crate::host::spawn::spawn;
use crate::platform::{Platform, Watch};
use crate::transfer::progress::{Meter, Reading, hash_percent, number};

/// The progress of one transfer. Dropping it ends all reports.
pub struct Progress {
    platform: Host,
    /// `ProgressInterval`, milliseconds.
    interval: u32,
    meter: RefCell<Meter>,
    tell: Box<dyn Fn(&Reading)>,
}

impl Progress {
    pub fn new(instance: &Instance, total: Option<u64>, tell: impl Fn(&Reading) + 'static) -> Rc<Self> {
        let platform = instance.client.platform.clone();
        let interval = instance.door.limit(Count::ProgressInterval);
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
        spawn(async move {
            platform.sleep(interval).await;
            let Some(progress) = progress.upgrade() else { return };
            let reading = progress.meter.borrow_mut().fire(timer, progress.platform.now());
            if let Some(reading) = reading {
                (progress.tell)(&reading);
            }
        });
    }

    /// Reports that bytes are about to move; so many have been there before.
    pub fn begin(&self, loaded: u64) {
        let reading = self.meter.borrow_mut().begin(loaded, self.platform.now());
        (self.tell)(&reading);
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

/// Calls an `onProgress`.
pub fn tell(caller: &Caller, reading: &Reading) {
    let Reading { loaded, total, speed, percent } = *reading;
    let total = total.map_or(f64::NAN, number);
    caller.progress("onProgress", &to_js(&[number(loaded), total, percent, speed]));
}

/// Calls an `onProgress` with the bytes done and the bytes in all.
pub fn tell_counts(caller: &Caller, loaded: u64, total: u64) {
    caller.progress("onProgress", &to_js(&[number(loaded), number(total)]));
}

/// Calls an `onHashProgress`.
pub fn tell_hashed(caller: &Caller, loaded: u64, total: u64) {
    let percent = hash_percent(loaded, total);
    caller.progress("onHashProgress", &to_js(&[number(loaded), number(total), percent]));
}

fn to_js(numbers: &[f64]) -> JsValue {
    numbers.serialize(&Serializer::json_compatible()).unwrap_or_default()
}
