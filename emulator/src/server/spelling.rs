//! Header names in the service's capitals: `ETag`, not `etag`.
//!
//! Names have no case in HTTP, but there are clients, the vendor's Python SDK among them, that look them up with one.
//! hyper writes names in lower case unless a message carries the spellings of another one that hyper has read, so it
//! is given such a message to read.

use bytes::Bytes;
use http::{Extensions, Request};
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

const SPELLED: &str = "HTTP/1.1 200 OK\r\nAccept-Ranges: -\r\nAccess-Control-Allow-Headers: -\r\n\
    Access-Control-Allow-Methods: -\r\nAccess-Control-Allow-Origin: -\r\nAccess-Control-Expose-Headers: -\r\n\
    Access-Control-Max-Age: -\r\nCache-Control: -\r\nContent-Disposition: -\r\nContent-Encoding: -\r\n\
    Content-Language: -\r\nContent-Length: 0\r\nContent-Range: -\r\nContent-Type: -\r\nDate: -\r\nETag: -\r\n\
    Expires: -\r\nLast-Modified: -\r\nLocation: -\r\nRetry-After: -\r\nServer: -\r\nVary: -\r\n\r\n";

/// What a response has to carry so that its names are written in the service's way.
pub(crate) async fn spellings() -> Extensions {
    // Without the spellings all names would be in lower case, which is HTTP as well.
    read_spelled().await.unwrap_or_default()
}

async fn read_spelled() -> Option<Extensions> {
    let (client_end, mut server_end) = duplex(SPELLED.len());
    let mut builder = http1::Builder::new();
    let handshake = builder.preserve_header_case(true).handshake(TokioIo::new(client_end)).await;
    let (mut sender, connection) = handshake.ok()?;
    let connection = tokio::spawn(connection);
    let request = Request::get("/").body(Empty::<Bytes>::new()).ok()?;
    let answer = async {
        // An answer ahead of its request would be taken for an error.
        server_end.read_u8().await?;
        server_end.write_all(SPELLED.as_bytes()).await
    };
    let (response, answered) = tokio::join!(sender.send_request(request), answer);
    connection.abort();
    answered.ok()?;
    Some(response.ok()?.extensions().clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn hyper_reads_the_spellings() {
        assert!(!read_spelled().await.expect("an answer").is_empty());
    }
}
