//! Column types that the two databases name differently.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

/// Runs statements whose types are written in `PostgreSQL`'s words, in the words of the database at hand.
pub async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for statement in statements {
        let statement = match manager.get_database_backend() {
            DatabaseBackend::Sqlite => statement
                .replace(" UUID", " BLOB")
                .replace(" BYTEA", " BLOB")
                .replace("BIGINT IDENTITY", "INTEGER PRIMARY KEY")
                .replace("BIGINT IN ORDER", "INTEGER PRIMARY KEY"),
            _ => statement
                .replace("BIGINT IDENTITY", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
                .replace("BIGINT IN ORDER", "BIGINT PRIMARY KEY")
                .replace(" WITHOUT ROWID", ""),
        };
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}
