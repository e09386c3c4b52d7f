//! The number of customers that the database keeps, held against those that are there.

use super::wide::add_wide;
use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use model::customers::Field;
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use serde_json::{Value, json};

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

    /// A number that nobody could have counted: what is shown is what is kept, and a million customers are not counted again.
    async fn the_list_and_home_show_the_number_kept_and_count_nobody(desk: Desk) -> TestResult {
        execute(&desk, "UPDATE customer_count SET customers = 4711").await?;
        let shown = async || -> Tried<(Value, Value)> {
            let mut lists = Vec::new();
            for query in [json!({}), json!({ "sort": "changed" }), json!({ "after": "" })] {
                let list = desk.call(Who::HELPDESK, "customers/list", &json!({ "query": query })).await?.expect(200)?.json()?;
                lists.push(list["count"].clone());
            }
            let home = desk.call(Who::HELPDESK, "workspaces/find", &json!({})).await?.expect(200)?.json()?;
            Ok((json!(lists), home["customer_count"].clone()))
        };
        let kept = (json!([{ "Exactly": 4711 }, { "Exactly": 4711 }, { "Exactly": 4711 }]), json!(4711));
        assert_eq!(shown().await?, kept, "nobody was changed yet");
        let mut text = crate::support::lale_text();
        text.set(Field::PurchaseOrderReference, "7");
        let change = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "" });
        desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
        assert_eq!(shown().await?, kept);
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
