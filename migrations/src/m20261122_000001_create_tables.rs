//! The first tables: the partner, its staff and their sessions, its customers and what changed about them.

use crate::dialect::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

/// Creates them, or drops them all.
#[derive(DeriveMigrationName)]
pub struct Migration;

const PEOPLE: &[&str] = &[
    "CREATE TABLE partner (
        id UUID NOT NULL PRIMARY KEY,
        name VARCHAR(200) NOT NULL,
        domain VARCHAR(253) NOT NULL,
        country VARCHAR(2) NOT NULL
    )",
    "CREATE TABLE staff (
        id UUID NOT NULL PRIMARY KEY,
        version BIGINT NOT NULL,
        email VARCHAR(254) NOT NULL,
        email_key VARCHAR(254) NOT NULL UNIQUE,
        name VARCHAR(100) NOT NULL,
        roles VARCHAR(100) NOT NULL,
        password_hash VARCHAR(200) NOT NULL,
        must_change_password BOOLEAN NOT NULL,
        is_disabled BOOLEAN NOT NULL,
        language VARCHAR(8) NOT NULL,
        theme VARCHAR(8) NOT NULL,
        created_at_us BIGINT NOT NULL,
        signed_in_at_us BIGINT
    )",
    "CREATE TABLE sessions (
        token_hash BYTEA NOT NULL PRIMARY KEY,
        staff_id UUID NOT NULL REFERENCES staff (id),
        created_at_us BIGINT NOT NULL,
        seen_at_us BIGINT NOT NULL
    )",
    "CREATE INDEX sessions_of_staff ON sessions (staff_id)",
    "CREATE TABLE sign_in_attempts (
        key VARCHAR(300) NOT NULL PRIMARY KEY,
        failures BIGINT NOT NULL,
        failed_at_us BIGINT NOT NULL,
        retry_at_us BIGINT NOT NULL
    )",
];

const CUSTOMERS: &[&str] = &[
    "CREATE TABLE customers (
        seq BIGINT IDENTITY,
        id UUID NOT NULL UNIQUE,
        version BIGINT NOT NULL,
        updated_at_us BIGINT NOT NULL,
        updated_by UUID REFERENCES staff (id),
        company_name VARCHAR(200) NOT NULL,
        domain VARCHAR(253) NOT NULL,
        registration_number VARCHAR(40) NOT NULL,
        company_country VARCHAR(2) NOT NULL,
        company_address_line1 VARCHAR(200) NOT NULL,
        company_address_line2 VARCHAR(200) NOT NULL,
        company_postal_code VARCHAR(12) NOT NULL,
        company_locality VARCHAR(100) NOT NULL,
        company_subdivision VARCHAR(100) NOT NULL,
        bill_to_name VARCHAR(200) NOT NULL,
        contact_first_name VARCHAR(50) NOT NULL,
        contact_last_name VARCHAR(50) NOT NULL,
        billing_email VARCHAR(254) NOT NULL,
        billing_phone VARCHAR(40) NOT NULL,
        billing_same_as_company VARCHAR(5) NOT NULL,
        billing_country VARCHAR(2) NOT NULL,
        billing_address_line1 VARCHAR(200) NOT NULL,
        billing_address_line2 VARCHAR(200) NOT NULL,
        billing_postal_code VARCHAR(12) NOT NULL,
        billing_locality VARCHAR(100) NOT NULL,
        billing_subdivision VARCHAR(100) NOT NULL,
        language VARCHAR(8) NOT NULL,
        currency VARCHAR(3) NOT NULL,
        tax_number VARCHAR(30) NOT NULL,
        purchase_order_reference VARCHAR(50) NOT NULL,
        may_buy_reservations BOOLEAN NOT NULL,
        may_buy_savings_plans BOOLEAN NOT NULL,
        search_text TEXT NOT NULL,
        name_order_en BYTEA NOT NULL,
        name_order_tr BYTEA NOT NULL
    )",
    "CREATE INDEX customers_by_name_en ON customers (name_order_en, id)",
    "CREATE INDEX customers_by_name_tr ON customers (name_order_tr, id)",
    "CREATE INDEX customers_by_change ON customers (updated_at_us, id)",
    "CREATE INDEX customers_by_country_en ON customers (company_country, name_order_en, id)",
    "CREATE INDEX customers_by_country_tr ON customers (company_country, name_order_tr, id)",
    "CREATE TABLE customer_history (
        id UUID NOT NULL PRIMARY KEY,
        customer_id UUID NOT NULL REFERENCES customers (id),
        version BIGINT NOT NULL,
        kind VARCHAR(20) NOT NULL,
        changed_at_us BIGINT NOT NULL,
        changed_by UUID NOT NULL REFERENCES staff (id),
        reason VARCHAR(500) NOT NULL,
        request_id UUID NOT NULL,
        changes TEXT NOT NULL,
        UNIQUE (customer_id, version)
    )",
];

