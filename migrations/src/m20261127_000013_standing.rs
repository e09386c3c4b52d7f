//! How a customer stands: active, removed, asked for and not yet added, or never added. Only those who are active are counted.
//! With it the indexes for those who are not, and for tax numbers; and drafts of customers who are not there yet.

use crate::dialect::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const STANDING: &[&str] = &[
    "ALTER TABLE customers ADD COLUMN standing VARCHAR(8) NOT NULL DEFAULT 'active'",
    "CREATE INDEX customers_not_active ON customers (standing) WHERE standing <> 'active'",
    "CREATE INDEX customers_by_tax_number ON customers (tax_number) WHERE tax_number <> ''",
];

const SQLITE: &[&str] = &[
    "DROP TRIGGER customers_counted_insert",
    "DROP TRIGGER customers_counted_delete",
    "CREATE TRIGGER customers_counted_insert AFTER INSERT ON customers WHEN new.standing = 'active' BEGIN
        UPDATE customer_count SET customers = customers + 1 WHERE id = 1;
    END",
    "CREATE TRIGGER customers_counted_delete AFTER DELETE ON customers WHEN old.standing = 'active' BEGIN
        UPDATE customer_count SET customers = customers - 1 WHERE id = 1;
    END",
    "CREATE TRIGGER customers_counted_standing AFTER UPDATE OF standing ON customers
        WHEN (old.standing = 'active') <> (new.standing = 'active') BEGIN
        UPDATE customer_count SET customers = customers + (new.standing = 'active') - (old.standing = 'active') WHERE id = 1;
    END",
];

/// The counter's row is held last, with the log's head: who puts down a customer that waits does not touch it. A trigger of some
/// columns has no table of its rows, so how one stands is counted row by row.
const POSTGRES: &[&str] = &[
    "CREATE OR REPLACE FUNCTION count_added_customers() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE many BIGINT;
    BEGIN
        SELECT COUNT(*) INTO many FROM added WHERE standing = 'active';
        IF many > 0 THEN
            UPDATE customer_count SET customers = customers + many WHERE id = 1;
        END IF;
        RETURN NULL;
    END $$",
    "CREATE OR REPLACE FUNCTION count_removed_customers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE customer_count SET customers = customers - (SELECT COUNT(*) FROM removed WHERE standing = 'active') WHERE id = 1;
        RETURN NULL;
    END $$",
    "CREATE FUNCTION count_standing_customers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE customer_count SET customers = customers + CASE WHEN NEW.standing = 'active' THEN 1 ELSE -1 END WHERE id = 1;
        RETURN NULL;
    END $$",
    "CREATE TRIGGER customers_counted_standing AFTER UPDATE OF standing ON customers FOR EACH ROW
        WHEN ((OLD.standing = 'active') <> (NEW.standing = 'active')) EXECUTE FUNCTION count_standing_customers()",
    // Nearly all are active: the plans of the list must know it at once.
    "ANALYZE customers (standing)",
];

const SQLITE_BACK: &[&str] = &[
    "DROP TRIGGER customers_counted_standing",
    "DROP TRIGGER customers_counted_delete",
    "DROP TRIGGER customers_counted_insert",
    "CREATE TRIGGER customers_counted_insert AFTER INSERT ON customers BEGIN
        UPDATE customer_count SET customers = customers + 1 WHERE id = 1;
    END",
    "CREATE TRIGGER customers_counted_delete AFTER DELETE ON customers BEGIN
        UPDATE customer_count SET customers = customers - 1 WHERE id = 1;
    END",
];

const POSTGRES_BACK: &[&str] = &[
    "DROP TRIGGER customers_counted_standing ON customers",
    "DROP FUNCTION count_standing_customers",
    "CREATE OR REPLACE FUNCTION count_added_customers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE customer_count SET customers = customers + (SELECT COUNT(*) FROM added) WHERE id = 1;
        RETURN NULL;
    END $$",
    "CREATE OR REPLACE FUNCTION count_removed_customers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE customer_count SET customers = customers - (SELECT COUNT(*) FROM removed) WHERE id = 1;
        RETURN NULL;
    END $$",
];

/// A table of drafts under another name, with a customer who need not be there, or must be.
fn drafts(name: &str, customer: &str) -> String {
    format!(
        "CREATE TABLE {name} (
            staff_id UUID NOT NULL REFERENCES staff (id),
            customer_id UUID NOT NULL{customer},
            id UUID NOT NULL,
            version BIGINT NOT NULL,
            kept_at_us BIGINT NOT NULL,
            typed TEXT NOT NULL,
            reason VARCHAR(500) NOT NULL,
            land_at VARCHAR(19) NOT NULL,
            replaces UUID,
            PRIMARY KEY (staff_id, customer_id, id)
        )"
    )
}

const DRAFT: &str = "staff_id, customer_id, id, version, kept_at_us, typed, reason, land_at, replaces";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
        if !is_sqlite {
            // The transaction's own: indexing millions takes longer than a request's statement may.
            run(manager, &["SET LOCAL statement_timeout = 0"]).await?;
        }
        run(manager, STANDING).await?;
        run(manager, if is_sqlite { SQLITE } else { POSTGRES }).await?;
        run(
            manager,
            &[
                &drafts("drafts_of_anybody", ""),
                &format!("INSERT INTO drafts_of_anybody ({DRAFT}) SELECT {DRAFT} FROM drafts"),
                "DROP TABLE drafts",
                "ALTER TABLE drafts_of_anybody RENAME TO drafts",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
        let of_customers = " REFERENCES customers (id)";
        run(
            manager,
            &[
                &drafts("drafts_of_customers", of_customers),
                &format!(
                    "INSERT INTO drafts_of_customers ({DRAFT}) SELECT {DRAFT} FROM drafts
                     WHERE customer_id IN (SELECT id FROM customers)"
                ),
                "DROP TABLE drafts",
                "ALTER TABLE drafts_of_customers RENAME TO drafts",
            ],
        )
        .await?;
        run(manager, if is_sqlite { SQLITE_BACK } else { POSTGRES_BACK }).await?;
        run(
            manager,
            &[
                "DROP INDEX customers_by_tax_number",
                "DROP INDEX customers_not_active",
                "ALTER TABLE customers DROP COLUMN standing",
                "UPDATE customer_count SET customers = (SELECT COUNT(*) FROM customers) WHERE id = 1",
            ],
        )
        .await
    }
}
