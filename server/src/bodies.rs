//! The bodies of requests: bounded in size and in time.

use app::error::Error;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The most that a request may carry: a form of every field at its longest, percent-encoded, is a third of it.
pub const MAX_BODY_BYTES: usize = 256 * 1024;
/// For a whole body: a phone on a poor line sends the largest in a few seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// What anybody may send without being known: signing in, choosing a language.
const SMALL_BYTES: u64 = 8 * 1024;
/// Larger bodies of people who are signed in, in memory at one time.
const KNOWN: usize = 64;
/// Larger bodies of others: what somebody had typed when their session ended.
const UNKNOWN: usize = 16;
/// How long a larger body waits for its turn.
const WAIT: Duration = Duration::from_secs(5);

/// Turns for larger bodies, so that no crowd of them fills the memory. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Bodies {
    known: Arc<Semaphore>,
    unknown: Arc<Semaphore>,
}

impl Default for Bodies {
    fn default() -> Self {
        Self { known: Arc::new(Semaphore::new(KNOWN)), unknown: Arc::new(Semaphore::new(UNKNOWN)) }
    }
}

impl Bodies {
    /// Reads a body whole. Whether somebody is signed in is asked only where the body is large.
    ///
    /// # Errors
    /// `TooLarge`; `TooSlow` if it does not arrive in time; `Malformed` if it breaks off; `Unavailable` if too many large ones
    /// arrive.
    pub async fn read(&self, body: Body, is_known: impl Future<Output = bool>) -> Result<Bytes, Error> {
        let hint = body.size_hint();
        if hint.lower() > MAX_BODY_BYTES as u64 {
            return Err(Error::TooLarge);
        }
        if hint.upper().is_some_and(|most| most <= SMALL_BYTES) {
            return read_within(PATIENCE, body).await;
        }
        let turns = if is_known.await { &self.known } else { &self.unknown };
        let turn = tokio::time::timeout(WAIT, turns.acquire()).await;
        let _turn = turn.ok().and_then(Result::ok).ok_or(Error::Unavailable)?;
        read_within(PATIENCE, body).await
    }
}

async fn read_within(patience: Duration, body: Body) -> Result<Bytes, Error> {
    match tokio::time::timeout(patience, to_bytes(body, MAX_BODY_BYTES)).await {
        Ok(Ok(read)) => Ok(read),
        // One that breaks off, or is framed wrongly, is not too large.
        Ok(Err(error)) if is_too_long(&error) => Err(Error::TooLarge),
        Ok(Err(_)) => Err(Error::Malformed),
        Err(_) => Err(Error::TooSlow),
    }
}

fn is_too_long(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
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
