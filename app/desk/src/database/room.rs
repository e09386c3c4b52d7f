//! Whether there is room again after a write found none, and whether anything can be written where a lock was in the way.

use super::Database;
use super::silence::beside;
use crate::error::Error;
use ring::rand::{SecureRandom, SystemRandom};
use sea_orm::{ConnectionTrait, DatabaseBackend};
use std::fmt::Write;
use std::time::Duration;

/// Rows that are written to find out, with [`BYTES`] of chance each: 64 KiB as they are written, more than the largest submit,
/// which nothing can compress.
const ROWS: usize = 256;
/// Twice as many signs, which the table has room for.
const BYTES: usize = 128;
/// How long a try waits for somebody's lock: whoever watches waits little longer.
const BRIEFLY: Duration = Duration::from_secs(2);
/// What is left of a try that was cut short: no key of a sign-in begins so.
const FORGET: &str = "DELETE FROM sign_in_attempts WHERE key LIKE 'room:%'";

impl Database {
    /// Whether as much can be stored as the largest submit needs: whoever watches finds out, though nobody submits. One row would
    /// be no proof: it fits where a submit does not.
    pub(super) async fn has_room(&self) -> bool {
        // One at a time, however many ask.
        let Ok(_trying) = self.health.trying.try_lock() else { return false };
        let has_room = self.try_to_store().await.is_ok();
        if has_room {
            self.health.note_room();
        }
        has_room
    }

    /// The same for who begins to serve: a database that is busy is not taken for full.
    pub async fn can_store(&self) -> bool {
        self.has_room().await || !self.health.cannot_store()
    }

    /// Whether anything can be committed, where nothing was for a while: whoever watches finds out, though nobody submits.
    pub(super) async fn can_commit(&self) -> bool {
        // One at a time, however many ask.
        let Ok(_trying) = self.health.trying.try_lock() else { return false };
        let tried = self.health.briefly(BRIEFLY, beside(self.try_to_commit())).await;
        matches!(tried, Some(Ok(())))
    }

    /// Takes the lock that each submit takes, and changes nothing.
    async fn try_to_commit(&self) -> Result<(), Error> {
        let transaction = self.begin_write().await?;
        if self.backend() == DatabaseBackend::Postgres {
            // Ended there before nobody waits here any more.
            transaction.execute_unprepared("SET LOCAL lock_timeout = '1s'").await?;
        }
        transaction.execute_unprepared("UPDATE audit_head SET seq = seq").await?;
        transaction.commit().await
    }

    /// Stores it and takes it away again: what was rolled back would prove nothing.
    async fn try_to_store(&self) -> Result<(), Error> {
        let transaction = self.begin_write().await?;
        transaction.execute_unprepared(FORGET).await?;
        transaction.execute_unprepared(&rows()?).await?;
        transaction.commit().await?;
        let transaction = self.begin_write().await?;
        transaction.execute_unprepared(FORGET).await?;
        transaction.commit().await
    }
}

/// Rows of a table that counts failures: of nobody's, and so old that the next sign-in forgets them if nothing else does.
fn rows() -> Result<String, Error> {
    let mut chance = vec![0_u8; ROWS * BYTES];
    SystemRandom::new().fill(&mut chance).map_err(|_| Error::Unavailable)?;
    let mut sql = "INSERT INTO sign_in_attempts (key, failures, failed_at_us, retry_at_us) VALUES ".to_owned();
    for (at, bytes) in chance.chunks(BYTES).enumerate() {
        sql.push_str(if at == 0 { "('room:" } else { ", ('room:" });
        for byte in bytes {
            write!(sql, "{byte:02x}").map_err(|_| Error::Unavailable)?;
        }
        sql.push_str("', 0, 0, 0)");
    }
    Ok(sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_64_kib_and_never_the_same() {
        let (one, other) = (rows(), rows());
        assert!(one.as_ref().is_ok_and(|sql| sql.len() > 64 * 1_024 && sql.matches("'room:").count() == ROWS));
        assert_ne!(one, other);
    }
}
