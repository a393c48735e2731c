//! The emulator behind HTTP/1.1.

mod spelling;

use std::convert::Infallible;
use std::io::{self, Read};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, HeaderValue};
use http::{Extensions, Response};
use http_body_util::{BodyExt, StreamBody, combinators::BoxBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::sleep;
use tokio_stream::wrappers::ReceiverStream;

use crate::{Answer, Body, Cut, Delivery, Emulator, Reply};

const BLOCK: usize = 64 * 1024;
const BLOCKS_IN_FLIGHT: usize = 4;
const BREAK_PAUSE: Duration = Duration::from_millis(50);

/// Serves until the listener fails.
///
/// # Errors
/// When no more connections can be accepted.
pub async fn serve(listener: TcpListener, emulator: Arc<Emulator>) -> io::Result<Infallible> {
    let shared = Shared { emulator, spellings: spelling::spellings().await };
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true).ok();
        tokio::spawn(connection(stream, shared.clone()));
    }
}

/// What all connections have in common.
#[derive(Clone)]
struct Shared {
    emulator: Arc<Emulator>,
    spellings: Extensions,
}

/// Serves one connection. While connections are to be broken each serves one request only, because browsers send a
/// request again by themselves when a connection breaks that has already served another.
async fn connection(stream: TcpStream, shared: Shared) {
    let mut breaking = shared.emulator.faults.breaking();
    let used = Arc::new(AtomicBool::new(false));
    let mark = Arc::clone(&used);
    let service = service_fn(move |request| {
        mark.store(true, Ordering::Relaxed);
        exchange(shared.clone(), request)
    });
    let mut builder = http1::Builder::new();
    let connection = builder.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // An error here is a connection that broke, often on purpose; there is nobody to tell.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = breaking.wait_for(|breaking| *breaking) => {}
    }
    if used.load(Ordering::Relaxed) {
        connection.as_mut().graceful_shutdown();
    }
    connection.await.ok();
}

type Outgoing = Response<BoxBody<Bytes, io::Error>>;

async fn exchange(shared: Shared, request: http::Request<Incoming>) -> io::Result<Outgoing> {
    let (parts, incoming) = request.into_parts();
    let length = if http_body::Body::is_end_stream(&incoming) {
        Some(0)
    } else {
        http_body::Body::size_hint(&incoming).exact()
    };
    let (reader, pump) = reader_of(incoming);
    let request = http::Request::from_parts(parts, Body::stream(reader, length));
    let emulator = Arc::clone(&shared.emulator);
    let reply = spawn_blocking(move || emulator.handle(request)).await.map_err(io::Error::other)?;
    if reply.delivery.cut == Cut::Unanswered {
        pump.abort();
        sleep(reply.delivery.delay).await;
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    // A client that is still sending would take an early answer for a broken connection.
    pump.await.ok();
    sleep(reply.delivery.delay).await;
    let mut response = outgoing(reply);
    if *shared.emulator.faults.breaking().borrow() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    *response.extensions_mut() = shared.spellings;
    Ok(response)
}

/// A blocking reader of the incoming body, and the task that feeds it and swallows what nobody reads.
fn reader_of(mut incoming: Incoming) -> (ChannelReader, JoinHandle<()>) {
    let (sender, receiver) = mpsc::channel(BLOCKS_IN_FLIGHT);
    let pump = tokio::spawn(async move {
        while let Some(frame) = incoming.frame().await {
            let data = frame.map(|frame| frame.into_data().unwrap_or_default());
            let is_broken = data.is_err();
            sender.send(data.map_err(io::Error::other)).await.ok();
            if is_broken {
                break;
            }
        }
    });
    (ChannelReader { receiver, rest: Bytes::new() }, pump)
}

struct ChannelReader {
    receiver: mpsc::Receiver<io::Result<Bytes>>,
    rest: Bytes,
}

impl Read for ChannelReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.receiver.blocking_recv() {
                Some(block) => self.rest = block?,
                None => return Ok(0),
            }
        }
        let count = self.rest.len().min(buffer.len());
        let block = self.rest.split_to(count);
        if let Some(target) = buffer.get_mut(..count) {
            target.copy_from_slice(&block);
        }
        Ok(count)
    }
}

fn outgoing(reply: Reply) -> Outgoing {
    let Reply { status, headers, body, delivery } = reply;
    let mut response = Response::new(body_of(body, delivery));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn body_of(body: Answer, delivery: Delivery) -> BoxBody<Bytes, io::Error> {
    let is_plain = delivery.bytes_per_second.is_none() && delivery.cut == Cut::Never;
    match body {
        Answer::Empty => empty(),
        Answer::Bytes(bytes) if is_plain => {
            http_body_util::Full::new(bytes).map_err(|never| match never {}).boxed()
        }
        body => streamed(body.into_reader(), delivery),
    }
}

fn empty() -> BoxBody<Bytes, io::Error> {
    http_body_util::Empty::new().map_err(|never| match never {}).boxed()
}

fn streamed(reader: Box<dyn Read + Send>, delivery: Delivery) -> BoxBody<Bytes, io::Error> {
    let (sender, receiver) = mpsc::channel::<io::Result<Frame<Bytes>>>(BLOCKS_IN_FLIGHT);
    spawn_blocking(move || pump_out(reader, delivery, &sender));
    BodyExt::boxed(StreamBody::new(ReceiverStream::new(receiver)))
}

/// Reads blocks and passes them on, as fast and as far as the delivery says.
fn pump_out(
    mut reader: Box<dyn Read + Send>,
    delivery: Delivery,
    sender: &mpsc::Sender<io::Result<Frame<Bytes>>>,
) {
    let mut left = delivery.cut.most();
    let size = delivery.bytes_per_second.map_or(BLOCK as u64, |speed| (speed / 10).clamp(1, BLOCK as u64));
    while left > 0 {
        let mut block = vec![0; usize::try_from(size.min(left)).unwrap_or(BLOCK)];
        let frame = match reader.read(&mut block) {
            Ok(0) => return,
            Ok(count) => {
                block.truncate(count);
                left -= count as u64;
                Ok(Frame::data(block.into()))
            }
            Err(error) => Err(error),
        };
        let is_last = frame.is_err();
        if sender.blocking_send(frame).is_err() || is_last {
            return;
        }
        if let Some(speed) = delivery.bytes_per_second {
            std::thread::sleep(Duration::from_millis(size * 1000 / speed.max(1)));
        }
    }
    // What was passed on must be on its way before the connection goes.
    std::thread::sleep(BREAK_PAUSE);
    sender.blocking_send(Err(io::ErrorKind::ConnectionReset.into())).ok();
}
