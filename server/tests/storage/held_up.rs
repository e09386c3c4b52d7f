//! Somebody holds the lock that every submit takes, and does not let go: whoever watches hears of it, and of its end.

use crate::support::{Desk, TestResult, Tried, Who, lale_text, on_each_database, test_key};
use desk::database::{Database, Limits, WriteTransaction};
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde_json::json;
use std::time::{Duration, Instant};

/// Another program with a transaction that was left open.
async fn hold(desk: &Desk) -> Tried<(Database, WriteTransaction)> {
    let other = Database::open_within(&desk.fresh.url, test_key()?, Limits::None).await?;
    let transaction = other.begin_write().await.map_err(|error| format!("{error:?}"))?;
    transaction.execute_unprepared("UPDATE audit_head SET seq = seq").await?;
    Ok((other, transaction))
}

on_each_database! {
    async fn a_lock_that_lasts_is_said_until_it_is_given_back(desk: Desk) -> TestResult {
        if desk.fresh.database.backend() == DatabaseBackend::Sqlite {
            // As long as people wait would be twice four seconds.
            desk.fresh.database.writer().execute_unprepared("PRAGMA busy_timeout = 100").await?;
        }
        let mut text = lale_text();
        text.set(Field::PurchaseOrderReference, "7");
        let change = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "" });
        desk.get(Who::SALES, "/customers").await?.expect(200)?;
        let (other, held) = hold(&desk).await?;
        let began = Instant::now();
        desk.call(Who::SALES, "account/update", &change).await?.expect(503)?;
        // A moment's lock is everyday, and is not said.
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
        let said = loop {
            let answer = desk.get(Who::Nobody, "/readyz").await?;
            if answer.status.as_u16() == 503 {
                break answer.body;
            }
            assert!(began.elapsed() < Duration::from_mins(1), "it is not said");
            tokio::time::sleep(Duration::from_millis(200)).await;
        };
        assert_eq!(said, "cannot-write\n");
        desk.call(Who::SALES, "account/update", &change).await?.expect(503)?;
        drop(held);
        other.close().await;
        // Nobody submits meanwhile: the look itself finds out.
        let given_back = Instant::now();
        while desk.get(Who::Nobody, "/readyz").await?.status.as_u16() != 204 {
            assert!(given_back.elapsed() < Duration::from_secs(20), "it is said after its end");
        }
        desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    }
}
