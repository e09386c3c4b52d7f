//! What is acknowledged survives a crash of the database's machine: by `PostgreSQL`'s settings, and by what `SQLite` holds beside
//! its file.

use super::Writer;
use crate::support::{Desk, Program, TestResult, Tried, Who, defter, filled, lale_text, request, test_key};
use desk::database::Database;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

async fn setting_in(connection: &impl ConnectionTrait, name: &str) -> Tried<String> {
    let asked = Statement::from_string(DatabaseBackend::Postgres, format!("SELECT current_setting('{name}')"));
    Ok(connection.query_one_raw(asked).await?.ok_or("no setting")?.try_get_by_index(0)?)
}

async fn setting(database: &Database, name: &str) -> Tried<String> {
    setting_in(database.writer(), name).await
}

/// Whoever set it off did not ask for lost submits; whoever set it higher did ask for that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commits_wait_for_the_disk_whatever_postgres_is_set_to() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let name = desk.fresh.url.rsplit_once('/').map_or("", |(_, name)| name).to_owned();
    let set = async |value: &str| {
        let sql = format!("ALTER DATABASE {name} SET synchronous_commit = {value}");
        desk.fresh.database.writer().execute_unprepared(&sql).await
    };
    for (value, kept) in [("off", "on"), ("local", "local"), ("on", "on"), ("remote_apply", "remote_apply")] {
        set(value).await?;
        let opened = Database::open(&desk.fresh.url, test_key()?).await?;
        let open = opened.begin_write().await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(setting_in(&open, "synchronous_commit").await?, kept, "{value}");
        // What is set later does not reach a connection that is open.
        set("off").await?;
        assert_eq!(setting_in(&open, "synchronous_commit").await?, kept, "{value}");
        open.rollback().await.map_err(|error| format!("{error:?}"))?;
        opened.close().await;
    }
    desk.ends_well()
}

/// The tests' own server may have them off: it is said as it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_has_off_is_named() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let mut off = Vec::new();
    for name in ["fsync", "full_page_writes"] {
        if setting(&desk.fresh.database, name).await? == "off" {
            off.push(name);
        }
    }
    let named = desk.fresh.database.lost_in_a_crash().await.map_err(|error| format!("{error:?}"))?;
    assert_eq!(named, off);
    let file = filled().await?.swap_remove(0);
    assert!(file.database.lost_in_a_crash().await.is_ok_and(|named| named.is_empty()), "a file has no such settings");
    Ok(())
}

/// A connection keeps what it began with: once the database may be written again, so can the server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_may_be_written_again_is_written_without_a_restart() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let name = desk.fresh.url.rsplit_once('/').map_or("", |(_, name)| name).to_owned();
    let alter = async |how: &str| {
        let sql = format!("ALTER DATABASE {name} {how}");
        desk.fresh.database.writer().execute_unprepared(&sql).await
    };
    alter("SET default_transaction_read_only = on").await?;
    let other = Database::open(&desk.fresh.url, test_key()?).await?;
    let write = async || -> Result<(), desk::error::Error> {
        let transaction = other.begin_write().await?;
        transaction.execute_unprepared("UPDATE audit_head SET seq = seq").await?;
        transaction.commit().await
    };
    for _ in 0..2 {
        assert_eq!(write().await, Err(desk::error::Error::Unavailable));
    }
    // A connection of this test's own began before it was set.
    alter("RESET default_transaction_read_only").await?;
    assert_eq!(write().await, Ok(()));
    other.close().await;
    desk.ends_well()
}

/// Whoever takes away what lies beside the file takes what was acknowledged since it was last written into the file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lay_beside_the_file_and_is_gone_is_said() -> TestResult {
    for end in ["-wal", "-shm"] {
        let desk = Desk::of(filled().await?.swap_remove(0));
        let path = desk.fresh.url.trim_start_matches("sqlite:").split('?').next().unwrap_or_default().to_owned();
        let mut text = lale_text();
        text.set(model::customers::Field::PurchaseOrderReference, end);
        let change = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "" });
        fs::rename(format!("{path}{end}"), format!("{path}{end}.moved"))?;
        assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "database-moved\n", "{end}");
        desk.call(Who::SALES, "account/update", &change).await?.expect(503)?;
        desk.ends_well()?;
    }
    Ok(())
}

/// A clean end writes into the file what only the program still holds.
#[test]
fn what_was_acknowledged_before_it_was_gone_is_kept_by_a_clean_end() -> TestResult {
    for gone in [&["-wal"][..], &["-shm"], &["-wal", "-shm"]] {
        let folder = TempDir::new()?;
        let path = folder.path().join("test.db");
        let url = format!("sqlite:{}", path.display());
        let (seeded, said) = defter(&url, &["seed", "--demo"], "")?;
        assert!(seeded, "{said}");
        let program = Program::serve(&url)?;
        let mut writer = Writer::begin(&program)?;
        assert_eq!(writer.update()?, 200);
        for end in gone {
            fs::remove_file(PathBuf::from(format!("{}{end}", path.display())))?;
        }
        assert_eq!(writer.update()?, 503, "{gone:?}");
        assert!(request(program.address, "GET", "/readyz", "", "")?.ends_with("database-moved\n"), "{gone:?}");
        let (ended_well, log) = program.terminate()?;
        assert!(ended_well && log.contains("end the program by SIGTERM"), "{log}");
        let again = Program::serve(&url)?;
        let mut writer = Writer { address: again.address, ..writer };
        writer.is_stored()?;
        assert_eq!(writer.update()?, 200);
        again.terminate()?;
        let (is_whole, said) = defter(&url, &["audit", "verify", "--accounts"], "")?;
        assert!(is_whole, "{said}");
    }
    Ok(())
}
