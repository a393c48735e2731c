//! Runs errands on JavaScript's queue of microtasks.
//!
//! `wasm_bindgen_futures::spawn_local` does the same for all the ways in which futures can be used, which weighs three
//! kilobytes more.

use std::cell::RefCell;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use wasm_bindgen::prelude::*;

use crate::platform::Errand;

#[wasm_bindgen]
extern "C" {
    type Turn;

    /// A promise that is kept.
    #[wasm_bindgen(js_namespace = Promise, js_name = resolve)]
    fn next_turn() -> Turn;

    #[wasm_bindgen(method)]
    fn then(this: &Turn, run: &JsValue);
}

thread_local! {
    static RUNNING: RefCell<Running> = const { RefCell::new(Running::new()) };
}

struct Running {
    issued: u32,
    /// By number, in ascending order. Absent while it is polled.
    errands: Vec<(u32, Option<Errand<()>>)>,
}

impl Running {
    const fn new() -> Self {
        Running { issued: 0, errands: Vec::new() }
    }

    fn place(&self, number: u32) -> Option<usize> {
        self.errands.binary_search_by(|(other, _)| other.cmp(&number)).ok()
    }

    fn errand(&mut self, number: u32) -> Option<&mut Option<Errand<()>>> {
        let place = self.place(number)?;
        self.errands.get_mut(place).map(|(_, errand)| errand)
    }
}

/// Runs an errand to its end. The number stops it.
pub fn spawn(errand: impl Future<Output = ()> + 'static) -> u32 {
    begin(Box::pin(errand))
}

fn begin(errand: Errand<()>) -> u32 {
    let number = RUNNING.with_borrow_mut(|running| {
        running.issued += 1;
        running.errands.push((running.issued, Some(errand)));
        running.issued
    });
    wake(number);
    number
}

/// Drops an errand now; one that stops itself is dropped when it comes to its next pause.
pub fn stop(number: u32) {
    let errand = RUNNING.with_borrow_mut(|running| {
        let place = running.place(number)?;
        Some(running.errands.remove(place))
    });
    drop(errand);
}

/// Each has a turn of its own: one that is broken off by an exception takes no others along.
fn wake(number: u32) {
    next_turn().then(&Closure::once_into_js(move || run(number)));
}

fn run(number: u32) {
    let errand = RUNNING.with_borrow_mut(|running| running.errand(number)?.take());
    if let Some(errand) = errand {
        poll(number, errand);
    }
}

fn poll(number: u32, mut errand: Errand<()>) {
    let waker = Waker::from(Arc::new(Bell(number)));
    if errand.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
        return stop(number);
    }
    // It may have been stopped meanwhile. Nothing is dropped under the borrow, because that may wake others.
    let stopped = RUNNING.with_borrow_mut(|running| match running.errand(number) {
        Some(place) => place.replace(errand),
        None => Some(errand),
    });
    drop(stopped);
}

/// What wakes an errand.
struct Bell(u32);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        wake(self.0);
    }
}
