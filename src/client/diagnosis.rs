//! What kept an answer away, found out after the last attempt.

use super::{Call, Client};
use crate::error::{Cause, Error};
use crate::platform::{Body, Platform};

impl<P: Platform> Client<P> {
    /// Tells apart what a browser reports as one and the same failure.
    pub(super) async fn diagnose(&self, call: &Call<P>, error: Error) -> Error {
        let Error::Network(network) = &error else { return error };
        if network.cause != Cause::Lost {
            return error;
        }
        if let Body::Blob(blob) = &call.body
            && !self.platform.is_readable(blob).await
        {
            return Error::unreadable();
        }
        if !self.platform.is_online() {
            return with_cause(error, Cause::Offline);
        }
        let page = self.platform.page_protocol();
        if page.as_deref() == Some("https:") && network.url.starts_with("http:") {
            return with_cause(error, Cause::MixedContent);
        }
        if self.platform.is_reachable(&network.url).await {
            return with_cause(error, Cause::CrossOrigin);
        }
        error
    }
}

pub(super) fn with_cause(error: Error, cause: Cause) -> Error {
    match error {
        Error::Network(mut network) => {
            network.cause = cause;
            Error::Network(network)
        }
        other => other,
    }
}
