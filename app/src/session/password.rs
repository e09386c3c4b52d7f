//! Password hashes: argon2id at the crate's defaults (19 MiB, 2 passes), the first choice of OWASP's password storage notes.

use crate::error::Error;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use rand::seq::IndexedRandom;
use std::sync::OnceLock;
use tokio::sync::Semaphore;

/// Hashing takes a core and 19 MiB: two at a time leave the rest of the server alive.
static HASHING: Semaphore = Semaphore::const_new(2);
/// So many wait for it at once: a second and a half at some 20 ms each.
static WAITING: Semaphore = Semaphore::const_new(64);
/// Letters and digits that nobody mistakes for another when reading them aloud.
const SPOKEN: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// 16 of 31 signs: 79 bits.
const ONE_TIME_CHARS: usize = 16;

/// The PHC string of a password, with a new salt.
///
/// # Errors
/// `Unavailable` if the server is ending.
pub async fn hash_password(password: String) -> Result<String, Error> {
    let hashed =
        aside(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())).await?;
    hashed.map_err(|error| {
        let request_id = crate::request::current_id();
        tracing::error!(%request_id, %error, "a password could not be hashed");
        Error::Internal { request_id }
    })
}

/// Whether a password belongs to a hash. Without a hash it takes as long and says no: whether an account exists cannot be timed.
///
/// # Errors
/// `Unavailable` if the server is ending.
pub async fn check_password(password: String, hash: Option<String>) -> Result<bool, Error> {
    aside(move || {
        static NOBODY: OnceLock<String> = OnceLock::new();
        let exists = hash.is_some();
        let hash = hash.as_deref().unwrap_or_else(|| {
            NOBODY.get_or_init(|| {
                Argon2::default().hash_password(b"nobody").map(|hash| hash.to_string()).unwrap_or_default()
            })
        });
        let is_right = PasswordHash::new(hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
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

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    // Who comes when so many wait would wait for seconds, and hold a turn meanwhile that others need.
    let _place = WAITING.try_acquire().map_err(|_| Error::Unavailable)?;
    let _turn = HASHING.acquire().await.map_err(|_| Error::Unavailable)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Unavailable)
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn one_time_passwords_are_long_and_differ() {
        assert_eq!(one_time_password().chars().count(), 16);
        assert_ne!(one_time_password(), one_time_password());
    }
}
