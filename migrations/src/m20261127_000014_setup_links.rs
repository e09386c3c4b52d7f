//! Links that set an installation up on which nobody is: each is good once and for a while, and only its hash is kept.

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
            &["CREATE TABLE setup_links (
                token_hash BYTEA NOT NULL PRIMARY KEY,
                made_at_us BIGINT NOT NULL,
                ends_at_us BIGINT NOT NULL,
                used_at_us BIGINT
            )"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP TABLE setup_links"]).await
    }
}
