//! Presigned URLs, wished for the way the binding wishes.

use cos_wasm_sdk::client::options::Source;
use cos_wasm_sdk::client::presigned::UrlWish;
use cos_wasm_sdk::protocol::operation::{Operation, ROW, Target};
use cos_wasm_sdk::protocol::request::build;
use cos_wasm_sdk::value::{Map, Text, Value};

use super::calls::{self, fixed_keys};

static URL: Operation =
    Operation { method: "", action: "GetObject", target: Target::Object, free_query: true, ..ROW };

/// Params for the object `k`, and more.
pub fn params(more: &[(&str, Value)]) -> Map {
    let mut params: Map =
        [("Bucket", "test-1250000000"), ("Region", "ap-guangzhou"), ("Key", "k")].into_iter().collect();
    for (name, value) in more {
        params.insert(*name, value.clone());
    }
    params
}

/// A wish for a signed URL; nothing when the params cannot be used.
pub fn wish(params: Map, options: &Map, source: Source) -> Option<UrlWish> {
    let options = calls::options(options, source);
    let request = build(&URL, params, &options, None).ok()?;
    Some(UrlWish { request, options, sign: true, expires: None, query_string: Text::new() })
}

/// A wish for the object `k`, signed with fixed keys.
pub fn fixed(more: &[(&str, Value)]) -> UrlWish {
    wish(params(more), &fixed_keys(), Source::Fixed).expect("params that can be used")
}

/// A wish for the object `k`, signed with keys from `getAuthorization`.
pub fn asked_for(more: &[(&str, Value)]) -> UrlWish {
    wish(params(more), &Map::new(), Source::GetAuthorization).expect("params that can be used")
}
