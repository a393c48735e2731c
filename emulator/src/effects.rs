//! Carrying faults out: instead of the work, on the request's body, on the reply.

use std::io::{self, Read};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::auth::expired_token;
use crate::failure::{Failure, Outcome};
use crate::fault::Fault;
use crate::wire::{Answer, Body, Cut, Reply, set_header};
use crate::xml::{Element, escape};

const WRONG_ETAG: &str = "\"00000000000000000000000000000000\"";

/// The faults that meet one request.
#[derive(Debug, Default)]
pub(crate) struct Effects(pub(crate) Vec<Fault>);

impl Effects {
    /// The server's clock as this request sees it.
    pub(crate) fn skewed(&self, now: SystemTime) -> SystemTime {
        self.0.iter().fold(now, |now, fault| match fault {
            Fault::ClockSkew { seconds } if *seconds < 0 => now - Duration::from_secs(seconds.unsigned_abs()),
            Fault::ClockSkew { seconds } => now + Duration::from_secs(seconds.unsigned_abs()),
            _ => now,
        })
    }

    /// What is answered instead of doing the work.
    pub(crate) fn instead(&self) -> Option<Outcome> {
        self.0.iter().find_map(|fault| match fault {
            Fault::DropBefore => Some(Ok(dropped())),
            Fault::ExpiredToken => Some(Err(expired_token())),
            Fault::Status { status, code, message, retry_after } => {
                let code = code.as_deref().unwrap_or("InternalError");
                let message =
                    message.as_deref().unwrap_or("We encountered an internal error. Please try again.");
                let failure = Failure::new(*status, code, message);
                Some(Err(match retry_after {
                    Some(seconds) => failure.header("retry-after", seconds.to_string()),
                    None => failure,
                }))
            }
            Fault::ErrorDocument { after: false, .. } | Fault::Answer { after: false, .. } => {
                Some(Ok(Reply::ok()))
            }
            _ => None,
        })
    }

    /// The request's body as the handler will see it.
    pub(crate) fn on_body(&self, body: Body) -> Body {
        self.0.iter().fold(body, |body, fault| match fault {
            Fault::SlowUpload { bytes_per_second } => {
                let speed = *bytes_per_second;
                body.map_reader(|reader| Box::new(Slow { reader, speed }))
            }
            Fault::DropDuring { bytes, answer: false } => {
                let left = bytes.unwrap_or(body.length().unwrap_or(0) / 2);
                body.map_reader(|reader| Box::new(Breaking { reader, left }))
            }
            _ => body,
        })
    }

    /// The reply as it will be delivered.
    pub(crate) fn on_reply(&self, reply: Reply, request_has_body: bool, request_id: &str) -> Reply {
        self.0.iter().fold(reply, |reply, fault| alter(fault, reply, request_has_body, request_id))
    }
}

fn alter(fault: &Fault, mut reply: Reply, request_has_body: bool, request_id: &str) -> Reply {
    match fault {
        Fault::Delay { ms } => reply.delivery.delay += Duration::from_millis(*ms),
        Fault::SlowBody { bytes_per_second } => reply.delivery.bytes_per_second = Some(*bytes_per_second),
        Fault::DropBefore | Fault::DropAfter => reply.delivery.cut = Cut::Unanswered,
        Fault::DropDuring { bytes, answer } => {
            let in_request = request_has_body && !answer;
            let half = reply.body.length() / 2;
            reply.delivery.cut =
                if in_request { Cut::Unanswered } else { Cut::AfterBytes(bytes.unwrap_or(half)) };
        }
        Fault::CorruptBody { at } => return corrupted(reply, *at),
        Fault::WrongETag { etag } => return with_etag(reply, etag.as_deref().unwrap_or(WRONG_ETAG)),
        Fault::ErrorDocument { code, .. } => return error_document(reply, code.as_deref(), request_id),
        Fault::Blanks { count, every_ms } => return with_blanks(reply, *count, *every_ms),
        Fault::Answer { status, body, content_type, .. } => {
            let content_type = content_type.as_deref().unwrap_or("text/html");
            reply.status = http::StatusCode::from_u16(*status).unwrap_or_default();
            return with_length(reply.with_body(body.clone()).header("content-type", content_type));
        }
        Fault::Headers { headers } => set_or_remove(&mut reply, headers),
        Fault::Status { .. } | Fault::ExpiredToken | Fault::ClockSkew { .. } | Fault::SlowUpload { .. } => {}
    }
    reply
}

