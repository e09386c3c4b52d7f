//! What the writer believes it stored, for whoever compares it with what is there.

use super::silence::Waits;
use super::standing::{Appended, Committed};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What the connections of one database tell each other.
#[derive(Debug, Default)]
pub(super) struct Health {
    /// The entries of the log whose commit was answered with yes.
    committed: Mutex<Committed>,
    /// When a commit failed last.
    suspect_at: Mutex<Option<Instant>>,
    /// When a connection was found to be gone last.
    lost_at: Mutex<Option<Instant>>,
    /// Whether a write found no room, or a disk that fails, and there has not been room for a large one since.
    cannot_store: AtomicBool,
    /// Since when writes found somebody's lock, or no connection, with none committed since.
    held_up_at: Mutex<Option<Instant>>,
    /// Whether something was found to be malformed.
    is_damaged: AtomicBool,
    /// Held by who tries whether there is room again.
    pub(super) trying: tokio::sync::Mutex<()>,
    /// Until when connections are asked whether they are there.
    doubt_until: Mutex<Option<Instant>>,
    /// Until when what is given back was held by whom the database left without an answer.
    silence_until: Mutex<Option<Instant>>,
    /// How long is waited for it; for good if there is none.
    pub(super) waits: Option<Waits>,
}

impl Health {
    /// Of connections that are waited for so long.
    pub(super) fn waiting(waits: Option<Waits>) -> Self {
        Self { waits, ..Self::default() }
    }

    /// How long is waited; as usual where what is done has no limit, as a connection's answer has.
    pub(super) fn waits(&self) -> Waits {
        self.waits.unwrap_or_default()
    }

    /// Notes that the database did not answer, or that nobody waited for its answer: its connections are asked for so long
    /// whether they are there.
    pub(super) fn doubt_for(&self, lasts: Duration) {
        put_off(&self.doubt_until, lasts);
    }

    /// Whether its connections are to be asked.
    pub(super) fn is_in_doubt(&self) -> bool {
        is_before(&self.doubt_until)
    }

    /// Notes that the database did not answer within any limit of its own: whoever asked gives their connections back within
    /// so long.
    pub(super) fn note_silence(&self, lasts: Duration) {
        put_off(&self.silence_until, lasts);
    }

    /// Whether a connection that is given back now, and does not answer, is one of many.
    pub(super) fn is_silence(&self) -> bool {
        is_before(&self.silence_until)
    }

    /// Notes that a connection is gone: what ended it may have ended all that were idle.
    pub(super) fn note_loss(&self) {
        set_now(&self.lost_at);
    }

    /// Whether a connection that has been idle for so long was idle when another was found to be gone, and was not asked since.
    pub(super) fn may_be_lost(&self, idle_for: Duration) -> bool {
        was_within(&self.lost_at, idle_for)
    }

    /// The entries whose commit was answered with yes, to look at or to note more.
    pub(super) fn committed(&self) -> MutexGuard<'_, Committed> {
        self.committed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an entry whose transaction was committed.
    pub(super) fn note_committed(&self, entry: Appended) {
        self.committed().note(entry);
    }

    /// Notes that a write found no room, or a disk that fails.
    pub(super) fn note_no_room(&self) {
        self.cannot_store.store(true, Ordering::Release);
    }

    /// Notes that there is room again for the largest of what people submit: what is small may be stored all along.
    pub(super) fn note_room(&self) {
        self.cannot_store.store(false, Ordering::Release);
    }

    /// Whether a write found no room, or a disk that fails, and there has not been room for a large one since.
    pub(super) fn cannot_store(&self) -> bool {
        self.cannot_store.load(Ordering::Acquire)
    }

    /// Notes that a write found somebody's lock, or no connection: the first since something was committed counts.
    pub(super) fn note_held_up(&self) {
        self.held_up_at.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(Instant::now);
    }

    /// Notes that something was committed.
    pub(super) fn note_written(&self) {
        *self.held_up_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Whether writes have been held up for so long.
    pub(super) fn is_held_up_for(&self, least: Duration) -> bool {
        self.held_up_at.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at.elapsed() >= least)
    }

    /// Notes that something of the database is malformed. What else is nobody knows before all of it is read: it stays so.
    pub(super) fn note_damage(&self) {
        self.is_damaged.store(true, Ordering::Release);
    }

    /// Whether something was found to be malformed.
    pub(super) fn is_damaged(&self) -> bool {
        self.is_damaged.load(Ordering::Acquire)
    }

    /// Notes that a commit failed: nobody knows in what state it left its connection.
    pub(super) fn suspect(&self) {
        set_now(&self.suspect_at);
    }

    /// Whether a connection of this age was there when a commit failed: which of them it was nobody asks.
    pub(super) fn is_suspect(&self, age: Duration) -> bool {
        was_within(&self.suspect_at, age)
    }
}

fn set_now(at: &Mutex<Option<Instant>>) {
    *at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
}

/// Whether something was within the last so long.
fn was_within(at: &Mutex<Option<Instant>>, last: Duration) -> bool {
    at.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at.elapsed() <= last)
}

/// Lets something last for so long from now on, and ends nothing sooner.
fn put_off(until: &Mutex<Option<Instant>>, lasts: Duration) {
    let later = Instant::now().checked_add(lasts);
    let mut until = until.lock().unwrap_or_else(PoisonError::into_inner);
    *until = later.max(*until);
}

fn is_before(until: &Mutex<Option<Instant>>) -> bool {
    until.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|until| Instant::now() < until)
}

/// Makes the connection suspect unless what it was told was answered.
pub(super) struct Unknown<'a>(Option<&'a Health>);

impl<'a> Unknown<'a> {
    pub(super) fn of(health: &'a Health) -> Self {
        Self(Some(health))
    }

    pub(super) fn resolve(mut self) {
        self.0 = None;
    }
}

impl Drop for Unknown<'_> {
    fn drop(&mut self) {
        if let Some(health) = self.0 {
            health.suspect();
        }
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
        assert!(!health.is_in_doubt());
        health.doubt_for(old);
        health.doubt_for(Duration::ZERO);
        assert!(health.is_in_doubt(), "a short doubt ends no long one");
        assert!(!health.is_silence(), "who is asked is not silent yet");
    }

    #[test]
    fn writes_are_held_up_from_the_first_that_failed_until_one_is_committed() {
        let health = Health::default();
        let long = Duration::from_mins(1);
        assert!(!health.is_held_up_for(Duration::ZERO));
        health.note_held_up();
        let first = *health.held_up_at.lock().unwrap_or_else(PoisonError::into_inner);
        health.note_held_up();
        assert_eq!(*health.held_up_at.lock().unwrap_or_else(PoisonError::into_inner), first, "the first counts");
        assert!(health.is_held_up_for(Duration::ZERO) && !health.is_held_up_for(long));
        health.note_written();
        assert!(!health.is_held_up_for(Duration::ZERO));
    }

    #[test]
    fn what_was_idle_when_a_connection_was_lost_is_asked_and_what_was_used_since_is_not() {
        let health = Health::default();
        let idle = Duration::from_mins(1);
        assert!(!health.may_be_lost(idle));
        health.note_loss();
        assert!(health.may_be_lost(idle));
        assert!(!health.is_suspect(idle) && !health.is_in_doubt(), "it is asked, and not given up");
        let after = Instant::now();
        while after.elapsed().is_zero() {}
        assert!(!health.may_be_lost(Duration::ZERO), "used since");
    }
}
