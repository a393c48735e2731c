//! Moves of files, wished for the way the binding wishes.

use std::cell::RefCell;
use std::rc::Rc;

use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::client::within::within;
use cos_wasm_sdk::client::{Client, Reply};
use cos_wasm_sdk::error::{Error, Kind, Result};
use cos_wasm_sdk::protocol::catalog::playing;
use cos_wasm_sdk::protocol::operation::Role;
use cos_wasm_sdk::protocol::params::Place;
use cos_wasm_sdk::protocol::request::BodyFacts;
use cos_wasm_sdk::transfer::begin::File;
use cos_wasm_sdk::transfer::lessons::Lessons;
use cos_wasm_sdk::transfer::session::{Hooks, Session, Step, Traces};
use cos_wasm_sdk::value::{Map, Value};

use super::calls;
use super::executor::run;
use super::served::{BUCKET, Bytes, REGION, Served};

pub const MIB: usize = 1 << 20;

/// How a move ended.
pub type Moved = Result<Reply<Vec<u8>>>;

/// Bytes that are not all alike.
pub fn file(size: usize, seed: u8) -> Bytes {
    let mut state = u32::from(seed) + 1;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    Bytes::new((0..size).map(|_| next()).collect())
}

/// One page's side of a move.
pub struct Mover {
    pub world: Served,
    pub client: Client<Served>,
    pub lessons: Rc<Lessons>,
    pub params: Map,
    pub options: Map,
    pub source: Source,
    /// The progress that was told: loaded and total.
    pub told: Rc<RefCell<Vec<(u64, u64)>>>,
    pub hashed: Rc<RefCell<Vec<(u64, u64)>>>,
    /// What a move left when it was paused.
    pub traces: Rc<Traces>,
}

impl Mover {
    pub fn new(world: &Served) -> Self {
        let keys = [("SecretId", cos_emulator::SECRET_ID), ("SecretKey", cos_emulator::SECRET_KEY)];
        Mover {
            world: world.clone(),
            client: Client::new(world.clone()),
            lessons: Rc::default(),
            params: Map::new(),
            options: keys.into_iter().collect(),
            source: Source::Fixed,
            told: Rc::default(),
            hashed: Rc::default(),
            traces: Rc::default(),
        }
        .option("CountsBytes", Value::Bool(true))
    }

    pub fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name, value);
        self
    }

    pub fn option(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.options.insert(name, value);
        self
    }

    pub fn number(self, name: &str, value: usize) -> Self {
        self.option(name, Value::from(i64::try_from(value).expect("a small number")))
    }

    pub fn session(&self, key: &str) -> Session<Served> {
        let told = self.told.clone();
        let hashed = self.hashed.clone();
        let mut params = self.params.clone();
        for (name, value) in [("Bucket", BUCKET), ("Region", REGION), ("Key", key)] {
            params.set_text(name, value);
        }
        Session {
            client: self.client.clone(),
            options: calls::options(&self.options, self.source),
            params,
            place: Place { bucket: BUCKET.into(), region: REGION.into(), key: key.into() },
            lessons: self.lessons.clone(),
            hooks: Hooks {
                on_begin: Box::new(|_| {}),
                on_progress: Rc::new(move |loaded, total| told.borrow_mut().push((loaded, total))),
                on_hash: Some(Rc::new(move |loaded, total| hashed.borrow_mut().push((loaded, total)))),
            },
            traces: self.traces.clone(),
        }
    }

    pub async fn upload_async(&self, key: &str, file: &Bytes) -> Moved {
        let size = file.get().len() as u64;
        let (session, facts) = (self.session(key), BodyFacts::default());
        session.upload(&File { blob: file, size, facts: &facts }).await
    }

    /// Uploads to the end.
    pub fn upload(&self, key: &str, file: &Bytes) -> Moved {
        run(&self.world.clock, self.upload_async(key, file)).expect("the upload ends")
    }

    /// Uploads, and drops it after so many milliseconds. True when it was over by then.
    pub fn upload_for(&self, milliseconds: u32, key: &str, file: &Bytes) -> bool {
        let limit = self.world.clock.sleep(milliseconds);
        run(&self.world.clock, within(limit, self.upload_async(key, file))).expect("time passes").is_some()
    }

    pub async fn download_async(&self, key: &str) -> Moved {
        let (session, facts) = (self.session(key), BodyFacts::default());
        let target = Bytes::new(Vec::new());
        session.make(Role::Download, Some(&File { blob: &target, size: 0, facts: &facts })).await
    }

    /// Copies to the end.
    pub fn copy(&self, source: &str, key: &str) -> Moved {
        let mut session = self.session(key);
        session.params.set_text("CopySource", &format!("{BUCKET}.cos.{REGION}.myqcloud.com/{source}"));
        run(&self.world.clock, session.make(Role::CopyInParts, None)).expect("the copy ends")
    }

    /// Downloads to the end.
    pub fn download(&self, key: &str) -> Moved {
        run(&self.world.clock, self.download_async(key)).expect("the download ends")
    }

    /// Downloads, and drops it after so many milliseconds. True when it was over by then.
    pub fn download_for(&self, milliseconds: u32, key: &str) -> bool {
        let limit = self.world.clock.sleep(milliseconds);
        run(&self.world.clock, within(limit, self.download_async(key))).expect("time passes").is_some()
    }

    /// Makes one request of its own.
    pub fn call(&self, key: &str, step: Box<Step<Served>>) -> Moved {
        run(&self.world.clock, self.session(key).call(step)).expect("the call ends")
    }

    /// What the service has under a key.
    pub fn object(&self, key: &str) -> Option<Vec<u8>> {
        self.call(key, Step::of(Role::Get, Map::new())).ok()?.body
    }

    /// The ids of the uploads that the service holds.
    pub fn open_uploads(&self) -> Vec<String> {
        let reply = self.call("", Step::of(Role::ListUploads, Map::new())).expect("a list");
        let Some(Value::List(uploads)) = reply.fields.get("Upload") else { return Vec::new() };
        uploads.iter().filter_map(|upload| Some(upload.as_map()?.text("UploadId")?.to_string())).collect()
    }

    /// A part of an upload that somebody else made.
    pub fn put_part(&self, key: &str, (upload_id, number): (&str, u64), bytes: &Bytes) -> Moved {
        let mut step = Step::of(Role::Part, Map::new());
        step.set("UploadId", upload_id);
        step.set_number("PartNumber", number);
        step.body = Some(bytes.clone());
        self.call(key, step)
    }

    /// An upload that somebody else began.
    pub fn begin(&self, key: &str) -> String {
        let reply = self.call(key, Step::of(Role::Begin, Map::new())).expect("an upload");
        reply.fields.text("UploadId").expect("an id").to_string()
    }
}

/// The code of the service's refusal, or what kind of an error it is.
pub fn kind(moved: &Moved) -> String {
    match moved.as_ref().map_err(|error| &**error) {
        Ok(_) => "ok".into(),
        Err(Error::Service(refusal)) => refusal.code.to_string(),
        Err(Error::Network(network)) => format!("{:?}", network.cause),
        Err(Error::Own { kind: Kind::Integrity, .. }) => "integrity".into(),
        Err(Error::Own { kind: Kind::File, .. }) => "file".into(),
        Err(Error::Own { message, .. }) => message.to_string(),
        Err(Error::Aborted) => "aborted".into(),
    }
}

/// Every part of moving files is played by one row.
pub fn is_played_once(role: Role) -> bool {
    playing(role).role == role
        && cos_wasm_sdk::protocol::catalog::rows().filter(|row| row.role == role).count() == 1
}
