//! One request from its arrival to the log.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use http::request::Parts;
use roxmltree::Document;

use crate::auth::Identity;
use crate::call::Call;
use crate::clock::http_time;
use crate::cors::Rules;
use crate::effects::Effects;
use crate::encode::Query;
use crate::failure::{Failure, Outcome};
use crate::fault::Subject;
use crate::identify::identify;
use crate::log::{Entry, hide_signature, without_secrets};
use crate::operation::{Access, Found, Level, find};
use crate::service::{referer, website};
use crate::target::{Address, Target, target_of};
use crate::wire::{Answer, Body, Reply, Request, header_text};
use crate::{Emulator, local};

pub(crate) struct Visit<'a> {
    emulator: &'a Emulator,
    parts: Parts,
    body: Body,
    bytes_in: Arc<AtomicU64>,
    host: String,
    target: Target,
    operation: Option<Found>,
    effects: Effects,
    now: SystemTime,
    began: Instant,
    request_id: String,
}

impl<'a> Visit<'a> {
    pub(crate) fn begin(emulator: &'a Emulator, request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let authority = parts.uri.authority().map(|authority| authority.as_str().to_owned());
        let host = header_text(&parts.headers, "host").or(authority).unwrap_or_default();
        let named = parts.uri.authority().map_or(host.as_str(), http::uri::Authority::as_str);
        let target = target_of(named, &parts.uri);
        let operation = operation_of(&target, &parts);
        let bytes_in = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&bytes_in);
        let body = body.map_reader(|reader| Box::new(Counting { reader, counter }));
        let mut visit = Self {
            emulator,
            parts,
            body,
            bytes_in,
            host,
            target,
            operation,
            effects: Effects::default(),
            now: emulator.now(),
            began: Instant::now(),
            request_id: request_id(),
        };
        visit.effects = Effects(visit.meet_faults());
        visit.now = visit.effects.skewed(visit.now);
        visit
    }

    fn meet_faults(&self) -> Vec<crate::fault::Fault> {
        if matches!(&self.target, Target::Local { path } if path.starts_with(local::ADMIN)) {
            return Vec::new();
        }
        let subject = Subject {
            method: self.parts.method.as_str(),
            operations: self.operation.as_ref().map_or(&[], |operation| operation.actions.as_slice()),
            bucket: &self.address().bucket,
            path: &self.path(),
            query: self.raw_query(),
            is_local: matches!(self.target, Target::Local { .. }),
        };
        self.emulator.faults.meet(&subject)
    }

    pub(crate) fn answer(mut self) -> Reply {
        let has_body = self.body.length() != Some(0);
        let outcome = self.effects.instead().unwrap_or_else(|| self.work());
        let (reply, code) = self.settle(outcome);
        let reply = self.with_common_headers(reply);
        let reply = self.effects.on_reply(reply, has_body, &self.request_id);
        self.record(&reply, code);
        reply
    }

    fn work(&mut self) -> Outcome {
        if self.is_preflight() {
            return self.rules().preflight(&self.parts.headers);
        }
        if self.parts.method == Method::OPTIONS {
            return Err(Failure::invalid_argument("Origin and Access-Control-Request-Method are missing."));
        }
        let body = std::mem::replace(&mut self.body, Body::empty());
        let body = self.effects.on_body(body);
        if let Target::Local { path } = &self.target {
            return local::answer(self.emulator, &self.parts, path, body);
        }
        self.serve(body)
    }

    fn serve(&mut self, body: Body) -> Outcome {
        let mut call = Call {
            emulator: self.emulator,
            method: self.parts.method.clone(),
            host: self.host.clone(),
            path: self.path(),
            address: self.address(),
            query: Query::parse(self.raw_query()),
            headers: self.parts.headers.clone(),
            body,
            now: self.now,
            identity: Identity::Anonymous,
        };
        if call.address.is_website {
            return website::serve(&mut call);
        }
        let Some(operation) = &self.operation else { return Err(Failure::method_not_allowed()) };
        call.identity = identify(&call)?;
        let creates = operation.actions.iter().any(|action| action == "PutBucket" || action == "GetService");
        if !creates {
            call.bucket(|_| Ok(()))?;
        }
        if operation.access == Access::ReadObject {
            referer::check(&call)?;
        }
        if operation.access != Access::AskedLater {
            let actions: Vec<&str> = operation.actions.iter().map(String::as_str).collect();
            let key = if call.address.key.is_empty() {
                call.query.get_or_empty("prefix")
            } else {
                &call.address.key
            };
            call.authorize(operation.access, &actions, key)?;
        }
        (operation.run)(&mut call)
    }

    /// The reply, and the error code for the log.
    fn settle(&self, outcome: Outcome) -> (Reply, String) {
        match outcome {
            Ok(reply) => (reply, String::new()),
            Err(failure) => {
                let code = failure.code.clone();
                let resource = format!("{}{}", self.host, self.path());
                let trace_id = STANDARD.encode(format!("{:032x}", fastrand::u128(..)));
                let reply = failure.into_reply(&resource, &self.request_id, &trace_id);
                (reply.header("x-cos-trace-id", trace_id), code)
            }
        }
    }

    fn with_common_headers(&self, mut reply: Reply) -> Reply {
        if !reply.headers.contains_key("content-length") && reply.status.as_u16() != 204 {
            let length = reply.body.length();
            reply = reply.header("content-length", length.to_string());
        }
        if self.parts.method == Method::HEAD {
            reply.body = Answer::Empty;
        }
        reply = reply
            .header("date", http_time(self.now))
            .header("server", "tencent-cos")
            .header("x-cos-request-id", &self.request_id);
        if let Some(origin) = self.origin().filter(|_| !self.is_preflight()) {
            self.rules().admit(&mut reply.headers, &origin, self.parts.method.as_str());
        }
        reply
    }

    fn record(&self, reply: &Reply, code: String) {
        let operation = self.operation.as_ref().and_then(|operation| operation.actions.first()).cloned();
        let preflight = self.is_preflight().then(|| "Preflight".to_owned());
        let Address { bucket, key, .. } = self.address();
        let since_1970 = self.emulator.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        if matches!(&self.target, Target::Local { path } if path.starts_with(local::ADMIN)) {
            return;
        }
        self.emulator.log.add(Entry {
            request_id: self.request_id.clone(),
            method: self.parts.method.to_string(),
            host: self.host.clone(),
            path: self.path(),
            query: hide_signature(self.raw_query()),
            bucket,
            key,
            operation: preflight.or(operation).unwrap_or_default(),
            headers: without_secrets(&self.parts.headers),
            status: reply.status.as_u16(),
            code,
            bytes_in: self.bytes_in.load(Ordering::Relaxed),
            bytes_out: reply.body.length().min(reply.delivery.cut.most()),
            time: u64::try_from(since_1970.as_millis()).unwrap_or_default(),
            duration: u64::try_from(self.began.elapsed().as_millis()).unwrap_or_default(),
            faults: self.effects.0.iter().map(crate::fault::Fault::kind).collect(),
        });
    }

    fn is_preflight(&self) -> bool {
        let asks = self.parts.headers.contains_key("access-control-request-method");
        self.parts.method == Method::OPTIONS && asks && self.origin().is_some()
    }

    fn origin(&self) -> Option<String> {
        header_text(&self.parts.headers, "origin")
    }

    fn raw_query(&self) -> &str {
        self.parts.uri.query().unwrap_or_default()
    }

    fn path(&self) -> String {
        crate::encode::percent_decode(self.parts.uri.path()).into_owned()
    }

    fn address(&self) -> Address {
        match &self.target {
            Target::Bucket(address) => address.clone(),
            Target::Service { region } => Address { region: region.clone(), ..Address::default() },
            Target::Local { .. } => Address::default(),
        }
    }

    /// The cross-origin rules that hold for this request. What has no bucket is open to every page.
    fn rules(&self) -> Rules {
        let Target::Bucket(address) = &self.target else { return Rules::permissive() };
        let stored = self
            .emulator
            .store
            .bucket(address, |bucket| Ok(bucket.settings().documents.get("cors").cloned()));
        match stored {
            Ok(Some(text)) => {
                let document = Document::parse(&text).ok();
                document.and_then(|document| Rules::read(&document).ok()).unwrap_or_else(Rules::none)
            }
            _ if self.emulator.options.open_cors => Rules::permissive(),
            _ => Rules::none(),
        }
    }
}

fn operation_of(target: &Target, parts: &Parts) -> Option<Found> {
    let level = match target {
        Target::Local { .. } => return None,
        Target::Service { .. } => Level::Service,
        Target::Bucket(address) if address.is_website => return None,
        Target::Bucket(address) if address.key.is_empty() => Level::Bucket,
        Target::Bucket(_) => Level::Object,
    };
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    find(level, parts.method.as_str(), &query, parts.headers.contains_key("x-cos-copy-source"))
}

fn request_id() -> String {
    STANDARD.encode(format!("{:08x}_{:08x}_{:04x}", fastrand::u32(..), fastrand::u32(..), fastrand::u16(..)))
}

struct Counting {
    reader: Box<dyn Read + Send>,
    counter: Arc<AtomicU64>,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.counter.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
