//! How connections are opened: one writer and some readers on `SQLite`, two pools on `PostgreSQL`.

use super::crashes::wait_for_disk;
use super::health::Health;
use super::silence::{ask_after_use, ask_before_use};
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as Orm, DatabaseBackend, DatabaseConnection, DbErr, RuntimeErr, Statement,
};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// How long somebody waits for a connection before they give up.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// How long a statement of a request waits for a lock: less than for a connection, so that it can be tried once more.
const LOCK: Duration = Duration::from_secs(4);
/// How long a program's own work waits for `SQLite`'s only writer: a seed commits now and then.
const LOCK_OF_WORK: Duration = Duration::from_mins(2);
/// How long `PostgreSQL` works at one statement of a request: it can be tried once more before a proxy gives up.
const STATEMENT: Duration = Duration::from_secs(8);
/// How long `PostgreSQL` keeps a transaction whose program says nothing more: what it locks holds up everybody's submits, and of
/// a connection that broke off unsaid it hears after two hours.
const UNHEARD: Duration = Duration::from_secs(10);
/// `SQLite` reads in this process, on its cores; more connections would each hold a page cache of their own.
const SQLITE_READERS: u32 = 4;
/// Readers of `PostgreSQL`, whose work is done elsewhere.
const READERS: u32 = 8;
/// Writers of `PostgreSQL`: each may wait for the log's head, and readers never wait for them.
const WRITERS: u32 = 8;
/// Each `SQLite` connection's page cache counts towards the memory of the process; negative is KiB.
const SQLITE_CACHE: &str = "-2000";
/// The checkpoint is paid for inside a commit: rarer ones make the slowest commits rarer (decision 0006).
const SQLITE_CHECKPOINT_PAGES: &str = "4000";
/// Nothing is mapped: each connection's mapping counts towards the memory of the process, and spared no time that could be
/// measured (decision 0017).
const SQLITE_MMAP_BYTES: &str = "0";

/// Whether what a connection does ends after a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// For requests: nobody waits longer for an answer.
    OfRequests,
    /// For migrations, seeds, index builds, repairs, verifying and erasing: a million rows take their time.
    None,
}

/// A reader and a writer.
pub(super) struct Connections {
    pub reader: DatabaseConnection,
    pub writer: DatabaseConnection,
}

pub(super) async fn sqlite(url: &str, limits: Limits, health: &Arc<Health>) -> Result<Connections, DbErr> {
    // The file is made here and never again: whoever takes it away must not be given an empty one.
    Orm::connect(sqlite_options(url, limits, Use::Make)).await?.close().await?;
    let mut options = sqlite_options(url, limits, Use::Write);
    let health = Arc::clone(health);
    options.map_sqlx_sqlite_before_acquire(move |connection, about| {
        let is_sound = is_sound(&health, connection.is_in_transaction(), about.age);
        Box::pin(async move { Ok(is_sound) })
    });
    let writer = Orm::connect(options).await?;
    let reader = Orm::connect(sqlite_options(url, limits, Use::Read)).await?;
    Ok(Connections { reader, writer })
}

/// Ends no connection because it is old or idle. Looking for such is a task of sqlx 0.9 that reads the number of idle
/// connections while another thread has counted one down and not yet up: it then goes round for ever, on a core of its own.
fn keep_for_good(options: &mut ConnectOptions) {
    options.max_lifetime(None).idle_timeout(None);
}

/// Whether a connection may be used: no transaction is open that should not be, and none of its commits has failed.
fn is_sound(health: &Health, is_open: bool, age: Duration) -> bool {
    let is_suspect = health.is_suspect(age);
    if is_open || is_suspect {
        tracing::warn!(
            is_open,
            is_suspect,
            "a connection is given up after a failed commit or a silence; another is opened"
        );
    }
    !is_open && !is_suspect
}

