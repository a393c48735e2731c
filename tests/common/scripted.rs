//! The platform of the tests: it does what it is told and writes down what it is asked.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{pending, poll_fn, ready};
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use cos_wasm_sdk::error::Result;
use cos_wasm_sdk::platform::{Ask, Digest, Errand, Fault, Incoming, Level, Outgoing, Platform, Sums, Watch};
use cos_wasm_sdk::value::{Map, Text, Value};

use super::answers::Answer;
use super::blob::MadeUp;
use super::clock::Clock;
use super::dates;
use super::replies::Reply;

/// The platform of the tests. Its clones are one and the same.
#[derive(Clone)]
pub struct Scripted(Rc<World>);

pub struct World {
    pub clock: Clock,
    pub chance: Cell<f64>,
    pub page_protocol: RefCell<Option<String>>,
    pub is_reachable: Cell<bool>,
    pub is_readable: Cell<bool>,
    pub clock_offset: Cell<i64>,
    /// Each value that the clock was corrected to.
    pub corrections: RefCell<Vec<i64>>,
    /// The last one is given again and again.
    pub replies: RefCell<VecDeque<Reply>>,
    /// The last one is given again and again.
    pub answers: RefCell<VecDeque<Answer>>,
    pub sent: RefCell<Vec<Sent>>,
    pub asked: RefCell<Vec<Asked>>,
    /// Requests whose future was dropped before its end.
    pub aborted: Cell<usize>,
    pub probed: RefCell<Vec<String>>,
    /// Files that were hashed.
    pub hashed: Cell<usize>,
    pub log: RefCell<Vec<String>>,
    is_online: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// A request, as it went out.
#[derive(Clone)]
pub struct Sent {
    /// Milliseconds since the start.
    pub at: i64,
    pub method: Text,
    pub url: String,
    pub query: Map,
    pub headers: Map,
    pub body: Option<MadeUp>,
    pub document: Option<Text>,
    pub action: Text,
    pub key: Text,
    pub timeout: u32,
    pub data_type: Option<String>,
}

/// A question to the credential callback.
#[derive(Clone, Debug)]
pub struct Asked {
    pub sts: bool,
    pub options: Map,
}

impl Sent {
    pub fn header(&self, name: &str) -> Text {
        self.headers.get(name).map(Value::to_text).unwrap_or_default()
    }
}

impl Deref for Scripted {
    type Target = World;

    fn deref(&self) -> &World {
        &self.0
    }
}

impl Scripted {
    pub fn new(replies: impl IntoIterator<Item = Reply>, answers: impl IntoIterator<Item = Answer>) -> Self {
        Scripted(Rc::new(World {
            clock: Clock::new(),
            chance: Cell::new(0.0),
            page_protocol: RefCell::new(None),
            is_reachable: Cell::new(false),
            is_readable: Cell::new(true),
            clock_offset: Cell::new(0),
            corrections: RefCell::default(),
            replies: RefCell::new(replies.into_iter().collect()),
            answers: RefCell::new(answers.into_iter().collect()),
            sent: RefCell::default(),
            asked: RefCell::default(),
            aborted: Cell::new(0),
            probed: RefCell::default(),
            hashed: Cell::new(0),
            log: RefCell::default(),
            is_online: Cell::new(true),
            waiting: RefCell::default(),
        }))
    }

    pub fn set_online(&self, is_online: bool) {
        self.is_online.set(is_online);
        if is_online {
            self.waiting.take().into_iter().for_each(Waker::wake);
        }
    }

    /// How often something was sent.
    pub fn attempts(&self) -> usize {
        self.sent.borrow().len()
    }

    /// The request that was sent first.
    pub fn first(&self) -> Sent {
        self.sent.borrow().first().cloned().expect("something was sent")
    }

    /// When each request went out, in milliseconds since the start.
    pub fn times(&self) -> Vec<i64> {
        self.sent.borrow().iter().map(|sent| sent.at).collect()
    }

    pub fn asks(&self) -> usize {
        self.asked.borrow().len()
    }
}

impl Platform for Scripted {
    type Blob = MadeUp;
    type Body = String;
    type Lock = ();

    fn now(&self) -> i64 {
        self.clock.now()
    }

