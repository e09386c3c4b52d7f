//! The bodies of requests: bounded in size and in time.

use app::error::Error;
use axum::body::{Body, Bytes, to_bytes};
use std::time::Duration;

/// The most that a request may carry: a form of every field at its longest, percent-encoded, is a third of it.
pub const MAX_BODY_BYTES: usize = 256 * 1024;
/// For a whole body: a phone on a poor line sends the largest in a few seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a body whole.
///
/// # Errors
/// `TooLarge`; `TooSlow` if it does not arrive in time.
pub async fn read_body(body: Body) -> Result<Bytes, Error> {
    read_within(PATIENCE, body).await
}

async fn read_within(patience: Duration, body: Body) -> Result<Bytes, Error> {
    match tokio::time::timeout(patience, to_bytes(body, MAX_BODY_BYTES)).await {
        Ok(read) => read.map_err(|_| Error::TooLarge),
        Err(_) => Err(Error::TooSlow),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    #[tokio::test]
    async fn a_body_that_never_ends_is_given_up() {
        let first = futures::stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"a="))]);
        let body = Body::from_stream(futures::StreamExt::chain(first, futures::stream::pending()));
        assert_eq!(read_within(Duration::from_millis(20), body).await, Err(Error::TooSlow));
    }

    #[tokio::test]
    async fn a_body_of_the_greatest_size_is_read_and_one_more_byte_is_not() {
        let of = |bytes: usize| read_body(Body::from(vec![b'a'; bytes]));
        assert_eq!(of(MAX_BODY_BYTES).await.map(|body| body.len()), Ok(MAX_BODY_BYTES));
        assert_eq!(of(MAX_BODY_BYTES + 1).await, Err(Error::TooLarge));
    }
}
