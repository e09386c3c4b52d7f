//! The keys that staff are found by have one i: earlier programs kept the small İ of a Turkish keyboard as an i with a dot above
//! it, and the dotless ı. Where two people would have one key each keeps the one they have: nobody is taken for the other.

use sea_orm_migration::prelude::*;

/// The migration.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// The key of a row as it is made now.
fn key_of(row: &str) -> String {
    format!("REPLACE(REPLACE({row}.email_key, 'i\u{307}', 'i'), '\u{131}', 'i')")
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (own, theirs) = (key_of("staff"), key_of("other"));
        let sql = format!(
            "UPDATE staff SET email_key = {own} WHERE email_key <> {own}
             AND NOT EXISTS (SELECT 1 FROM staff AS other WHERE other.id <> staff.id AND {theirs} = {own})"
        );
        manager.get_connection().execute_unprepared(&sql).await?;
        Ok(())
    }

    // A key of now is found by a program of before too.
    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}
