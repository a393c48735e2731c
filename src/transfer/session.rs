//! What one move of a file works with.

use std::cell::{Cell, RefCell};
use std::future::ready;
use std::rc::Rc;

use super::begin::File;
use super::crew::Boxed;
use super::download::Found;
use super::integrity::Check;
use super::ledger::Ledger;
use super::lessons::Lessons;
use super::patience::Patience;
use crate::client::options::offline_timeout;
use crate::client::within::within;
use crate::client::{Call, Client, Reply};
use crate::error::{Error, Result};
use crate::platform::{Level, Platform, Watch};
use crate::protocol::catalog;
use crate::protocol::form;
use crate::protocol::operation::Role;
use crate::protocol::params::Place;
use crate::protocol::request::{self, BodyFacts};
use crate::value::{Map, Text, Value};

/// How long no byte may move before a request is given up, unless `StallTimeout` says otherwise. Milliseconds.
const STALL: u64 = 180_000;
/// How often it is looked at in that time.
const TICKS: u32 = 4;

/// Whom a move tells how it goes.
pub struct Hooks {
    /// Bytes are about to move; so many seem to be there already.
    pub on_begin: Box<dyn Fn(u64)>,
    pub on_progress: Watch,
    pub on_hash: Option<Watch>,
}

/// One move of a file.
pub struct Session<P: Platform> {
    pub client: Client<P>,
    /// Those of the instance, when the move starts.
    pub options: Rc<Map>,
    /// The caller's params, without body and callbacks.
    pub params: Map,
    pub place: Place,
    pub lessons: Rc<Lessons>,
    pub hooks: Hooks,
    pub traces: Rc<Traces>,
}

/// What a move leaves behind when it is stopped.
#[derive(Default)]
pub struct Traces {
    /// The id of an upload in parts; empty while the service has given none.
    pub upload_id: RefCell<Option<Text>>,
    /// What a download has brought.
    pub found: RefCell<Option<Rc<Found>>>,
}

/// An upload in parts that is under way.
pub struct Course {
    pub upload_id: Text,
    /// Milliseconds since 1970, by the service's clock.
    pub begun: i64,
    /// The name under which it is remembered.
    pub name: Text,
    pub ledger: RefCell<Ledger>,
    /// Bytes that are remembered, and how many of them have been compared with the file.
    pub to_compare: u64,
    pub compared: Cell<u64>,
}

/// One request of a move.
pub struct Step<P: Platform> {
    pub role: Role,
    /// Params besides Bucket, Region and Key.
    pub params: Map,
    pub body: Option<P::Blob>,
    pub facts: Option<BodyFacts>,
    /// Told how many bytes have gone or come.
    pub on_bytes: Option<Watch>,
    /// How many bytes are to go or to come.
    pub bytes: u64,
}

impl<P: Platform> Step<P> {
    #[must_use]
    pub fn of(role: Role, headers: Map) -> Box<Self> {
        let mut params = Map::new();
        params.set("Headers", Value::Map(headers));
        Box::new(Step { role, params, body: None, facts: None, on_bytes: None, bytes: 0 })
    }

    /// Sets one more param.
    pub fn set(&mut self, name: &str, text: &str) {
        self.params.set_text(name, text);
    }

    /// Sets more params.
    pub(super) fn add(&mut self, params: &Map) {
        for (name, value) in params.iter() {
            self.params.set(name, value.clone());
        }
    }

    /// The same request, to be made with the params as they are now; nobody is told of its bytes.
    #[must_use]
    pub fn again(&self) -> Box<Self> {
        Box::new(Step {
            role: self.role,
            params: self.params.clone(),
            body: self.body.clone(),
            facts: self.facts.clone(),
            on_bytes: None,
            bytes: 0,
        })
    }

    pub fn set_number(&mut self, name: &str, number: u64) {
        self.params.set(name, Value::from(i64::try_from(number).unwrap_or(i64::MAX)));
    }
}

