//! A `PostgreSQL` that falls silent and ends no connection: a host that froze or failed over, a NAT that forgot who talks.
//! TCP gives such a connection up after a quarter of an hour, `sqlx` 0.9 never, and a pool whose connections are all silent
//! opens no other. So what is asked ends after a while on this side, and what does not answer is closed and opened anew.
//!
//! One question nothing here can end: `sqlx` 0.9 asks each connection that is given back whether it is there, after
//! [`ask_after_use`] and without a limit (<https://github.com/launchbadge/sqlx/issues/4349>), and sets neither keepalive nor
//! `TCP_USER_TIMEOUT` on its sockets. What falls silent between that question and its answer holds its place in the pool until
//! TCP gives it up; a question of our own before it would only move the moment. `docs/running.md` says what shortens it.

use super::Database;
use super::health::{Health, Unknown};
use crate::error::Error;
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::{Connection, Error as Driver};
use sea_orm::{ConnAcquireErr, DatabaseTransaction, DbErr};
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How long after a silence connections are asked whether they are still there, each time.
const DOUBT: Duration = Duration::from_mins(1);
/// The same after somebody hung up: as long as what they asked takes to be given back.
const MOMENT: Duration = Duration::from_secs(1);

/// How long is waited for `PostgreSQL` before it is taken for silent. Its own limits end sooner wherever it still answers.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// All that a page, or one step of a worker, reads: a connection and the longest statement, and some room.
    pub read: Duration,
    /// All that a post or a call does, once more included.
    pub write: Duration,
    /// Whoever watches the server asks again soon.
    pub watch: Duration,
    /// A connection that is asked whether it is still there.
    pub ping: Duration,
    /// A connection that nobody used for so long is asked before it is used; one that was used just now is not: the question
    /// costs as much as a read.
    pub idle: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            read: Duration::from_secs(15),
            write: Duration::from_secs(25),
            watch: Duration::from_secs(3),
            ping: Duration::from_secs(2),
            idle: Duration::from_secs(1),
        }
    }
}

/// What somebody waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// What a page shows, or a worker looks up.
    Read,
    /// What a post, a call or a worker does.
    Write,
    /// Whether the server is ready.
    Watch,
}

tokio::task_local! {
    /// Commits of what somebody waits for that were answered with yes, or not at all.
    static COMMITS: Arc<AtomicUsize>;
    /// The connections that what somebody waits for goes by.
    static HEALTH: Arc<Health>;
}

/// A commit that is under way: it counts as stored until it is said that the database refused it.
pub(super) struct Committing(Option<Arc<AtomicUsize>>);

impl Committing {
    pub(super) fn begin() -> Self {
        let commits = COMMITS.try_with(Arc::clone).ok();
        if let Some(commits) = &commits {
            commits.fetch_add(1, Ordering::AcqRel);
        }
        Self(commits)
    }

    /// Nothing of it is stored.
    pub(super) fn was_refused(self) {
        if let Some(commits) = self.0 {
            commits.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

/// Notes that what somebody waits for met a connection that is gone; of what nobody waits for nothing is noted.
pub(super) fn note_loss() {
    let _ = HEALTH.try_with(|health| health.note_loss());
}

/// Notes that what somebody waits for met something malformed.
pub(super) fn note_damage() {
    let _ = HEALTH.try_with(|health| health.note_damage());
}

/// What somebody is told whose database does not go on: nothing is stored, and it may be done again. Where something of it is
/// stored already, or may be, nobody is told so.
pub(super) fn not_done() -> Error {
    COMMITS.try_with(|commits| of_commits(commits)).unwrap_or(Error::Unavailable)
}

fn of_commits(commits: &AtomicUsize) -> Error {
    if commits.load(Ordering::Acquire) == 0 { Error::Unavailable } else { Error::Uncertain }
}

/// Does what is stored beside what somebody asks for, a count or a note: whether that was stored they are not told.
pub fn beside<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    // Before it is moved: what a request does is large.
    COMMITS.scope(Arc::default(), Box::pin(work))
}

/// Why nobody waits for an answer any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// They hung up, or had no longer to spare: the database may be at work, or hold them up for somebody's lock.
    Early,
    /// `PostgreSQL`'s own limits have passed too: it is silent.
    Late,
}

/// Puts the connections in doubt unless the work came to its end.
struct Doubt<'a> {
    health: &'a Health,
    left: Option<Left>,
}

