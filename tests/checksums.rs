//! Spellings and checksums of the protocol, against published values and plain definitions.

use cos_wasm_sdk::protocol::crc64::{Crc64, combine};
use cos_wasm_sdk::protocol::digest::{Md5, hmac_sha1_hex, md5_base64, md5_hex, sha1_hex};
use cos_wasm_sdk::protocol::encode::{
    base64, base64_safe, decode_base64, decode_uri_component, encode_path, encode_strict,
    encode_uri_component, hex,
};
use cos_wasm_sdk::text;

#[test]
fn percent_encoding_is_that_of_javascript() {
    let table = [
        ("", "", ""),
        ("AZaz09-_.~", "AZaz09-_.~", "AZaz09-_.~"),
        ("!'()*", "!'()*", "%21%27%28%29%2A"),
        ("a b+c/d?e#f%", "a%20b%2Bc%2Fd%3Fe%23f%25", "a%20b%2Bc%2Fd%3Fe%23f%25"),
        ("\u{0}\n中😀", "%00%0A%E4%B8%AD%F0%9F%98%80", "%00%0A%E4%B8%AD%F0%9F%98%80"),
    ];
    for (text, component, strict) in table {
        assert_eq!(encode_uri_component(text), component);
        assert_eq!(encode_strict(text), strict);
        assert_eq!(encode_path(text), strict.replace("%2F", "/"));
        assert_eq!(decode_uri_component(component).as_deref(), Some(text));
    }
}

#[test]
fn broken_percent_encoding_is_not_decoded() {
    for text in ["%", "%4", "%4g", "%g4", "a%", "%%41", "%FF", "%E4%B8", "%ED%A0%80", "%C0%80", "%+1", "%é"]
    {
        assert_eq!(decode_uri_component(text), None, "{text}");
    }
    assert_eq!(decode_uri_component("a+%2b%2B中").as_deref(), Some("a+++中"));
}

#[test]
fn base64_is_that_of_rfc_4648() {
    let table = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
    ];
    for (text, encoded) in table {
        assert_eq!(base64(text.as_bytes()), encoded);
        assert_eq!(decode_base64(encoded).as_deref(), Some(text.as_bytes()));
        assert_eq!(base64_safe(text.as_bytes()), encoded.trim_end_matches('='));
    }
    assert_eq!(base64(&[0xFB, 0xEF, 0xFF]), "++//");
    assert_eq!(base64_safe(&[0xFB, 0xEF, 0xFF]), "--__");
    for text in ["a", "ab!d", "a b", "Zg=a", "中"] {
        assert_eq!(decode_base64(text), None, "{text}");
    }
    let bytes: Vec<u8> = (0..=255).collect();
    for length in 0..=bytes.len() {
        assert_eq!(decode_base64(&base64(&bytes[..length])).as_deref(), Some(&bytes[..length]));
        assert_eq!(decode_base64(&base64_safe(&bytes[..length])).as_deref(), Some(&bytes[..length]));
    }
}

#[test]
fn digests_are_the_published_ones() {
    assert_eq!(hex(&[0, 15, 16, 255]), "000f10ff");
    assert_eq!(md5_hex(b""), "d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(md5_hex(b"abc"), "900150983cd24fb0d6963f7d28e17f72");
    assert_eq!(md5_base64(b"abc"), "kAFQmDzST7DWlj99KOF/cg==");
    assert_eq!(sha1_hex(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    let question = b"what do ya want for nothing?";
    assert_eq!(hmac_sha1_hex(b"Jefe", question), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    let long_key = [0xAA; 80];
    let message = b"Test Using Larger Than Block-Size Key - Hash Key First";
    assert_eq!(hmac_sha1_hex(&long_key, message), "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    assert_eq!(hmac_sha1_hex(b"", b""), "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
}

/// Bytes without a pattern.
fn bytes(length: usize) -> Vec<u8> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn md5_does_not_depend_on_the_size_of_the_blocks() {
    let bytes = bytes(1000);
    for size in [1, 3, 63, 64, 65, 1000] {
        let mut state = Md5::new();
        for block in bytes.chunks(size) {
            state.update(block);
        }
        assert_eq!(hex(&state.finish()), md5_hex(&bytes));
    }
}

fn crc64(bytes: &[u8]) -> u64 {
    let mut state = Crc64::new();
    state.update(bytes);
    state.value()
}

/// The definition, bit by bit.
fn plain_crc64(bytes: &[u8]) -> u64 {
    let mut state = u64::MAX;
    for byte in bytes {
        state ^= u64::from(*byte);
        for _ in 0..8 {
            state = if state & 1 == 1 { state >> 1 ^ 0xC96C_5795_D787_0F42 } else { state >> 1 };
        }
    }
    !state
}

#[test]
fn crc64_is_that_of_its_definition() {
    assert_eq!(crc64(b""), 0);
    assert_eq!(crc64(b"123456789"), 0x995D_C9BB_DF19_39FA);
    let bytes = bytes(100);
    for length in 0..=bytes.len() {
        assert_eq!(crc64(&bytes[..length]), plain_crc64(&bytes[..length]), "{length}");
    }
}

#[test]
fn crc64_of_parts_makes_the_crc64_of_the_whole() {
    let bytes = bytes(300);
    let whole = crc64(&bytes);
    for at in 0..=bytes.len() {
        let (first, second) = bytes.split_at(at);
        let mut state = Crc64::new();
        state.update(first);
        state.update(second);
        assert_eq!(state.value(), whole);
        assert_eq!(combine(crc64(first), crc64(second), second.len() as u64), whole, "{at}");
    }
    assert_eq!(combine(whole, 0, 0), whole);
}

#[test]
fn crc64_of_huge_parts_does_not_depend_on_the_order_of_putting_them_together() {
    let (first, second, third) = (crc64(b"a"), crc64(b"b"), crc64(b"c"));
    for length in [1, 255, 5 << 30, (1 << 40) + 3, u64::from(u32::MAX)] {
        let left = combine(combine(first, second, length), third, 3 * length);
        let right = combine(first, combine(second, third, 3 * length), 4 * length);
        assert_eq!(left, right, "{length}");
    }
}

#[test]
fn pieces_of_text_are_found() {
    let table = [
        ("", "a", None),
        ("a", "ab", None),
        ("ab", "b", Some(1)),
        ("aab", "ab", Some(1)),
        ("中://中", "://", Some(3)),
        ("abab", "ab", Some(0)),
    ];
    for (text, piece, at) in table {
        assert_eq!(text::find(text, piece), at);
        assert_eq!(text::find(text, piece), text.find(piece));
        assert_eq!(text::has(text, piece), text.contains(piece));
        assert_eq!(text::split_once(text, piece), text.split_once(piece));
    }
}
