//! Which customers one person changed lately: the policy of changes counts them. What took a request's place, and whether its
//! author has seen what became of it.

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
                "CREATE INDEX change_sets_of_person ON change_sets (created_by, created_at_us, customer_id)",
                // Few entries are of that kind, and every submit asks for those of the last week.
                "CREATE INDEX audit_entries_of_hands ON audit_entries (at_us, actor_id, subject_id)
                 WHERE kind IN ('person.add', 'person.password', 'person.update')",
                "ALTER TABLE change_sets ADD COLUMN replaced_by UUID",
                "ALTER TABLE change_sets ADD COLUMN is_seen BOOLEAN NOT NULL DEFAULT FALSE",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DROP INDEX audit_entries_of_hands",
                "ALTER TABLE change_sets DROP COLUMN is_seen",
                "ALTER TABLE change_sets DROP COLUMN replaced_by",
                "DROP INDEX change_sets_of_person",
            ],
        )
        .await
    }
}
