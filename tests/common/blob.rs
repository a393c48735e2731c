//! A file that a test made up.

use cos_wasm_sdk::platform::{Digest, Sums};
use cos_wasm_sdk::protocol::crc64::Crc64;
use cos_wasm_sdk::protocol::digest::md5;
use cos_wasm_sdk::protocol::request::BodyFacts;
use serde_json::{Value as Json, json};

/// A file, or whatever else a caller gave as `Body`.
#[derive(Clone, Debug)]
pub struct MadeUp {
    bytes: Vec<u8>,
    /// What a File or Blob tells; a body of another kind tells nothing.
    pub facts: Option<BodyFacts>,
    /// As the recordings write it down.
    pub shown: Json,
}

impl MadeUp {
    pub fn file(bytes: &[u8], content_type: &str) -> Self {
        let facts = BodyFacts { size: u64::try_from(bytes.len()).ok(), content_type: content_type.into() };
        let shown =
            json!({"$blob": String::from_utf8_lossy(bytes), "type": content_type, "size": bytes.len()});
        MadeUp { bytes: bytes.to_vec(), facts: Some(facts), shown }
    }

    /// A body that goes out as it is.
    pub fn untouched(body: &Json) -> Self {
        MadeUp { bytes: Vec::new(), facts: None, shown: body.clone() }
    }

    pub fn shown_as(self, shown: &Json) -> Self {
        MadeUp { shown: shown.clone(), ..self }
    }

    pub fn digest(&self, sums: Sums) -> Digest {
        let mut crc64 = Crc64::new();
        crc64.update(&self.bytes);
        Digest { crc64: crc64.value(), md5: (sums != Sums::Crc64).then(|| md5(&self.bytes)) }
    }
}
