//! `defter backup`: a copy of the database while it is served.

use crate::audit;
use crate::config::file_refused;
use crate::failure::Failure;
use crate::serve::require_current;
use desk::database::Database;
use sea_orm::DatabaseBackend;
use std::io::{self, Write};
use std::path::Path;

/// Copies an `SQLite` database into a new file.
///
/// # Errors
/// A sentence for whoever asked.
pub async fn back_up(database: &Database, file: &Path, out: &mut impl Write) -> Result<(), Failure> {
    if database.backend() != DatabaseBackend::Sqlite {
        return Err(
            "a PostgreSQL database is backed up by its own program: pg_dump --format=custom --no-owner --file FILE --dbname \
             URL"
                .into(),
        );
    }
    // Before an upgrade the database is of an older program, and where the disk is full or the key is not the log's nothing can
    // be noted: a copy is made all the same.
    if require_current(database).await.is_ok()
        && let Err(error) = note(database).await
    {
        tracing::warn!(%error, "that a backup is made could not be noted in the log");
    }
    let bytes = database.back_up_into(file).await.map_err(|error| {
        let refused = error.downcast_ref().and_then(|error: &io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Some("it is there already, and no copy replaces one: name a new file".to_owned())
            }
            _ => file_refused(file, error),
        });
        format!("{}: {}", file.display(), refused.unwrap_or_else(|| error.to_string()))
    })?;
    writeln!(
        out,
        "{}: {bytes} bytes, of one moment, and found whole; keep the log's key apart from it",
        file.display()
    )?;
    Ok(())
}

async fn note(database: &Database) -> Result<(), Failure> {
    audit::require_own_key(database).await?;
    audit::note_command(database, "backup").await
}
