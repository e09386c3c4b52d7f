//! How `SQLite` finds what every page asks for.

use super::alike::questions;
use super::filter::{Filter, Part};
use super::store::changed;
use migrations::MigratorTrait;
use model::customers::{CustomerText, Field, Standing};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DbErr, QueryTrait, Statement,
};

async fn empty() -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await?;
    migrations::Migrator::up(&database, None).await?;
    Ok(database)
}

async fn plan(database: &DatabaseConnection, query: SelectStatement) -> Result<String, DbErr> {
    let Statement { sql, values, .. } = DatabaseBackend::Sqlite.build(&query);
    let mut explained = Statement::from_string(DatabaseBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
    explained.values = values;
    let rows = database.query_all_raw(explained).await?;
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "detail")).collect::<Result<_, _>>()?;
    Ok(lines.join("; "))
}

/// With `SQLITE_ENABLE_QPSG` a value that is bound finds no index with a WHERE of its own.
#[tokio::test]
async fn the_last_changed_come_from_their_index_in_order() -> Result<(), DbErr> {
    let plan = plan(&empty().await?, changed(8).into_query()).await?;
    assert!(plan.contains("INDEX customers_changed") && !plan.contains("TEMP B-TREE"), "{plan}");
    assert!(!plan.contains("SCAN customer_count"), "{plan}");
    Ok(())
}

/// A million customers are never read whole to say who is alike.
#[tokio::test]
async fn those_who_are_alike_are_each_found_by_an_index() -> Result<(), DbErr> {
    let database = empty().await?;
    let mut text = CustomerText::default();
    for field in [Field::CompanyName, Field::Domain, Field::TaxNumber] {
        text.set(field, "Lale");
    }
    let mut indexes = Vec::new();
    for (field, rows) in questions(&text) {
        let plan = plan(&database, rows.into_query()).await?;
        assert!(!plan.contains("SCAN"), "{field:?}: {plan}");
        let found = ["customers_by_name_en", "customers_by_name_tr", "customers_by_domain", "customers_by_tax_number"];
        indexes.extend(found.into_iter().filter(|index| plan.contains(&format!("INDEX {index} ("))));
    }
    assert_eq!(
        indexes,
        ["customers_by_name_en", "customers_by_name_tr", "customers_by_domain", "customers_by_tax_number"]
    );
    Ok(())
}

/// Those who are not active are found by their own index, and left out by it where others are looked for.
#[tokio::test]
async fn those_who_were_removed_have_an_index_of_their_own() -> Result<(), DbErr> {
    let database = empty().await?;
    let removed = Filter::of_standing(Standing::Removed, None);
    let removed = plan(&database, removed.candidates(Part::Removed, DatabaseBackend::Sqlite, 9)).await?;
    assert!(removed.contains("INDEX customers_not_active"), "{removed}");
    let of_country = Filter::of_standing(Standing::Active, Some("TR"));
    let of_country = plan(&database, of_country.candidates(Part::Country, DatabaseBackend::Sqlite, 9)).await?;
    assert!(of_country.contains("INDEX customers_by_country_"), "{of_country}");
    assert!(of_country.contains("COVERING INDEX customers_not_active"), "{of_country}");
    Ok(())
}
