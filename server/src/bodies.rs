//! The bodies of requests: bounded in size and in time.

use crate::turns::{Turns, Whose};
use app::wire::Error;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use model::limits::BODY_BYTES;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// For a whole body: a phone on a poor line sends the largest in a few seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// What anybody may send without being known: signing in, choosing a language.
const SMALL_BYTES: u64 = 8 * 1024;
/// Larger bodies of others: what somebody had typed when their session ended.
const UNKNOWN: usize = 16;
/// Larger bodies of those who bring a session that nobody can look up, because the database is away.
const UNPROVEN: usize = 8;
/// How long a larger body waits for its turn.
const WAIT: Duration = Duration::from_secs(5);

/// Who sends a body, as far as anybody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Somebody who is signed in.
    Person(Uuid),
    /// Somebody with a session, and the database does not say whose: no queue behind strangers for them.
    Unproven,
    /// Anybody.
    Stranger,
}

/// Turns for larger bodies, so that no crowd of them fills the memory. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Bodies {
    known: Turns,
    unproven: Arc<Semaphore>,
    unknown: Arc<Semaphore>,
}

impl Default for Bodies {
    fn default() -> Self {
        let places = |count: usize| Arc::new(Semaphore::new(count));
        Self { known: Turns::default(), unproven: places(UNPROVEN), unknown: places(UNKNOWN) }
    }
}

impl Bodies {
    /// Reads a body whole. Who sends it is asked only where the body is large.
    ///
    /// # Errors
    /// `TooLarge`; `TooSlow` if it does not arrive in time; `Malformed` if it breaks off; `Unread` if too many large ones
    /// arrive.
    pub async fn read(&self, body: Body, sender: impl Future<Output = Sender>) -> Result<Bytes, Error> {
        let hint = body.size_hint();
        if hint.lower() > BODY_BYTES as u64 {
            return Err(Error::TooLarge);
        }
        if hint.upper().is_some_and(|most| most <= SMALL_BYTES) {
            return read_within(PATIENCE, body).await;
        }
        let places = match sender.await {
            Sender::Person(person) => {
                let _turn = self.known.turn(Whose::Person(person)).await.ok_or(Error::Unread)?;
                return read_within(PATIENCE, body).await;
            }
            Sender::Unproven => &self.unproven,
            Sender::Stranger => &self.unknown,
        };
        let turn = tokio::time::timeout(WAIT, places.acquire()).await;
        let _turn = turn.ok().and_then(Result::ok).ok_or(Error::Unread)?;
        read_within(PATIENCE, body).await
    }
}

async fn read_within(patience: Duration, body: Body) -> Result<Bytes, Error> {
    match tokio::time::timeout(patience, to_bytes(body, BODY_BYTES)).await {
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
    use futures_util::FutureExt;
    use std::convert::Infallible;
    use std::future::ready;

    const SOMEBODY: Sender = Sender::Person(Uuid::nil());

    /// Some bytes, and then nothing more for ever.
    fn hanging() -> Body {
        let first = futures::stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"a="))]);
        Body::from_stream(futures::StreamExt::chain(first, futures::stream::pending()))
    }

    #[tokio::test]
    async fn a_body_that_never_ends_is_given_up() {
        assert_eq!(read_within(Duration::from_millis(20), hanging()).await, Err(Error::TooSlow));
    }

    #[tokio::test]
    async fn a_body_of_the_greatest_size_is_read_and_one_more_byte_is_not() {
        let bodies = Bodies::default();
        let of = |bytes: usize| Body::from(vec![b'a'; bytes]);
        let read = bodies.read(of(BODY_BYTES), ready(SOMEBODY)).await;
        assert_eq!(read.map(|body| body.len()), Ok(BODY_BYTES));
        assert_eq!(bodies.read(of(BODY_BYTES + 1), ready(SOMEBODY)).await, Err(Error::TooLarge));
        // Where nobody says how large it is, too.
        let parts = futures::stream::iter((0..33).map(|_| Ok::<_, Infallible>(Bytes::from(vec![b'a'; 8_192]))));
        assert_eq!(bodies.read(Body::from_stream(parts), ready(SOMEBODY)).await, Err(Error::TooLarge));
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_malformed_and_not_too_large() {
        let parts = futures::stream::iter([Ok(Bytes::from_static(b"a=")), Err(std::io::Error::other("broken"))]);
        assert_eq!(Bodies::default().read(Body::from_stream(parts), ready(SOMEBODY)).await, Err(Error::Malformed));
    }

    #[tokio::test]
    async fn who_waits_in_vain_hears_that_nothing_was_read() {
        let bodies = Bodies::default();
        let in_vain = async |sender: Sender, places: usize| {
            let mut crowd: Vec<_> = (0..places).map(|_| Box::pin(bodies.read(hanging(), ready(sender)))).collect();
            assert!(crowd.iter_mut().all(|one| one.now_or_never().is_none()));
            assert_eq!(bodies.read(Body::from(vec![b'a'; 20_000]), ready(sender)).await, Err(Error::Unread));
        };
        tokio::join!(in_vain(Sender::Stranger, UNKNOWN), in_vain(Sender::Unproven, UNPROVEN));
    }

    #[tokio::test]
    async fn a_crowd_of_strangers_holds_up_nobody_with_a_session_that_cannot_be_looked_up() {
        let bodies = Bodies::default();
        let mut crowd: Vec<_> =
            (0..UNKNOWN).map(|_| Box::pin(bodies.read(hanging(), ready(Sender::Stranger)))).collect();
        assert!(crowd.iter_mut().all(|one| one.now_or_never().is_none()));
        let large = bodies.read(Body::from(vec![b'a'; 20_000]), ready(Sender::Unproven));
        assert!(large.now_or_never().is_some_and(|read| read.is_ok()));
    }

    #[tokio::test]
    async fn a_crowd_of_unknown_large_bodies_holds_up_nobody_who_is_known() {
        let bodies = Bodies::default();
        let mut crowd: Vec<_> =
            (0..UNKNOWN).map(|_| Box::pin(bodies.read(hanging(), ready(Sender::Stranger)))).collect();
        assert!(crowd.iter_mut().all(|one| one.now_or_never().is_none()));
        let large = || Body::from(vec![b'a'; 20_000]);
        assert!(bodies.read(large(), ready(Sender::Stranger)).now_or_never().is_none(), "one more waits");
        assert!(bodies.read(large(), ready(SOMEBODY)).now_or_never().is_some_and(|read| read.is_ok()));
        let small = bodies.read(Body::from("email=a"), async { panic!("nobody asks who sends so little") });
        assert!(small.now_or_never().is_some_and(|read| read.is_ok()));
    }
}