/// Replaces the tag in the header, and in a document that names one.
fn with_etag(mut reply: Reply, etag: &str) -> Reply {
    set_header(&mut reply.headers, "etag", etag);
    let Answer::Bytes(body) = &reply.body else { return reply };
    let text = String::from_utf8_lossy(body);
    let Some(((before, rest), end)) = text.split_once("<ETag>").zip(text.find("</ETag>")) else {
        return reply;
    };
    let after = rest.get(end.saturating_sub(before.len() + "<ETag>".len())..).unwrap_or_default();
    let changed = format!("{before}<ETag>{}{after}", escape(etag));
    with_length(reply.with_body(changed))
}

fn set_or_remove(reply: &mut Reply, headers: &std::collections::BTreeMap<String, Option<String>>) {
    for (name, value) in headers {
        match value {
            Some(value) => set_header(&mut reply.headers, name, value),
            None => drop(reply.headers.remove(name.as_str())),
        }
    }
}

fn with_length(reply: Reply) -> Reply {
    let length = reply.body.length();
    reply.header("content-length", length.to_string())
}

fn error_document(mut reply: Reply, code: Option<&str>, request_id: &str) -> Reply {
    let mut document = Element::new("Error");
    document.text("Code", code.unwrap_or("InternalError"));
    document.text("Message", "We encountered an internal error. Please try again.");
    document.text("RequestId", request_id);
    reply.status = http::StatusCode::OK;
    with_length(reply.with_body(document.into_document()).header("content-type", "application/xml"))
}

fn with_blanks(mut reply: Reply, count: u64, every_ms: u64) -> Reply {
    let length = count + reply.body.length();
    let blanks = Blanks { left: count, pause: Duration::from_millis(every_ms) };
    let body = std::mem::replace(&mut reply.body, Answer::Empty).into_reader();
    reply.body = Answer::Stream(Box::new(blanks.chain(body)), length);
    with_length(reply)
}

fn corrupted(mut reply: Reply, at: Option<u64>) -> Reply {
    let length = reply.body.length();
    let reader = std::mem::replace(&mut reply.body, Answer::Empty).into_reader();
    let corrupting = Corrupting { reader, left: at.unwrap_or(length / 2) };
    reply.body = Answer::Stream(Box::new(corrupting), length);
    reply
}

fn dropped() -> Reply {
    let mut reply = Reply::ok();
    reply.delivery.cut = Cut::Unanswered;
    reply
}

/// Breaks like a lost connection once so many bytes were read.
struct Breaking {
    reader: Box<dyn Read + Send>,
    left: u64,
}

impl Read for Breaking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.reader.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.left -= count as u64;
        Ok(count)
    }
}

struct Slow {
    reader: Box<dyn Read + Send>,
    speed: u64,
}

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let tenth = usize::try_from(self.speed / 10).unwrap_or(usize::MAX).max(1).min(buffer.len());
        let count = self.reader.read(buffer.get_mut(..tenth).unwrap_or_default())?;
        thread::sleep(Duration::from_millis(count as u64 * 1000 / self.speed.max(1)));
        Ok(count)
    }
}

struct Blanks {
    left: u64,
    pause: Duration,
}

impl Read for Blanks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(byte) = buffer.first_mut().filter(|_| self.left > 0) else { return Ok(0) };
        *byte = b' ';
        self.left -= 1;
        thread::sleep(self.pause);
        Ok(1)
    }
}

struct Corrupting {
    reader: Box<dyn Read + Send>,
    /// Bytes before the one that will be wrong.
    left: u64,
}

impl Read for Corrupting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let place = usize::try_from(self.left).unwrap_or(usize::MAX);
        if place < count
            && let Some(byte) = buffer.get_mut(place)
        {
            *byte ^= 0xFF;
        }
        self.left = if self.left < count as u64 { u64::MAX } else { self.left - count as u64 };
        Ok(count)
    }
}
