//! Work that goes on side by side.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::Result;
use crate::platform::{Digest, Errand};

/// Work whose kind does not matter. Boxed, so that each piece of code is compiled once.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A piece of work among others. True when it went without trouble.
pub type Piece<'a> = Boxed<'a, Result<bool>>;

/// Does all pieces of work, `most` of them at once, and calls `after_each`. A line that fails gets half of the load,
/// and one more piece with each that goes well.
///
/// # Errors
/// The first. What goes on besides is stopped.
pub async fn side_by_side<'a>(
    most: usize,
    next: &mut dyn FnMut() -> Option<Piece<'a>>,
    after_each: &dyn Fn(),
) -> Result<()> {
    let mut crew = Vec::new();
    let mut width = most;
    loop {
        while crew.len() < width
            && let Some(piece) = next()
        {
            crew.push(piece);
        }
        let Some(result) = poll_fn(|context| poll(&mut crew, context)).await else { return Ok(()) };
        width = if result? { most.min(width + 1) } else { (width / 2).max(1) };
        after_each();
    }
}

/// The result of whoever is done next; nothing when nobody works.
fn poll(crew: &mut Vec<Piece>, context: &mut Context) -> Poll<Option<Result<bool>>> {
    for (place, piece) in crew.iter_mut().enumerate() {
        if let Poll::Ready(result) = piece.as_mut().poll(context) {
            drop(crew.swap_remove(place));
            return Poll::Ready(Some(result));
        }
    }
    if crew.is_empty() { Poll::Ready(None) } else { Poll::Pending }
}

/// What a request gives, and the checksums of its bytes, which are read meanwhile; or what fails first.
///
/// # Errors
/// Those of the two.
pub async fn with_digest<T>(
    mut call: Boxed<'_, Result<T>>,
    mut reading: Option<Errand<Result<Digest>>>,
) -> Result<(T, Option<Digest>)> {
    let (mut reply, mut digest) = (None, None);
    poll_fn(|context| {
        // First, because whoever is dropped unasked has nobody to tell his failure to.
        if let Some(errand) = &mut reading
            && let Poll::Ready(result) = errand.as_mut().poll(context)
        {
            digest = Some(result?);
            reading = None;
        }
        if reply.is_none()
            && let Poll::Ready(result) = call.as_mut().poll(context)
        {
            reply = Some(result?);
        }
        match reply.take() {
            Some(reply) if reading.is_none() => Poll::Ready(Ok((reply, digest.take()))),
            waiting => {
                reply = waiting;
                Poll::Pending
            }
        }
    })
    .await
}
