//! The two kinds of database behind one value: `SQLite` with one writer and several readers, or `PostgreSQL`.

mod backup;
mod busy;
mod clock;
mod health;
mod open;
#[cfg(test)]
mod plans;
mod standing;
mod write;

pub use busy::{best_effort, of_database, once_more};
pub(crate) use clock::at_once_us;
pub use open::Limits;
pub use standing::Unsound;
pub use write::WriteTransaction;

use crate::audit::LogKey;
use crate::error::Error;
use health::Health;
use open::{Connections, PATIENCE};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use standing::File;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Questions that no index answers and that wait for their turn at one time: an eighth of the turns of rendering.
const SCANS_WAITING: usize = 8;

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    health: Arc<Health>,
    file: Option<Arc<File>>,
    scans: Arc<Semaphore>,
    scans_waiting: Arc<Semaphore>,
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
        let health = Arc::new(Health::default());
        let is_file = url.starts_with("sqlite:");
        let Connections { reader, writer } = if is_file {
            open::sqlite(url, limits, &health).await?
        } else {
            open::postgres(url, limits, &health).await?
        };
        let file = open::file(url).filter(|_| is_file).and_then(File::at).map(Arc::new);
        Ok(Self {
            reader,
            writer,
            health,
            file,
            scans: Arc::new(Semaphore::new(1)),
            scans_waiting: Arc::new(Semaphore::new(SCANS_WAITING)),
            log_key,
        })
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
            if let Err(error) = connection.close().await {
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

    /// A turn for a question that no index answers: one at a time, so that the others keep their connections. Few wait for
    /// it: who waits holds a turn of rendering too.
    ///
    /// # Errors
    /// `Unavailable` if too many wait.
    pub async fn begin_scan(&self) -> Result<OwnedSemaphorePermit, Error> {
        let _place = self.scans_waiting.try_acquire().map_err(|_| Error::Unavailable)?;
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.scans).acquire_owned()).await;
        turn.ok().and_then(Result::ok).ok_or(Error::Unavailable)
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
        let begun = tokio::spawn(async move { writer.begin_with_options(options).await });
        let begun = begun.await.map_err(|_| Error::Unavailable)??;
        Ok(WriteTransaction::new(begun, Arc::clone(&self.health), self.file.clone()))
    }
}

/// Whether a column holds a name of the program's own, which stands in the statement itself, as it stands in the index over
/// those rows only: neither database is sure to use such an index for a value that is bound (`.cargo/config.toml`).
#[must_use]
pub fn is_named(column: impl ColumnTrait, name: &'static str) -> Expr {
    Expr::col(column).eq(Expr::Constant(name.into()))
}
