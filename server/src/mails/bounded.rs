//! A connection to a mail server that reads no more than a mail needs: lettre takes a line for as long as it goes on.
#![expect(deprecated, reason = "lettre has no other way to begin a connection of one's own with TLS")]

use super::post::NotSent;
use super::smtp::of_sender;
use lettre::transport::smtp::client::{AsyncNetworkStream, AsyncTokioStream, TlsParameters};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// What a server may say in one connection, from its greeting to its last word: a mail takes some ten replies, whose lines have
/// 512 bytes at most (RFC 5321, 4.5.3.1.5), and certificates twice.
const MOST_BYTES: usize = 128 * 1024;

/// Connects, and encrypts at once where that is asked for.
pub(super) async fn connect(
    host: &str,
    port: u16,
    wrapper: Option<TlsParameters>,
) -> Result<Box<dyn AsyncTokioStream>, NotSent> {
    let stream = TcpStream::connect((host, port)).await;
    let stream = stream.map_err(|error| NotSent::Later(format!("Connection error: {error}")))?;
    let bounded = Box::new(Bounded { stream, left: MOST_BYTES });
    let Some(parameters) = wrapper else { return Ok(bounded) };
    let mut encrypted = AsyncNetworkStream::use_existing_tokio1(bounded);
    encrypted.upgrade_tls(parameters).await.map_err(|error| of_sender(&error))?;
    Ok(Box::new(Encrypted(encrypted)))
}

/// Below what encrypts, so that a handshake counts too.
#[derive(Debug)]
struct Bounded {
    stream: TcpStream,
    left: usize,
}

impl AsyncRead for Bounded {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Err(io::Error::other("the server says more than a mail needs")));
        }
        let before = into.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, into))?;
        self.left = self.left.saturating_sub(into.filled().len() - before);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl AsyncTokioStream for Bounded {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

/// What lettre has encrypted, as a stream that it begins with.
#[derive(Debug)]
struct Encrypted(AsyncNetworkStream);

impl AsyncRead for Encrypted {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let stream = Pin::new(&mut self.0);
        let read = ready!(futures_util::io::AsyncRead::poll_read(stream, context, into.initialize_unfilled()))?;
        into.advance(read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        futures_util::io::AsyncWrite::poll_write(Pin::new(&mut self.0), context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        futures_util::io::AsyncWrite::poll_flush(Pin::new(&mut self.0), context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        futures_util::io::AsyncWrite::poll_close(Pin::new(&mut self.0), context)
    }
}

impl AsyncTokioStream for Encrypted {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }
}
