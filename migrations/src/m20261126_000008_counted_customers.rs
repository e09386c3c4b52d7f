//! How many customers there are, kept by the database itself: counting a million of them takes 50 ms on each page that says
//! it. Whoever adds or removes customers, a seed or somebody with a prompt, goes past the same triggers. With it the indexes
//! for what changed last, and for the two permissions.

use crate::dialect::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const COUNTER: &[&str] = &[
    "CREATE TABLE customer_count (
        id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
        customers BIGINT NOT NULL
    )",
    "INSERT INTO customer_count (id, customers) VALUES (1, 0)",
];

/// `SQLite` has triggers for each row only; it has one writer, so nobody waits for the row.
const SQLITE: &[&str] = &[
    "CREATE TRIGGER customers_counted_insert AFTER INSERT ON customers BEGIN
        UPDATE customer_count SET customers = customers + 1 WHERE id = 1;
    END",
    "CREATE TRIGGER customers_counted_delete AFTER DELETE ON customers BEGIN
        UPDATE customer_count SET customers = customers - 1 WHERE id = 1;
    END",
];

/// Once for each statement, however many rows it brings: a row of the counter for each would be a dead row for each. Who
/// adds waits for who is adding; an update of a customer touches nothing here.
const POSTGRES: &[&str] = &[
    // The transaction's own: counting and indexing millions takes longer than a request's statement may.
    "SET LOCAL statement_timeout = 0",
    "CREATE FUNCTION count_added_customers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE customer_count SET customers = customers + (SELECT COUNT(*) FROM added) WHERE id = 1;
        RETURN NULL;
    END $$",
    "CREATE FUNCTION count_removed_customers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE customer_count SET customers = customers - (SELECT COUNT(*) FROM removed) WHERE id = 1;
        RETURN NULL;
    END $$",
    "CREATE FUNCTION count_no_customers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE customer_count SET customers = 0 WHERE id = 1;
        RETURN NULL;
    END $$",
    "CREATE TRIGGER customers_counted_insert AFTER INSERT ON customers REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION count_added_customers()",
    "CREATE TRIGGER customers_counted_delete AFTER DELETE ON customers REFERENCING OLD TABLE AS removed
        FOR EACH STATEMENT EXECUTE FUNCTION count_removed_customers()",
    "CREATE TRIGGER customers_counted_truncate AFTER TRUNCATE ON customers
        FOR EACH STATEMENT EXECUTE FUNCTION count_no_customers()",
];

const FILLED_AND_INDEXED: &[&str] = &[
    // After the triggers: what is added between the two is counted once.
    "UPDATE customer_count SET customers = (SELECT COUNT(*) FROM customers) WHERE id = 1",
    "CREATE INDEX customers_changed ON customers (updated_at_us, id) WHERE version > 1",
    "CREATE INDEX customers_by_permission ON customers (may_buy_reservations, may_buy_savings_plans)",
    "CREATE INDEX customers_by_savings_plans ON customers (may_buy_savings_plans)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, COUNTER).await?;
        let triggers = if manager.get_database_backend() == DatabaseBackend::Sqlite { SQLITE } else { POSTGRES };
        run(manager, triggers).await?;
        run(manager, FILLED_AND_INDEXED).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX customers_by_savings_plans",
                "DROP INDEX customers_by_permission",
                "DROP INDEX customers_changed",
            ],
        )
        .await?;
        let triggers: &[&str] = if manager.get_database_backend() == DatabaseBackend::Sqlite {
            &["DROP TRIGGER customers_counted_delete", "DROP TRIGGER customers_counted_insert"]
        } else {
            &[
                "DROP TRIGGER customers_counted_truncate ON customers",
                "DROP TRIGGER customers_counted_delete ON customers",
                "DROP TRIGGER customers_counted_insert ON customers",
                "DROP FUNCTION count_no_customers",
                "DROP FUNCTION count_removed_customers",
                "DROP FUNCTION count_added_customers",
            ]
        };
        run(manager, triggers).await?;
        run(manager, &["DROP TABLE customer_count"]).await
    }
}
