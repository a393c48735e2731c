//! Which of the caller's headers go with which step of an upload in parts.

use crate::protocol::headers::from_params;
use crate::protocol::json;
use crate::text::{Text, Words, has, words};
use crate::value::Map;

/// What belongs to the object as a whole, so that it is said when the upload begins.
const NOT_AT_THE_BEGINNING: Words = "mime-limit content-length content-md5 copy-source metadata-directive";
/// What each request about the bytes has to say.
const WITH_BYTES: Words = "traffic-limit mime-limit server-side-encryption";
/// What has an object encrypted.
const ENCRYPTION: Words = "server-side-encryption";
/// What happens when the object is put together.
const AT_THE_END: Words = "x-cos-meta- pic-operations x-cos-callback x-cos-return-body";
/// What is said again later, at the end or with each part; and a key, which nothing may be named by.
const NOT_LASTING: Words = "x-cos-meta- pic-operations x-cos-callback x-cos-return-body traffic-limit mime-limit \
    content-length content-md5 encryption-customer";
/// What opens an object that is encrypted with the caller's own key.
const KEY: Words = "encryption-customer";

/// Headers of the request that begins an upload.
#[must_use]
pub fn at_the_beginning(params: &Map) -> Map {
    chosen(params, NOT_AT_THE_BEGINNING, false)
}

/// What an object is by the beginning of its upload alone, as a text: one that is to be something else has another upload.
#[must_use]
pub fn lasting(params: &Map, content_type: &str) -> Text {
    let mut lasting = chosen(params, NOT_LASTING, false);
    lasting.set_text("type", content_type);
    json::write_map(lasting).into()
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

/// The headers whose names have one of the pieces, or have none of them.
fn chosen(params: &Map, pieces: Words, wanted: bool) -> Map {
    let mut headers = Map::new();
    for (name, value) in from_params(params).iter() {
        if names(pieces, name) == wanted {
            headers.append(name.into(), value.clone());
        }
    }
    headers
}

/// Whether a name has one of the pieces, whatever its letter case.
#[must_use]
pub fn names(pieces: Words, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    words(pieces).any(|piece| has(&name, piece))
}
