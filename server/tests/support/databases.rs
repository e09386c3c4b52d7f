//! Databases for one test: copies of one that was migrated and filled once.

use super::office::fill;
use super::{TestResult, Tried};
use desk::database::Database;
use desk::key::LogKey;
use sea_orm::{ConnectionTrait, Database as Orm, DatabaseBackend, DatabaseConnection, Statement};
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Copying refuses while another copy is being made: one at a time.
static COPYING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// A database of one's own. `SQLite`'s file goes with it; `PostgreSQL`'s goes with the cluster.
pub struct Fresh {
    pub url: String,
    pub database: Database,
    _folder: Option<TempDir>,
}

impl Fresh {
    /// The same database once more; it goes when the first goes.
    pub fn beside(&self) -> Self {
        Self { url: self.url.clone(), database: self.database.clone(), _folder: None }
    }

    /// The whole file of an `SQLite` database.
    pub async fn file(&self) -> Tried<Vec<u8>> {
        self.database.writer().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        Ok(std::fs::read(self.url.trim_start_matches("sqlite:").split('?').next().unwrap_or_default())?)
    }

    /// What keeps an honest program from touching the log keeps nobody who owns the database.
    pub async fn open_log_up(&self) -> TestResult {
        let triggers: &[&str] = match self.database.backend() {
            DatabaseBackend::Sqlite => &[
                "DROP TRIGGER audit_entries_kept_update",
                "DROP TRIGGER audit_entries_kept_delete",
                "DROP TRIGGER audit_values_kept_update",
                "DROP TRIGGER audit_values_kept_delete",
                "PRAGMA foreign_keys = OFF",
            ],
            _ => &[
                "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
                "ALTER TABLE audit_values DISABLE TRIGGER ALL",
                "ALTER TABLE audit_values DROP CONSTRAINT audit_values_seq_fkey",
            ],
        };
        for statement in triggers {
            self.database.writer().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    /// An `SQLite` database of a whole file.
    pub async fn of_file(bytes: &[u8]) -> Tried<Self> {
        let folder = TempDir::new()?;
        let path = folder.path().join("test.db");
        std::fs::write(&path, bytes)?;
        let url = format!("sqlite:{}?mode=rwc", path.display());
        Ok(Self { database: Database::open(&url, test_key()?).await?, url, _folder: Some(folder) })
    }
}

/// The key of every test, so that a copy of a filled database is its own program's.
pub fn test_key() -> Tried<LogKey> {
    LogKey::of_seed(&[7; 32]).ok_or_else(|| "the tests' key is none".into())
}

/// The cluster that `.ci/test` started.
fn postgres_url() -> Tried<String> {
    #[expect(clippy::disallowed_methods, reason = "the tests' only setting")]
    std::env::var("TEST_POSTGRES_URL").map_err(|_| "TEST_POSTGRES_URL is not set: run the tests by .ci/test".into())
}

/// Where a database of the cluster is.
pub fn postgres_at(name: &str) -> Tried<String> {
    let url = postgres_url()?;
    Ok(format!("{}/{name}", url.rsplit_once('/').map_or(url.as_str(), |(cluster, _)| cluster)))
}

/// The cluster itself, for what no single database can be told.
pub async fn admin_postgres() -> Tried<DatabaseConnection> {
    Ok(Orm::connect(&postgres_url()?).await?)
}

/// An empty `PostgreSQL` database in a tablespace of its own.
pub async fn fresh_postgres_in(tablespace: &str) -> Tried<Fresh> {
    made_postgres(&format!("TABLESPACE {tablespace}")).await
}

/// An empty `SQLite` database.
pub async fn fresh_sqlite() -> Tried<Fresh> {
    let folder = TempDir::new()?;
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("test.db").display());
    Ok(Fresh { database: Database::open(&url, test_key()?).await?, url, _folder: Some(folder) })
}

/// An empty `PostgreSQL` database, or a copy of another.
pub async fn fresh_postgres(template: Option<&str>) -> Tried<Fresh> {
    made_postgres(&template.map(|template| format!("TEMPLATE {template}")).unwrap_or_default()).await
}

async fn made_postgres(how: &str) -> Tried<Fresh> {
    let admin_url = postgres_url()?;
    let name = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let admin = Orm::connect(&admin_url).await?;
    let turn = COPYING.lock().await;
    admin.execute_unprepared(&format!("CREATE DATABASE {name} {how}")).await?;
    drop(turn);
    admin.close().await?;
    let url = postgres_at(&name)?;
    Ok(Fresh { database: Database::open(&url, test_key()?).await?, url, _folder: None })
}

/// A filled `SQLite` database.
pub async fn filled_sqlite() -> Tried<Fresh> {
    static FILLED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let bytes = FILLED
        .get_or_try_init(|| async {
            let fresh = fresh_sqlite().await?;
            fill(&fresh.database).await?;
            fresh.file().await
        })
        .await?;
    Fresh::of_file(bytes).await
}

/// A filled `PostgreSQL` database.
pub async fn filled_postgres() -> Tried<Fresh> {
    static FILLED: OnceCell<String> = OnceCell::const_new();
    let name = FILLED
        .get_or_try_init(|| async {
            let fresh = fresh_postgres(None).await?;
            fill(&fresh.database).await?;
            fresh.database.writer().clone().close().await?;
            let name = fresh.url.rsplit_once('/').map_or("", |(_, name)| name).to_owned();
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(name)
        })
        .await?;
    fresh_postgres(Some(name)).await
}

/// How many wait for a lock that somebody holds in a `PostgreSQL` database.
pub async fn waiting_for_locks(database: &Database) -> Tried<i64> {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let row = database.reader().query_one_raw(Statement::from_string(database.backend(), sql)).await?;
    Ok(row.ok_or("no answer")?.try_get_by_index(0)?)
}

/// Whether the only writer of an `SQLite` database is in use: whoever waits for the file's lock has it, and nobody sees the lock.
pub fn is_writer_in_use(database: &Database) -> bool {
    database.writer().get_sqlite_connection_pool().num_idle() == 0
}

/// A filled database of each kind.
pub async fn filled() -> Tried<Vec<Fresh>> {
    Ok(vec![filled_sqlite().await?, filled_postgres().await?])
}
