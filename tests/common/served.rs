//! A platform whose network is the emulated COS, on a clock that waits for nobody.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::{pending, poll_fn, ready};
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cos_emulator::{Cut, Emulator, Fault as Trouble, Matcher, Options as EmulatorOptions, Rule, http};
use cos_wasm_sdk::error::{Cause, Error, Result};
use cos_wasm_sdk::platform::{Ask, Digest, Errand, Fault, Incoming, Level, Outgoing, Platform, Sums, Watch};
use cos_wasm_sdk::protocol::crc64::Crc64;
use cos_wasm_sdk::protocol::digest::md5;
use cos_wasm_sdk::protocol::json;
use cos_wasm_sdk::protocol::query::{query_pairs, query_text};
use cos_wasm_sdk::value::{Map, Text, Value};

use super::clock::{Clock, NOW};
use super::dates;
use super::flights::{Flights, Lock, Locks};
use super::target::Target;

pub const BUCKET: &str = "test-1250000000";
pub const REGION: &str = "ap-guangzhou";

/// Bytes of a file; a clone or a slice of them costs nothing.
#[derive(Clone)]
pub struct Bytes {
    whole: Rc<Vec<u8>>,
    start: usize,
    end: usize,
}

/// The platform. Its clones are one and the same.
#[derive(Clone)]
pub struct Served(Rc<World>);

type Witness = Box<dyn Fn(&str, usize)>;

pub struct World {
    pub clock: Clock,
    pub emulator: Emulator,
    pub flights: Flights,
    pub locks: Locks,
    /// Where downloads go.
    pub target: Target,
    pub kept: RefCell<HashMap<String, String>>,
    pub log: RefCell<Vec<String>>,
    /// Bytes per second of each connection.
    pub speed: Cell<u64>,
    /// Headers of answers that the page does not get to see.
    pub hidden: RefCell<Vec<&'static str>>,
    pub is_readable: Cell<bool>,
    /// Whether a server that sends no answer is there all the same.
    pub is_reachable: Cell<bool>,
    /// Ranges are read as they come: of a broken one there is what came.
    pub reads_streams: Cell<bool>,
    /// Bytes are counted on their way out, which `fetch` does not.
    pub counts_bytes: Cell<bool>,
    pub keys: RefCell<Vec<Map>>,
    /// Told the operation of each request and how often it came.
    pub witness: RefCell<Option<Witness>>,
    is_online: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
    server_clock: Arc<AtomicU64>,
}

impl Bytes {
    pub fn new(bytes: Vec<u8>) -> Self {
        let end = bytes.len();
        Bytes { whole: Rc::new(bytes), start: 0, end }
    }

    pub fn get(&self) -> &[u8] {
        self.whole.get(self.start..self.end).expect("bytes of the file")
    }
}

impl Deref for Served {
    type Target = World;

    fn deref(&self) -> &World {
        &self.0
    }
}

impl Served {
    pub fn new() -> Self {
        let server_clock = Arc::new(AtomicU64::new(u64::try_from(NOW).expect("a time")));
        let shared = server_clock.clone();
        let now = move || UNIX_EPOCH + Duration::from_millis(shared.load(Ordering::Relaxed));
        let options = EmulatorOptions {
            buckets: vec![(BUCKET.into(), REGION.into())],
            clock: Arc::new(now) as Arc<dyn Fn() -> SystemTime + Send + Sync>,
            ..EmulatorOptions::default()
        };
        Served(Rc::new(World {
            clock: Clock::new(),
            emulator: Emulator::new(options).expect("an emulator"),
            flights: Flights::default(),
            locks: Locks::default(),
            target: Target::default(),
            kept: RefCell::default(),
            log: RefCell::default(),
            speed: Cell::new(2 << 20),
            hidden: RefCell::default(),
            is_readable: Cell::new(true),
            is_reachable: Cell::new(false),
            reads_streams: Cell::new(false),
            counts_bytes: Cell::new(true),
            keys: RefCell::default(),
            witness: RefCell::default(),
            is_online: Cell::new(true),
            waiting: RefCell::default(),
            server_clock,
        }))
    }