/// A trigram index that follows the table by itself, and history that nothing can rewrite.
const SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE customers_search USING fts5(search_text, content='customers', content_rowid='seq', tokenize='trigram')",
    "CREATE TRIGGER customers_search_insert AFTER INSERT ON customers BEGIN
        INSERT INTO customers_search (rowid, search_text) VALUES (new.seq, new.search_text);
    END",
    "CREATE TRIGGER customers_search_delete AFTER DELETE ON customers BEGIN
        INSERT INTO customers_search (customers_search, rowid, search_text) VALUES ('delete', old.seq, old.search_text);
    END",
    "CREATE TRIGGER customers_search_update AFTER UPDATE OF search_text ON customers WHEN old.search_text <> new.search_text BEGIN
        INSERT INTO customers_search (customers_search, rowid, search_text) VALUES ('delete', old.seq, old.search_text);
        INSERT INTO customers_search (rowid, search_text) VALUES (new.seq, new.search_text);
    END",
    "CREATE TRIGGER customer_history_kept_update BEFORE UPDATE ON customer_history BEGIN SELECT RAISE(ABORT, 'history is kept as it is'); END",
    "CREATE TRIGGER customer_history_kept_delete BEFORE DELETE ON customer_history BEGIN SELECT RAISE(ABORT, 'history is kept as it is'); END",
];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION customer_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'history is kept as it is'; END $$",
    "CREATE TRIGGER customer_history_kept BEFORE UPDATE OR DELETE ON customer_history
        FOR EACH ROW EXECUTE FUNCTION customer_history_is_kept()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, PEOPLE).await?;
        run(manager, CUSTOMERS).await?;
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            return run(manager, SQLITE).await;
        }
        run(manager, POSTGRES).await?;
        if may_have_trigrams(manager).await? {
            run(
                manager,
                &[
                    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                    "CREATE INDEX customers_search ON customers USING gin (search_text gin_trgm_ops)",
                ],
            )
            .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            run(manager, &["DROP TABLE customers_search"]).await?;
        }
        run(
            manager,
            &[
                "DROP TABLE customer_history",
                "DROP TABLE customers",
                "DROP TABLE sign_in_attempts",
                "DROP TABLE sessions",
                "DROP TABLE staff",
                "DROP TABLE partner",
            ],
        )
        .await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            run(manager, &["DROP FUNCTION customer_history_is_kept"]).await?;
        }
        Ok(())
    }
}

/// Whether `pg_trgm` is there, or may be installed (it is a trusted extension: CREATE on the database is enough).
/// Without it search works and reads the whole table.
async fn may_have_trigrams(manager: &SchemaManager<'_>) -> Result<bool, DbErr> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') OR (
        EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm')
        AND has_database_privilege(current_database(), 'CREATE')) AS may";
    let row = manager.get_connection().query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    row.map_or(Ok(false), |row| row.try_get("", "may"))
}
