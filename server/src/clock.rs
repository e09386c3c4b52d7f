//! The time that the server goes by: the system's, or one that tests move.

use desk::database::Database;
use desk::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A clock, in microseconds since 1970, UTC. A server has one for as long as it runs, so it is never freed, and copied
/// like a number.
#[derive(Clone, Copy, Debug)]
pub struct Clock(Source);

#[derive(Clone, Copy, Debug)]
enum Source {
    System,
    Held(&'static AtomicI64),
    Ahead(&'static Path),
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands, until a test moves it. Copies of it move together.
    #[must_use]
    pub fn held(at_us: i64) -> Self {
        Self(Source::Held(Box::leak(Box::new(AtomicI64::new(at_us)))))
    }

    /// The system's clock, ahead by the whole seconds that stand in a file, which is read at each look. It is not ahead
    /// while the file is not there or holds anything else, and it never goes behind.
    #[must_use]
    pub fn ahead_by(file: PathBuf) -> Self {
        Self(Source::Ahead(Box::leak(file.into_boxed_path())))
    }

    /// What time it is.
    #[must_use]
    pub fn now_us(self) -> i64 {
        match self.0 {
            Source::System => system_clock(),
            Source::Held(at_us) => at_us.load(Ordering::SeqCst),
            Source::Ahead(file) => system_clock().saturating_add(ahead_us(file)),
        }
    }

    /// What time it is for what servers of one database take up and hold against each other: the database's time on
    /// `PostgreSQL`, whose servers' own may differ; this clock's on `SQLite`, which is one machine's, and while it stands.
    ///
    /// # Errors
    /// A database that fails.
    pub async fn lease_us(self, database: &Database) -> Result<i64, Error> {
        match self.0 {
            Source::Held(_) => Ok(self.now_us()),
            Source::System | Source::Ahead(_) => Ok(database.clock_us().await?.unwrap_or_else(|| self.now_us())),
        }
    }

    /// Moves a clock that stands; any other goes by itself.
    pub fn advance_us(self, by_us: i64) {
        if let Source::Held(at_us) = self.0 {
            at_us.fetch_add(by_us, Ordering::SeqCst);
        }
    }
}

/// The system's time in microseconds since 1970, UTC.
#[must_use]
pub fn system_clock() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_micros()).ok())
        .unwrap_or_default()
}

fn ahead_us(file: &Path) -> i64 {
    let ahead_s = fs::read_to_string(file).ok().and_then(|text| text.trim().parse::<u32>().ok());
    ahead_s.map_or(0, |ahead_s| i64::from(ahead_s) * 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_stands_moves_when_it_is_moved_with_all_its_copies() {
        let clock = Clock::held(5);
        let copy = clock;
        clock.advance_us(7);
        assert_eq!((clock.now_us(), copy.now_us()), (12, 12));
    }

    #[test]
    fn the_systems_clock_cannot_be_moved() {
        let clock = Clock::system();
        clock.advance_us(86_400_000_000);
        assert!(clock.now_us() - system_clock() < 60_000_000);
    }

    #[test]
    fn a_file_sets_the_clock_ahead_and_nothing_sets_it_back() -> std::io::Result<()> {
        let folder = tempfile::TempDir::new()?;
        let file = folder.path().join("ahead");
        let clock = Clock::ahead_by(file.clone());
        for (text, ahead_s) in [("", 0), ("-3600", 0), ("an hour", 0), ("3600", 3_600), ("3600\n", 3_600), ("1e9", 0)] {
            fs::write(&file, text)?;
            let ahead_us = clock.now_us() - system_clock();
            assert!((0..60_000_000).contains(&(ahead_us - ahead_s * 1_000_000 + 1_000_000)), "{text}: {ahead_us}");
        }
        fs::remove_file(&file)?;
        assert!(clock.now_us() - system_clock() < 60_000_000);
        Ok(())
    }
}
