//! Password hashes: argon2id at the crate's defaults (19 MiB, 2 passes), the first choice of OWASP's password storage notes.

use crate::error::Error;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use rand::seq::IndexedRandom;
use std::sync::OnceLock;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// Who waits for a hash, in the whole program.
static ROW: Row = Row::new();

/// A row for what takes a core and 19 MiB: a hash.
struct Row {
    /// Two at a time leave the rest of the server alive.
    hashing: Semaphore,
    /// So many wait and hash at once: a second and a half at some 20 ms each.
    places: Semaphore,
}

impl Row {
    const fn new() -> Self {
        Self { hashing: Semaphore::const_new(2), places: Semaphore::const_new(64) }
    }

    /// Does it aside of what answers requests.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        // Who comes when so many wait would wait for seconds, and hold a turn meanwhile that others need.
        let _place = self.places.try_acquire().map_err(|_| Error::Unavailable)?;
        let _turn = self.hashing.acquire().await.map_err(|_| Error::Unavailable)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Error::Unavailable)
    }
}

/// Letters and digits that nobody mistakes for another when reading them aloud.
const SPOKEN: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// 16 of 31 signs: 79 bits.
const ONE_TIME_CHARS: usize = 16;

/// A password in one form (NFC: NIST SP 800-63B, 5.1.1.2; RFC 8265), so that a keyboard that decomposes its letters signs
/// in too.
fn composed(password: &str) -> String {
    password.nfc().collect()
}

/// The PHC string of a password, with a new salt.
///
/// # Errors
/// `Unavailable` if the server is ending.
pub async fn hash_password(password: String) -> Result<String, Error> {
    let hashed = ROW
        .aside(move || Argon2::default().hash_password(composed(&password).as_bytes()).map(|hash| hash.to_string()))
        .await?;
    hashed.map_err(|error| {
        let request_id = crate::request_id::current_id();
        tracing::error!(%request_id, %error, "a password could not be hashed");
        Error::Internal { request_id }
    })
}

/// Whether a password belongs to a hash: composed, or as it was typed, as hashes were made before. Without a hash it takes as long and says no: whether an account exists cannot be timed.
///
/// # Errors
/// `Unavailable` if the server is ending.
pub async fn check_password(password: String, hash: Option<String>) -> Result<bool, Error> {
    ROW.aside(move || {
        static NOBODY: OnceLock<String> = OnceLock::new();
        let exists = hash.is_some();
        let hash = hash.as_deref().unwrap_or_else(|| {
            NOBODY.get_or_init(|| {
                Argon2::default().hash_password(b"nobody").map(|hash| hash.to_string()).unwrap_or_default()
            })
        });
        let composed = composed(&password);
        let is_right = PasswordHash::new(hash).is_ok_and(|hash| {
            let is_of = |password: &str| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
            is_of(&composed) || (composed != password && is_of(&password))
        });
        is_right && exists
    })
    .await
}

/// A password to read out once.
#[must_use]
pub fn one_time_password() -> String {
    let mut random = rand::rng();
    (0..ONE_TIME_CHARS).filter_map(|_| SPOKEN.choose(&mut random)).map(|sign| char::from(*sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::Pin;
    use std::sync::{Arc, Mutex, mpsc};
    use std::task::{Context, Waker};

    #[tokio::test]
    async fn takes_the_right_password_only() -> Result<(), Error> {
        let hash = hash_password("defter-demo".into()).await?;
        assert!(hash.starts_with("$argon2id$"));
        assert!(check_password("defter-demo".into(), Some(hash.clone())).await?);
        assert!(!check_password("defter-Demo".into(), Some(hash)).await?);
        assert!(!check_password("nobody".into(), None).await?);
        assert!(!check_password("x".into(), Some("not a hash".into())).await?);
        Ok(())
    }

    #[tokio::test]
    async fn takes_a_password_in_either_form_and_one_of_before() -> Result<(), Error> {
        let (composed, decomposed) = ("g\u{fc}ls\u{fc}n evde", "gu\u{308}lsu\u{308}n evde");
        for (set, typed) in [(composed, decomposed), (decomposed, composed), (decomposed, decomposed)] {
            let hash = hash_password(set.into()).await?;
            assert!(check_password(typed.into(), Some(hash)).await?, "{set:?} {typed:?}");
        }
        // Hashed as typed, by a version that did not compose.
        let old =
            Argon2::default().hash_password(decomposed.as_bytes()).map(|hash| hash.to_string()).unwrap_or_default();
        assert!(check_password(decomposed.into(), Some(old.clone())).await?);
        assert!(!check_password("gulsun evde".into(), Some(old)).await?);
        Ok(())
    }

    fn waits(future: &mut (impl Future + Unpin)) -> bool {
        Pin::new(future).poll(&mut Context::from_waker(Waker::noop())).is_pending()
    }

    /// 503 at once, and not after seconds of waiting; who went away gives their place back.
    #[tokio::test]
    async fn who_comes_when_64_wait_for_a_hash_is_told_to_come_back() {
        let row = Row::new();
        let (release, held) = mpsc::channel::<()>();
        let held = Arc::new(Mutex::new(held));
        let hash = || {
            let held = Arc::clone(&held);
            Box::pin(row.aside(move || held.lock().is_ok_and(|held| held.recv().is_err())))
        };
        let mut waiting: Vec<_> = (0..64).map(|_| hash()).collect();
        for one in &mut waiting {
            assert!(waits(one));
        }
        assert_eq!(hash().await, Err(Error::Unavailable));
        waiting.pop();
        let mut next = hash();
        assert!(waits(&mut next), "there is a place again");
        drop(release);
        waiting.push(next);
        for one in waiting {
            assert_eq!(one.await, Ok(true));
        }
    }

    #[test]
    fn one_time_passwords_are_long_and_differ() {
        assert_eq!(one_time_password().chars().count(), 16);
        assert_ne!(one_time_password(), one_time_password());
    }
}
