//! What the writer believes it stored, for whoever compares it with what is there.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What the connections of one database tell each other.
#[derive(Debug, Default)]
pub(super) struct Health {
    /// The newest entry of the log whose commit was answered with yes; 0 before the first.
    committed_seq: AtomicI64,
    /// When a commit failed last.
    suspect_at: Mutex<Option<Instant>>,
    /// Whether the last write found no room, or a disk that fails.
    cannot_store: AtomicBool,
}

impl Health {
    /// Notes an entry whose transaction was committed.
    pub(super) fn note_committed(&self, seq: i64) {
        self.committed_seq.fetch_max(seq, Ordering::AcqRel);
    }

    /// Notes whether there is room and a disk to write to.
    pub(super) fn note_storage(&self, cannot_store: bool) {
        self.cannot_store.store(cannot_store, Ordering::Release);
    }

    /// Whether the last write found no room, or a disk that fails.
    pub(super) fn cannot_store(&self) -> bool {
        self.cannot_store.load(Ordering::Acquire)
    }

    /// The newest entry that was committed.
    pub(super) fn committed_seq(&self) -> i64 {
        self.committed_seq.load(Ordering::Acquire)
    }

    /// Notes that a commit failed: nobody knows in what state it left its connection.
    pub(super) fn suspect(&self) {
        *self.suspect_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether a connection of this age was there when a commit failed: which of them it was nobody asks.
    pub(super) fn is_suspect(&self, age: Duration) -> bool {
        let suspect_at = self.suspect_at.lock().unwrap_or_else(PoisonError::into_inner);
        suspect_at.is_some_and(|at| at.elapsed() <= age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_was_there_is_suspect_and_one_opened_since_is_not() {
        let health = Health::default();
        let old = Duration::from_mins(1);
        assert!(!health.is_suspect(old));
        health.suspect();
        assert!(health.is_suspect(old));
        let after = Instant::now();
        while after.elapsed().is_zero() {}
        assert!(!health.is_suspect(Duration::ZERO));
        health.note_committed(7);
        health.note_committed(5);
        assert_eq!(health.committed_seq(), 7);
    }
}
