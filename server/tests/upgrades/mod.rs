//! Upgrades: killed in the middle, begun twice, without limits; who only reads upgrades nothing.

mod killed;
mod limits;

use crate::support::{
    Desk, Fresh, Program, TestResult, Tried, defter, fresh_postgres, fresh_sqlite, is_writer_in_use, key_file, test_key,
};
use desk::database::{Database, Limits};
use migrations::{Migrator, MigratorTrait, Standing, standing};
use sea_orm::{
    ConnectionTrait, DatabaseBackend, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::process::{Command, Stdio};

fn begin(url: &str, arguments: &[&str]) -> Tried<std::process::Child> {
    Ok(Command::new(env!("CARGO_BIN_EXE_defter"))
        .env("DEFTER_LOG_KEY", key_file()?)
        .args(["--database-url", url, "--log", "warn"])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?)
}

async fn both() -> Tried<[Fresh; 2]> {
    Ok([fresh_sqlite().await?, fresh_postgres(None).await?])
}

/// Of two at once the one that waited has run none, and says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_two_upgrades_says_what_it_ran_itself() -> TestResult {
    for fresh in both().await? {
        let other = Database::open_within(&fresh.url, test_key()?, Limits::None).await?;
        let (one, two) = tokio::join!(migrations::up(fresh.database.writer()), migrations::up(other.writer()));
        let mut ran = [one?, two?];
        ran.sort_unstable();
        assert_eq!(ran, [0, Migrator::migrations().len()]);
    }
    Ok(())
}

/// Whoever begins holds the file at once: what has run is read when nobody else can run any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_of_a_file_waits_for_one_that_runs() -> TestResult {
    let fresh = fresh_sqlite().await?;
    let other = Database::open_within(&fresh.url, test_key()?, Limits::None).await?;
    // A pool that was just opened is at rest a moment later.
    while is_writer_in_use(&other) {
        tokio::task::yield_now().await;
    }
    let at_once = TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    };
    let runs = fresh.database.writer().begin_with_options(at_once).await?;
    let waits = tokio::spawn({
        let writer = other.writer().clone();
        async move { migrations::up(&writer).await }
    });
    while !is_writer_in_use(&other) {
        assert!(!waits.is_finished(), "it went on beside the one that runs");
        tokio::task::yield_now().await;
    }
    Migrator::up(&runs, None).await?;
    runs.commit().await?;
    assert_eq!(waits.await??, 0, "all had run by its turn");
    Ok(())
}

/// `SQLite` lets one write; `PostgreSQL` lets two make different tables, so who migrates holds a lock of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_waits_for_one_that_runs() -> TestResult {
    let fresh = fresh_postgres(None).await?;
    let other = Database::open_within(&fresh.url, test_key()?, Limits::None).await?;
    let runs = other.writer().begin().await?;
    runs.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({})", migrations::MIGRATOR)).await?;
    let waits = tokio::spawn({
        let writer = fresh.database.writer().clone();
        async move { migrations::up(&writer).await }
    });
    let sql = "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while count(other.writer(), sql).await? == 0 {
        assert!(!waits.is_finished(), "it went on beside the one that runs");
        tokio::task::yield_now().await;
    }
    let tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'public'";
    assert_eq!(count(other.writer(), tables).await?, 0, "it made tables before its turn");
    runs.rollback().await?;
    assert_eq!(waits.await??, Migrator::migrations().len());
    Ok(())
}

