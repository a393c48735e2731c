//! POST of a form: an upload from a plain HTML page.

mod policy;
mod reader;

use http::{HeaderMap, StatusCode};

use crate::auth::{self, Claim, Signed};
use crate::call::Call;
use crate::encode::percent_encode_path;
use crate::failure::{Failure, Outcome};
use crate::operation::Access;
use crate::service::told::Wish;
use crate::service::{attributes, write};
use crate::store::{Object, Received};
use crate::wire::{Reply, set_header};
use crate::xml::Element;

use policy::Policy;
use reader::Form;

const ACTIONS: &[&str] = &["PostObject", "PutObject"];

pub(crate) fn post(call: &mut Call<'_>) -> Outcome {
    let form = reader::read(call)?;
    let key = key(&form)?;
    identify(call, &form)?;
    call.address.key = key;
    call.authorize(Access::WriteObject, ACTIONS, &call.address.key)?;
    call.headers = headers_of(&form);
    let attributes = attributes::from_call(call)?;
    let length = form.file.sums.length;
    if let Some(policy) = Policy::of(&form)? {
        policy.check(&form, &call.address, length, call.now)?;
    }
    let object =
        write::object_of(Received { content: form.file.content.clone(), sums: form.file.sums }, call);
    let wish = Wish::read(call)?;
    let object = Object { attributes, ..object };
    let stored = write::store(call, object.clone())?;
    match wish.carry_out(call, &object)? {
        Some(told) => told.answer(stored),
        None => Ok(answer(call, &form, stored)),
    }
}

fn key(form: &Form) -> Result<String, Failure> {
    let key =
        form.field("key").unwrap_or_default().replace("${filename}", form.file_name.as_deref().unwrap_or(""));
    let key = key.strip_prefix('/').map(str::to_owned).unwrap_or(key);
    if key.is_empty() {
        let message = "The bucket POST must contain the specified field name: key.";
        return Err(Failure::new(400, "UserKeyMustBeSpecified", message));
    }
    Ok(key)
}

/// A form carries its signature in fields: over its policy, or an ordinary request signature in `Signature`.
fn identify(call: &mut Call<'_>, form: &Form) -> Result<(), Failure> {
    let signature = form.field("signature").filter(|text| text.contains("q-signature="));
    let token = form.field("x-cos-security-token").map(str::to_owned);
    if let Some(text) = signature {
        let claim = Claim::parse(text).map_err(|reason| auth::malformed(&reason))?;
        let holder = auth::holder_of(&call.emulator.tokens, &claim.access_key)?;
        let signed =
            Signed { method: "post", path: "/", params: Vec::new(), headers: signed_headers(call, form) };
        auth::verify(&claim, &[signed], &holder, call.now)?;
        call.identity = holder.identity(token.as_deref(), call.now)?;
    } else if let Some(signature) = form.field("q-signature") {
        let field = |name: &str| form.field(name).unwrap_or_default().to_owned();
        let (policy, key_time) = (policy::text(form)?, field("q-key-time"));
        let holder = auth::holder_of(&call.emulator.tokens, &field("q-ak"))?;
        auth::check_window(&key_time, call.now)?;
        if auth::compute_for_policy(&policy, &key_time, holder.secret_key()) != signature {
            return Err(auth::mismatch().detail("StringToSign", policy));
        }
        call.identity = holder.identity(token.as_deref(), call.now)?;
    }
    Ok(())
}

/// The headers that arrived, and the fields that stand for headers.
fn signed_headers(call: &Call<'_>, form: &Form) -> Vec<(String, String)> {
    let mut headers = call.header_pairs();
    for (name, value) in form.fields() {
        if !headers.iter().any(|(header, _)| header == name) {
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    headers
}

fn headers_of(form: &Form) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in form.fields() {
        let name = if name == "acl" { "x-cos-acl" } else { name };
        set_header(&mut headers, name, value);
    }
    let has_type = form.field("content-type").is_some_and(|value| !value.is_empty());
    if let (false, Some(content_type)) = (has_type, &form.file_type) {
        set_header(&mut headers, "content-type", content_type);
    }
    headers
}

fn answer(call: &Call<'_>, form: &Form, stored: Reply) -> Reply {
    let key = &call.address.key;
    let location = format!("http://{}/{}", call.host, percent_encode_path(key));
    let etag =
        stored.headers.get("etag").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    if let Some(target) = form.field("success_action_redirect").filter(|target| !target.is_empty()) {
        let mark = if target.contains('?') { '&' } else { '?' };
        let shown = crate::encode::percent_encode;
        let query = format!("bucket={}&key={}&etag={}", call.address.bucket, shown(key), shown(&etag));
        let reply = Reply { status: StatusCode::SEE_OTHER, ..stored };
        return reply.header("location", format!("{target}{mark}{query}"));
    }
    let status = match form.field("success_action_status") {
        Some("200") => StatusCode::OK,
        Some("201") => StatusCode::CREATED,
        _ => StatusCode::NO_CONTENT,
    };
    let mut reply = Reply { status, ..stored }.header("location", &location);
    if status == StatusCode::CREATED {
        let mut document = Element::new("PostResponse");
        document.text("Location", location).text("Bucket", &call.address.bucket);
        document.text("Key", key).text("ETag", etag);
        reply = reply.with_body(document.into_document()).header("content-type", "application/xml");
    }
    reply
}
