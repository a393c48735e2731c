//! Everything that fuzzing kept, played again.

mod fuzzed;

use std::fs;

/// The files of one target.
#[allow(clippy::unwrap_used, reason = "without its corpus the test has to fail")]
fn play(target: &str, run: fn(&[u8])) {
    let folder = [env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/", target].concat();
    let mut count = 0;
    for file in fs::read_dir(&folder).unwrap() {
        run(&fs::read(file.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count >= 10, "{folder} holds {count} files");
}

#[test]
fn documents_are_read_or_refused() {
    play("xml", fuzzed::xml);
}

#[test]
fn streams_are_read_or_refused() {
    play("event_stream", fuzzed::event_stream);
}

#[test]
fn answers_are_fields_or_errors() {
    play("response", fuzzed::response);
}

#[test]
fn answers_are_read_for_every_row() {
    assert_eq!(fuzzed::rows_without_request(), [""; 0]);
}