    /// Lets something go wrong with the next requests of an operation.
    pub fn fault(&self, operation: &str, times: Option<u32>, fault: Trouble) {
        self.fault_after(operation, 0, times, fault);
    }

    /// The same, when some of them have passed.
    pub fn fault_after(&self, operation: &str, skip: u32, times: Option<u32>, fault: Trouble) {
        let matcher = Matcher { operation: Some(operation.into()), ..Matcher::default() };
        self.emulator.add_fault(Rule { matcher, times, skip, fault }).expect("a rule");
    }

    pub fn set_online(&self, is_online: bool) {
        self.is_online.set(is_online);
        if is_online {
            self.waiting.take().into_iter().for_each(Waker::wake);
        }
    }

    /// Temporary keys, as a credential server gives them.
    pub fn temporary_keys(&self) -> Map {
        let uri = ["/sts?bucket=", BUCKET, "&region=", REGION].concat();
        let request = http::Request::get(uri).header("host", "localhost").body(cos_emulator::Body::empty());
        let reply = self.emulator.handle(request.expect("a request"));
        let text = String::from_utf8(reply.body.into_bytes().expect("a body").to_vec()).expect("a text");
        json::read(&text).and_then(|keys| keys.as_map().cloned()).expect("keys")
    }

    /// How often an operation was answered or broken off.
    pub fn count(&self, operation: &str) -> usize {
        self.emulator.log().iter().filter(|entry| entry.operation == operation).count()
    }

    fn ask(&self, request: &Sent) -> cos_emulator::Reply {
        let now = u64::try_from(self.clock.now()).expect("a time");
        self.server_clock.store(now, Ordering::Relaxed);
        let query = query_text(&query_pairs(&request.query));
        let sign = if request.url.contains('?') { "&" } else { "?" };
        let url = if query.is_empty() { request.url.clone() } else { [&request.url, sign, &query].concat() };
        let host = url.split('/').nth(2).unwrap_or_default().to_owned();
        let mut builder =
            http::Request::builder().method(request.method.as_str()).uri(url).header("host", host);
        for (name, value) in request.headers.iter() {
            if !name.eq_ignore_ascii_case("content-length") {
                builder = builder.header(name.as_str(), value.to_wire_text().as_str());
            }
        }
        let body = match (&request.document, &request.body) {
            (Some(text), _) => text.as_bytes().to_vec(),
            (None, Some(blob)) => blob.get().to_vec(),
            (None, None) => Vec::new(),
        };
        let builder = builder.header("content-length", body.len());
        self.emulator.handle(builder.body(body.into()).expect("a request"))
    }

    async fn carry(&self, sent: &Sent) -> std::result::Result<Incoming<Vec<u8>>, Fault> {
        let count = self.flights.begin(&sent.operation);
        let flight = self.flights.fly();
        if let Some(witness) = &*self.witness.borrow() {
            witness(&sent.operation, count);
        }
        let size = sent.body.as_ref().map_or(0, |body| body.get().len() as u64);
        for step in 1..=4 {
            self.clock.sleep(u32::try_from(5 + size * 250 / self.speed.get()).unwrap_or(u32::MAX)).await;
            if !self.is_online() {
                flight.land();
                return Err(Fault::Network(Cause::Lost, "nobody answered".into()));
            }
            if let Some(watch) = sent.on_upload.as_ref().filter(|_| size > 0 && self.counts_bytes.get()) {
                watch(size * step / 4, size);
            }
        }
        let reply = self.ask(sent);
        let delay = u32::try_from(reply.delivery.delay.as_millis()).unwrap_or(u32::MAX);
        if delay == u32::MAX {
            return pending().await;
        }
        self.clock.sleep(delay).await;
        if let Some(watch) = &sent.on_download {
            self.receive(&reply, watch).await;
        }
        flight.land();
        let came = if sent.is_range && self.reads_streams.get() { arriving(&reply) } else { 0 };
        if self.is_online() && came > 0 && reply.delivery.cut != Cut::Never {
            return Ok(self.read_broken(reply, came));
        }
        if reply.delivery.cut != Cut::Never || !self.is_online() {
            return Err(Fault::Network(Cause::Lost, "nobody answered".into()));
        }
        Ok(self.read(reply, sent.is_raw))
    }

