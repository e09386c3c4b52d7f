//! Drafts are kept apart by the form they are typed in, with the date and the request that they take the place of. A request
//! knows who ended it, and what was never asked for is none. A turn is only held, never read.

use crate::dialect::run;
use sea_orm_migration::prelude::*;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "CREATE TABLE drafts_of_forms (
                    staff_id UUID NOT NULL REFERENCES staff (id),
                    customer_id UUID NOT NULL REFERENCES customers (id),
                    id UUID NOT NULL,
                    version BIGINT NOT NULL,
                    kept_at_us BIGINT NOT NULL,
                    typed TEXT NOT NULL,
                    reason VARCHAR(500) NOT NULL,
                    land_at VARCHAR(19) NOT NULL,
                    replaces UUID,
                    PRIMARY KEY (staff_id, customer_id, id)
                )",
                // A draft from before was the only one: any id will do.
                "INSERT INTO drafts_of_forms (staff_id, customer_id, id, version, kept_at_us, typed, reason, land_at)
                 SELECT staff_id, customer_id, customer_id, version, kept_at_us, typed, reason, '' FROM drafts",
                "DROP TABLE drafts",
                "ALTER TABLE drafts_of_forms RENAME TO drafts",
                "ALTER TABLE change_sets ADD COLUMN ended_by UUID",
                "UPDATE change_sets SET state = 'direct'
                 WHERE state = 'applied' AND land_at_us IS NULL AND decided_by IS NULL AND asked_by_rules = ''",
                "ALTER TABLE turns DROP COLUMN taken_at_us",
                "CREATE INDEX customers_by_domain ON customers (domain)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX customers_by_domain",
                "ALTER TABLE turns ADD COLUMN taken_at_us BIGINT NOT NULL DEFAULT 0",
                "UPDATE change_sets SET state = 'applied' WHERE state = 'direct'",
                "ALTER TABLE change_sets DROP COLUMN ended_by",
                "CREATE TABLE drafts_of_people (
                    staff_id UUID NOT NULL REFERENCES staff (id),
                    customer_id UUID NOT NULL REFERENCES customers (id),
                    version BIGINT NOT NULL,
                    kept_at_us BIGINT NOT NULL,
                    typed TEXT NOT NULL,
                    reason VARCHAR(500) NOT NULL,
                    PRIMARY KEY (staff_id, customer_id)
                )",
                "INSERT INTO drafts_of_people SELECT staff_id, customer_id, version, kept_at_us, typed, reason FROM drafts d
                 WHERE NOT EXISTS (SELECT 1 FROM drafts e WHERE e.staff_id = d.staff_id AND e.customer_id = d.customer_id
                 AND (e.kept_at_us, e.id) > (d.kept_at_us, d.id))",
                "DROP TABLE drafts",
                "ALTER TABLE drafts_of_people RENAME TO drafts",
            ],
        )
        .await
    }
}
