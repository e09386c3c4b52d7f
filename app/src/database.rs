//! The two kinds of database behind one value: `SQLite` with one writer and several readers, or `PostgreSQL`.

use crate::audit::LogKey;
use crate::error::Error;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectOptions, ConnectionTrait, Database as Orm, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a statement waits for a lock or a connection before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long `PostgreSQL` works at one statement of a request.
const STATEMENT: Duration = Duration::from_secs(10);
/// A connection to `PostgreSQL` that nobody used for so long is asked whether it is still there before it is used; one that
/// was used just now is not: the question costs as much as a read.
const IDLE: Duration = Duration::from_secs(1);
/// `SQLite` reads in this process, on its cores; more connections would each hold a page cache of their own.
const SQLITE_READERS: u32 = 4;
/// Connections to `PostgreSQL`, whose work is done elsewhere.
const POSTGRES_CONNECTIONS: u32 = 12;
/// Each `SQLite` connection's page cache counts towards the memory of the process; negative is KiB.
const SQLITE_CACHE: &str = "-2000";
/// The checkpoint is paid for inside a commit: rarer ones make the slowest commits rarer (decision 0006).
const SQLITE_CHECKPOINT_PAGES: &str = "4000";
/// Nothing is mapped: each connection's mapping counts towards the memory of the process, and spared no time that could be
/// measured (decision 0017).
const SQLITE_MMAP_BYTES: &str = "0";

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    scans: Arc<Semaphore>,
    log_key: LogKey,
}

impl Database {
    /// Opens a database by its URL, `sqlite:…?mode=rwc` or `postgres:…`, with the key that seals its log.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn open(url: &str, log_key: LogKey) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let writer = Orm::connect(sqlite(url, 1, false)).await?;
            let reader = Orm::connect(sqlite(url, SQLITE_READERS, true)).await?;
            return Ok(Self { reader, writer, scans: scans(), log_key });
        }
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .statement_timeout(STATEMENT)
            .sqlx_logging(false);
        options.test_before_acquire_if_idle_for(IDLE);
        let both = Orm::connect(options).await?;
        Ok(Self { reader: both.clone(), writer: both, scans: scans(), log_key })
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

    /// A turn for a question that no index answers: one at a time, so that the others keep their connections.
    ///
    /// # Errors
    /// `Unavailable` if too many wait.
    pub async fn begin_scan(&self) -> Result<OwnedSemaphorePermit, Error> {
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
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, Error> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        Ok(self.writer.begin_with_options(options).await?)
    }
}

/// Whether a column holds a name of the program's own, which stands in the statement itself, as it stands in the index over
/// those rows only: neither database is sure to use such an index for a value that is bound (`.cargo/config.toml`).
#[must_use]
pub fn is_named(column: impl ColumnTrait, name: &'static str) -> Expr {
    Expr::col(column).eq(Expr::Constant(name.into()))
}

fn scans() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(1))
}

fn sqlite(url: &str, connections: u32, only_reads: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(PATIENCE).sqlx_logging(false);
    // A file does not go away as a server does.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            // What is deleted or erased is written over: a person's data does not stay in freed pages.
            .pragma("secure_delete", "ON")
            .pragma("cache_size", SQLITE_CACHE)
            .pragma("mmap_size", SQLITE_MMAP_BYTES)
            .pragma("wal_autocheckpoint", SQLITE_CHECKPOINT_PAGES);
        if only_reads { sqlite.pragma("query_only", "ON") } else { sqlite }
    });
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use migrations::MigratorTrait;
    use sea_orm::sea_query::SelectStatement;
    use sea_orm::{QueryTrait, Statement};

    type Tried<T> = Result<T, DbErr>;

    async fn empty() -> Tried<DatabaseConnection> {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1).sqlx_logging(false);
        let database = Orm::connect(options).await?;
        migrations::Migrator::up(&database, None).await?;
        Ok(database)
    }

    async fn plan(database: &DatabaseConnection, query: SelectStatement) -> Tried<String> {
        let Statement { sql, values, .. } = DatabaseBackend::Sqlite.build(&query);
        let mut explained = Statement::from_string(DatabaseBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
        explained.values = values;
        let rows = database.query_all_raw(explained).await?;
        rows.iter()
            .map(|row| row.try_get::<String>("", "detail"))
            .collect::<Tried<Vec<_>>>()
            .map(|lines| lines.join("; "))
    }

    /// With `SQLITE_ENABLE_QPSG` a value that is bound finds no index with a WHERE of its own.
    #[tokio::test]
    async fn what_is_asked_again_and_again_finds_its_index() -> Tried<()> {
        let database = empty().await?;
        let mut made = crate::people::made_lately(0);
        made.query().expr(Expr::Constant(1.into()));
        for (query, index) in [
            (crate::mails::due(0).into_query(), "mails_due"),
            (crate::registry::due(0).into_query(), "registry_checks_due"),
            (crate::changes::due(0, &[]).into_query(), "change_sets_due"),
            (made.into_query(), "audit_entries_of_hands"),
        ] {
            let plan = plan(&database, query).await?;
            assert!(plan.contains(&format!("INDEX {index} (")) && !plan.contains("TEMP B-TREE"), "{index}: {plan}");
        }
        Ok(())
    }

    #[tokio::test]
    async fn sqlite_keeps_the_plans_that_it_made() -> Tried<()> {
        let option = "SELECT sqlite_compileoption_used('ENABLE_QPSG')";
        let row = empty().await?.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, option)).await?;
        assert_eq!(row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?, Some(1), "see .cargo/config.toml");
        Ok(())
    }
}
