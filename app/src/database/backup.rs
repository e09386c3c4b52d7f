//! A copy of an `SQLite` database while others write: of one moment, and whole or not there.

use super::Database;
use crate::own_file::own_file;
use sea_orm::{ConnectOptions, ConnectionTrait, Database as Orm, DatabaseBackend, DbErr, Statement};
use std::error::Error;
use std::fs::File;
use std::path::Path;

impl Database {
    /// Copies an `SQLite` database into a new file that only its owner reads; answers its size in bytes. Whoever writes
    /// meanwhile goes on: copying page by page (`.backup` of `SQLite`'s shell) begins anew with each write of another program, and
    /// need not end.
    ///
    /// # Errors
    /// A file that is there already or cannot be written, a copy that `SQLite` finds fault with; then there is none.
    pub async fn back_up_into(&self, file: &Path) -> Result<u64, Box<dyn Error + Send + Sync>> {
        let file = std::path::absolute(file)?;
        // Empty, which is the one file that VACUUM INTO takes: so it has its rights before it holds anything.
        own_file().create_new(true).open(&file)?;
        let copied = self.vacuum_into(&file).await;
        if copied.is_err() {
            let _ = std::fs::remove_file(&file);
        }
        copied
    }

    async fn vacuum_into(&self, file: &Path) -> Result<u64, Box<dyn Error + Send + Sync>> {
        let path = file.to_str().ok_or("its name is no UTF-8")?.replace('\'', "''");
        self.writer.execute_unprepared(&format!("VACUUM INTO '{path}'")).await?;
        if let Some(fault) = fault_of(file).await? {
            return Err(format!("the copy is not whole: {fault}").into());
        }
        // SQLite leaves it to the system when a copy reaches the disk.
        let copy = File::open(file)?;
        copy.sync_all()?;
        if let Some(folder) = file.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(copy.metadata()?.len())
    }
}

/// The first that `SQLite` finds wrong with a file.
async fn fault_of(file: &Path) -> Result<Option<String>, DbErr> {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite:");
    options.max_connections(1).sqlx_logging(false);
    // By its path, which a URL would have to quote.
    options.map_sqlx_sqlite_opts(move |sqlite| sqlite.filename(&file).read_only(true));
    let copy = Orm::connect(options).await?;
    let check = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA integrity_check(1)");
    let said: Option<String> = match copy.query_one_raw(check).await? {
        Some(row) => Some(row.try_get_by_index(0)?),
        None => None,
    };
    copy.close().await?;
    Ok(said.filter(|said| said != "ok"))
}
