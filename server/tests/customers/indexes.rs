//! What `PostgreSQL` reads for the pages that are opened all day, by its own count.

use super::wide::add_wide;
use crate::support::{Desk, TestResult, Tried, Who, lale_text, test_key};
use desk::database::Database;
use model::customers::Field;
use sea_orm::{ConnectOptions, ConnectionTrait, Database as Orm, DatabaseConnection, Statement};
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

/// What `PostgreSQL` has read of the customers.
#[derive(Clone, Copy)]
struct Reads {
    whole: i64,
    by_change: i64,
    by_name: i64,
    rows: i64,
}

async fn reads(watch: &DatabaseConnection) -> Tried<Reads> {
    let of = |what: &str, rows: &str| {
        format!(
            "SELECT COALESCE(SUM({what}), 0)::BIGINT FROM pg_stat_user_indexes WHERE relname = 'customers' AND {rows}"
        )
    };
    let table = "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'customers'";
    Ok(Reads {
        whole: number(watch, table).await?,
        by_change: number(watch, &of("idx_scan", "indexrelname = 'customers_changed'")).await?,
        by_name: number(watch, &of("idx_scan", "indexrelname = 'customers_by_name_en'")).await?,
        rows: number(watch, &of("idx_tup_read", "TRUE")).await?,
    })
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
    // One connection, or another of its own would be somebody else's.
    let mut options = ConnectOptions::new(desk.fresh.url.clone());
    options.max_connections(1).sqlx_logging(false);
    let watch = Orm::connect(options).await?;
    alone(&watch).await?;
    let before = reads(&watch).await?;
    let database = Database::open(&desk.fresh.url, test_key()?).await?;
    let looks = desk.beside(router(ServerState::new(database.clone(), desk.clock, false), None));
    let home = looks.call(Who::SALES, "workspaces/find", &json!({})).await?.expect(200)?.json()?;
    assert_eq!((&home["customer_count"], home["recent"].as_array().map(Vec::len)), (&json!(3_008), Some(1)), "{home}");
    let list = looks.call(Who::SALES, "customers/list", &json!({ "query": {} })).await?.expect(200)?.json()?;
    assert_eq!(list["count"], json!({ "Exactly": 3_008 }));
    // Each connection tells what it read when it ends, or has been idle for ten seconds.
    database.close().await;
    let patience = Instant::now() + Duration::from_secs(40);
    let after = loop {
        let after = reads(&watch).await?;
        if after.by_change > before.by_change && after.by_name > before.by_name {
            break after;
        }
        assert!(Instant::now() < patience, "by change {}, by name {}", after.by_change, after.by_name);
    };
    // Told together with what else the same statements read: nobody counted the customers, by whichever index.
    let (whole, rows) = (after.whole - before.whole, after.rows - before.rows);
    assert!(whole == 0 && rows < 500, "{whole} times whole, {rows} rows");
    desk.ends_well()
}