impl<P: Platform> Session<P> {
    /// Makes a move to its end.
    ///
    /// # Errors
    /// What it ended with.
    pub fn make<'a>(
        &'a self,
        role: Role,
        file: Option<&'a File<'a, P::Blob>>,
    ) -> Boxed<'a, Result<Reply<P::Body>>> {
        match (role, file) {
            (Role::CopyInParts, _) => self.copy_in_parts(),
            (Role::AbortAll, _) => Box::pin(self.abort_all()),
            (Role::Download, Some(file)) => self.download(file.blob),
            (_, Some(file)) if self.is_set("SkipIdentical") => Box::pin(self.upload_unless_there(role, file)),
            (_, Some(file)) => self.send(role, file),
            (_, None) => Box::pin(ready(Err(Error::missing("Body")))),
        }
    }

    pub(super) fn send<'a>(
        &'a self,
        role: Role,
        file: &'a File<'a, P::Blob>,
    ) -> Boxed<'a, Result<Reply<P::Body>>> {
        if role == Role::UploadInParts { self.upload_in_parts(file) } else { self.upload(file) }
    }

    /// Makes one request, as often as the client thinks right.
    pub fn call(&self, mut step: Box<Step<P>>) -> Boxed<'_, Result<Reply<P::Body>>> {
        Box::pin(async move {
            let limit = self.stall_limit(step.role);
            let start = self.allowance(&step);
            let idle = Rc::new(Cell::new(start));
            step.on_bytes = step.on_bytes.take().map(|watch| Self::noting(Some(watch), &idle, 0));
            let mut call = self.prepare(*step)?;
            call.on_hash = Some(Self::noting(call.on_hash.take(), &idle, start));
            let work = self.client.call(&mut call);
            let reply = within(self.stalled(&idle, limit), work)
                .await
                .unwrap_or_else(|| Err(Error::lost("no byte moved for too long")))?;
            self.lessons.alive.set(self.now());
            Ok(reply)
        })
    }

    /// Where nobody counts the bytes on their way, more of them get more time: a tick for each MiB.
    fn allowance(&self, step: &Step<P>) -> i64 {
        let is_counted =
            self.options.is_set("CountsBytes") && !(step.role == Role::Put && self.posts_forms());
        if is_counted { 0 } else { -i64::try_from(step.bytes >> 20).unwrap_or_default() }
    }

    /// A watch that has the ticks counted anew, from `start`, whenever it is told something.
    fn noting(watch: Option<Watch>, idle: &Rc<Cell<i64>>, start: i64) -> Watch {
        let idle = idle.clone();
        Rc::new(move |done, total| {
            idle.set(start);
            if let Some(watch) = &watch {
                watch(done, total);
            }
        })
    }

    /// How long no byte may move. The service may copy for long, and nobody sees how far it is.
    fn stall_limit(&self, role: Role) -> u32 {
        match self.number("StallTimeout").unwrap_or(STALL) {
            limit if limit > 0 && !matches!(role, Role::Copy | Role::CopyPart) => {
                u32::try_from(limit).unwrap_or(u32::MAX)
            }
            _ => u32::MAX,
        }
    }

    /// Comes back when no byte has moved for so long, with the network there, or a little longer. A machine that sleeps does
    /// not count.
    async fn stalled(&self, idle: &Cell<i64>, limit: u32) {
        let platform = &self.client.platform;
        while idle.get() <= TICKS.into() {
            platform.sleep(limit / TICKS).await;
            idle.set(if platform.is_online() { idle.get() + 1 } else { idle.get().min(0) });
        }
    }

    /// The call that a step becomes.
    ///
    /// # Errors
    /// Those of params that cannot be used.
    pub fn prepare(&self, step: Step<P>) -> Result<Box<Call<P>>> {
        let Step { role, mut params, body, facts, on_bytes, .. } = step;
        let mut options = (*self.options).clone();
        // The first slash of the key is gone already.
        options.set("UseRawKey", Value::Bool(true));
        if params.get("Bucket").is_some() {
            // What is copied may be in another bucket.
            options.take_over(&self.options, "SourceDomain=Domain");
        }
        for &(name, value) in
            &[("Bucket", &self.place.bucket), ("Region", &self.place.region), ("Key", &self.place.key)]
        {
            if params.get(name).is_none() {
                params.put(name, value.clone());
            }
        }
        let mut request = request::build(catalog::playing(role), params, &options, facts.as_ref())?;
        let size = facts.and_then(|facts| facts.size).unwrap_or_default();
        if role == Role::Put && self.posts_forms() {
            form::turn(&mut request, &options, size);
        }
        let on_hash = self.hooks.on_hash.clone().filter(|_| role == Role::Put);
        if role == Role::Get && request.params.is_set("IfMatch") {
            // What came of it counts although the connection breaks: the rest will be of the same object.
            request.raw = Some("range".into());
        }
        let (on_upload, on_download) = if role == Role::Get { (None, on_bytes) } else { (on_bytes, None) };
        Ok(Box::new(Call { request, options: self.options.clone(), body, on_upload, on_download, on_hash }))
    }

    /// Whether objects that go at once are posted. A form has no place for the MD5 of its file.
    fn posts_forms(&self) -> bool {
        self.options.is("SimpleUploadMethod", "postObject") && !self.options.is_set("UploadCheckContentMd5")
    }

    /// The request that the caller's own params ask for, with the bucket as it is meant: the APPID behind its name.
    pub(super) fn step_as_called(&self, role: Role) -> Box<Step<P>> {
        let mut step = Step::of(role, Map::new());
        step.params = self.params.clone();
        step.params.remove("Bucket");
        step.params.remove("Key");
        step
    }

    /// How long to go on with a step that fails.
    pub fn patience(&self) -> Patience {
        let tries =
            u32::try_from(self.number("ChunkRetryTimes").unwrap_or(2)).unwrap_or(u32::MAX).saturating_add(1);
        Patience { tries, withheld: tries.saturating_mul(2), silence: offline_timeout(&self.options).into() }
    }

    pub fn check(&self) -> Check {
        Check::read(if self.params.get("CheckIntegrity").is_some() { &self.params } else { &self.options })
    }

    /// A number that the caller gave, as a param or as an option.
    pub fn number(&self, name: &str) -> Option<u64> {
        let given = self.params.get(name).filter(|value| !value.is_null()).or_else(|| self.options.get(name));
        u64::try_from(given?.as_integer()?).ok()
    }

    /// Whether a switch is on, as a param or as an option.
    pub fn is_set(&self, name: &str) -> bool {
        self.params.is_set(name) || self.options.is_set(name)
    }

    pub fn now(&self) -> i64 {
        self.client.platform.now() + self.client.platform.clock_offset()
    }

    pub fn warn(&self, text: &'static str) {
        self.client.platform.log(Level::Warn, &|| text.into());
    }
}
