//! Calls, built the way the binding builds them.

use std::rc::Rc;

use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::client::{Call, Client, Reply};
use cos_wasm_sdk::error::{Error, Result};
use cos_wasm_sdk::protocol::catalog::rows;
use cos_wasm_sdk::protocol::operation::Operation;
use cos_wasm_sdk::protocol::request::build;
use cos_wasm_sdk::value::{Map, Value};

use super::blob::MadeUp;
use super::executor::{run, run_all};
use super::scripted::Scripted;

pub const SECRET_KEY: &str = "SecretKeyExample0987654321";

/// How a call ended.
pub type Made = Result<Reply<String>>;

/// A call's words before anything is read of them.
#[derive(Clone, Default)]
pub struct Wish {
    pub operation: &'static str,
    pub params: Map,
    pub options: Map,
    pub source: Source,
    pub body: Option<MadeUp>,
}

/// Options as the binding hands them over: with the name of the credential callback there is.
pub fn options(given: &Map, source: Source) -> Rc<Map> {
    let mut options = given.clone();
    options.set_text(
        "Source",
        match source {
            Source::Fixed => "",
            Source::GetAuthorization => "getAuthorization",
            Source::GetSts => "getSTS",
        },
    );
    Rc::new(options)
}

/// The row of a method.
pub fn row(name: &str) -> Option<&'static Operation> {
    rows().find(|row| row.about.name == name && !row.role.is_move())
}

/// A call on the object `k` of the bucket that the recordings use, signed with fixed keys.
pub fn on_object(operation: &'static str) -> Wish {
    let params = [("Bucket", "test-1250000000"), ("Region", "ap-guangzhou"), ("Key", "k")];
    Wish { operation, params: params.into_iter().collect(), options: fixed_keys(), ..Wish::default() }
}

/// As [`on_object`], with keys from `getAuthorization`.
pub fn asking(operation: &'static str) -> Wish {
    Wish { source: Source::GetAuthorization, options: Map::new(), ..on_object(operation) }
}

/// The keys that the recordings were made with.
pub fn fixed_keys() -> Map {
    let mut options: Map =
        [("SecretId", "AKIDEXAMPLE1234567890"), ("SecretKey", SECRET_KEY)].into_iter().collect();
    options.insert("StartTime", Value::Integer(1_700_000_000));
    options.insert("ExpiredTime", Value::Integer(1_700_003_600));
    options
}

impl Wish {
    pub fn param(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name, value);
        self
    }

    pub fn option(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.options.insert(name, value);
        self
    }

    pub fn body(self, body: MadeUp) -> Self {
        Wish { body: Some(body), ..self }
    }

    /// Makes the call of it that the client takes.
    pub fn build(&self) -> Result<Call<Scripted>> {
        let row = row(self.operation).expect("the catalog has this operation");
        let options = options(&self.options, self.source);
        let facts = self.body.as_ref().and_then(|body| body.facts.as_ref());
        let request = build(row, self.params.clone(), &options, facts)?;
        let body = self.body.clone();
        Ok(Call { request, options, body, on_upload: None, on_download: None, on_hash: None })
    }

    pub async fn make(&self, client: &Client<Scripted>) -> Made {
        client.call(&mut self.build()?).await
    }
}

/// Makes one call in this world; nothing when it never ends.
pub fn make(world: &Scripted, wish: &Wish) -> Option<Made> {
    run(&world.clock, wish.make(&Client::new(world.clone())))
}

/// Makes one call in this world and tells only how it failed.
pub fn failure(world: &Scripted, wish: &Wish) -> Option<Error> {
    make(world, wish)?.err().map(Rc::unwrap_or_clone)
}

/// Makes one call in this world and tells only whether it succeeded.
pub fn succeeds(world: &Scripted, wish: &Wish) -> bool {
    make(world, wish).is_some_and(|result| result.is_ok())
}

/// Makes calls of one instance side by side.
pub fn make_all(world: &Scripted, wishes: &[Wish]) -> Vec<Option<Made>> {
    let client = Client::new(world.clone());
    run_all(&world.clock, wishes.iter().map(|wish| Box::pin(wish.make(&client)) as _).collect())
}