    fn date(text: &str) -> Option<i64> {
        dates::parse(text)
    }

    fn random(&self) -> f64 {
        self.chance.get()
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
        self.0.page_protocol.borrow().clone()
    }

    fn clock_offset(&self) -> i64 {
        self.0.clock_offset.get()
    }

    fn correct_clock(&self, offset: i64) {
        self.0.clock_offset.set(offset);
        self.corrections.borrow_mut().push(offset);
    }

    fn send(&self, request: Outgoing<Self>) -> Errand<std::result::Result<Incoming<String>, Fault>> {
        let is_raw = request.request.raw.is_some();
        self.sent.borrow_mut().push(written_down(&request, self.clock.elapsed()));
        let reply = next(&self.replies);
        let alarm = Alarm { world: self.clone(), is_set: true };
        let sleep = self.clock.sleep(reply.after);
        Box::pin(async move {
            let mut alarm = alarm;
            sleep.await;
            let Some(result) = reply.into_result(is_raw) else { return pending().await };
            alarm.is_set = false;
            result
        })
    }

    /// A character stands for each byte.
    fn bytes(&self, body: &String) -> Vec<u8> {
        body.chars().map(|character| u8::try_from(character).expect("a byte")).collect()
    }

    fn ask_credentials(&self, ask: Ask) -> Errand<Result<Value>> {
        self.asked.borrow_mut().push(Asked { sts: ask.sts, options: ask.options });
        let answer = next(&self.answers);
        let sleep = self.clock.sleep(answer.after);
        Box::pin(async move {
            sleep.await;
            let Some(given) = answer.given else { return pending().await };
            given
        })
    }

    fn is_reachable(&self, url: &str) -> Errand<bool> {
        self.probed.borrow_mut().push(url.to_owned());
        Box::pin(ready(self.0.is_reachable.get()))
    }

    fn is_readable(&self, _blob: &MadeUp) -> Errand<bool> {
        Box::pin(ready(self.0.is_readable.get()))
    }

    fn digest(&self, blob: &MadeUp, sums: Sums, _progress: Option<&Watch>) -> Errand<Result<Digest>> {
        self.hashed.set(self.hashed.get() + 1);
        Box::pin(ready(Ok(blob.digest(sums))))
    }

    fn slice(&self, blob: &MadeUp, _start: u64, _end: u64) -> MadeUp {
        blob.clone()
    }

    fn lay(&self, _target: &MadeUp, _body: &String, _place: (u64, u64)) -> Errand<Result<Digest>> {
        Box::pin(pending())
    }

    fn close(&self, _target: &MadeUp) -> Errand<Result<String>> {
        Box::pin(pending())
    }

    fn recall(&self, _name: &str, _blob: Option<&Self::Blob>, _place: &str) -> Errand<Option<String>> {
        Box::pin(ready(None))
    }

    fn remember(&self, _name: &str, _text: &str) {}

    fn lock(&self, _name: &str) -> Errand<()> {
        Box::pin(ready(()))
    }

    fn log(&self, _level: Level, text: &dyn Fn() -> Text) {
        self.log.borrow_mut().push(text().to_string());
    }
}

/// Counts a request that is dropped before its end.
struct Alarm {
    world: Scripted,
    is_set: bool,
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if self.is_set {
            self.world.aborted.set(self.world.aborted.get() + 1);
        }
    }
}

fn next<T: Clone>(script: &RefCell<VecDeque<T>>) -> T {
    let mut script = script.borrow_mut();
    let only = script.front().filter(|_| script.len() == 1).cloned();
    only.or_else(|| script.pop_front()).expect("the test has a script for this")
}

fn written_down(outgoing: &Outgoing<Scripted>, at: i64) -> Sent {
    let request = outgoing.request;
    Sent {
        at,
        method: request.method.clone(),
        url: outgoing.url.to_owned(),
        query: request.query.clone(),
        headers: outgoing.headers.clone(),
        body: outgoing.body.cloned(),
        document: request.document.clone(),
        action: request.action(),
        key: request.key.clone(),
        timeout: outgoing.timeout,
        data_type: request.data_type().map(str::to_owned),
    }
}
