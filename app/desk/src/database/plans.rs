//! Tests: what is asked all day finds its index.

use migrations::MigratorTrait;
use sea_orm::sea_query::Expr;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectOptions, ConnectionTrait, Database as Orm, DatabaseBackend, DatabaseConnection, DbErr};
use sea_orm::{QueryTrait, Statement};

type Tried<T> = Result<T, DbErr>;

async fn empty() -> Tried<DatabaseConnection> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let database = Orm::connect(options).await?;
    migrations::Migrator::up(&database, None).await?;
    Ok(database)
}

async fn plan(database: &DatabaseConnection, query: SelectStatement) -> Tried<String> {
    let Statement { sql, values, .. } = DatabaseBackend::Sqlite.build(&query);
    let mut explained = Statement::from_string(DatabaseBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
    explained.values = values;
    let rows = database.query_all_raw(explained).await?;
    rows.iter().map(|row| row.try_get::<String>("", "detail")).collect::<Tried<Vec<_>>>().map(|lines| lines.join("; "))
}

/// With `SQLITE_ENABLE_QPSG` a value that is bound finds no index with a WHERE of its own.
#[tokio::test]
async fn what_is_asked_again_and_again_finds_its_index() -> Tried<()> {
    let database = empty().await?;
    let mut made = crate::people::made_lately(0);
    made.query().expr(Expr::Constant(1.into()));
    for (query, index) in [
        (crate::mails::due(0).into_query(), "mails_due"),
        (crate::registry::due(0).into_query(), "registry_checks_due"),
        (crate::changes::due(0, &crate::changes::Behind::default()).into_query(), "change_sets_due"),
        (made.into_query(), "audit_entries_of_hands"),
    ] {
        let plan = plan(&database, query).await?;
        assert!(plan.contains(&format!("INDEX {index} (")) && !plan.contains("TEMP B-TREE"), "{index}: {plan}");
    }
    Ok(())
}

#[tokio::test]
async fn sqlite_keeps_its_plans_and_shares_no_lock_between_connections() -> Tried<()> {
    let database = empty().await?;
    for (option, is_used) in [("ENABLE_QPSG", 1), ("DEFAULT_MEMSTATUS=0", 1), ("ENABLE_MEMORY_MANAGEMENT", 0)] {
        let asked = format!("SELECT sqlite_compileoption_used('{option}')");
        let row = database.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, asked)).await?;
        let used = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        assert_eq!(used, Some(is_used), "{option}: see .cargo/config.toml");
    }
    Ok(())
}
