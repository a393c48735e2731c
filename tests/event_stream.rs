//! Frames of a query's answer, read from bytes that arrive in pieces of any size.

mod common;

use common::calls::{Wish, make, on_object};
use common::replies::answer;
use common::scripted::Scripted;
use cos_wasm_sdk::error::{Cause, Error};
use cos_wasm_sdk::protocol::event_stream::{Event, Malformed, next_event, read_all};
use cos_wasm_sdk::value::{Map, Value};

/// A number in this many bytes, the highest first.
fn number(number: usize, width: usize) -> Vec<u8> {
    (0..width).rev().map(|place| (number >> (8 * place)).to_le_bytes()[0]).collect()
}

/// A frame as the service writes it, its checksums left out.
fn frame(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    for (name, value) in headers {
        head.extend([number(name.len(), 1), name.as_bytes().to_vec(), vec![7]].concat());
        head.extend([number(value.len(), 2), value.as_bytes().to_vec()].concat());
    }
    let length = 16 + head.len() + payload.len();
    [&number(length, 4), &number(head.len(), 4), &[0; 4][..], &head, payload, &[0; 4]].concat()
}

fn event(kind: &str, payload: &str) -> Vec<u8> {
    frame(&[(":message-type", "event"), (":event-type", kind)], payload.as_bytes())
}

fn failure(code: &str, message: &str) -> Vec<u8> {
    let headers = [(":error-code", code), (":error-message", message), (":message-type", "error")];
    frame(&headers, b"")
}

fn map(entries: &[(&str, &str)]) -> Map {
    entries.iter().copied().collect()
}

/// All events of bytes that are read as soon as so many more have arrived.
fn read_in_pieces(bytes: &[u8], size: usize) -> Result<Vec<Event<'_>>, Malformed> {
    let (mut at, mut arrived, mut events) = (0, 0, Vec::new());
    while arrived < bytes.len() {
        arrived = bytes.len().min(arrived + size);
        let mut rest = bytes.get(at..arrived).unwrap_or_default();
        while let Some(event) = next_event(&mut rest)? {
            events.push(event);
        }
        at = arrived - rest.len();
    }
    Ok(events)
}

#[test]
fn frames_are_the_same_however_their_bytes_arrive() {
    let stream = [
        event("Records", "{\"name\":\"中文\"}\n"),
        event("Cont", ""),
        event("Progress", "<Progress><BytesScanned>5</BytesScanned></Progress>"),
        event("Stats", "<Stats><BytesScanned>10</BytesScanned></Stats>"),
        event("End", ""),
    ]
    .concat();
    let counts = |name: &str, bytes: &str| {
        Event::Report([(name, map(&[("BytesScanned", bytes)]))].into_iter().collect())
    };
    let expected = vec![
        Event::Records("{\"name\":\"中文\"}\n".as_bytes()),
        Event::Report(Map::new()),
        counts("Progress", "5"),
        counts("Stats", "10"),
        Event::Report(Map::new()),
    ];
    for size in 1..=stream.len() {
        assert_eq!(read_in_pieces(&stream, size).as_ref(), Ok(&expected), "in pieces of {size} bytes");
    }
}

#[test]
fn a_whole_stream_is_its_records_joined_even_within_a_character() {
    let [first, second] = ["中文".as_bytes().split_at(4).0, "中文".as_bytes().split_at(4).1];
    let record = |payload: &[u8]| frame(&[(":message-type", "event"), (":event-type", "Records")], payload);
    let stream =
        [record(first), record(second), event("Stats", "<Stats><BytesReturned>6</BytesReturned></Stats>")];
    let fields = read_all(&stream.concat()).unwrap();
    assert_eq!(fields.own_text("Payload"), "中文");
    assert_eq!(fields.get("Stats"), Some(&Value::Map(map(&[("BytesReturned", "6")]))));
    let body = fields.text("Body").unwrap();
    assert_eq!(body.chars().count(), stream.concat().len(), "a character for each byte");
    assert!(body.contains("\u{7}\u{0}\u{7}Records\u{e4}\u{b8}\u{ad}\u{e6}"), "{body:?}");
}

#[test]
fn records_that_are_no_utf_8_keep_each_byte_as_a_character() {
    let stream = frame(&[(":message-type", "event"), (":event-type", "Records")], b"caf\xe9\n");
    assert_eq!(read_all(&stream).unwrap().own_text("Payload"), "caf\u{e9}\n");
}

#[test]
fn an_empty_stream_is_an_empty_result() {
    let fields = read_all(b"").unwrap();
    assert_eq!((fields.get("Payload"), fields.get("Body")), (Some(&"".into()), Some(&"".into())));
    assert_eq!(fields.get("Stats"), None);
}

