//! Takes the event stream of a selection apart.

use crc_fast::{CrcAlgorithm, checksum};

use crate::support::Got;

/// One message of the stream.
#[derive(Debug)]
pub struct Event {
    headers: Vec<(String, String)>,
    pub payload: Vec<u8>,
}

impl Event {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.payload).unwrap()
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number * 256 + usize::from(*byte))
}

fn crc(bytes: &[u8]) -> usize {
    usize::try_from(checksum(CrcAlgorithm::Crc32IsoHdlc, bytes)).unwrap()
}

/// Takes the stream apart and checks every length and checksum.
pub fn events(got: &Got) -> Vec<Event> {
    assert_eq!((got.status, got.header("content-type")), (200, "application/octet-stream"), "{got:?}");
    messages(&got.body)
}

pub fn messages(mut rest: &[u8]) -> Vec<Event> {
    let mut events = Vec::new();
    while !rest.is_empty() {
        let (total, heads) = (number(&rest[..4]), number(&rest[4..8]));
        assert_eq!(number(&rest[8..12]), crc(&rest[..8]), "the checksum of the prelude");
        let (message, behind) = rest.split_at(total);
        assert_eq!(number(&message[total - 4..]), crc(&message[..total - 4]), "the checksum of the message");
        let (mut head, payload) = message[12..total - 4].split_at(heads);
        let mut headers = Vec::new();
        while let [length, tail @ ..] = head {
            let (name, tail) = tail.split_at(usize::from(*length));
            assert_eq!(tail[0], 7, "header values are texts");
            let (value, tail) = tail[3..].split_at(number(&tail[1..3]));
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            headers.push((text(name), text(value)));
            head = tail;
        }
        events.push(Event { headers, payload: payload.to_vec() });
        rest = behind;
    }
    events
}
