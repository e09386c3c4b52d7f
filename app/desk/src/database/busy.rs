//! What a failure of the database means for who waits: busy or away is no fault of the program's, and passes.

use super::Database;
use super::health::Health;
use super::silence::{beside, not_done, note_damage, note_loss};
use crate::error::Error;
use sea_orm::sqlx::Error as Driver;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr};
use std::path::Path;
use std::time::{Duration, Instant};

/// What a statement's failure means. Logs the cause once and keeps it inside.
#[must_use]
pub fn of_database(error: &DbErr) -> Error {
    let request_id = crate::request_id::current_id();
    match failure(error) {
        Failure::Lost(why) => {
            note_loss();
            tracing::warn!(%request_id, why, %error, "the database did not do it");
            not_done()
        }
        Failure::Passing(why) => {
            tracing::warn!(%request_id, why, %error, "the database did not do it");
            not_done()
        }
        Failure::Storage(why) => {
            let why = storage(why, error);
            tracing::error!(%request_id, why, %error, "the database cannot store anything");
            not_done()
        }
        Failure::Damage => {
            note_damage();
            tracing::error!(%request_id, %error, "the database is damaged: end the program, keep the files, restore a backup");
            Error::Internal { request_id }
        }
        Failure::Fault => {
            tracing::error!(%request_id, %error, "the database failed");
            Error::Internal { request_id }
        }
    }
}

/// Logs the cause once and keeps it inside.
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        of_database(&error)
    }
}

/// Whether the database itself refused a commit that failed: then nothing is stored, and it may be tried again. Of what broke
/// off, or met a disk that fails, nobody knows, and nothing is done twice. Logs the cause.
pub(super) fn was_refused(error: &DbErr) -> bool {
    let request_id = crate::request_id::current_id();
    if let Failure::Storage(why) = failure(error) {
        let why = storage(why, error);
        tracing::error!(%request_id, why, %error, "the database cannot store anything");
    } else {
        tracing::error!(%request_id, %error, "a commit failed; its connection is given up");
    }
    match driver(error) {
        Some(Driver::Database(refused)) => !sqlite_code(&**refused).is_some_and(may_be_stored),
        _ => false,
    }
}

/// Whether a commit that `SQLite` answered with an error may be found stored after a crash. It writes the commit's last frame into
/// `-wal`, then has the disk keep it, then tells other connections of it: where the second or third fails, it is gone for this
/// process, and recovery after a crash takes in whatever whole commits it finds there
/// (<https://www.sqlite.org/walformat.html>, "Recovery"). A write that failed has left no whole last frame.
fn may_be_stored(code: i32) -> bool {
    code & 0xff == SQLITE_IOERR && code != SQLITE_IOERR_WRITE
}

/// Why a database cannot be opened or brought up to date, for whoever started the program.
#[must_use]
pub fn of_opening(error: &DbErr) -> String {
    match (failure(error), error, driver(error)) {
        (Failure::Storage(why), ..) => format!("{} ({error})", storage(why, error)),
        (_, DbErr::Custom(why), _) => why.clone(),
        (_, DbErr::ConnectionAcquire(_), _) | (.., Some(Driver::PoolTimedOut)) => {
            "no server answers there, or it takes no more connections".to_owned()
        }
        _ => error.to_string(),
    }
}

/// What is said of storage that fails. Of a disk that is full `SQLite` says the same whichever it is: that of the database, or that
/// of the folder where it lays what it sorts (<https://www.sqlite.org/tempfiles.html>, "Temporary File Storage Locations").
fn storage(why: &str, error: &DbErr) -> String {
    let Some(Driver::Database(error)) = driver(error) else { return why.to_owned() };
    let is_either = error.code().as_deref() == Some(SQLITE_FULL) && is_sqlite(&**error);
    if is_either { no_room_in(&std::env::temp_dir()) } else { why.to_owned() }
}

/// `SQLITE_IOERR` and `SQLITE_IOERR_WRITE` (<https://www.sqlite.org/rescode.html>).
const SQLITE_IOERR: i32 = 10;
const SQLITE_IOERR_WRITE: i32 = 778;
/// `SQLITE_FULL` (<https://www.sqlite.org/rescode.html>).
const SQLITE_FULL: &str = "13";
/// What the standard library says where `TMPDIR` is not set.
const USUAL_TEMPORARY: &str = "/tmp";

fn no_room_in(temporary: &Path) -> String {
    // SQLite's own first choice is the other where TMPDIR is not set.
    let also = if temporary == Path::new(USUAL_TEMPORARY) { "/var/tmp or " } else { "" };
    format!(
        "no room where the database is, or in {also}{}, where SQLite lays what it sorts: make room there, or let TMPDIR name another folder",
        temporary.display()
    )
}

