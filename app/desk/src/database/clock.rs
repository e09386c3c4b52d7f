//! The database's clock: one for every server on `PostgreSQL`, whose machines' own may differ. `SQLite` has none but this
//! machine's.

use super::{Database, WriteTransaction};
use crate::error::Error;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

impl Database {
    /// What time it is on `PostgreSQL`'s machine, in microseconds since 1970, UTC; none on `SQLite`, which has no other
    /// machine.
    ///
    /// # Errors
    /// A database that fails.
    pub async fn clock_us(&self) -> Result<Option<i64>, Error> {
        clock_us(self.reader()).await
    }
}

async fn clock_us(connection: &impl ConnectionTrait) -> Result<Option<i64>, Error> {
    let backend = connection.get_database_backend();
    if backend == DatabaseBackend::Sqlite {
        return Ok(None);
    }
    let sql = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::BIGINT";
    let row = connection.query_one_raw(Statement::from_string(backend, sql)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// When something is due that is put down at a server's `now_us` to be done at once. Whoever takes it up goes by the
/// database's clock: a server whose own is ahead must not put it off.
///
/// # Errors
/// A database that fails.
pub async fn at_once_us(transaction: &WriteTransaction, now_us: i64) -> Result<i64, Error> {
    Ok(clock_us(transaction).await?.map_or(now_us, |theirs_us| theirs_us.min(now_us)))
}
