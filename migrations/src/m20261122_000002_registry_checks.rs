//! What registries answered about customers' tax numbers: kept as evidence, so an answer is never rewritten.

use crate::dialect::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLE: &[&str] = &[
    "CREATE TABLE registry_checks (
        id UUID NOT NULL PRIMARY KEY,
        customer_id UUID NOT NULL REFERENCES customers (id),
        asked_by UUID NOT NULL REFERENCES staff (id),
        created_at_us BIGINT NOT NULL,
        vat_state VARCHAR(2) NOT NULL,
        vat_number VARCHAR(30) NOT NULL,
        state VARCHAR(10) NOT NULL,
        attempts INTEGER NOT NULL,
        next_try_at_us BIGINT NOT NULL,
        failure VARCHAR(60) NOT NULL,
        answered_at_us BIGINT,
        registered_name VARCHAR(400) NOT NULL,
        registered_address VARCHAR(1000) NOT NULL,
        request_identifier VARCHAR(100) NOT NULL
    )",
    "CREATE INDEX registry_checks_due ON registry_checks (next_try_at_us) WHERE state = 'waiting'",
    "CREATE INDEX registry_checks_of_customer ON registry_checks (customer_id, created_at_us)",
];

const SQLITE: &[&str] = &[
    "CREATE TRIGGER registry_checks_kept_update BEFORE UPDATE ON registry_checks WHEN old.state <> 'waiting'
        BEGIN SELECT RAISE(ABORT, 'answers are kept as they came'); END",
    "CREATE TRIGGER registry_checks_kept_delete BEFORE DELETE ON registry_checks
        BEGIN SELECT RAISE(ABORT, 'answers are kept as they came'); END",
];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION registry_check_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'answers are kept as they came'; END $$",
    "CREATE TRIGGER registry_checks_kept_update BEFORE UPDATE ON registry_checks
        FOR EACH ROW WHEN (old.state <> 'waiting') EXECUTE FUNCTION registry_check_is_kept()",
    "CREATE TRIGGER registry_checks_kept_delete BEFORE DELETE ON registry_checks
        FOR EACH ROW EXECUTE FUNCTION registry_check_is_kept()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await?;
        let kept = if manager.get_database_backend() == DatabaseBackend::Sqlite { SQLITE } else { POSTGRES };
        run(manager, kept).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP TABLE registry_checks"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            run(manager, &["DROP FUNCTION registry_check_is_kept"]).await?;
        }
        Ok(())
    }
}
