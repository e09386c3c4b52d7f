//! Reading while somebody else writes for long.

use crate::support::{Desk, TestResult, Who, on_each_database};
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde_json::json;

on_each_database! {
    /// Pages that note something beside what they show: when somebody was seen, that the log was read.
    async fn pages_are_read_while_a_long_transaction_holds_the_writer(desk: Desk) -> TestResult {
        // SQLite has one writer. On PostgreSQL whoever writes into the log waits for its head, as long as there is a connection.
        let database = &desk.fresh.database;
        let writers = match database.backend() {
            DatabaseBackend::Sqlite => 1,
            _ => database.writer().get_postgres_connection_pool().options().get_max_connections(),
        };
        let mut others = Vec::new();
        for _ in 0..writers {
            others.push(database.begin_write().await.map_err(|error| format!("{error:?}"))?);
        }
        let held = others.pop().ok_or("nobody writes")?;
        held.execute_unprepared("UPDATE audit_head SET at_us = at_us").await?;
        // Long enough after the sign-in that it is noted when they were seen.
        desk.clock.advance_us(11 * 60 * 1_000_000);
        let account = format!("/customers/{}/account", Desk::lale());
        let pages = [(Who::SALES, "/customers"), (Who::AGENT, account.as_str()), (Who::AUDITOR, "/activity"), (Who::ADMIN, "/requests")];
        let read = futures::future::try_join_all(pages.map(|(who, path)| desk.get(who, path))).await?;
        for other in others.into_iter().chain([held]) {
            other.rollback().await.map_err(|error| format!("{error:?}"))?;
        }
        for (page, (_, path)) in read.into_iter().zip(pages) {
            let page = page.expect(200).map_err(|error| format!("{path}: {error}"))?;
            assert!(page.body.contains("<h1"), "{path}");
        }
        // What was being noted is noted the next time.
        desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": {} })).await?.expect(200)?;
    }
}
