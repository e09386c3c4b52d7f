//! The number of customers that the database keeps, held against those that are there.

use super::wide::add_wide;
use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use serde_json::json;

/// What is kept, and what is there.
async fn kept_and_there(desk: &Desk) -> Tried<(i64, i64)> {
    let sql =
        "SELECT (SELECT customers FROM customer_count WHERE id = 1) AS kept, (SELECT COUNT(*) FROM customers) AS there";
    let database = &desk.fresh.database;
    let row = database.writer().query_one_raw(Statement::from_string(database.backend(), sql)).await?;
    let row = row.ok_or("a SELECT without a row")?;
    Ok((row.try_get("", "kept")?, row.try_get("", "there")?))
}

async fn execute(desk: &Desk, sql: &str) -> TestResult {
    desk.fresh.database.writer().execute_unprepared(sql).await?;
    Ok(())
}

on_each_database! {
    async fn the_number_kept_follows_what_is_added_and_removed_in_bulk(desk: Desk) -> TestResult {
        assert_eq!(kept_and_there(&desk).await?, (8, 8));
        add_wide(&desk, 900).await?;
        assert_eq!(kept_and_there(&desk).await?, (908, 908));
        execute(&desk, "DELETE FROM customers WHERE company_name LIKE 'Wide %7'").await?;
        assert_eq!(kept_and_there(&desk).await?, (818, 818));
        execute(&desk, "DELETE FROM customers WHERE company_name = 'Nobody'").await?;
        assert_eq!(kept_and_there(&desk).await?, (818, 818));
        execute(&desk, "DELETE FROM customers WHERE company_name LIKE 'Wide %'").await?;
        assert_eq!(kept_and_there(&desk).await?, (8, 8));
        let list = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": {} })).await?.expect(200)?.json()?;
        assert_eq!(list["count"], json!({ "Exactly": 8 }));
    }

    async fn the_number_kept_does_not_follow_updates_nor_what_is_taken_back(desk: Desk) -> TestResult {
        add_wide(&desk, 20).await?;
        execute(&desk, "UPDATE customers SET purchase_order_reference = 'PO' WHERE company_name LIKE 'Wide %'").await?;
        assert_eq!(kept_and_there(&desk).await?, (28, 28));
        let transaction = desk.fresh.database.writer().begin().await?;
        transaction.execute_unprepared("DELETE FROM customers WHERE company_name LIKE 'Wide %'").await?;
        transaction.rollback().await?;
        assert_eq!(kept_and_there(&desk).await?, (28, 28));
    }
}