#[test]
fn a_query_that_fails_is_an_error_also_after_records() {
    let stream = [event("Records", "1,2\n"), failure("CSVParsingError", "line 2: 列")].concat();
    let expected = map(&[("Code", "CSVParsingError"), ("Message", "line 2: 列")]);
    assert_eq!(read_all(&stream).unwrap().get("Error"), Some(&Value::Map(expected)));
}

#[test]
fn a_stream_that_ends_within_a_frame_is_not_a_result() {
    let stream = [event("Records", "1,2\n"), event("Stats", "<Stats/>")].concat();
    let ends = [event("Records", "1,2\n").len(), stream.len()];
    for end in 1..stream.len() {
        let is_result = read_all(&stream[..end]).is_ok();
        assert_eq!(is_result, ends.contains(&end), "{end} of {} bytes", stream.len());
    }
}

#[test]
fn bytes_that_are_no_frames_are_told_from_frames_that_are_not_complete() {
    let mut long_name = event("Records", "");
    long_name[12] = 255;
    let mut short = event("Records", "");
    short[3] -= 1;
    let cases: [(&str, Vec<u8>); 6] = [
        ("shorter than its own lengths", vec![0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("headers longer than the frame", vec![0, 0, 0, 20, 0, 0, 0, 21, 0, 0, 0, 0]),
        ("headers that leave no room for the checksum", vec![0, 0, 0, 20, 0, 0, 0, 5, 0, 0, 0, 0]),
        ("longer than any frame", vec![255; 64]),
        ("a name beyond the headers", long_name),
        ("an HTML page", b"<html><body>Sign in to this network</body></html>".to_vec()),
    ];
    for (name, bytes) in cases {
        assert_eq!(read_in_pieces(&bytes, bytes.len()), Err(Malformed), "{name}");
        assert_eq!(read_all(&bytes), Err(Malformed), "{name}");
    }
    assert_eq!(read_in_pieces(&short, short.len()).map(|events| events.len()), Err(Malformed));
}

#[test]
fn counts_that_cannot_be_read_lose_nothing_of_the_result() {
    let stream = [event("Records", "1\n"), event("Stats", "<Stats><Bytes"), event("End", "")].concat();
    let fields = read_all(&stream).unwrap();
    assert_eq!((fields.own_text("Payload"), fields.get("Stats")), ("1\n", None));
}

/// The answer of a call, its bytes held by the tests as a character each.
fn service(streams: &[&[u8]]) -> Scripted {
    let replies = streams.iter().map(|stream| {
        let body: String = stream.iter().map(|byte| char::from(*byte)).collect();
        answer(200, &body)
    });
    Scripted::new(replies, [])
}

fn query() -> Wish {
    on_object("selectObjectContent").param("SelectType", Value::Integer(2))
}

#[test]
fn a_failed_query_ends_its_call_with_the_error_that_the_frame_tells() {
    let world = service(&[&[event("Records", "1\n"), failure("InvalidTextEncoding", "not UTF-8")].concat()]);
    let error = make(&world, &query()).unwrap().err().unwrap();
    let Error::Service(refusal) = &*error else { panic!("{error:?}") };
    assert_eq!((refusal.status, refusal.code.as_str()), (200, "InvalidTextEncoding"));
    assert_eq!(refusal.message.as_deref(), Some("not UTF-8"));
    assert_eq!(world.attempts(), 1);
}

#[test]
fn a_query_whose_answer_is_cut_short_is_asked_again() {
    let whole = event("Records", "1\n");
    let cut = whole.get(..20).unwrap_or_default();
    let world = service(&[cut, &whole]);
    let fields = make(&world, &query()).unwrap().ok().unwrap().fields;
    assert_eq!((fields.own_text("Payload"), world.attempts()), ("1\n", 2));

    let world = service(&[cut]);
    let error = make(&world, &query()).unwrap().err().unwrap();
    assert!(matches!(&*error, Error::Network(network) if network.cause == Cause::Lost), "{error:?}");
    assert_eq!(world.attempts(), 4);
}

#[test]
fn a_query_as_a_stream_hands_the_body_over() {
    let world = service(&[b"frames"]);
    let reply = make(&world, &query().param("DataType", "stream")).unwrap().ok().unwrap();
    assert_eq!(reply.body.as_deref(), Some("frames"));
    assert_eq!(reply.fields.get("Payload"), None);
    assert_eq!(world.first().data_type.as_deref(), Some("stream"));
}
