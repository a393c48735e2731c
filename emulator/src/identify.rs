//! Who sent a request, by its signature.

use http::HeaderMap;

use crate::auth::{self, Claim, Identity, Signed};
use crate::call::Call;
use crate::failure::Failure;
use crate::wire::header_text;

/// Checks who sent the request. A form tells later.
pub(crate) fn identify(call: &Call<'_>) -> Result<Identity, Failure> {
    let claim = match call.header("authorization") {
        Some(text) => Claim::parse(&text),
        None if call.query.has("q-signature") || call.query.has("q-sign-algorithm") => {
            Claim::from_query(&call.query)
        }
        None if call.query.has("sign") => Claim::parse(call.query.get_or_empty("sign")),
        None => return Ok(Identity::Anonymous),
    };
    let claim = claim.map_err(|reason| auth::malformed(&reason))?;
    let holder = auth::holder_of(&call.emulator.tokens, &claim.access_key)?;
    let params: Vec<(String, String)> =
        call.query.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let signed = |path| Signed {
        method: call.method.as_str(),
        path,
        params: params.clone(),
        headers: call.header_pairs(),
    };
    // A client that addresses the bucket by path may sign the whole path or the key alone.
    let key_path = format!("/{}", call.address.key);
    let mut candidates = vec![signed(call.path.as_str())];
    if call.path != key_path && call.address.region.is_none() {
        candidates.push(signed(&key_path));
    }
    auth::verify(&claim, &candidates, &holder, call.now)?;
    let token = call.header("x-cos-security-token");
    let token = token.as_deref().or(call.query.get("x-cos-security-token"));
    holder.identity(token, call.now)
}

impl Call<'_> {
    /// All headers as they arrived, names in lower case.
    pub(crate) fn header_pairs(&self) -> Vec<(String, String)> {
        header_pairs(&self.headers)
    }
}

fn header_pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |name: &http::HeaderName| header_text(headers, name.as_str()).unwrap_or_default();
    headers.keys().map(|name| (name.as_str().to_owned(), text(name))).collect()
}