    /// Lets the bytes of an answer come, as far as they do.
    async fn receive(&self, reply: &cos_emulator::Reply, watch: &Watch) {
        let (size, most) = (length(reply), arriving(reply));
        for step in 1..=4 {
            self.clock.sleep(u32::try_from(most * 250 / self.speed.get()).unwrap_or(u32::MAX)).await;
            if !self.is_online() {
                return;
            }
            watch(most * step / 4, size);
        }
    }

    /// An answer that broke off after so many bytes.
    fn read_broken(&self, reply: cos_emulator::Reply, came: u64) -> Incoming<Vec<u8>> {
        let mut incoming = self.read(reply, true);
        incoming.headers.set("came", Value::from(i64::try_from(came).expect("a length")));
        incoming.body.as_mut().expect("a body").truncate(usize::try_from(came).expect("a length"));
        incoming
    }

    fn read(&self, reply: cos_emulator::Reply, wants_raw: bool) -> Incoming<Vec<u8>> {
        let hidden = self.hidden.borrow();
        let headers = reply
            .headers
            .iter()
            .filter(|(name, _)| !hidden.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()))
            .collect();
        let status = reply.status.as_u16();
        let is_raw = wants_raw && reply.status.is_success();
        let bytes = reply.body.into_bytes().expect("a body").to_vec();
        if is_raw {
            return Incoming { status, headers, text: String::new(), body: Some(bytes) };
        }
        let text = String::from_utf8(bytes).expect("a text");
        Incoming { status, headers, text, body: None }
    }
}

fn length(reply: &cos_emulator::Reply) -> u64 {
    let length = reply.headers.get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
    length.unwrap_or_default()
}

/// How many bytes of an answer's body get through.
fn arriving(reply: &cos_emulator::Reply) -> u64 {
    match reply.delivery.cut {
        Cut::Never => length(reply),
        Cut::Unanswered => 0,
        Cut::AfterBytes(bytes) => length(reply).min(bytes),
    }
}

/// A request, as it went out.
struct Sent {
    /// As policies name it.
    operation: String,
    method: Text,
    url: String,
    query: Map,
    headers: Map,
    document: Option<Text>,
    body: Option<Bytes>,
    is_raw: bool,
    is_range: bool,
    on_upload: Option<Watch>,
    on_download: Option<Watch>,
}

impl Sent {
    fn of(outgoing: Outgoing<Served>) -> Self {
        let request = outgoing.request;
        let action = request.action();
        Sent {
            operation: action.trim_start_matches("name/cos:").to_owned(),
            method: request.method.clone(),
            url: outgoing.url.to_owned(),
            query: request.query.clone(),
            headers: outgoing.headers,
            document: request.document.clone(),
            body: outgoing.body.cloned(),
            is_raw: request.raw.is_some(),
            is_range: request.raw.as_deref() == Some("range"),
            on_upload: outgoing.on_upload.cloned(),
            on_download: outgoing.on_download.cloned(),
        }
    }
}

impl Platform for Served {
    type Blob = Bytes;
    type Body = Vec<u8>;
    type Lock = Lock;

    fn now(&self) -> i64 {
        self.clock.now()
    }

