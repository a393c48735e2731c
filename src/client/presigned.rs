//! URLs that carry their signature.

use std::rc::Rc;

use super::Client;
use super::credentials::{Wanted, fixed};
use super::grant::Signature;
use super::options::{Source, signed_host};
use super::signed::to_sign;
use crate::error::Result;
use crate::platform::Platform;
use crate::protocol::json;
use crate::protocol::presign::{Presigned, callback_url, returned_url};
use crate::protocol::query::query_pairs;
use crate::protocol::request::Request;
use crate::value::{Map, Text};

/// A presigned URL that is wanted.
pub struct UrlWish {
    pub request: Box<Request>,
    pub options: Rc<Map>,
    /// False for a URL without signature.
    pub sign: bool,
    /// Seconds.
    pub expires: Option<i64>,
    /// The caller's own query, encoded by himself and not signed.
    pub query_string: Text,
}

impl<P: Platform> Client<P> {
    /// The URL at once: unsigned when the keys have to be asked for first.
    ///
    /// # Errors
    /// When the options have no keys.
    pub fn url_now(&self, wish: &UrlWish) -> Result<Text> {
        let headers = wish.headers();
        let wanted = wish.wanted(&headers);
        let keys = match Source::of(&wish.options) {
            _ if !wish.sign => None,
            Source::Fixed => Some(Rc::new(fixed(&wish.options)?)),
            _ => self.held_keys(&json::write(&wish.request.scope)),
        };
        let signature = keys.map(|keys| self.signed_with(&wanted, &keys).signature).unwrap_or_default();
        Ok(wish.url(&signature, returned_url))
    }

    /// The signed URL, with keys that are asked for where none are there.
    ///
    /// # Errors
    /// When there are no credentials to be had.
    pub async fn url_signed(&self, wish: &UrlWish) -> Result<Text> {
        let headers = wish.headers();
        let signed = self.signed(&wish.wanted(&headers)).await?;
        Ok(wish.url(&signed.signature, callback_url))
    }
}

impl UrlWish {
    /// The headers that are signed.
    fn headers(&self) -> Map {
        let host = signed_host(&self.options, &self.request, &self.request.url);
        to_sign(&self.request.headers, &host)
    }

    fn wanted<'a>(&'a self, headers: &'a Map) -> Wanted<'a> {
        Wanted {
            request: &self.request,
            options: &self.options,
            headers,
            fields: None,
            expires: self.expires,
        }
    }

    fn url(&self, signature: &Signature, make: fn(&Presigned) -> Text) -> Text {
        make(&Presigned {
            url: &self.request.url,
            authorization: &signature.authorization,
            passes: &signature.passes,
            query: &query_pairs(&self.request.query),
            query_string: &self.query_string,
        })
    }
}
