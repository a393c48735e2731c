//! The request signature, computed from what arrived. Written for the emulator alone, so that it does not share a
//! mistake with the SDK.

use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};

use crate::encode::{Query, hex, percent_decode, percent_encode};

/// What a client claims about its signature, in a header, a form field or the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) access_key: String,
    pub(crate) sign_time: String,
    pub(crate) key_time: String,
    /// Names in lower case and encoded, sorted.
    pub(crate) headers: Vec<String>,
    pub(crate) params: Vec<String>,
    pub(crate) signature: String,
}

impl Claim {
    /// Reads `q-sign-algorithm=sha1&q-ak=...`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let pairs: Vec<(&str, &str)> =
            text.trim().split('&').filter_map(|pair| pair.split_once('=')).collect();
        let field = |name: &str| {
            let found = pairs.iter().find(|(candidate, _)| *candidate == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Self::from_fields(field)
    }

    /// Reads the same fields from the query of a signed URL.
    pub(crate) fn from_query(query: &Query) -> Result<Self, String> {
        Self::from_fields(|name| query.get(name).map(str::to_owned))
    }

    fn from_fields(field: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let required = |name: &str| field(name).ok_or_else(|| format!("the signature has no {name}"));
        let algorithm = required("q-sign-algorithm")?;
        if algorithm != "sha1" {
            return Err(format!("q-sign-algorithm is {algorithm}, only sha1 is supported"));
        }
        Ok(Self {
            access_key: required("q-ak")?,
            sign_time: required("q-sign-time")?,
            key_time: required("q-key-time")?,
            headers: names(&required("q-header-list")?),
            params: names(&required("q-url-param-list")?),
            signature: required("q-signature")?,
        })
    }
}

/// The names of a `;` list in the form they have in the string that is hashed.
fn names(list: &str) -> Vec<String> {
    let mut names: Vec<String> = list
        .split(';')
        .filter(|name| !name.is_empty())
        .map(|name| encoded_name(&percent_decode(name)))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn encoded_name(name: &str) -> String {
    percent_encode(name).to_lowercase()
}

/// The parts of a request that a signature covers.
#[derive(Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) method: &'a str,
    /// Decoded, with its leading slash.
    pub(crate) path: &'a str,
    pub(crate) params: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
}

/// A signature with the texts it was made from; the service shows them in its refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Computed {
    pub(crate) format_string: String,
    pub(crate) string_to_sign: String,
    pub(crate) signature: String,
}

/// The signature that the claim should have, or the name of a signed header or param that did not arrive.
pub(crate) fn compute(claim: &Claim, signed: &Signed<'_>, secret_key: &str) -> Result<Computed, String> {
    let params = canonical(&claim.params, &signed.params)?;
    let headers = canonical(&claim.headers, &signed.headers)?;
    let format_string = format!("{}\n{}\n{params}\n{headers}\n", signed.method.to_lowercase(), signed.path);
    let string_to_sign = format!("sha1\n{}\n{}\n", claim.sign_time, hex(Sha1::digest(&format_string)));
    let sign_key = hex(hmac_sha1(secret_key.as_bytes(), claim.key_time.as_bytes()));
    let signature = hex(hmac_sha1(sign_key.as_bytes(), string_to_sign.as_bytes()));
    Ok(Computed { format_string, string_to_sign, signature })
}

/// The signature of a form with a policy: over the policy's text instead of a request.
pub(crate) fn compute_for_policy(policy: &str, key_time: &str, secret_key: &str) -> String {
    let sign_key = hex(hmac_sha1(secret_key.as_bytes(), key_time.as_bytes()));
    hex(hmac_sha1(sign_key.as_bytes(), hex(Sha1::digest(policy)).as_bytes()))
}

fn canonical(listed: &[String], sent: &[(String, String)]) -> Result<String, String> {
    let mut pieces = Vec::new();
    for name in listed {
        let before = pieces.len();
        let same_name = sent.iter().filter(|(candidate, _)| encoded_name(candidate) == *name);
        pieces.extend(same_name.map(|(_, value)| format!("{name}={}", percent_encode(value))));
        if pieces.len() == before {
            return Err(name.clone());
        }
    }
    Ok(pieces.join("&"))
}

fn hmac_sha1(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes keys of every length, so there is always a code.
    let Ok(mut code) = Hmac::<Sha1>::new_from_slice(key) else { return Vec::new() };
    code.update(message);
    code.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Vector {
        name: String,
        secret_key: String,
        method: String,
        path: String,
        params: Vec<(String, String)>,
        headers: Vec<(String, String)>,
        authorization: String,
    }

    #[test]
    fn signatures_of_the_original_sdk_and_of_the_service_documents_are_found_valid() {
        let vectors: Vec<Vector> =
            serde_json::from_str(include_str!("../../tests/vectors/sign.json")).unwrap();
        assert_eq!(vectors.len(), 36);
        for vector in vectors {
            let claim = Claim::parse(&vector.authorization).unwrap();
            let (method, path) = (vector.method.as_str(), vector.path.as_str());
            let signed = Signed { method, path, params: vector.params, headers: vector.headers };
            let computed = compute(&claim, &signed, &vector.secret_key).unwrap();
            assert_eq!(computed.signature, claim.signature, "{}: {}", vector.name, computed.format_string);
        }
    }

    #[test]
    fn a_claim_without_one_of_its_fields_says_which() {
        let whole = "q-sign-algorithm=sha1&q-ak=a&q-sign-time=1;2&q-key-time=1;2&q-header-list=\
                     &q-url-param-list=&q-signature=s";
        assert!(Claim::parse(whole).is_ok());
        for field in ["q-ak", "q-sign-time", "q-key-time", "q-header-list", "q-url-param-list", "q-signature"]
        {
            let reason = Claim::parse(&whole.replace(field, "x")).unwrap_err();
            assert_eq!(reason, format!("the signature has no {field}"));
        }
        assert!(Claim::parse(&whole.replace("sha1", "md5")).unwrap_err().contains("only sha1"));
    }

    #[test]
    fn lists_are_read_whatever_their_encoding() {
        assert_eq!(names("b;A;%E4%B8%AD"), ["%e4%b8%ad", "a", "b"]);
        assert_eq!(names(""), Vec::<String>::new());
    }
}
