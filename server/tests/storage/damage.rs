//! A database that is malformed somewhere is not ready, though other pages of it can be read.

use super::busy::fail_at;
use crate::support::{Desk, TestResult, Tried, Who, filled, lale_text};
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde_json::json;
use std::os::unix::fs::FileExt;

fn change() -> serde_json::Value {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, "7");
    json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "" })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_postgres_calls_corrupted_is_said_and_what_it_calls_a_mistake_is_not() -> TestResult {
    for (code, is_damage) in [("XX000", false), ("22001", false), ("XX001", true), ("XX002", true)] {
        let desk = Desk::on_postgres().await?;
        fail_at(&desk, ("UPDATE", "customers"), code, 1).await?;
        desk.call(Who::SALES, "account/update", &change()).await?.expect(500)?;
        let answer = desk.get(Who::Nobody, "/readyz").await?;
        let said = (answer.status.as_u16(), &*answer.body);
        assert_eq!(said, if is_damage { (503, "database-damaged\n") } else { (204, "") }, "{code}");
    }
    Ok(())
}

/// A page of the file is written over, as a disk that fails does. Only who meets it can say so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_the_file_that_is_malformed_is_said_once_it_was_met() -> TestResult {
    let desk = Desk::of(filled().await?.swap_remove(0));
    let writer = desk.fresh.database.writer();
    let number = async |sql: &str| -> Tried<i64> {
        let statement = Statement::from_string(DatabaseBackend::Sqlite, sql);
        Ok(writer.query_one_raw(statement).await?.ok_or("no row")?.try_get_by_index(0)?)
    };
    let root = number("SELECT rootpage FROM sqlite_schema WHERE name = 'customers'").await?;
    let size = number("PRAGMA page_size").await?;
    desk.cookie(Who::SALES).await?;
    writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    let path = desk.fresh.url.trim_start_matches("sqlite:").split('?').next().unwrap_or_default();
    let file = std::fs::OpenOptions::new().write(true).open(path)?;
    file.write_all_at(&vec![0xff_u8; usize::try_from(size)?], u64::try_from((root - 1) * size)?)?;
    // What connections keep of it in memory is given up with the next write.
    writer.execute_unprepared("UPDATE audit_head SET seq = seq").await?;
    desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    desk.get(Who::SALES, &format!("/customers/{}/account", Desk::lale())).await?.expect(500)?;
    for _ in 0..2 {
        assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "database-damaged\n");
    }
    drop(file);
    Ok(())
}
