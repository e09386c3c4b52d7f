//! Whether what the writer stored is what a reader sees, in the file that stands at its path.

use super::{Database, Wait};
use crate::canonical::Hash;
use crate::error::Error;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use std::fs::{canonicalize, metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The files that are open, so that others at their paths are not taken for them: the database, and what `SQLite` holds beside
/// it. `-wal` has what was written since it was last taken into the database, `-shm` says where in it; both stand there until
/// the last connection of any program ends (<https://www.sqlite.org/walformat.html>, "File Lifecycles").
#[derive(Debug)]
pub(super) struct File {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    path: PathBuf,
    device: u64,
    inode: u64,
}

impl Part {
    fn at(path: PathBuf) -> Option<Self> {
        let found = metadata(&path).ok()?;
        Some(Self { path, device: found.dev(), inode: found.ino() })
    }

    fn is_there(&self) -> bool {
        metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == (self.device, self.inode))
    }
}

impl File {
    /// Of a database that connections have read from: `SQLite` makes what stands beside it with the first read.
    pub(super) fn at(path: PathBuf) -> Option<Self> {
        // SQLite follows links before it gives a name to what stands beside a file.
        let real = canonicalize(&path).unwrap_or_else(|_| path.clone());
        let mut parts = vec![Part::at(path)?];
        parts.extend(BESIDE.into_iter().filter_map(|end| Part::at(beside(&real, end))));
        Some(Self { parts })
    }

    /// Whether each stands at its path; says which does not, and what keeps what was acknowledged.
    pub(super) fn is_there(&self) -> bool {
        let gone = self.parts.iter().find(|part| !part.is_there());
        if let Some(part) = gone {
            tracing::error!(
                file = %part.path.display(),
                "a file of the database was moved or removed while it is open: nothing is written any more; end the program by \
                 SIGTERM and never by kill -9: a clean end writes into the database what only this program still holds"
            );
        }
        gone.is_none()
    }
}

/// How the names of what `SQLite` lays beside a database end.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

fn beside(database: &Path, end: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// An entry of the log as it was appended: its hash holds all that came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Appended {
    pub(crate) seq: i64,
    pub(crate) hash: Hash,
}

/// Entries whose commit was answered with yes, for whoever looks whether they are there.
#[derive(Debug, Default)]
pub(super) struct Committed {
    newest: Option<Appended>,
    /// The first that was not seen since, or that others may have written over.
    doubted: Option<Appended>,
}

impl Committed {
    /// Takes in an entry whose transaction was committed.
    pub(super) fn note(&mut self, entry: Appended) {
        match self.newest {
            // Whoever was answered later may say so first.
            Some(newest) if newest.seq > entry.seq => {}
            Some(newest) => {
                if newest.seq == entry.seq && newest != entry {
                    self.doubt(newest);
                }
                self.newest = Some(entry);
            }
            None => self.newest = Some(entry),
        }
    }

    /// Takes in what this program appends to: where that is not its own last entry, others wrote meanwhile, or its own is gone.
    pub(super) fn note_before(&mut self, before: Appended) {
        if let Some(newest) = self.newest
            && newest != before
        {
            self.doubt(newest);
        }
    }

    /// What has to be there, in the order of the log.
    fn to_look_at(&self) -> impl Iterator<Item = Appended> + use<> {
        self.doubted.into_iter().chain(self.newest.filter(|newest| Some(*newest) != self.doubted))
    }

    fn doubt(&mut self, entry: Appended) {
        self.doubted.get_or_insert(entry);
    }

    fn was_seen(&mut self, entry: Appended) {
        self.doubted = self.doubted.filter(|doubted| *doubted != entry);
    }
}

/// Why what is written may not be kept. `docs/running.md` says what to do about each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// The database does not answer.
    Away,
    /// A reader does not see an entry of the log whose commit was answered with yes, or sees another under its number.
    Behind {
        /// The entry that was committed.
        committed: i64,
        /// The newest that is seen.
        seen: i64,
    },
    /// The file, or what `SQLite` holds beside it, was moved or removed while it was open.
    Moved,
    /// Something that was read or written was malformed, since the program was started.
    Damaged,
    /// There is no room, or the disk fails: nothing can be written.
    CannotStore,
    /// Writes found somebody's lock, or no connection, and none was committed for a while.
    CannotWrite,
    /// The newest entry of the log is more than a day ahead of the clock.
    ClockAhead {
        /// By how many microseconds.
        by_us: i64,
    },
}

/// For so long nothing is committed, though it was tried, before a server is not ready: longer than a submit waits, with its
/// second try.
const HELD_UP: Duration = Duration::from_secs(15);
/// A clock that is so far behind the newest entry of the log makes a server not ready, in microseconds.
const DAY_US: i64 = 24 * 3_600 * 1_000_000;

impl Database {
    /// Compares what was committed with what a reader sees, and the log's time with the clock's.
    ///
    /// # Errors
    /// What is not sound.
    pub async fn is_sound(&self, now_us: i64) -> Result<(), Unsound> {
        // Whoever watches also brings back what is silent: nobody else may ask for long.
        let looked = self.within(Wait::Watch, async { Ok::<_, Error>(self.look(now_us).await) });
        looked.await.unwrap_or(Err(Unsound::Away))
    }

