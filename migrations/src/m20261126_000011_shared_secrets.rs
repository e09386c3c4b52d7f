//! Secrets that every server of a database has: what one of them marks the others know again. The log's key is one server's
//! alone, and stays so.

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
            &["CREATE TABLE shared_secrets (
                name VARCHAR(40) NOT NULL PRIMARY KEY,
                secret BYTEA NOT NULL
            )"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP TABLE shared_secrets"]).await
    }
}
