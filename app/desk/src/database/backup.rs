//! A copy of an `SQLite` database while others write: of one moment, and whole or not there.

use super::Database;
use crate::own_file::{FileSystem, own_file};
use sea_orm::{ConnectOptions, ConnectionTrait, Database as Orm, DatabaseBackend, DbErr, Statement};
use std::error::Error;
use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// How the name of a copy goes on that is not whole yet.
const PART: &str = ".part";

impl Database {
    /// Copies an `SQLite` database into a new file that only its owner reads; answers its size in bytes. Whoever writes
    /// meanwhile goes on: copying page by page (`.backup` of `SQLite`'s shell) begins anew with each write of another program, and
    /// need not end. Whoever is killed leaves `FILE.part`, which the next copy takes away.
    ///
    /// # Errors
    /// A file that is there already or cannot be written, a copy that `SQLite` finds fault with; then there is none.
    pub async fn back_up_into(&self, file: &Path) -> Result<u64, Box<dyn Error + Send + Sync>> {
        let file = std::path::absolute(file)?;
        // Said before the copying, which takes long; putting it in place looks again.
        if file.symlink_metadata().is_ok() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        let part = part_of(&file);
        let begun = begin(&part)?;
        let copied = self.vacuum_into(&part, &begun).await;
        let placed = copied.and_then(|bytes| {
            require_same(&begun, &part)?;
            FileSystem::OF_SYSTEM.put_in_place(&part, &file)?;
            Ok(bytes)
        });
        // Its second name, or what is no copy; another copy's is left alone.
        if require_same(&begun, &part).is_ok() {
            let _ = std::fs::remove_file(&part);
        }
        placed
    }

    async fn vacuum_into(&self, part: &Path, begun: &File) -> Result<u64, Box<dyn Error + Send + Sync>> {
        let path = part.to_str().ok_or("its name is no UTF-8")?.replace('\'', "''");
        self.writer.execute_unprepared(&format!("VACUUM INTO '{path}'")).await?;
        if let Some(fault) = fault_of(part).await? {
            return Err(format!("the copy is not whole: {fault}").into());
        }
        // SQLite leaves it to the system when a copy reaches the disk.
        begun.sync_all()?;
        Ok(begun.metadata()?.len())
    }
}

fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(PART);
    PathBuf::from(name)
}

/// A new file of no bytes, which is the one that VACUUM INTO takes: so it has its rights before it holds anything.
fn begin(part: &Path) -> io::Result<File> {
    if let Err(error) = std::fs::remove_file(part)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    own_file().create_new(true).open(part)
}

/// Refuses a name that another copy into the same file has taken meanwhile: its half would become the file.
fn require_same(begun: &File, part: &Path) -> io::Result<()> {
    let (own, there) = (begun.metadata()?, part.symlink_metadata()?);
    if (own.dev(), own.ino()) == (there.dev(), there.ino()) {
        Ok(())
    } else {
        Err(io::Error::other("another copy into the same file began meanwhile"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_half_of_another_copy_is_never_given_the_name() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("defter-backup-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder)?;
        let part = part_of(&folder.join("copy.db"));
        let begun = begin(&part)?;
        assert!(part.ends_with("copy.db.part") && require_same(&begun, &part).is_ok());
        // Another program takes it for what somebody left.
        let other = begin(&part)?;
        assert!(require_same(&begun, &part).is_err() && require_same(&other, &part).is_ok());
        std::fs::remove_file(&part)?;
        assert!(require_same(&other, &part).is_err());
        std::fs::remove_dir_all(&folder)
    }
}
