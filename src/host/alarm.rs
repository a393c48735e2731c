//! What a timer rings.

use std::cell::Cell;
use std::task::{Context, Poll, Waker};

/// Wakes who waits for it.
#[derive(Default)]
pub struct Alarm {
    has_rung: Cell<bool>,
    waiting: Cell<Option<Waker>>,
}

impl Alarm {
    pub fn ring(&self) {
        self.has_rung.set(true);
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    pub fn poll(&self, context: &Context) -> Poll<()> {
        if self.has_rung.get() {
            return Poll::Ready(());
        }
        self.waiting.set(Some(context.waker().clone()));
        Poll::Pending
    }
}
