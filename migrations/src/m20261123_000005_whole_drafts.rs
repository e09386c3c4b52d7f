//! Drafts keep the date and the request that they take the place of; a request knows who ended it; a turn is only held,
//! never read.

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
                "ALTER TABLE drafts ADD COLUMN land_at VARCHAR(19) NOT NULL DEFAULT ''",
                "ALTER TABLE drafts ADD COLUMN replaces UUID",
                "ALTER TABLE change_sets ADD COLUMN ended_by UUID",
                "ALTER TABLE turns DROP COLUMN taken_at_us",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "ALTER TABLE turns ADD COLUMN taken_at_us BIGINT NOT NULL DEFAULT 0",
                "ALTER TABLE change_sets DROP COLUMN ended_by",
                "ALTER TABLE drafts DROP COLUMN replaces",
                "ALTER TABLE drafts DROP COLUMN land_at",
            ],
        )
        .await
    }
}