fn is_sqlite(error: &dyn DatabaseError) -> bool {
    error.try_downcast_ref::<sea_orm::sqlx::sqlite::SqliteError>().is_some()
}

/// The extended result code, where it is `SQLite` that answered.
fn sqlite_code(error: &dyn DatabaseError) -> Option<i32> {
    error.code().filter(|_| is_sqlite(error)).and_then(|code| code.parse().ok())
}

impl Health {
    /// Takes in why something was not written, for whoever watches.
    pub(super) fn note_failure(&self, error: &DbErr) {
        match failure(error) {
            Failure::Storage(_) => self.note_no_room(),
            Failure::Passing(_) => self.note_held_up(),
            Failure::Damage => self.note_damage(),
            Failure::Lost(_) | Failure::Fault => {}
        }
        // A connection keeps the `default_transaction_read_only` that it began with: another may be free to write.
        if let Some(Driver::Database(error)) = driver(error)
            && error.code().as_deref() == Some(READ_ONLY)
        {
            self.suspect();
        }
    }
}

/// What the driver says.
fn driver(error: &DbErr) -> Option<&Driver> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// Does a unit of work, and once more if the database was busy or away: what failed so has left nothing.
///
/// # Errors
/// Whatever the work answers, `Unavailable` after the second try.
pub async fn once_more<T, W: Future<Output = Result<T, Error>>>(work: impl Fn() -> W) -> Result<T, Error> {
    let began = Instant::now();
    match Box::pin(work()).await {
        // Who waited for longer than a statement may take has waited for more than one thing.
        Err(Error::Unavailable) if began.elapsed() < 2 * super::open::PATIENCE => Box::pin(work()).await,
        done => done,
    }
}

/// How long a page waits for a note of its own that nobody asked for.
const BESIDE: Duration = Duration::from_secs(2);

