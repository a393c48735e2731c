//! Cross-origin rules: preflights, and the headers that let a page read an answer.

use http::{HeaderMap, StatusCode};
use roxmltree::{Document, Node};

use crate::failure::{Failure, Outcome};
use crate::pattern::fits;
use crate::wire::{Reply, header_text, set_header};
use crate::xml::{child_text, children};

/// Headers that the default rule exposes, besides every `x-cos-` header of the answer.
const EXPOSED_BY_DEFAULT: &[&str] = &[
    "Accept-Ranges",
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "Date",
    "ETag",
    "Expires",
    "Last-Modified",
    "Location",
    "Retry-After",
    "Server",
    "x-cos-hash-crc64ecma",
    "x-cos-request-id",
    "x-cos-storage-class",
    "x-cos-trace-id",
    "x-cos-version-id",
];
/// The methods that a rule may name.
const METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "HEAD"];
/// The methods that are allowed without rules. `OPTIONS` is among them, although the service knows no rule for it,
/// because a page that sends it has to be admitted before it can be answered.
const ALL_METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS"];

/// The rules of a bucket, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    /// Whether answers depend on the origin as far as caches are concerned.
    varies: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    origins: Vec<String>,
    methods: Vec<String>,
    headers: Vec<String>,
    exposed: Vec<String>,
    max_age: Option<u32>,
    exposes_service_headers: bool,
}

impl Rules {
    /// Everything is allowed and exposed.
    pub(crate) fn permissive() -> Self {
        let owned = |list: &[&str]| list.iter().map(|entry| (*entry).to_owned()).collect();
        let rule = Rule {
            origins: owned(&["*"]),
            methods: owned(ALL_METHODS),
            headers: owned(&["*"]),
            exposed: owned(EXPOSED_BY_DEFAULT),
            max_age: Some(600),
            exposes_service_headers: true,
        };
        Self { rules: vec![rule], varies: false }
    }

    /// Nothing is allowed.
    pub(crate) fn none() -> Self {
        Self { rules: Vec::new(), varies: false }
    }

    /// Reads a `CORSConfiguration` document.
    pub(crate) fn read(document: &Document<'_>) -> Result<Self, Failure> {
        let rules = children(document.root_element(), "CORSRule");
        let rules: Vec<Rule> = rules.map(Rule::read).collect::<Result<_, _>>()?;
        if rules.is_empty() {
            return Err(Failure::malformed_xml("A CORS configuration needs at least one rule."));
        }
        let varies = child_text(document.root_element(), "ResponseVary");
        Ok(Self { rules, varies: varies.is_some_and(|text| text.trim().eq_ignore_ascii_case("true")) })
    }

    fn find(&self, origin: &str, method: &str) -> Option<&Rule> {
        let applies = |rule: &&Rule| {
            let allows_origin = rule.origins.iter().any(|pattern| fits(pattern, origin));
            allows_origin && rule.methods.iter().any(|allowed| allowed == method)
        };
        self.rules.iter().find(applies)
    }

    /// Answers a preflight; 403 when no rule allows what the page is about to do.
    pub(crate) fn preflight(&self, headers: &HeaderMap) -> Outcome {
        let text = |name: &str| header_text(headers, name).unwrap_or_default();
        let (origin, method) = (text("origin"), text("access-control-request-method"));
        let asked = text("access-control-request-headers");
        let asked: Vec<&str> = asked.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        let rule =
            self.find(&origin, &method).filter(|rule| asked.iter().all(|name| rule.allows_header(name)));
        let Some(rule) = rule else {
            let message = "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of \
                           Origin, request method / Access-Control-Request-Method or \
                           Access-Control-Request-Headers are not whitelisted.";
            return Err(Failure::new(403, "AccessForbidden", message));
        };
        let mut reply = Reply::new(StatusCode::OK);
        rule.mark(&mut reply.headers, &origin);
        reply = reply.header("access-control-allow-methods", rule.methods.join(","));
        if !asked.is_empty() {
            reply = reply.header("access-control-allow-headers", asked.join(","));
        }
        if let Some(max_age) = rule.max_age {
            reply = reply.header("access-control-max-age", max_age.to_string());
        }
        Ok(reply)
    }

    /// Adds to an answer what lets the page of `origin` read it, if a rule does.
    pub(crate) fn admit(&self, headers: &mut HeaderMap, origin: &str, method: &str) {
        if let Some(rule) = self.find(origin, method) {
            rule.mark(headers, origin);
        }
        if self.varies {
            set_header(headers, "vary", "Origin");
        }
    }
}

impl Rule {
    fn read(node: Node<'_, '_>) -> Result<Self, Failure> {
        let list = |name: &str| -> Vec<String> {
            children(node, name).filter_map(|child| child.text().map(|text| text.trim().to_owned())).collect()
        };
        let methods = list("AllowedMethod");
        if let Some(unknown) = methods.iter().find(|method| !METHODS.contains(&method.as_str())) {
            let message =
                format!("Found unsupported HTTP method in CORS config. Unsupported method is {unknown}");
            return Err(Failure::new(400, "InvalidRequest", message));
        }
        let origins = list("AllowedOrigin");
        if origins.is_empty() || methods.is_empty() {
            return Err(Failure::malformed_xml("A CORS rule needs AllowedOrigin and AllowedMethod."));
        }
        check_stars(&origins, &list("ExposeHeader"))?;
        let max_age = child_text(node, "MaxAgeSeconds").filter(|text| !text.is_empty());
        let max_age = max_age.map(|text| text.trim().parse()).transpose();
        Ok(Self {
            origins,
            methods,
            headers: list("AllowedHeader"),
            exposed: list("ExposeHeader"),
            max_age: max_age.map_err(|_| Failure::malformed_xml("MaxAgeSeconds is not a number."))?,
            exposes_service_headers: false,
        })
    }

    fn allows_header(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.headers.iter().any(|pattern| fits(&pattern.to_ascii_lowercase(), &name))
    }

    fn mark(&self, headers: &mut HeaderMap, origin: &str) {
        let is_open = self.origins.iter().any(|pattern| pattern == "*");
        set_header(headers, "access-control-allow-origin", if is_open { "*" } else { origin });
        if !is_open {
            set_header(headers, "vary", "Origin");
        }
        let mut exposed = self.exposed.clone();
        if self.exposes_service_headers {
            let names =
                headers.keys().map(http::HeaderName::as_str).filter(|name| name.starts_with("x-cos-"));
            exposed.extend(names.filter(|name| !EXPOSED_BY_DEFAULT.contains(name)).map(str::to_owned));
        }
        if !exposed.is_empty() {
            set_header(headers, "access-control-expose-headers", exposed.join(","));
        }
    }
}

/// An origin may hold one star, an exposed header none.
fn check_stars(origins: &[String], exposed: &[String]) -> Result<(), Failure> {
    let stars = |text: &String| text.matches('*').count();
    let refused = origins.iter().find(|origin| stars(origin) > 1).map(|origin| ("AllowedOrigin", origin));
    let refused =
        refused.or_else(|| exposed.iter().find(|name| stars(name) > 0).map(|name| ("ExposeHeader", name)));
    match refused {
        Some((name, text)) => {
            let message = format!("{name} \"{text}\" holds a wildcard where none is allowed.");
            Err(Failure::new(400, "InvalidRequest", message))
        }
        None => Ok(()),
    }
}
