//! URLs that carry their signature.

use super::Client;
use super::credentials::{self, Credentials, Wanted, scope_key};
use super::options::{Options, Source};
use super::signed::to_sign;
use crate::error::Result;
use crate::platform::Platform;
use crate::protocol::presign::{Presigned, callback_url, returned_url};
use crate::protocol::query::query_pairs;
use crate::protocol::request::Request;
use crate::value::Map;

/// A presigned URL that is wanted.
pub struct UrlWish {
    pub request: Request,
    pub options: Options,
    /// False for a URL without signature.
    pub sign: bool,
    /// Seconds.
    pub expires: Option<i64>,
    /// The caller's own query, encoded by himself and not signed.
    pub query_string: String,
}

impl<P: Platform> Client<P> {
    /// The URL at once: unsigned when the keys have to be asked for first.
    ///
    /// # Errors
    /// When the options have no keys.
    pub fn url_now(&self, wish: &UrlWish) -> Result<String> {
        let credentials = match wish.options.source {
            _ if !wish.sign => None,
            Source::Fixed => Some(credentials::fixed(&wish.options, wish.expires)?),
            _ => {
                let keys = self.held_keys(&scope_key(&wish.request.scope));
                keys.map(|keys| credentials::temporary(keys, wish.expires))
            }
        };
        Ok(self.presign(wish, credentials, returned_url))
    }

    /// The signed URL, with keys that are asked for where none are there.
    ///
    /// # Errors
    /// When there are no credentials to be had.
    pub async fn url_signed(&self, wish: &UrlWish) -> Result<String> {
        let headers = Self::headers_to_sign(wish);
        let options = &wish.options;
        let wanted = Wanted { request: &wish.request, options, headers: &headers, expires: wish.expires };
        let credentials = self.credentials(&wanted).await?;
        Ok(self.presign(wish, Some(credentials), callback_url))
    }

    fn headers_to_sign(wish: &UrlWish) -> Map {
        let host =
            if wish.options.force_sign_host { wish.request.host(&wish.request.url) } else { String::new() };
        to_sign(&wish.request.headers, &host)
    }

    fn presign(
        &self,
        wish: &UrlWish,
        credentials: Option<Credentials>,
        make: fn(&Presigned) -> String,
    ) -> String {
        let headers = Self::headers_to_sign(wish);
        let query = query_pairs(&wish.request.query);
        let (authorization, passes) = credentials
            .map(|credentials| self.sign(&wish.request, &headers, credentials))
            .unwrap_or_default();
        make(&Presigned {
            url: &wish.request.url,
            authorization: &authorization,
            security_token: &passes.security_token,
            client_ip: &passes.client_ip,
            client_ua: &passes.client_ua,
            token: &passes.token,
            query: &query,
            query_string: &wish.query_string,
        })
    }
}
