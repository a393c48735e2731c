//! Which of the caller's headers go with which step of an upload in parts.

use crate::protocol::headers::from_params;
use crate::protocol::json;
use crate::text::{Text, Words, has, words};
use crate::value::Map;

/// What belongs to the object as a whole, so that it is said when the upload begins.
const NOT_AT_THE_BEGINNING: Words = "mime-limit content-length content-md5 copy-source metadata-directive";
/// What each request about the bytes has to say.
const WITH_BYTES: Words = "traffic-limit mime-limit server-side-encryption copy-source-if";
/// What has an object encrypted.
const ENCRYPTION: Words = "server-side-encryption";
/// What happens when the object is put together.
const AT_THE_END: Words = "x-cos-meta- pic-operations x-cos-callback x-cos-return-body forbid-overwrite";
/// What is said again of a file, at the end or with each part; and a key, which nothing may be named by.
pub const SAID_AGAIN: Words =
    "pic-operations x-cos-callback x-cos-return-body traffic-limit encryption-customer";
/// What opens an object that is encrypted with the caller's own key.
pub const KEY: Words = "encryption-customer";

/// Headers of the request that begins an upload.
#[must_use]
pub fn at_the_beginning(params: &Map) -> Map {
    chosen(params, NOT_AT_THE_BEGINNING, false)
}

/// What an object is by the headers at the beginning of its upload, as a text: one that is to be something else has another
/// upload. Nothing but what is `left_out` can change afterwards.
#[must_use]
pub fn lasting(headers: &Map, left_out: Words) -> Text {
    json::write_map(filtered(headers, left_out, false)).into()
}

/// Headers of a part.
#[must_use]
pub fn with_bytes(params: &Map) -> Map {
    chosen(params, WITH_BYTES, true)
}

/// Headers of the request that puts an object together.
#[must_use]
pub fn at_the_end(params: &Map) -> Map {
    chosen(params, AT_THE_END, true)
}

/// Headers of a request that looks at the object.
#[must_use]
pub fn to_look(params: &Map) -> Map {
    chosen(params, KEY, true)
}

/// Whether the caller has the object encrypted.
#[must_use]
pub fn encrypts(params: &Map) -> bool {
    !chosen(params, ENCRYPTION, true).is_empty()
}

/// The headers of a call whose names have one of the pieces, or have none of them.
fn chosen(params: &Map, pieces: Words, wanted: bool) -> Map {
    filtered(&from_params(params), pieces, wanted)
}

/// The headers whose names have one of the pieces, or have none of them.
#[must_use]
pub fn filtered(headers: &Map, pieces: Words, wanted: bool) -> Map {
    let mut filtered = Map::new();
    for (name, value) in headers.iter() {
        let lower = name.to_ascii_lowercase();
        if words(pieces).any(|piece| has(&lower, piece)) == wanted {
            filtered.append(name.clone(), value.clone());
        }
    }
    filtered
}
