//! Changes as they are submitted, drafts of them, the mails they cause, and the partner's time zone.

use crate::dialect::run;
use sea_orm_migration::prelude::*;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    "CREATE TABLE change_sets (
        id UUID NOT NULL PRIMARY KEY,
        version BIGINT NOT NULL,
        customer_id UUID NOT NULL REFERENCES customers (id),
        kind VARCHAR(20) NOT NULL,
        state VARCHAR(12) NOT NULL,
        created_at_us BIGINT NOT NULL,
        created_by UUID NOT NULL REFERENCES staff (id),
        base_version BIGINT NOT NULL,
        changes TEXT NOT NULL,
        reason VARCHAR(500) NOT NULL,
        asked_by_rules VARCHAR(300) NOT NULL,
        reviewers VARCHAR(100) NOT NULL,
        land_at_us BIGINT,
        decided_by UUID,
        decided_at_us BIGINT,
        note VARCHAR(500) NOT NULL,
        ended_at_us BIGINT,
        failure TEXT NOT NULL,
        undoes BIGINT
    )",
    "CREATE INDEX change_sets_due ON change_sets (land_at_us, created_at_us) WHERE state = 'scheduled'",
    "CREATE INDEX change_sets_by_state ON change_sets (state, created_at_us, id)",
    "CREATE INDEX change_sets_of_customer ON change_sets (customer_id, created_at_us)",
    "CREATE TABLE drafts (
        staff_id UUID NOT NULL REFERENCES staff (id),
        customer_id UUID NOT NULL REFERENCES customers (id),
        version BIGINT NOT NULL,
        kept_at_us BIGINT NOT NULL,
        typed TEXT NOT NULL,
        reason VARCHAR(500) NOT NULL,
        PRIMARY KEY (staff_id, customer_id)
    )",
    "CREATE TABLE turns (
        name VARCHAR(30) NOT NULL PRIMARY KEY,
        taken_at_us BIGINT NOT NULL
    )",
    "INSERT INTO turns (name, taken_at_us) VALUES ('landing', 0)",
    "CREATE TABLE mails (
        id UUID NOT NULL PRIMARY KEY,
        customer_id UUID NOT NULL REFERENCES customers (id),
        log_seq BIGINT NOT NULL,
        recipient VARCHAR(254) NOT NULL,
        subject VARCHAR(300) NOT NULL,
        body TEXT NOT NULL,
        state VARCHAR(10) NOT NULL,
        attempts INTEGER NOT NULL,
        next_try_at_us BIGINT NOT NULL,
        failure VARCHAR(300) NOT NULL,
        created_at_us BIGINT NOT NULL,
        sent_at_us BIGINT
    )",
    "CREATE INDEX mails_due ON mails (next_try_at_us) WHERE state = 'waiting'",
    "ALTER TABLE partner ADD COLUMN time_zone VARCHAR(64) NOT NULL DEFAULT 'UTC'",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "ALTER TABLE partner DROP COLUMN time_zone",
                "DROP TABLE mails",
                "DROP TABLE turns",
                "DROP TABLE drafts",
                "DROP TABLE change_sets",
            ],
        )
        .await
    }
}
