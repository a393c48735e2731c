//! Requests under way, and locks that are held.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Requests under way. Its clones are one and the same.
#[derive(Clone, Default)]
pub struct Flights(Rc<Counts>);

#[derive(Default)]
struct Counts {
    open: Cell<usize>,
    most: Cell<usize>,
    aborted: Cell<usize>,
    begun: RefCell<HashMap<String, usize>>,
}

/// A request under way; dropped before it has landed, it was aborted.
pub struct Flight {
    counts: Rc<Counts>,
    has_landed: Cell<bool>,
}

impl Flights {
    /// How often this operation has been sent by now.
    pub fn begin(&self, operation: &str) -> usize {
        let mut begun = self.0.begun.borrow_mut();
        let count = begun.entry(operation.to_owned()).or_default();
        *count += 1;
        *count
    }

    pub fn fly(&self) -> Flight {
        self.0.open.set(self.0.open.get() + 1);
        self.0.most.set(self.0.most.get().max(self.0.open.get()));
        Flight { counts: self.0.clone(), has_landed: Cell::new(false) }
    }

    pub fn open(&self) -> usize {
        self.0.open.get()
    }

    /// How many there were at once.
    pub fn most(&self) -> usize {
        self.0.most.get()
    }

    /// Counts the most anew.
    pub fn forget(&self) {
        self.0.most.set(0);
    }

    pub fn aborted(&self) -> usize {
        self.0.aborted.get()
    }
}

impl Flight {
    pub fn land(&self) {
        self.has_landed.set(true);
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.counts.open.set(self.counts.open.get() - 1);
        if !self.has_landed.get() {
            self.counts.aborted.set(self.counts.aborted.get() + 1);
        }
    }
}

/// Locks by name. Its clones are one and the same.
#[derive(Clone, Default)]
pub struct Locks(Rc<RefCell<HashMap<String, Vec<Waker>>>>);

pub struct Lock {
    locks: Locks,
    name: String,
}

impl Locks {
    pub fn enter(&self, name: &str) -> impl Future<Output = Lock> + use<> {
        let (locks, name) = (self.clone(), name.to_owned());
        poll_fn(move |context| {
            if let Some(waiting) = locks.0.borrow_mut().get_mut(&name) {
                waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            locks.0.borrow_mut().insert(name.clone(), Vec::new());
            Poll::Ready(Lock { locks: locks.clone(), name: name.clone() })
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let waiting = self.locks.0.borrow_mut().remove(&self.name);
        waiting.into_iter().flatten().for_each(Waker::wake);
    }
}