/// The file of a `SQLite` URL.
pub(super) fn file(url: &str) -> Option<PathBuf> {
    SqliteConnectOptions::from_str(url).ok().map(|options| options.get_filename().to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Make,
    Write,
    Read,
}

fn sqlite_options(url: &str, limits: Limits, to: Use) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(if to == Use::Read { SQLITE_READERS } else { 1 })
        .acquire_timeout(PATIENCE)
        .sqlx_logging(false);
    // A file does not go away as a server does.
    options.test_before_acquire(false);
    keep_for_good(&mut options);
    let lock = if limits == Limits::None { LOCK_OF_WORK } else { LOCK };
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .busy_timeout(lock)
            .foreign_keys(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            // What is deleted or erased is written over: a person's data does not stay in freed pages.
            .pragma("secure_delete", "ON")
            .pragma("cache_size", SQLITE_CACHE)
            .pragma("mmap_size", SQLITE_MMAP_BYTES)
            .pragma("wal_autocheckpoint", SQLITE_CHECKPOINT_PAGES);
        match to {
            Use::Make => sqlite,
            Use::Write => sqlite.create_if_missing(false),
            Use::Read => sqlite.create_if_missing(false).pragma("query_only", "ON"),
        }
    });
    options
}

pub(super) async fn postgres(url: &str, limits: Limits, health: &Arc<Health>) -> Result<Connections, DbErr> {
    let connect = async |connections: u32, only_reads: bool| {
        let mut options = ConnectOptions::new(url);
        options.max_connections(connections).acquire_timeout(PATIENCE).sqlx_logging(false);
        // Asked below, with a limit.
        options.test_before_acquire(false);
        keep_for_good(&mut options);
        let (statement, lock, unheard) = match limits {
            Limits::OfRequests => (STATEMENT, LOCK, UNHEARD),
            // Said, not left out: a server may have limits of its own.
            Limits::None => (Duration::ZERO, Duration::ZERO, Duration::ZERO),
        };
        options.map_sqlx_postgres_opts(move |postgres| {
            let of = |limit: Duration| limit.as_millis().to_string();
            let postgres = postgres.options([
                ("statement_timeout", of(statement)),
                ("lock_timeout", of(lock)),
                ("idle_in_transaction_session_timeout", of(unheard)),
            ]);
            if only_reads { postgres.options([("default_transaction_read_only", "on")]) } else { postgres }
        });
        let (before, after) = (Arc::clone(health), Arc::clone(health));
        options.map_sqlx_postgres_before_acquire(move |connection, about| {
            let health = Arc::clone(&before);
            Box::pin(async move {
                if !is_sound(&health, connection.is_in_transaction(), about.age) {
                    return Ok(false);
                }
                ask_before_use(&health, connection, about.idle_for).await.map(|()| true)
            })
        });
        options.map_sqlx_postgres_pool_opts(move |pool| {
            let after = Arc::clone(&after);
            let pool = pool.after_connect(move |connection, _| {
                Box::pin(async move { if only_reads { Ok(()) } else { wait_for_disk(connection).await } })
            });
            pool.after_release(move |connection, _| {
                let health = Arc::clone(&after);
                Box::pin(async move { ask_after_use(&health, connection).await.map(|()| true) })
            })
        });
        match Orm::connect(options).await {
            Err(error) => Err(cause(url).await.unwrap_or(error)),
            connected => connected,
        }
    };
    let reader = connect(READERS, true).await?;
    require_unicode(&reader).await?;
    Ok(Connections { reader, writer: connect(WRITERS, false).await? })
}

/// A database in another encoding refuses names of most countries, one at a time.
async fn require_unicode(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let asked = Statement::from_string(DatabaseBackend::Postgres, "SELECT current_setting('server_encoding')");
    let row = connection.query_one_raw(asked).await?;
    let encoding: String =
        row.ok_or_else(|| DbErr::RecordNotFound("server_encoding".to_owned()))?.try_get_by_index(0)?;
    // SQL_ASCII keeps whatever bytes it is given.
    if matches!(&*encoding, "UTF8" | "SQL_ASCII") {
        return Ok(());
    }
    Err(DbErr::Custom(format!("its encoding is {encoding}; Defter needs one that was made with ENCODING 'UTF8'")))
}

/// Why no connection is to be had: a pool tries until its time is over, and then says no more than that.
async fn cause(url: &str) -> Option<DbErr> {
    let tried = tokio::time::timeout(PATIENCE, PgConnection::connect(url)).await.ok()?;
    tried.err().map(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))
}
