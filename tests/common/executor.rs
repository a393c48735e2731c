//! Runs futures on the scripted clock: nothing really waits, yet everything takes its time.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::clock::Clock;

type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Runs one future; nothing when it waits for what never comes.
pub fn run<'a, T>(clock: &Clock, work: impl Future<Output = T> + 'a) -> Option<T> {
    run_all(clock, vec![Box::pin(work) as Work<T>]).pop().flatten()
}

/// Runs futures side by side; nothing for each that waits for what never comes.
pub fn run_all<T>(clock: &Clock, works: Vec<Work<'_, T>>) -> Vec<Option<T>> {
    let mut tasks: Vec<Task<T>> = works.into_iter().map(Task::new).collect();
    loop {
        let mut has_moved = false;
        for task in &mut tasks {
            has_moved |= task.poll_if_woken();
        }
        let is_over = tasks.iter().all(|task| task.result.is_some());
        if is_over || (!has_moved && !clock.advance()) {
            return tasks.into_iter().map(|task| task.result).collect();
        }
    }
}

struct Task<'a, T> {
    work: Option<Work<'a, T>>,
    bell: Arc<Bell>,
    result: Option<T>,
}

impl<'a, T> Task<'a, T> {
    fn new(work: Work<'a, T>) -> Self {
        Task { work: Some(work), bell: Arc::new(Bell(AtomicBool::new(true))), result: None }
    }

    /// Nobody is polled who was not woken, so that a lost wake-up shows as a call that never ends.
    fn poll_if_woken(&mut self) -> bool {
        let Some(work) = self.work.as_mut().filter(|_| self.bell.0.swap(false, Ordering::Relaxed)) else {
            return false;
        };
        let waker = Waker::from(Arc::clone(&self.bell));
        if let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(&waker)) {
            self.result = Some(result);
            self.work = None;
        }
        true
    }
}

struct Bell(AtomicBool);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
