//! Panics are counted: a page that panics can still answer 200, and no test would know.

use crate::log_writer::LogWriter;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};

static PANICS: AtomicU64 = AtomicU64::new(0);

/// Says every panic from now on in the log, as it is usually said on standard error: there it could wait for whoever reads
/// nothing.
pub fn say_panics(log: LogWriter) {
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let mut said = format!("thread '{}' {panic}\n", thread.name().unwrap_or("<unnamed>"));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            said = format!("{said}stack backtrace:\n{trace}\n");
        }
        let _ = log.clone().write_all(said.as_bytes());
    }));
}

/// Counts every panic from now on, after whatever was done about them before.
pub fn count_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        before(panic);
    }));
}

/// How many there were.
#[must_use]
pub fn panics() -> u64 {
    PANICS.load(Ordering::Relaxed)
}
