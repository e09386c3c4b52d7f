//! How `SQLite` finds what every page asks for.

use super::store::changed;
use migrations::MigratorTrait;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DbErr, QueryTrait, Statement};

/// With `SQLITE_ENABLE_QPSG` a value that is bound finds no index with a WHERE of its own.
#[tokio::test]
async fn the_last_changed_come_from_their_index_in_order() -> Result<(), DbErr> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await?;
    migrations::Migrator::up(&database, None).await?;
    let Statement { sql, values, .. } = changed(8).build(DatabaseBackend::Sqlite);
    let mut explained = Statement::from_string(DatabaseBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
    explained.values = values;
    let rows = database.query_all_raw(explained).await?;
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "detail")).collect::<Result<_, _>>()?;
    let plan = lines.join("; ");
    assert!(plan.contains("INDEX customers_changed") && !plan.contains("TEMP B-TREE"), "{plan}");
    assert!(!plan.contains("SCAN customer_count"), "{plan}");
    Ok(())
}