impl Drop for Doubt<'_> {
    fn drop(&mut self) {
        match self.left {
            Some(Left::Early) => self.health.doubt_for(MOMENT),
            Some(Left::Late) => {
                self.health.note_silence(MOMENT);
                self.health.doubt_for(DOUBT);
            }
            None => {}
        }
    }
}

impl Health {
    /// Does what has a limit that `PostgreSQL` ends before, wherever it answers; nothing comes of it where the limit passes first.
    pub(super) fn within<T>(&self, limit: Duration, work: impl Future<Output = T>) -> impl Future<Output = Option<T>> {
        self.until(limit, Left::Late, work)
    }

    /// Does what is not waited for as long as `PostgreSQL` may take; nothing comes of it where the limit passes first.
    pub(super) fn briefly<T>(&self, limit: Duration, work: impl Future<Output = T>) -> impl Future<Output = Option<T>> {
        self.until(limit, Left::Early, work)
    }

    fn until<T>(
        &self,
        limit: Duration,
        passed: Left,
        work: impl Future<Output = T>,
    ) -> impl Future<Output = Option<T>> {
        // Before it is moved: what a request does is large.
        let boxed = Box::pin(work);
        async move {
            let mut work = boxed;
            // Dropped before the work is, here and where nobody waits any more: the pool asks a connection that comes back in
            // the middle of something whether it is still there, and only what is in doubt is asked with a limit.
            let mut doubt = Doubt { health: self, left: Some(Left::Early) };
            let done = tokio::time::timeout(limit, work.as_mut()).await.ok();
            doubt.left = done.is_none().then_some(passed);
            done
        }
    }

    fn limit(&self, wait: Wait) -> Option<Duration> {
        self.waits.map(|waits| match wait {
            Wait::Read => waits.read,
            Wait::Write => waits.write,
            Wait::Watch => waits.watch,
        })
    }
}

impl Database {
    /// Does what somebody waits for, and gives up where `PostgreSQL` is silent. `SQLite` is no other machine: nothing ends there.
    ///
    /// # Errors
    /// Whatever the work answers; `Unavailable` after the limit, `Uncertain` if something was being stored then, or was stored
    /// before.
    pub fn within<T, E: From<Error>>(
        &self,
        wait: Wait,
        work: impl Future<Output = Result<T, E>>,
    ) -> impl Future<Output = Result<T, E>> {
        // Before it is moved: what a request does is large.
        let work = Box::pin(work);
        async move {
            let commits = COMMITS.try_with(Arc::clone).unwrap_or_default();
            let work = HEALTH.scope(Arc::clone(&self.health), COMMITS.scope(Arc::clone(&commits), work));
            let Some(limit) = self.health.limit(wait) else { return work.await };
            if let Some(done) = self.health.within(limit, work).await {
                return done;
            }
            let (told, request_id) = (of_commits(&commits), crate::request_id::current_id());
            tracing::error!(%request_id, ?wait, ?limit, ?told, "the database is silent; its connections are asked whether they are there");
            Err(told.into())
        }
    }
}

/// Waits for a transaction to begin, whoever asked for it.
pub(super) async fn begin_within(
    health: &Health,
    begin: impl Future<Output = Result<DatabaseTransaction, DbErr>>,
) -> Result<DatabaseTransaction, DbErr> {
    let Some(limit) = health.limit(Wait::Read) else { return begin.await };
    let begun = health.within(limit, async {
        // Before what may have begun is dropped: the driver does not know of it.
        let mut begin = Box::pin(begin);
        let unknown = Unknown::of(health);
        let begun = begin.as_mut().await;
        unknown.resolve();
        begun
    });
    begun.await.unwrap_or(Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))
}

/// What is asked before a connection is used, of one that is in doubt, has been idle, or was when another was found to be gone.
///
/// # Errors
/// One that does not answer: the pool closes it without a farewell, and opens another.
pub(super) async fn ask_before_use(
    health: &Health,
    connection: &mut PgConnection,
    idle_for: Duration,
) -> Result<(), Driver> {
    // It was doing nothing: if it does not answer, the database is silent.
    let is_asked = idle_for >= health.waits().idle || health.is_in_doubt() || health.may_be_lost(idle_for);
    if is_asked { ask(health, connection, true).await } else { Ok(()) }
}

/// What is asked once a connection is given back: the pool asks without a limit after this.
///
/// # Errors
/// One that does not answer.
pub(super) async fn ask_after_use(health: &Health, connection: &mut PgConnection) -> Result<(), Driver> {
    // Whoever hung up may have waited for somebody's lock: their connection does not answer, and the others are well.
    if health.is_in_doubt() { ask(health, connection, health.is_silence()).await } else { Ok(()) }
}

