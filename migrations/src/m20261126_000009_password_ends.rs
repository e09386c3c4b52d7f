//! When a one-time password ends: whoever finds the note a week later signs in with nothing.

use crate::dialect::run;
use sea_orm_migration::prelude::*;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Those of before have no end: nobody is locked out by an upgrade.
        run(manager, &["ALTER TABLE staff ADD COLUMN password_ends_at_us BIGINT"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["ALTER TABLE staff DROP COLUMN password_ends_at_us"]).await
    }
}
