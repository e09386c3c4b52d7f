//! What `PostgreSQL` reads for the pages that are opened all day, by its own count.

use super::wide::add_wide;
use crate::support::{Desk, TestResult, Tried, Who, lale_text, test_key};
use app::customers::Field;
use app::database::Database;
use sea_orm::{ConnectionTrait, Database as Orm, DatabaseConnection, Statement};
use serde_json::json;
use server::{ServerState, router};
use std::time::{Duration, Instant};

/// A number that a statement answers.
async fn number(watch: &DatabaseConnection, sql: &str) -> Tried<i64> {
    let row = watch.query_one_raw(Statement::from_string(watch.get_database_backend(), sql)).await?;
    Ok(row.ok_or("no row")?.try_get_by_index(0)?)
}

/// Waits until nobody else is connected: whoever leaves has told what they read.
async fn alone(watch: &DatabaseConnection) -> TestResult {
    let others =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'
                  AND pid <> pg_backend_pid()";
    let patience = Instant::now() + Duration::from_secs(20);
    while number(watch, others).await? > 0 {
        assert!(Instant::now() < patience, "somebody stays connected");
    }
    Ok(())
}

/// How often the table of customers was read whole, and how often each of two indexes was asked.
async fn reads(watch: &DatabaseConnection) -> Tried<[i64; 3]> {
    let of_index = |name: &str| {
        format!("SELECT COALESCE(SUM(idx_scan), 0)::BIGINT FROM pg_stat_user_indexes WHERE indexrelname = '{name}'")
    };
    Ok([
        number(watch, "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'customers'").await?,
        number(watch, &of_index("customers_changed")).await?,
        number(watch, &of_index("customers_by_name_en")).await?,
    ])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_reads_home_and_the_list_by_their_indexes_and_no_table_whole() -> TestResult {
    let desk = Desk::on_postgres().await?;
    add_wide(&desk, 3_000).await?;
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, "7");
    let change = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "" });
    desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
    desk.fresh.database.writer().execute_unprepared("ANALYZE customers").await?;
    desk.fresh.database.clone().close().await;
    let watch = Orm::connect(&desk.fresh.url).await?;
    alone(&watch).await?;
    let before = reads(&watch).await?;
    let database = Database::open(&desk.fresh.url, test_key()?).await?;
    let looks = desk.beside(router(ServerState::new(database.clone(), desk.clock, false), None));
    let home = looks.call(Who::SALES, "workspaces/find", &json!({})).await?.expect(200)?.json()?;
    assert_eq!((&home["customer_count"], home["recent"].as_array().map(Vec::len)), (&json!(3_008), Some(1)), "{home}");
    let list = looks.call(Who::SALES, "customers/list", &json!({ "query": {} })).await?.expect(200)?.json()?;
    assert_eq!(list["count"], json!({ "Exactly": 3_008 }));
    database.close().await;
    alone(&watch).await?;
    let after = reads(&watch).await?;
    let [whole, changed, names] = [0, 1, 2].map(|at| after[at] - before[at]);
    assert!(whole == 0 && changed > 0 && names > 0, "whole {whole}, by change {changed}, by name {names}");
    desk.ends_well()
}
