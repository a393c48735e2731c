//! What is read out of texts and bytes.

use cos_wasm_sdk::text::from_utf8;

#[test]
fn utf_8_is_read_as_the_standard_library_reads_it() {
    // All bytes that mark a border between what leads, what follows and what is forbidden.
    const BORDERS: [u8; 20] = [
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0,
        0xF4, 0xF5, 0xFF,
    ];
    let border = |number: usize| BORDERS[number % 20];
    for number in 0..256 * 8000 {
        let first = u8::try_from(number / 8000).unwrap();
        let bytes = [first, border(number / 400), border(number / 20), border(number)];
        assert_eq!(from_utf8(&bytes).as_deref(), std::str::from_utf8(&bytes).ok(), "{bytes:?}");
    }
    assert_eq!(from_utf8(b"\xE2\x82"), None);
}
