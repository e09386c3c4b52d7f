//! Whether what the writer stored is what a reader sees, in the file that stands at its path.

use super::{Database, Wait};
use crate::audit::canonical::Hash;
use crate::audit::entity::{entries, head};
use crate::error::Error;
use sea_orm::EntityTrait;
use std::fs::metadata;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

/// The file that was opened, so that another at its path is not taken for it.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    device: u64,
    inode: u64,
}

impl File {
    pub(super) fn at(path: PathBuf) -> Option<Self> {
        let found = metadata(&path).ok()?;
        Some(Self { path, device: found.dev(), inode: found.ino() })
    }

    pub(super) fn is_there(&self) -> bool {
        metadata(&self.path).is_ok_and(|found| (found.dev(), found.ino()) == (self.device, self.inode))
    }
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
    /// The file was moved or removed while it was open.
    Moved,
    /// There is no room, or the disk fails: nothing can be written.
    CannotStore,
    /// The newest entry of the log is more than a day ahead of the clock.
    ClockAhead {
        /// By how many microseconds.
        by_us: i64,
    },
}

/// A clock that is so far behind the newest entry of the log makes a server not ready, in microseconds.
const DAY_US: i64 = 24 * 3_600 * 1_000_000;

impl Database {
    /// Compares what was committed with what a reader sees, and the log's time with the clock's.
    ///
    /// # Errors
    /// What is not sound.
    pub async fn is_sound(&self, now_us: i64) -> Result<(), Unsound> {
        // Whoever watches also brings back what is silent: nobody else may ask for long.
        let looked = self.within(Wait::Watch, async { Ok(self.look(now_us).await) });
        looked.await.unwrap_or(Err(Unsound::Away))
    }

    async fn look(&self, now_us: i64) -> Result<(), Unsound> {
        if self.file.as_ref().is_some_and(|file| !file.is_there()) {
            return Err(Unsound::Moved);
        }
        // Before the reader looks: what is committed meanwhile is no fault of its own.
        let committed: Vec<Appended> = self.health.committed().to_look_at().collect();
        let newest = head::Entity::find_by_id(1).one(self.reader()).await.map_err(Error::from);
        let newest = newest.map_err(|_| Unsound::Away)?;
        let seen = newest.as_ref().map_or(0, |head| head.seq);
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
        match newest.map_or(0, |head| head.at_us.saturating_sub(now_us)) {
            by_us if by_us > DAY_US => Err(Unsound::ClockAhead { by_us }),
            _ => Ok(()),
        }
    }

    /// Whether an entry stands under its number: after a restored backup or a failover another may.
    async fn has_stored(&self, entry: Appended) -> Result<bool, Unsound> {
        let found = entries::Entity::find_by_id(entry.seq).one(self.reader()).await.map_err(Error::from);
        Ok(found.map_err(|_| Unsound::Away)?.is_some_and(|found| found.hash == entry.hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
