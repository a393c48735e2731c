//! Single flight: who needs what another is already fetching waits for it.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::error::Error;

/// One errand that others may wait for.
#[derive(Clone, Default)]
pub struct Flight(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    is_over: bool,
    error: Option<Rc<Error>>,
    waiting: Vec<Waker>,
}

/// Held by whoever runs the errand; however he ends, those who wait go on.
pub struct Pilot(Flight);

impl Flight {
    /// Starts an errand that others can join.
    #[must_use]
    pub fn start() -> (Flight, Pilot) {
        let flight = Flight::default();
        (flight.clone(), Pilot(flight))
    }

    /// Whether there is nothing to wait for any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.borrow().is_over
    }

    /// Waits for the end; the error it ended with, if any.
    pub async fn landed(&self) -> Option<Rc<Error>> {
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if state.is_over {
                return Poll::Ready(state.error.clone());
            }
            state.waiting.push(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl Pilot {
    /// Tells those who wait that the errand failed.
    pub fn fail(&self, error: Rc<Error>) {
        self.0.0.borrow_mut().error = Some(error);
    }
}

impl Drop for Pilot {
    fn drop(&mut self) {
        let mut state = self.0.0.borrow_mut();
        state.is_over = true;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}
