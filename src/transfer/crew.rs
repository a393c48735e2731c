//! Work that goes on side by side.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::Result;

/// Work whose kind does not matter. Boxed, so that each piece of code is compiled once.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Work under way. Dropping it stops all of it.
pub struct Crew<'a, T>(Vec<Boxed<'a, T>>);

impl<'a, T> Crew<'a, T> {
    #[must_use]
    pub fn new() -> Self {
        Crew(Vec::new())
    }

    pub fn add(&mut self, work: Boxed<'a, T>) {
        self.0.push(work);
    }

    #[must_use]
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// The result of whoever is done next; nothing when nobody works.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context) -> Poll<Option<T>> {
        for (place, work) in self.0.iter_mut().enumerate() {
            if let Poll::Ready(result) = work.as_mut().poll(context) {
                drop(self.0.swap_remove(place));
                return Poll::Ready(Some(result));
            }
        }
        if self.0.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }
}

impl<T> Default for Crew<'_, T> {
    fn default() -> Self {
        Crew::new()
    }
}

/// What both give, or what fails first.
///
/// # Errors
/// Those of the two.
pub async fn both<A, B>(mut one: Boxed<'_, Result<A>>, mut other: Boxed<'_, Result<B>>) -> Result<(A, B)> {
    let mut results = (None, None);
    poll_fn(|context| {
        if results.0.is_none()
            && let Poll::Ready(result) = one.as_mut().poll(context)
        {
            results.0 = Some(result?);
        }
        if results.1.is_none()
            && let Poll::Ready(result) = other.as_mut().poll(context)
        {
            results.1 = Some(result?);
        }
        match (results.0.take(), results.1.take()) {
            (Some(one), Some(other)) => Poll::Ready(Ok((one, other))),
            waiting => {
                results = waiting;
                Poll::Pending
            }
        }
    })
    .await
}
