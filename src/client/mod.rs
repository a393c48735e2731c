//! How one call is made: build, authorize, sign, send, read, and perhaps again.

pub mod clock;
pub mod credentials;
pub mod diagnosis;
pub mod flight;
pub mod grant;
pub mod options;
pub mod presigned;
pub mod report;
pub mod retry;
pub mod signed;
pub mod stoppable;
pub mod vault;
pub mod within;

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::{Cause, Error, Network, Result};
use crate::platform::{Body, Fault, Incoming, Level, Outgoing, Platform, Received, Watch};
use crate::protocol::encode;
use crate::protocol::endpoint::switched_url;
use crate::protocol::headers;
use crate::protocol::operation::Payload;
use crate::protocol::request::Request;
use crate::protocol::response::{self, Content, Response};
use crate::value::Map;
use credentials::Answers;
use flight::Flight;
use options::{Options, Source};
use retry::{Again, Attempt, Clock, Verdict};
use vault::Vault;

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
    flights: Vec<(String, Flight)>,
    answers: Answers,
}

/// One call, ready to go.
pub struct Call<P: Platform> {
    pub request: Request,
    pub options: Options,
    /// The caller's own body.
    pub body: Body<P::Blob>,
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
struct Course {
    number: u32,
    switched: bool,
    renewed: bool,
    /// The keys of the last attempt.
    secret_id: String,
    clock_offset: i64,
    url: String,
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
        let mut course = Course::first(&call.request);
        loop {
            let result = self.attempt(call, &mut course).await;
            let Err(error) = result else { return result };
            let error = self.wait_for_network(call, error).await?;
            let Some(error) = error else { continue };
            let Verdict::Again(again) = self.judge(call, &course, &error) else {
                return Err(self.diagnose(call, error).await);
            };
            self.platform.log(Level::Info, &|| ["retry ", &call.request.method, " ", &course.url].concat());
            self.prepare(&mut course, &again);
            self.platform.sleep(again.after).await;
        }
    }

    async fn attempt(&self, call: &Call<P>, course: &mut Course) -> Result<Reply<P::Body>> {
        let request = &call.request;
        let switched = if course.switched { switched_url(&request.url) } else { None };
        course.url = switched.unwrap_or_else(|| request.url.clone());
        course.clock_offset = self.platform.clock_offset();
        let headers = self.signed_headers(call, course).await?;
        let outgoing = Outgoing {
            method: request.method.clone(),
            url: course.url.clone(),
            query: request.query.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect(),
            headers,
            body: call.sent_body(),
            action: request.action().to_owned(),
            key: request.key.clone(),
            timeout: call.options.timeout,
            raw: request.raw.clone(),
            data_type: request.data_type().map(str::to_owned),
            on_upload: call.on_upload.clone(),
            on_download: call.on_download.clone(),
        };
        self.platform.log(Level::Debug, &|| ["send ", &request.method, " ", &course.url].concat());
        match self.platform.send(outgoing).await {
            Ok(incoming) => self.read(request, incoming, &course.url),
            Err(fault) => Err(silence(fault, request, &course.url)),
        }
    }

    fn read(&self, request: &Request, incoming: Incoming<P::Body>, url: &str) -> Result<Reply<P::Body>> {
        let Incoming { status, headers, body } = incoming;
        let (content, body) = match body {
            Received::Text(text) => (Content::Text(text), None),
            Received::Raw(body) if request.reads_frames() => {
                (Content::Frames(self.platform.bytes(&body)), None)
            }
            Received::Raw(body) => (Content::Untouched, Some(body)),
        };
        let fields = response::read(request, &Response { status, headers, content, url })?;
        Ok(Reply { fields, body })
    }

    /// While the machine is offline the attempts do not count. Nothing when the network came back.
    async fn wait_for_network(&self, call: &Call<P>, error: Error) -> Result<Option<Error>> {
        let lost = matches!(&error, Error::Network(network) if network.cause == Cause::Lost);
        if !lost || !call.request.row.repeatable || self.platform.is_online() {
            return Ok(Some(error));
        }
        let limit = self.platform.sleep(call.options.offline_timeout);
        match within::within(limit, self.platform.until_online()).await {
            Some(()) => Ok(None),
            None => Err(diagnosis::with_cause(error, Cause::Offline)),
        }
    }

    fn judge(&self, call: &Call<P>, course: &Course, error: &Error) -> Verdict {
        let signs_itself = self.state.borrow().answers == Answers::PerRequest;
        retry::judge(&Attempt {
            error,
            number: course.number,
            repeatable: call.request.row.repeatable,
            can_switch_host: call.options.auto_switch_host
                && !signs_itself
                && switched_url(&call.request.url).is_some(),
            can_renew_keys: call.options.source != Source::Fixed && !course.renewed,
            clock: Clock {
                now: self.platform.now(),
                offset: self.platform.clock_offset(),
                offset_before: course.clock_offset,
                may_correct: call.options.correct_clock_skew,
            },
            chance: self.platform.random(),
        })
    }

    fn prepare(&self, course: &mut Course, again: &Again) {
        course.number += 1;
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
        let Body::Blob(blob) = &call.body else { return Ok(()) };
        if !content_md5 && !meta_md5 {
            return Ok(());
        }
        let md5 = self.platform.md5(blob, call.on_hash.clone()).await?;
        if meta_md5 {
            call.request.headers.insert("x-cos-meta-md5", encode::hex(&md5));
        }
        if content_md5 {
            call.request.headers.insert("Content-MD5", encode::base64(&md5));
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
        let content = row.content_md5 && options.upload_check_content_md5 && !is_given;
        let asks_for_meta =
            options.upload_add_meta_md5 || self.request.params.truthy("UploadAddMetaMd5").is_some();
        (content, row.meta_md5 && asks_for_meta)
    }

    fn sent_body(&self) -> Body<P::Blob> {
        match (&self.request.document, self.request.row.body) {
            (Some(document), _) => Body::Text(document.clone()),
            (None, Payload::File(_) | Payload::Untouched) => self.body.clone(),
            (None, _) => Body::None,
        }
    }
}

impl Course {
    fn first(request: &Request) -> Self {
        Course {
            number: 1,
            switched: false,
            renewed: false,
            secret_id: String::new(),
            clock_offset: 0,
            url: request.url.clone(),
        }
    }
}

fn silence(fault: Fault, request: &Request, url: &str) -> Error {
    let (cause, message) = match fault {
        Fault::Unsendable(error) => return error,
        Fault::Silent => return Error::Aborted,
        Fault::Timeout => (Cause::Timeout, "timeout".into()),
        Fault::Failed => (Cause::Lost, "CORS blocked or network error".into()),
        Fault::Custom(message) => (Cause::Custom, message),
    };
    Error::Network(Box::new(Network { cause, message, method: request.method.clone(), url: url.to_owned() }))
}
