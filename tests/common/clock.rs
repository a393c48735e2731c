//! A clock that goes on only when everybody waits.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The local clock of the recordings, in milliseconds.
pub const NOW: i64 = 1_700_000_100_000;

/// A clock that goes on only when everybody waits.
#[derive(Clone)]
pub struct Clock(Rc<State>);

struct State {
    now: Cell<i64>,
    last_id: Cell<u64>,
    timers: RefCell<Vec<Timer>>,
}

struct Timer {
    at: i64,
    id: u64,
    then: Then,
}

enum Then {
    Wake(Waker),
    Run(Box<dyn FnOnce()>),
}

impl Clock {
    pub fn new() -> Self {
        Clock(Rc::new(State { now: Cell::new(NOW), last_id: Cell::new(0), timers: RefCell::default() }))
    }

    pub fn now(&self) -> i64 {
        self.0.now.get()
    }

    /// Milliseconds since the start.
    pub fn elapsed(&self) -> i64 {
        self.now() - NOW
    }

    pub fn sleep(&self, milliseconds: u32) -> Sleep {
        Sleep { clock: self.clone(), at: self.now() + i64::from(milliseconds), id: self.next_id() }
    }

    /// Does something when so many milliseconds have passed.
    pub fn after(&self, milliseconds: i64, event: impl FnOnce() + 'static) {
        let timer =
            Timer { at: self.now() + milliseconds, id: self.next_id(), then: Then::Run(Box::new(event)) };
        self.0.timers.borrow_mut().push(timer);
    }

    /// Goes on to what comes next; false when nothing will come any more.
    pub fn advance(&self) -> bool {
        let mut timers = self.0.timers.borrow_mut();
        let Some(first) = timers.iter().map(|timer| (timer.at, timer.id)).min() else { return false };
        let due: Vec<Timer> = timers.extract_if(.., |timer| (timer.at, timer.id) == first).collect();
        drop(timers);
        self.0.now.set(first.0.max(self.now()));
        for timer in due {
            match timer.then {
                Then::Wake(waker) => waker.wake(),
                Then::Run(event) => event(),
            }
        }
        true
    }

    fn next_id(&self) -> u64 {
        self.0.last_id.set(self.0.last_id.get() + 1);
        self.0.last_id.get()
    }

    fn forget(&self, id: u64) {
        self.0.timers.borrow_mut().retain(|timer| timer.id != id);
    }
}

/// Comes back at its time; a dropped one is waited for by nobody.
pub struct Sleep {
    clock: Clock,
    at: i64,
    id: u64,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        self.clock.forget(self.id);
        if self.clock.now() >= self.at {
            return Poll::Ready(());
        }
        let timer = Timer { at: self.at, id: self.id, then: Then::Wake(context.waker().clone()) };
        self.clock.0.timers.borrow_mut().push(timer);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.forget(self.id);
    }
}
