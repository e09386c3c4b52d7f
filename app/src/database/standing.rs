//! Whether what the writer stored is what a reader sees, in the file that stands at its path.

use super::{Database, Wait};
use crate::audit::entity::head;
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

/// Why what is written may not be kept. `docs/running.md` says what to do about each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// The database does not answer.
    Away,
    /// A reader does not see an entry of the log whose commit was answered with yes.
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
        let committed = self.health.committed_seq();
        let newest = head::Entity::find_by_id(1).one(self.reader()).await;
        let newest = newest.map_err(|_| Unsound::Away)?;
        let seen = newest.as_ref().map_or(0, |head| head.seq);
        if seen < committed {
            return Err(Unsound::Behind { committed, seen });
        }
        if self.health.cannot_store() && !self.has_room().await {
            return Err(Unsound::CannotStore);
        }
        match newest.map_or(0, |head| head.at_us.saturating_sub(now_us)) {
            by_us if by_us > DAY_US => Err(Unsound::ClockAhead { by_us }),
            _ => Ok(()),
        }
    }
}
