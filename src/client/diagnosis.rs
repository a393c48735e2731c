//! What kept an answer away, found out after the last attempt.

use std::rc::Rc;

use super::{Call, Client};
use crate::error::{Cause, Error, Network};
use crate::platform::Platform;

impl<P: Platform> Client<P> {
    /// Tells apart what a browser reports as one and the same failure.
    pub(super) async fn diagnose(&self, call: &Call<P>, error: Rc<Error>) -> Rc<Error> {
        let Error::Network(network) = &*error else { return error };
        if network.cause != Cause::Lost {
            return error;
        }
        if let Some(blob) = &call.body
            && !self.platform.is_readable(blob).await
        {
            return Error::unreadable();
        }
        let page = self.platform.page_protocol();
        let cause = if !self.platform.is_online() {
            Cause::Offline
        } else if page.as_deref() == Some("https:") && network.url.starts_with("http:") {
            Cause::MixedContent
        } else if self.platform.is_reachable(&call.request.url).await {
            Cause::CrossOrigin
        } else {
            Cause::Lost
        };
        with_cause(error, cause)
    }
}

/// The same silence, of another cause.
pub(super) fn with_cause(error: Rc<Error>, cause: Cause) -> Rc<Error> {
    let Error::Network(network) = &*error else { return error };
    Rc::new(Error::Network(Network { cause, ..network.clone() }))
}