    fn date(text: &str) -> Option<i64> {
        dates::parse(text)
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn sleep(&self, milliseconds: u32) -> Errand<()> {
        Box::pin(self.clock.sleep(milliseconds))
    }

    fn is_online(&self) -> bool {
        self.0.is_online.get()
    }

    fn until_online(&self, limit: u32) -> Errand<bool> {
        let world = self.clone();
        let mut end = self.clock.sleep(limit);
        Box::pin(poll_fn(move |context| {
            if world.is_online() {
                return Poll::Ready(true);
            }
            world.waiting.borrow_mut().push(context.waker().clone());
            Pin::new(&mut end).poll(context).map(|()| false)
        }))
    }

    fn page_protocol(&self) -> Option<String> {
        None
    }

    fn clock_offset(&self) -> i64 {
        0
    }

    fn correct_clock(&self, _offset: i64) {}

    fn send(&self, request: Outgoing<Self>) -> Errand<std::result::Result<Incoming<Vec<u8>>, Fault>> {
        let (world, sent) = (self.clone(), Sent::of(request));
        Box::pin(async move { world.carry(&sent).await })
    }

    fn ask_credentials(&self, _ask: Ask) -> Errand<Result<Value>> {
        let mut keys = self.keys.borrow_mut();
        let next = if keys.len() > 1 { keys.remove(0) } else { keys.first().cloned().unwrap_or_default() };
        Box::pin(ready(Ok(Value::Map(next))))
    }

    fn is_reachable(&self, _url: &str) -> Errand<bool> {
        Box::pin(ready(self.0.is_reachable.get()))
    }

    fn is_readable(&self, _blob: &Bytes) -> Errand<bool> {
        Box::pin(ready(self.0.is_readable.get()))
    }

    fn bytes(&self, body: &Vec<u8>) -> Vec<u8> {
        body.clone()
    }

    fn digest(&self, blob: &Bytes, sums: Sums, progress: Option<&Watch>) -> Errand<Result<Digest>> {
        let (world, blob, progress) = (self.clone(), blob.clone(), progress.cloned());
        Box::pin(async move {
            world.clock.sleep(1).await;
            if !world.is_readable.get() {
                return Err(Error::unreadable());
            }
            if let Some(progress) = progress {
                let size = blob.get().len() as u64;
                progress(size, size);
            }
            let mut crc64 = Crc64::new();
            crc64.update(blob.get());
            Ok(Digest { crc64: crc64.value(), md5: (sums != Sums::Crc64).then(|| md5(blob.get())) })
        })
    }

    fn slice(&self, blob: &Bytes, start: u64, end: u64) -> Bytes {
        let place = |at: u64| blob.start + usize::try_from(at).expect("a place");
        Bytes { whole: blob.whole.clone(), start: place(start), end: place(end) }
    }

    fn lay(&self, _target: &Bytes, body: &Vec<u8>, place: (u64, u64)) -> Errand<Result<Digest>> {
        let (world, body) = (self.clone(), body.clone());
        Box::pin(async move {
            world.clock.sleep(world.target.delay.get()).await;
            world.target.lay(body, place)
        })
    }

    fn close(&self, _target: &Bytes) -> Errand<Result<Vec<u8>>> {
        Box::pin(ready(Ok(self.target.close())))
    }

    fn recall(&self, name: &str, _blob: Option<&Self::Blob>, _place: &str) -> Errand<Option<String>> {
        Box::pin(ready(self.kept.borrow().get(name).cloned()))
    }

    fn remember(&self, name: &str, text: &str) {
        if text.is_empty() {
            self.kept.borrow_mut().remove(name);
        } else {
            self.kept.borrow_mut().insert(name.to_owned(), text.to_owned());
        }
    }

    fn lock(&self, name: &str) -> Errand<Lock> {
        Box::pin(self.locks.enter(name))
    }

    fn log(&self, _level: Level, text: &dyn Fn() -> Text) {
        self.log.borrow_mut().push(text().to_string());
    }
}
