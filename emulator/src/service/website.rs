//! A bucket as a website: index and error documents, redirects.

use http::{Method, StatusCode};
use roxmltree::Node;

use crate::call::Call;
use crate::encode::{percent_encode, percent_encode_path};
use crate::failure::{Failure, Outcome};
use crate::operation::Access;
use crate::service::documents::{parse, stored};
use crate::service::{read, referer};
use crate::wire::{Answer, Reply, header_text};
use crate::xml::{child, child_text, children, escape};

const REDIRECT_LOCATION: &str = "x-cos-website-redirect-location";

/// Answers a request to the website host of a bucket.
pub(crate) fn serve(call: &mut Call<'_>) -> Outcome {
    if ![Method::GET, Method::HEAD].contains(&call.method) {
        return Err(Failure::method_not_allowed());
    }
    let missing =
        || Failure::new(404, "NoSuchWebsiteConfiguration", "The bucket has no website configuration.");
    let text = match stored(call, "website") {
        Ok(text) => text,
        Err(failure) => return Ok(error_page(&failure)),
    };
    let Some(text) = text else { return Ok(error_page(&missing())) };
    let document = parse(&text, "WebsiteConfiguration")?;
    let site = Site { root: document.root_element() };
    if site.is_secure_only() {
        return Ok(redirect(call, StatusCode::MOVED_PERMANENTLY, ("https", &call.path), true));
    }
    if let Some(rule) = site.rule_for_key(&call.address.key) {
        return Ok(follow(rule, call));
    }
    match site.page(call) {
        Ok(reply) => Ok(reply),
        Err(failure) => Ok(site.answer_failure(call, &failure)),
    }
}

/// The website document of a bucket.
struct Site<'a, 'input> {
    root: Node<'a, 'input>,
}

impl<'a, 'input> Site<'a, 'input> {
    fn text(&self, part: &str, name: &str) -> Option<String> {
        child(self.root, part).and_then(|part| child_text(part, name)).map(|text| text.trim().to_owned())
    }

    fn is_secure_only(&self) -> bool {
        self.text("RedirectAllRequestsTo", "Protocol").is_some_and(|protocol| protocol == "https")
    }

    fn rules(&self) -> impl Iterator<Item = Node<'a, 'input>> {
        child(self.root, "RoutingRules").into_iter().flat_map(|rules| children(rules, "RoutingRule"))
    }

    fn rule_for_key(&self, key: &str) -> Option<Node<'a, 'input>> {
        let applies = |rule: &Node<'_, '_>| {
            in_part(*rule, "Condition", "KeyPrefixEquals").is_some_and(|prefix| key.starts_with(&prefix))
        };
        self.rules().find(applies)
    }

    fn rule_for_status(&self, status: StatusCode) -> Option<Node<'a, 'input>> {
        let applies = |rule: &Node<'_, '_>| {
            let wanted = in_part(*rule, "Condition", "HttpErrorCodeReturnedEquals");
            wanted.is_some_and(|wanted| wanted == status.as_str())
        };
        self.rules().find(applies)
    }

    /// The object behind a path: itself, the index of its folder, or the page whose ending was left out.
    fn page(&self, call: &mut Call<'_>) -> Outcome {
        let suffix = self.text("IndexDocument", "Suffix").unwrap_or_default();
        let key = call.address.key.clone();
        if key.is_empty() || key.ends_with('/') {
            return object(call, &format!("{key}{suffix}"));
        }
        let found = object(call, &key);
        let Err(failure) = &found else { return found };
        if failure.code != "NoSuchKey" {
            return found;
        }
        if self.text("AutoAddressing", "Status").is_some_and(|status| status == "Enabled")
            && let Ok(page) = object(call, &format!("{key}.html"))
        {
            return Ok(page);
        }
        if object(call, &format!("{key}/{suffix}")).is_ok() {
            return Ok(redirect(call, StatusCode::FOUND, ("http", &format!("/{key}/")), false));
        }
        found
    }

    /// A redirect for this kind of failure, or the error document, or a page that is made here.
    fn answer_failure(&self, call: &mut Call<'_>, failure: &Failure) -> Reply {
        if let Some(rule) = self.rule_for_status(failure.status) {
            return follow(rule, call);
        }
        let document = self.text("ErrorDocument", "Key").and_then(|key| object(call, &key).ok());
        let Some(document) = document else { return error_page(failure) };
        let is_hidden =
            self.text("ErrorDocument", "OriginalHttpStatus").is_some_and(|status| status == "Disabled");
        let status = if is_hidden { StatusCode::OK } else { failure.status };
        Reply { status, ..document }
    }
}

/// Sends the browser where a rule says.
fn follow(rule: Node<'_, '_>, call: &Call<'_>) -> Reply {
    let key = &call.address.key;
    let target = match in_part(rule, "Redirect", "ReplaceKeyPrefixWith") {
        Some(start) => {
            let prefix = in_part(rule, "Condition", "KeyPrefixEquals").unwrap_or_default();
            format!("/{start}{}", key.strip_prefix(&prefix).unwrap_or(key))
        }
        None => format!("/{}", in_part(rule, "Redirect", "ReplaceKeyWith").unwrap_or_default()),
    };
    let protocol = in_part(rule, "Redirect", "Protocol").unwrap_or("http".to_owned());
    redirect(call, StatusCode::FOUND, (&protocol, &target), false)
}

fn in_part(rule: Node<'_, '_>, part: &str, name: &str) -> Option<String> {
    child(rule, part).and_then(|part| child_text(part, name))
}

/// An object that everybody may read.
fn object(call: &mut Call<'_>, key: &str) -> Outcome {
    key.clone_into(&mut call.address.key);
    referer::check(call)?;
    call.authorize(Access::ReadObject, &["GetObject"], key)?;
    let reply = read::get(call)?;
    match header_text(&reply.headers, REDIRECT_LOCATION) {
        Some(location) => Ok(Reply::new(StatusCode::MOVED_PERMANENTLY).header("location", location)),
        None => Ok(reply),
    }
}

fn redirect(call: &Call<'_>, status: StatusCode, (protocol, path): (&str, &str), keeps_query: bool) -> Reply {
    let pair = |(name, value): (&str, &str)| format!("{}={}", percent_encode(name), percent_encode(value));
    let query: Vec<String> = call.query.iter().map(pair).collect();
    let query =
        if keeps_query && !query.is_empty() { format!("?{}", query.join("&")) } else { String::new() };
    let location = format!("{protocol}://{}{}{query}", call.host, percent_encode_path(path));
    Reply { body: Answer::Empty, ..Reply::new(status).header("location", location) }
}

/// What browsers are shown in place of an XML document.
fn error_page(failure: &Failure) -> Reply {
    let title = escape(&failure.status.to_string());
    let (code, message) = (escape(&failure.code), escape(&failure.message));
    let page = format!(
        "<!doctype html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1>\
         <ul><li>Code: {code}</li><li>Message: {message}</li></ul></body></html>\n"
    );
    let reply = Reply { status: failure.status, ..Reply::ok() };
    reply.header("content-type", "text/html; charset=utf-8").with_body(page)
}
