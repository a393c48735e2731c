//! An upload as a form: a POST that browsers send without asking the service first whether they may.
//!
//! <https://cloud.tencent.com/document/product/436/14690>

use super::digest::{hmac_sha1_hex, sha1_hex};
use super::encode::base64;
use super::endpoint::{Addressing, Target};
use super::json;
use super::request::Request;
use crate::text::{has, lists, push_count};
use crate::value::{Map, Value};

/// What a policy has to allow.
pub const ACTION: &str = "name/cos:PostObject";

/// The headers that a form has fields for, beside those that begin with `x-cos-`.
const FIELDS: &str = "cache-control content-disposition content-encoding content-type expires";

/// Turns the request that puts an object of so many bytes into the one that posts it; its headers are the form's
/// fields then. Leaves it as it is where a form cannot say the same.
pub fn turn(request: &mut Request, options: &Map, size: u64) {
    let key = request.key.as_str();
    // The service fills in the name of a file, and takes a first slash away; browsers change the ends of lines.
    let is_kept = !key.starts_with('/') && !has(key, "${") && !key.bytes().any(|byte| byte < b' ');
    if !is_kept || !request.query.is_empty() {
        return;
    }
    let mut fields = Map::of("key", key.into());
    fields.set_text("success_action_status", "200");
    for (name, value) in request.headers.iter() {
        let (name, text) = (name.to_ascii_lowercase(), value.to_wire_text());
        if text.is_empty() || name == "content-length" {
            continue;
        }
        if name == "x-cos-tagging" || !name.starts_with("x-cos-") && !lists(FIELDS, &name) {
            return;
        }
        fields.put(if name == "x-cos-acl" { "acl" } else { &name }, text);
    }
    let (bucket, region) = (request.bucket.as_str(), request.region.as_str());
    request.url = Addressing(options).url(&Target { bucket, region, ..Target::default() });
    request.method = "POST".into();
    request.path = "/".into();
    request.headers = fields;
    request.form = Some(size);
    if let Value::List(scope) = &mut request.scope
        && let [Value::Map(permission)] = scope.as_mut_slice()
    {
        permission.set_text("action", ACTION);
    }
}

/// Adds to the fields that go along with a signature those of a policy that admits just this form. `keys` are
/// `SecretId`, `SecretKey` and their time.
pub fn sign(signed: &mut Map, request: &Request, fields: &Map, keys: (&str, &str, &str)) {
    let (id, key, key_time) = keys;
    let mut conditions = fields.clone();
    conditions.set_text("bucket", &request.bucket);
    for &(name, text) in &[("q-sign-algorithm", "sha1"), ("q-ak", id), ("q-sign-time", key_time)] {
        conditions.set_text(name, text);
        signed.set_text(name, text);
    }
    // The signature ends with its key's time.
    let mut policy = String::from("{\"expiration\":\"9999-12-31T00:00:00Z\",\"conditions\":[");
    for (name, value) in conditions.iter() {
        policy.push_str(&json::write_map(Map::of(name, Value::from(value.to_wire_text()))));
        policy.push(',');
    }
    policy.push_str("[\"content-length-range\",0,");
    push_count(&mut policy, request.form.unwrap_or(0));
    policy.push_str("]]}");
    let sign_key = hmac_sha1_hex(key.as_bytes(), key_time.as_bytes());
    let signature = hmac_sha1_hex(sign_key.as_bytes(), sha1_hex(policy.as_bytes()).as_bytes());
    signed.set_text("q-key-time", key_time);
    signed.put("q-signature", signature);
    signed.put("policy", base64(policy.as_bytes()));
}
