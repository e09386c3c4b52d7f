//! Who made whom lately, by kind first: `SQLite` preferred the index of kinds to the one of the migration before, and looked
//! every entry's row up.

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
                "DROP INDEX IF EXISTS audit_entries_of_hands",
                "CREATE INDEX audit_entries_of_hands ON audit_entries (kind, at_us, actor_id, subject_id)
                 WHERE kind IN ('person.add', 'person.password', 'person.update')",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX audit_entries_of_hands",
                "CREATE INDEX audit_entries_of_hands ON audit_entries (at_us, actor_id, subject_id)
                 WHERE kind IN ('person.add', 'person.password', 'person.update')",
            ],
        )
        .await
    }
}