async fn count(connection: &impl ConnectionTrait, sql: &str) -> Tried<i64> {
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    Ok(row.ok_or("no count")?.try_get_by_index(0)?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_programs_that_upgrade_at_once_each_ends_well() -> TestResult {
    for fresh in both().await? {
        let url = fresh.url.clone();
        let ended = tokio::task::spawn_blocking(move || -> Tried<Vec<(bool, String)>> {
            let children: Vec<_> = (0..3).map(|_| begin(&url, &["migrate"])).collect::<Tried<_>>()?;
            let ended = children.into_iter().map(|child| {
                let output = child.wait_with_output()?;
                Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
            });
            ended.collect()
        })
        .await??;
        for (is_well, said) in ended {
            assert!(is_well, "{said}");
        }
        assert_eq!(standing(fresh.database.writer()).await?, Standing::Known { pending: 0 });
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_that_only_read_never_upgrade_and_say_what_to_run() -> TestResult {
    for fresh in both().await? {
        Migrator::up(fresh.database.writer(), Some(6)).await?;
        for arguments in [
            &["user", "list"][..],
            &["audit", "verify"],
            &["audit", "export"],
            &["audit", "key"],
            &["check", "--stored"],
            &["partner"],
            &["policy", "show"],
            &["user", "disable", "--email", "nobody@staff.example"],
        ] {
            let (url, arguments) = (fresh.url.clone(), arguments.to_vec());
            let (done, said) = tokio::task::spawn_blocking(move || defter(&url, &arguments, "")).await??;
            assert!(!done && said.contains("`defter migrate`"), "{said}");
        }
        let pending = Migrator::migrations().len() - 6;
        assert_eq!(standing(fresh.database.writer()).await?, Standing::Known { pending });
    }
    Ok(())
}

/// The limits of requests are for requests: a server's own limit, too, holds no migration or seed up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrations_and_seeds_run_without_limits() -> TestResult {
    let fresh = fresh_postgres(None).await?;
    let name = fresh.url.rsplit_once('/').map_or("", |(_, name)| name).to_owned();
    let limit = format!("ALTER DATABASE {name} SET statement_timeout = '1ms'");
    fresh.database.writer().execute_unprepared(&limit).await?;
    let url = fresh.url.clone();
    let (seeded, said) =
        tokio::task::spawn_blocking(move || defter(&url, &["seed", "--customers", "3000"], "")).await??;
    assert!(seeded, "{said}");
    let shown = async |limits: Limits| -> Tried<String> {
        let database = Database::open_within(&fresh.url, test_key()?, limits).await?;
        let asked = Statement::from_string(DatabaseBackend::Postgres, "SHOW statement_timeout");
        let row = database.writer().query_one_raw(asked).await?.ok_or("nothing is shown")?;
        Ok(row.try_get_by_index(0)?)
    };
    assert_eq!((shown(Limits::None).await?, shown(Limits::OfRequests).await?), ("0".into(), "8s".into()));
    Ok(())
}

/// Something stands in the way of the search index: everything else works, and the log says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_starts_without_its_search_index_and_says_so() -> TestResult {
    let fresh = Desk::on_postgres().await?.fresh;
    for statement in ["DROP INDEX customers_search", "CREATE TABLE customers_search (id INTEGER)"] {
        fresh.database.writer().execute_unprepared(statement).await?;
    }
    let url = fresh.url.clone();
    let (ended_well, log) =
        tokio::task::spawn_blocking(move || -> Tried<(bool, String)> { Program::serve(&url)?.terminate() }).await??;
    assert!(ended_well && log.contains("the search index is missing"), "{log}");
    Ok(())
}

/// What lists are searched by is made anew by an upgrade, from columns of any version of the table.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_makes_the_search_text_anew_and_needs_no_newer_column() -> TestResult {
    for fresh in [Desk::on_sqlite().await?.fresh, Desk::on_postgres().await?.fresh] {
        let writer = fresh.database.writer();
        // Any that is not there yet makes the text anew; this one changes no table.
        let missing = "m20261126_000010_folded_arabic";
        for statement in [
            "UPDATE customers SET search_text = 'as it was folded before' WHERE domain = 'lale.example'".to_owned(),
            // As a table is that a later program has another column for.
            "ALTER TABLE customers DROP COLUMN purchase_order_reference".to_owned(),
            format!("DELETE FROM seaql_migrations WHERE version = '{missing}'"),
        ] {
            writer.execute_unprepared(&statement).await?;
        }
        let url = fresh.url.clone();
        let (migrated, said) = tokio::task::spawn_blocking(move || defter(&url, &["migrate"], "")).await??;
        assert!(migrated, "{said}");
        let sql = "SELECT search_text FROM customers WHERE domain = 'lale.example'";
        let row = Statement::from_string(fresh.database.backend(), sql);
        let row = fresh.database.reader().query_one_raw(row).await?.ok_or("nobody")?;
        let text: String = row.try_get("", "search_text")?;
        assert!(text.starts_with("lale tekstil"), "{text}");
    }
    Ok(())
}
