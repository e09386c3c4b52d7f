//! What the writer believes it stored, for whoever compares it with what is there.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// What the connections of one database tell each other.
#[derive(Debug, Default)]
pub(super) struct Health {
    /// The newest entry of the log whose commit was answered with yes; 0 before the first.
    committed_seq: AtomicI64,
    /// Whether a commit has failed on the connection that is given back next.
    is_suspect: AtomicBool,
}

impl Health {
    /// Notes an entry whose transaction was committed.
    pub(super) fn note_committed(&self, seq: i64) {
        self.committed_seq.fetch_max(seq, Ordering::AcqRel);
    }

    /// The newest entry that was committed.
    pub(super) fn committed_seq(&self) -> i64 {
        self.committed_seq.load(Ordering::Acquire)
    }

    /// Notes that a commit failed: nobody knows in what state it left its connection.
    pub(super) fn suspect(&self) {
        self.is_suspect.store(true, Ordering::Release);
    }

    /// Whether the connection is suspect; the answer is given once, to whoever discards it.
    pub(super) fn take_suspicion(&self) -> bool {
        self.is_suspect.swap(false, Ordering::AcqRel)
    }
}