    async fn look(&self, now_us: i64) -> Result<(), Unsound> {
        if self.file.as_ref().is_some_and(|file| !file.is_there()) {
            return Err(Unsound::Moved);
        }
        // Another read may succeed: it meets other pages.
        if self.health.is_damaged() {
            return Err(Unsound::Damaged);
        }
        // Before the reader looks: what is committed meanwhile is no fault of its own.
        let committed: Vec<Appended> = self.health.committed().to_look_at().collect();
        let newest = self.log_head().await.map_err(Error::from);
        let newest = newest.map_err(|_| self.unread())?;
        let seen = newest.map_or(0, |(seq, _)| seq);
        for entry in committed {
            if seen < entry.seq || !self.has_stored(entry).await? {
                // Said until it is there, whatever this program writes after it.
                self.health.committed().doubt(entry);
                return Err(Unsound::Behind { committed: entry.seq, seen });
            }
            self.health.committed().was_seen(entry);
        }
        if self.health.cannot_store() && !self.has_room().await {
            return Err(Unsound::CannotStore);
        }
        if self.health.is_held_up_for(HELD_UP) && !self.can_commit().await {
            return Err(Unsound::CannotWrite);
        }
        match newest.map_or(0, |(_, at_us)| at_us.saturating_sub(now_us)) {
            by_us if by_us > DAY_US => Err(Unsound::ClockAhead { by_us }),
            _ => Ok(()),
        }
    }

    /// Whether an entry stands under its number: after a restored backup or a failover another may.
    async fn has_stored(&self, entry: Appended) -> Result<bool, Unsound> {
        let found = self.hash_of(entry.seq).await.map_err(Error::from);
        Ok(found.map_err(|_| self.unread())?.is_some_and(|hash| hash == entry.hash))
    }

    /// Number and time of the log's newest entry. The log's own module stands above this one.
    async fn log_head(&self) -> Result<Option<(i64, i64)>, DbErr> {
        let select = Statement::from_string(self.backend(), "SELECT seq, at_us FROM audit_head WHERE id = 1");
        let row = self.reader().query_one_raw(select).await?;
        row.map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).transpose()
    }

    /// The hash of the log's entry of a number, if there is one.
    async fn hash_of(&self, seq: i64) -> Result<Option<Vec<u8>>, DbErr> {
        let sql = "SELECT hash FROM audit_entries WHERE seq = $1";
        let select = Statement::from_sql_and_values(self.backend(), sql, [seq.into()]);
        self.reader().query_one_raw(select).await?.map(|row| row.try_get_by_index(0)).transpose()
    }

    /// Why a look came to nothing.
    fn unread(&self) -> Unsound {
        if self.health.is_damaged() { Unsound::Damaged } else { Unsound::Away }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_database_belongs_to_it_by_whatever_name_it_was_opened() -> std::io::Result<()> {
        let folder = std::env::temp_dir().join(format!("defter-standing-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(folder.join("links"))?;
        let (path, link) = (folder.join("desk.db"), folder.join("links/desk.db"));
        assert!(File::at(path.clone()).is_none(), "none is there");
        std::fs::write(&path, "")?;
        std::os::unix::fs::symlink(&path, &link)?;
        let alone = [path.clone(), link.clone()].map(File::at);
        for end in BESIDE {
            std::fs::write(beside(&path, end), "")?;
        }
        // What was not there when it was opened is not missed.
        assert!(alone.iter().flatten().all(File::is_there));
        let whole = [path.clone(), link].map(File::at);
        for end in ["", "-wal", "-shm"] {
            let (part, elsewhere) = (beside(&path, end), folder.join("elsewhere"));
            assert!(whole.iter().flatten().filter(|file| file.is_there()).count() == 2, "{end}");
            std::fs::rename(&part, &elsewhere)?;
            assert!(!whole.iter().flatten().any(File::is_there), "{end} is gone");
            std::fs::write(&part, "")?;
            assert!(!whole.iter().flatten().any(File::is_there), "another {end} stands there");
            std::fs::rename(&elsewhere, &part)?;
        }
        std::fs::remove_dir_all(&folder)
    }

    fn entry(seq: i64, hash: u8) -> Appended {
        Appended { seq, hash: [hash; 32] }
    }

    fn of(committed: &Committed) -> Vec<Appended> {
        committed.to_look_at().collect()
    }

    #[test]
    fn an_entry_that_was_written_over_is_looked_at_until_it_is_seen() {
        let mut committed = Committed::default();
        committed.note_before(entry(6, 6));
        committed.note(entry(7, 7));
        // Answered later.
        committed.note(entry(5, 5));
        assert_eq!(of(&committed), [entry(7, 7)]);
        committed.note_before(entry(7, 7));
        committed.note(entry(8, 8));
        assert_eq!(of(&committed), [entry(8, 8)], "it follows its own");
        // The log ends before what was acknowledged, or another's entry stands there.
        for before in [entry(7, 7), entry(8, 80), entry(9, 90)] {
            committed.note_before(before);
            committed.note(entry(before.seq + 1, 1));
            assert_eq!(of(&committed).first(), Some(&entry(8, 8)), "{before:?}");
        }
        committed.was_seen(entry(10, 1));
        assert_eq!(of(&committed), [entry(8, 8), entry(10, 1)]);
        committed.was_seen(entry(8, 8));
        assert_eq!(of(&committed), [entry(10, 1)]);
    }
}
