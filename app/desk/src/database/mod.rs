//! The two kinds of database behind one value: `SQLite` with one writer and several readers, or `PostgreSQL`.

mod backup;
mod busy;
mod clock;
mod crashes;
mod health;
mod open;
#[cfg(test)]
mod plans;
mod room;
mod scans;
mod silence;
mod standing;
mod write;

pub use busy::{best_effort, of_database, of_opening, once_more};
pub(crate) use clock::at_once_us;
pub use open::Limits;
pub use scans::Scan;
pub use silence::beside;
pub use silence::{Wait, Waits};
pub(crate) use standing::Appended;
pub use standing::Unsound;
pub use write::WriteTransaction;

use crate::error::Error;
use crate::key::LogKey;
use health::Health;
use open::Connections;
use scans::Scans;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use silence::{begin_within, not_done};
use standing::File;
use std::sync::Arc;
use uuid::Uuid;

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    health: Arc<Health>,
    file: Option<Arc<File>>,
    scans: Scans,
    log_key: LogKey,
}

impl Database {
    /// Opens a database for requests by its URL, `sqlite:…?mode=rwc` or `postgres:…`, with the key that seals its log.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn open(url: &str, log_key: LogKey) -> Result<Self, DbErr> {
        Self::open_within(url, log_key, Limits::OfRequests).await
    }

    /// Opens a database whose statements end after a while, or do not.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn open_within(url: &str, log_key: LogKey, limits: Limits) -> Result<Self, DbErr> {
        let waits = (limits == Limits::OfRequests).then(Waits::default);
        Self::open_waiting(url, log_key, limits, waits).await
    }

    /// Opens a database that is waited for as long as said, wherever it is another machine.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn open_waiting(url: &str, log_key: LogKey, limits: Limits, waits: Option<Waits>) -> Result<Self, DbErr> {
        let is_file = url.starts_with("sqlite:");
        let health = Arc::new(Health::waiting(waits.filter(|_| !is_file)));
        let Connections { reader, writer } = if is_file {
            open::sqlite(url, limits, &health).await?
        } else {
            open::postgres(url, limits, &health).await?
        };
        // After the connections, which make what stands beside it.
        let file = open::file(url).filter(|_| is_file).and_then(File::at).map(Arc::new);
        Ok(Self { reader, writer, health, file, scans: Scans::new(), log_key })
    }

    /// The same database, whose log is sealed with another key from now on.
    #[must_use]
    pub fn sealing_with(self, log_key: LogKey) -> Self {
        Self { log_key, ..self }
    }

    /// Ends every connection. On `SQLite` what its log holds is written into the file first.
    pub async fn close(self) {
        if self.backend() == DatabaseBackend::Sqlite
            && let Err(error) = self.writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await
        {
            tracing::warn!(%error, "the log beside the database could not be written into it");
        }
        for connection in [self.reader, self.writer] {
            let is_file = connection.get_database_backend() == DatabaseBackend::Sqlite;
            let closing = connection.close();
            // A pool waits for connections that are silent.
            let closed = if is_file {
                closing.await
            } else {
                tokio::time::timeout(open::PATIENCE, closing).await.unwrap_or(Ok(()))
            };
            if let Err(error) = closed {
                tracing::debug!(%error, "a connection did not end well");
            }
        }
    }

    /// The connection for reading.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The connection for writing outside a request: migrations and seeds.
    #[must_use]
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// The key that seals what this program writes into the log.
    #[must_use]
    pub fn log_key(&self) -> &LogKey {
        &self.log_key
    }

    /// Which kind it is.
    #[must_use]
    pub fn backend(&self) -> DatabaseBackend {
        self.reader.get_database_backend()
    }

    /// A turn for a question of somebody's that no index answers.
    ///
    /// # Errors
    /// `Unavailable` if too many wait, or too many of theirs.
    pub async fn begin_scan(&self, staff_id: Uuid) -> Result<Scan, Error> {
        self.scans.begin(staff_id).await
    }

    /// Begins a transaction that may read before it writes.
    ///
    /// On `SQLite` it takes the write lock at once: a reading transaction that turns into a writing one fails
    /// however long it waits.
    ///
    /// # Errors
    /// `Unavailable` if no connection was free in time.
    pub async fn begin_write(&self) -> Result<WriteTransaction, Error> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        // In a task of its own: where nobody waits for it any more, what was begun is rolled back all the same. The driver for
        // PostgreSQL does not know of a BEGIN whose answer nobody read, and would give the connection to somebody else.
        let writer = self.writer.clone();
        let health = Arc::clone(&self.health);
        let begun = tokio::spawn(async move { begin_within(&health, writer.begin_with_options(options)).await });
        let begun = begun.await.map_err(|_| not_done())?.inspect_err(|error| self.health.note_failure(error))?;
        Ok(WriteTransaction::new(begun, Arc::clone(&self.health), self.file.clone()))
    }
}

/// Whether a column holds a name of the program's own, which stands in the statement itself, as it stands in the index over
/// those rows only: neither database is sure to use such an index for a value that is bound (`.cargo/config.toml`).
#[must_use]
pub fn is_named(column: impl ColumnTrait, name: &'static str) -> Expr {
    Expr::col(column).eq(Expr::Constant(name.into()))
}
