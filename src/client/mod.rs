//! How one call is made: build, authorize, sign, send, read, and perhaps again.

pub mod credentials;
pub mod diagnosis;
pub mod flight;
pub mod grant;
pub mod options;
pub mod presigned;
pub mod report;
pub mod retry;
pub mod signed;
pub mod vault;
pub mod within;

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::{Cause, Error, Network, Result};
use crate::platform::{Fault, Incoming, Level, Outgoing, Platform, Sums, Watch};
use crate::protocol::encode;
use crate::protocol::endpoint::switched_url;
use crate::protocol::headers;
use crate::protocol::operation::Payload;
use crate::protocol::request::Request;
use crate::protocol::response::{self, Content, Response};
use crate::text::fill;
use crate::value::{Map, Text, Value};
use credentials::{Answers, Signed, Wanted};
use flight::Flight;
use options::{Source, limit, offline_timeout, signed_host};
use report::reason;
use retry::{Again, Attempt, Clock, Verdict};
use signed::{add_signature, to_sign};
use vault::Vault;

/// What is told in the log with the method, the URL and the reason, and how much it matters.
type Step = (Level, &'static str);
const SEND: Step = (Level::Debug, "send {} {}{}");
const AGAIN: Step = (Level::Warn, "retry {} {}{}");
const FAILED: Step = (Level::Error, "failed {} {}{}");

/// Makes calls for one instance.
#[derive(Clone)]
pub struct Client<P: Platform> {
    pub platform: P,
    state: Rc<RefCell<State>>,
}

/// What calls of one instance share.
#[derive(Default)]
struct State {
    vault: Vault,
    /// Credential requests under way, by scope.
    flights: Vec<(Text, Flight)>,
    answers: Answers,
}

/// One call, ready to go.
pub struct Call<P: Platform> {
    pub request: Box<Request>,
    /// Those of the instance, when the call starts.
    pub options: Rc<Map>,
    /// The caller's own body.
    pub body: Option<P::Blob>,
    pub on_upload: Option<Watch>,
    pub on_download: Option<Watch>,
    pub on_hash: Option<Watch>,
}

/// What a call gives: fields, and the body where it is handed over untouched.
pub struct Reply<B> {
    pub fields: Map,
    pub body: Option<B>,
}

/// How the next attempt differs from the first.
#[derive(Default)]
struct Course {
    /// Attempts so far.
    number: u32,
    switched: bool,
    renewed: bool,
    /// The keys of the last attempt.
    secret_id: Text,
    clock_offset: i64,
    url: Text,
}

impl<P: Platform> Client<P> {
    #[must_use]
    pub fn new(platform: P) -> Self {
        Client { platform, state: Rc::default() }
    }

    /// Makes a call, as often as it takes within the limits.
    ///
    /// # Errors
    /// What the last attempt ended with.
    pub async fn call(&self, call: &mut Call<P>) -> Result<Reply<P::Body>> {
        self.add_digests(call).await?;
        let mut course = Course::default();
        loop {
            let error = match self.attempt(call, &mut course).await {
                Err(error) => error,
                reply => return reply,
            };
            let is_cut_off = self.is_cut_off(call, &error);
            if is_cut_off && !self.platform.until_online(offline_timeout(&call.options)).await {
                return Err(diagnosis::with_cause(error, Cause::Offline));
            }
            if is_cut_off {
                // While the machine is offline the attempts do not count.
                course.number -= 1;
                continue;
            }
            let Verdict::Again(again) = self.judge(call, &course, &error) else {
                let error = self.diagnose(call, error).await;
                self.log(FAILED, call, &course, Some(&error));
                return Err(error);
            };
            self.log(AGAIN, call, &course, Some(&error));
            self.prepare(&mut course, &again);
            self.platform.sleep(again.after).await;
        }
    }

    async fn attempt(&self, call: &Call<P>, course: &mut Course) -> Result<Reply<P::Body>> {
        let (request, options) = (&call.request, &*call.options);
        let mut headers = self.set_out(call, course);
        let host = signed_host(options, request, &course.url);
        let fields = request.form.and(Some(&headers));
        let to_sign = if fields.is_some() { to_sign(&Map::new(), &host) } else { to_sign(&headers, &host) };
        let wanted = Wanted { request, options, headers: &to_sign, fields, expires: None };
        let Signed { signature, secret_id } = self.signed(&wanted).await?;
        course.secret_id = secret_id;
        let place = if request.form.is_some() { "Signature" } else { "Authorization" };
        add_signature(&mut headers, place, signature, &course.url);
        self.log(SEND, call, course, None);
        match self.platform.send(call.outgoing(headers, &course.url)).await {
            Ok(incoming) => self.read(request, incoming, &course.url),
            Err(fault) => Err(silence(fault, request, &course.url)),
        }
    }

    fn read(&self, request: &Request, incoming: Incoming<P::Body>, url: &Text) -> Result<Reply<P::Body>> {
        let Incoming { status, headers, text, body } = incoming;
        let (content, body) = match body {
            None => (Content::Text(text), None),
            Some(body) if request.reads_frames() => (Content::Frames(self.platform.bytes(&body)), None),
            untouched => (Content::Untouched, untouched),
        };
        let fields = response::read(request, &Response { status, headers, content, url })?;
        Ok(Reply { fields, body })
    }

    /// Begins an attempt; its headers before they are signed.
    fn set_out(&self, call: &Call<P>, course: &mut Course) -> Map {
        let request = &call.request;
        let switched = if course.switched { switched_url(&request.url) } else { None };
        course.url = switched.unwrap_or_else(|| request.url.clone());
        course.clock_offset = self.platform.clock_offset();
        course.number += 1;
        let mut headers = request.headers.clone();
        if course.number > 1 {
            headers.set("x-cos-sdk-retry", Value::Bool(true));
        }
        headers
    }

    /// Whether the error says no more than that the machine is offline.
    fn is_cut_off(&self, call: &Call<P>, error: &Error) -> bool {
        let lost = matches!(error, Error::Network(network) if network.cause == Cause::Lost);
        lost && call.request.row.repeatable && !self.platform.is_online()
    }

    fn log(&self, (level, what): Step, call: &Call<P>, course: &Course, error: Option<&Error>) {
        self.platform.log(level, &|| {
            let why = error.map(reason).unwrap_or_default();
            fill(what, &[&call.request.method, &course.url, &why])
        });
    }

    fn judge(&self, call: &Call<P>, course: &Course, error: &Error) -> Verdict {
        let signs_itself = self.state.borrow().answers == Answers::PerRequest;
        retry::judge(&Attempt {
            error,
            number: course.number,
            repeatable: call.request.row.repeatable,
            can_switch_host: !call.options.is_false("AutoSwitchHost")
                && !signs_itself
                && switched_url(&call.request.url).is_some(),
            can_renew_keys: Source::of(&call.options) != Source::Fixed && !course.renewed,
            clock: Clock {
                now: self.platform.now(),
                offset: self.platform.clock_offset(),
                offset_before: course.clock_offset,
                may_correct: !call.options.is_false("CorrectClockSkew"),
            },
            chance: self.platform.random(),
            read_date: P::date,
        })
    }

    fn prepare(&self, course: &mut Course, again: &Again) {
        if again.switch_host {
            course.switched = !course.switched;
        }
        if again.renew_keys {
            course.renewed = true;
            self.state.borrow_mut().vault.forget(&course.secret_id);
        }
        if let Some(offset) = again.clock_offset {
            self.platform.correct_clock(offset);
        }
    }

    /// MD5 of the caller's file, where options ask for it and nobody has given one.
    async fn add_digests(&self, call: &mut Call<P>) -> Result<()> {
        let (content_md5, meta_md5) = call.digests();
        let Some(blob) = &call.body else { return Ok(()) };
        if !content_md5 && !meta_md5 {
            return Ok(());
        }
        let md5 = self.platform.digest(blob, Sums::Md5, call.on_hash.as_ref()).await?.md5.unwrap_or_default();
        if meta_md5 {
            call.request.headers.put("x-cos-meta-md5", encode::hex(&md5));
        }
        if content_md5 {
            call.request.headers.put("Content-MD5", encode::base64(&md5));
        }
        Ok(())
    }
}

impl<P: Platform> Call<P> {
    /// Whether the caller's file is hashed before it is sent.
    #[must_use]
    pub fn hashes(&self) -> bool {
        self.digests() != (false, false)
    }

    /// Whether `Content-MD5` and `x-cos-meta-md5` are made of the caller's file.
    fn digests(&self) -> (bool, bool) {
        let (row, options) = (self.request.row, &self.options);
        let is_given = headers::find(&self.request.headers, "Content-MD5").is_some();
        let content = row.content_md5 && options.is_set("UploadCheckContentMd5") && !is_given;
        let asks_for_meta =
            options.is_set("UploadAddMetaMd5") || self.request.params.truthy("UploadAddMetaMd5").is_some();
        (content, row.meta_md5 && asks_for_meta)
    }

    fn outgoing<'a>(&'a self, headers: Map, url: &'a str) -> Outgoing<'a, P> {
        let has_body = matches!(self.request.row.body, Payload::File(_) | Payload::Untouched);
        Outgoing {
            request: &self.request,
            url,
            headers,
            body: self.body.as_ref().filter(|_| has_body),
            timeout: limit(&self.options, "Timeout", 0),
            on_upload: self.on_upload.as_ref(),
            on_download: self.on_download.as_ref(),
        }
    }
}

fn silence(fault: Fault, request: &Request, url: &Text) -> Rc<Error> {
    let (cause, message) = match fault {
        Fault::Unsendable(error) => return error,
        Fault::Silent => return Rc::new(Error::Aborted),
        Fault::Network(cause, message) => (cause, message),
    };
    Rc::new(Error::Network(Network { cause, message, method: request.method.clone(), url: url.clone() }))
}
