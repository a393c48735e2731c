//! Work that can be dropped from outside: stopping is dropping.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// A handle on running work.
#[derive(Clone)]
pub struct Stoppable(Rc<RefCell<State>>);

struct State {
    /// Absent while it is polled, and when it is over.
    work: Option<Work>,
    is_stopped: bool,
    waker: Option<Waker>,
}

impl Stoppable {
    /// Wraps work; run the future that comes back with it.
    pub fn new(work: impl Future<Output = ()> + 'static) -> (Stoppable, impl Future<Output = ()>) {
        let state = State { work: Some(Box::pin(work)), is_stopped: false, waker: None };
        let handle = Stoppable(Rc::new(RefCell::new(state)));
        let running = handle.clone();
        (handle, poll_fn(move |context| running.poll(context)))
    }

    /// Drops the work now; work that stops itself is dropped when it comes to its next pause.
    pub fn stop(&self) {
        let mut state = self.0.borrow_mut();
        state.is_stopped = true;
        let (work, waker) = (state.work.take(), state.waker.take());
        drop(state);
        drop(work);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn poll(&self, context: &mut Context) -> Poll<()> {
        let Some(mut work) = self.0.borrow_mut().work.take() else { return Poll::Ready(()) };
        let result = work.as_mut().poll(context);
        let mut state = self.0.borrow_mut();
        if result.is_pending() && !state.is_stopped {
            state.work = Some(work);
            state.waker = Some(context.waker().clone());
            return Poll::Pending;
        }
        drop(state);
        drop(work);
        Poll::Ready(())
    }
}