async fn ask(health: &Health, connection: &mut PgConnection, is_silence: bool) -> Result<(), Driver> {
    if let Ok(answered) = tokio::time::timeout(health.waits().ping, connection.ping()).await {
        // A restart ends all that are idle: those that were used a moment ago are asked as well.
        return answered.inspect_err(|_| health.note_loss());
    }
    if is_silence {
        // What is there beside it is most likely silent too: it is opened anew, and nobody waits for it.
        health.suspect();
    }
    health.doubt_for(DOUBT);
    Err(Driver::Io(ErrorKind::TimedOut.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::of_database;
    use sea_orm::RuntimeErr;
    use std::future::{pending, ready};
    use std::pin::pin;
    use std::sync::atomic::AtomicBool;
    use std::task::{Context, Poll, Waker};

    fn is_waiting<T>(work: std::pin::Pin<&mut impl Future<Output = T>>) -> bool {
        matches!(work.poll(&mut Context::from_waker(Waker::noop())), Poll::Pending)
    }

    #[tokio::test]
    async fn what_comes_to_no_end_puts_connections_in_doubt_and_what_does_leaves_them() {
        let health = Health::default();
        assert_eq!(health.within(Duration::from_mins(1), ready(7)).await, Some(7));
        assert!(!health.is_in_doubt());
        assert_eq!(health.briefly(Duration::ZERO, pending::<()>()).await, None);
        assert!(health.is_in_doubt() && !health.is_silence(), "a note that is not waited for is no silence");
        assert_eq!(health.within(Duration::ZERO, pending::<()>()).await, None);
        assert!(health.is_in_doubt() && health.is_silence());
    }

    #[tokio::test]
    async fn a_statement_that_meets_a_connection_which_is_gone_has_the_others_asked() {
        let idle = Duration::from_mins(1);
        let lost = |driver: Driver, is_lost: bool| async move {
            let health = Arc::new(Health::default());
            let failed = DbErr::Query(RuntimeErr::SqlxError(driver.into()));
            HEALTH.scope(Arc::clone(&health), async { of_database(&failed) }).await;
            assert_eq!(health.may_be_lost(idle), is_lost, "{failed}");
        };
        lost(Driver::Io(ErrorKind::ConnectionReset.into()), true).await;
        lost(Driver::BeginFailed, true).await;
        lost(Driver::PoolTimedOut, false).await;
        lost(Driver::RowNotFound, false).await;
        // Of nobody's connections nothing is noted.
        note_loss();
    }

    /// Whether connections are in doubt when this is dropped.
    struct Seen<'a>(&'a Health, &'a AtomicBool);

    impl Drop for Seen<'_> {
        fn drop(&mut self) {
            self.1.store(self.0.is_in_doubt(), Ordering::Release);
        }
    }

    #[tokio::test]
    async fn connections_are_in_doubt_before_the_work_of_who_hung_up_gives_them_back() {
        let (health, seen) = (Health::default(), AtomicBool::new(false));
        {
            let given_back = Seen(&health, &seen);
            let work = async move {
                let _held = given_back;
                pending::<()>().await;
            };
            let mut asked = pin!(health.within(Duration::from_mins(1), work));
            assert!(is_waiting(asked.as_mut()));
        }
        assert!(seen.load(Ordering::Acquire));
        assert!(!health.is_silence(), "who hung up");
    }

    #[tokio::test]
    async fn what_is_stored_or_may_be_is_never_told_as_nothing() {
        let work = async {
            assert_eq!(not_done(), Error::Unavailable);
            Committing::begin().was_refused();
            assert_eq!(not_done(), Error::Unavailable, "refused");
            beside(async { drop(Committing::begin()) }).await;
            assert_eq!(not_done(), Error::Unavailable, "a note beside it");
            drop(Committing::begin());
            assert_eq!(not_done(), Error::Uncertain, "stored, or without an answer");
            Committing::begin().was_refused();
            assert_eq!(not_done(), Error::Uncertain, "the first of two is stored");
            beside(async { assert_eq!(not_done(), Error::Unavailable, "nothing of the note") }).await;
        };
        COMMITS.scope(Arc::default(), work).await;
        // Where nobody waits nothing is counted.
        drop(Committing::begin());
        assert_eq!(not_done(), Error::Unavailable);
    }
}