/// Writes something beside a page that only reads: where the database is busy the page comes without it.
pub async fn best_effort(database: &Database, what: &str, work: impl Future<Output = Result<(), Error>>) {
    match database.health.briefly(BESIDE, beside(work)).await {
        Some(Ok(())) => {}
        Some(Err(error)) => tracing::warn!(what, ?error, "could not be noted"),
        None => tracing::warn!(what, "could not be noted: the database is busy"),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// Another did something at the same moment, or nothing is free.
    Passing(&'static str),
    /// The connection is gone, most likely with others: the server is being restarted, or somebody ended them.
    Lost(&'static str),
    /// No room, or a disk that fails.
    Storage(&'static str),
    /// Something of it is malformed.
    Damage,
    /// A mistake of the program's.
    Fault,
}

fn failure(error: &DbErr) -> Failure {
    match (error, driver(error)) {
        (DbErr::ConnectionAcquire(_), _) => Failure::Passing("no connection was free"),
        (_, Some(error)) => of_driver(error),
        (DbErr::Conn(_), _) => Failure::Passing("away"),
        _ => Failure::Fault,
    }
}

fn of_driver(error: &Driver) -> Failure {
    match error {
        Driver::Io(_) | Driver::Tls(_) => Failure::Lost("away"),
        Driver::PoolTimedOut | Driver::PoolClosed | Driver::WorkerCrashed => Failure::Passing("away"),
        // PostgreSQL that ends in the middle of an answer.
        Driver::Protocol(_) | Driver::BeginFailed => Failure::Lost("broken off"),
        Driver::Database(error) => error.code().map_or(Failure::Fault, |code| match code.parse::<i32>() {
            // SQLite's codes are numbers of up to four digits, PostgreSQL's are classes of five signs.
            Ok(code) if is_sqlite(&**error) => of_sqlite(code),
            _ => of_postgres(&code),
        }),
        _ => Failure::Fault,
    }
}

/// The lower eight bits are the primary result code (<https://www.sqlite.org/rescode.html>).
fn of_sqlite(code: i32) -> Failure {
    match code & 0xff {
        // SQLITE_IOERR_SHMSIZE, of which the page says "the underlying filesystem volume is out of space".
        _ if code == 4874 => Failure::Storage("no room"),
        5 | 6 => Failure::Passing("locked"),
        9 => Failure::Passing("interrupted"),
        8 => Failure::Storage("only to be read"),
        SQLITE_IOERR => Failure::Storage("the disk fails"),
        // SQLITE_CORRUPT and SQLITE_NOTADB.
        11 | 26 => Failure::Damage,
        13 => Failure::Storage("no room"),
        14 => Failure::Storage("the file cannot be opened"),
        _ => Failure::Fault,
    }
}

/// `read_only_sql_transaction`.
const READ_ONLY: &str = "25006";

/// Classes and codes of `SQLSTATE` (`PostgreSQL`'s manual, appendix A).
fn of_postgres(code: &str) -> Failure {
    match code {
        "40001" | "40P01" => Failure::Passing("at the same moment as another"),
        "55P03" => Failure::Passing("locked"),
        "57014" | "25P03" => Failure::Passing("took too long"),
        READ_ONLY => Failure::Storage("only to be read"),
        // data_corrupted and index_corrupted.
        "XX001" | "XX002" => Failure::Damage,
        "53100" => Failure::Storage("no room"),
        _ if code.starts_with("08") || code.starts_with("57P") => Failure::Lost("away"),
        _ if code.starts_with("53") => Failure::Passing("away"),
        _ if code.starts_with("58") => Failure::Storage("the disk fails"),
        _ => Failure::Fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn busy_is_not_broken_and_broken_is_not_busy() {
        for code in [5, 6, 261, 517, 262] {
            assert_eq!(of_sqlite(code), Failure::Passing("locked"), "{code}");
        }
        for code in [8, 10, 13, 14, 778, 1034, 3850] {
            assert!(matches!(of_sqlite(code), Failure::Storage(_)), "{code}");
        }
        assert_eq!((of_sqlite(13), of_sqlite(4874)), (Failure::Storage("no room"), Failure::Storage("no room")));
        // SQLITE_CORRUPT_INDEX among them.
        for code in [11, 26, 779] {
            assert_eq!(of_sqlite(code), Failure::Damage, "{code}");
        }
        for code in [1, 7, 19, 20, 25, 2067, 787] {
            assert_eq!(of_sqlite(code), Failure::Fault, "{code}");
        }
        for code in ["40P01", "40001", "55P03", "57014", "25P03", "53300", "53200"] {
            assert!(matches!(of_postgres(code), Failure::Passing(_)), "{code}");
        }
        for code in ["57P01", "57P02", "57P03", "57P05", "08006", "08P01"] {
            assert!(matches!(of_postgres(code), Failure::Lost(_)), "{code}");
        }
        for code in ["XX001", "XX002"] {
            assert_eq!(of_postgres(code), Failure::Damage, "{code}");
        }
        for code in ["53100", "58030", "25006"] {
            assert!(matches!(of_postgres(code), Failure::Storage(_)), "{code}");
        }
        for code in ["23505", "42601", "22001", "XX000", "42P01", "25P02"] {
            assert_eq!(of_postgres(code), Failure::Fault, "{code}");
        }
    }

    #[test]
    fn a_commit_is_refused_where_no_crash_can_bring_it_back() {
        // Syncs, and what follows the last frame.
        for code in [10, 1034, 1290, 4874, 5130, 5386] {
            assert!(may_be_stored(code), "{code}");
        }
        // A write, no room, locks, rights, constraints.
        for code in [778, 13, 5, 261, 517, 6, 8, 14, 19, 787] {
            assert!(!may_be_stored(code), "{code}");
        }
    }

    #[test]
    fn what_holds_up_a_write_is_noted_and_what_breaks_it_is_not() {
        let (health, at_once) = (Health::default(), Duration::ZERO);
        health.note_failure(&DbErr::Custom("a mistake".to_owned()));
        assert!(!health.is_held_up_for(at_once) && !health.is_damaged() && !health.cannot_store());
        health.note_failure(&DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout));
        assert!(health.is_held_up_for(at_once) && !health.is_damaged() && !health.cannot_store());
        assert!(!health.is_suspect(Duration::from_mins(1)), "who waits has spoilt no connection");
    }

    #[test]
    fn no_room_names_the_folder_of_what_is_sorted() {
        for (temporary, words) in [("/tmp", "in /var/tmp or /tmp,"), ("/srv/sorting", "in /srv/sorting,")] {
            let said = no_room_in(Path::new(temporary));
            assert!(said.starts_with("no room ") && said.contains(words) && said.contains("TMPDIR"), "{said}");
        }
        // Nothing of a driver's is nothing of a disk's.
        assert_eq!(storage("the disk fails", &DbErr::Custom("13".to_owned())), "the disk fails");
    }

    #[tokio::test]
    async fn work_is_done_once_more_and_never_a_third_time() {
        let tries = Cell::new(0);
        let fails = |error: Error, times: u32| {
            tries.set(0);
            let tries = &tries;
            move || {
                tries.set(tries.get() + 1);
                let done = if tries.get() <= times { Err(error.clone()) } else { Ok(tries.get()) };
                async move { done }
            }
        };
        assert_eq!(once_more(fails(Error::Unavailable, 1)).await, Ok(2));
        assert_eq!(once_more(fails(Error::Unavailable, 2)).await, Err(Error::Unavailable));
        assert_eq!(tries.get(), 2);
        assert_eq!(once_more(fails(Error::Conflict, 1)).await, Err(Error::Conflict));
        assert_eq!(tries.get(), 1);
    }
}
