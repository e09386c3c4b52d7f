//! Two indexes that `SQLite` left aside for others. Who made whom lately begins with the kind now, so that no entry's row is
//! looked up; what is due begins with the state and has no WHERE, so that it comes in its order for the list too.

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
                // A program of the day of migration 6 may have made that without this index.
                "DROP INDEX IF EXISTS audit_entries_of_hands",
                "CREATE INDEX audit_entries_of_hands ON audit_entries (kind, at_us, actor_id, subject_id)
                 WHERE kind IN ('person.add', 'person.password', 'person.update')",
                "DROP INDEX change_sets_due",
                "CREATE INDEX change_sets_due ON change_sets (state, land_at_us, created_at_us, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX change_sets_due",
                "CREATE INDEX change_sets_due ON change_sets (land_at_us, created_at_us) WHERE state = 'scheduled'",
                "DROP INDEX audit_entries_of_hands",
                "CREATE INDEX audit_entries_of_hands ON audit_entries (at_us, actor_id, subject_id)
                 WHERE kind IN ('person.add', 'person.password', 'person.update')",
            ],
        )
        .await
    }
}
