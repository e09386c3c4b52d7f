//! `defter audit clock`: sets the log's time right after a clock that had been ahead, where the clock is right now.

use super::commands::failed;
use crate::failure::Failure;
use crate::router::system_clock;
use desk::audit::walk::newest;
use desk::audit::{AHEAD_US, ahead_us};
use desk::clock_ahead::note_clock;
use desk::database::Database;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::countries::RULES_VERSION;
use std::io::Write;

/// Sets the log's time right, after a clock that had been ahead.
///
/// # Errors
/// A sentence for whoever asked.
pub(super) async fn clock(database: &Database, is_meant: bool, out: &mut impl Write) -> Result<(), Failure> {
    let now_us = system_clock();
    // A clock that is behind finds every log ahead, and would call right entries wrong for ever.
    require_right(now_us, database.clock_us().await.map_err(failed)?)?;
    let by_s = ahead_us(database, now_us).await.map_err(failed)? / 1_000_000;
    if by_s == 0 {
        return Err("no entry of the log is ahead of this machine's clock: there is nothing to set right".into());
    }
    let times = format!(
        "the newest entry of the log is of {}, {by_s} s ahead of this machine's clock, by which it is {}",
        shown(newest(database).await.map_err(failed)?.at_us),
        shown(now_us)
    );
    if !is_meant {
        return Err(format!(
            "{times}; if the clock is right now, say --yes: the log will name the entries that were stamped ahead; if it is \
             behind, set it, restart the server, and do not say audit clock"
        )
        .into());
    }
    let written = note_clock(database, now_us).await.map_err(failed)?;
    let seq = written.seq;
    writeln!(out, "entry {seq} says that the clock had been {by_s} s ahead; what follows has the right time")?;
    writeln!(out, "{times}")?;
    Ok(())
}

/// Refuses a clock that is before the rules of this program itself, or that is not the database's.
fn require_right(now_us: i64, theirs_us: Option<i64>) -> Result<(), Failure> {
    let now = shown(now_us);
    let made_us = RULES_VERSION
        .parse::<Date>()
        .and_then(|day| day.to_zoned(TimeZone::UTC))
        .map_or(i64::MIN, |made| made.timestamp().as_microsecond());
    if now_us < made_us {
        return Err(format!(
            "by this machine's clock it is {now}, and this program was made after {RULES_VERSION}: the clock is behind, and the log \
             is right; set the clock, restart the server, and do not say audit clock"
        )
        .into());
    }
    match theirs_us.filter(|theirs_us| (now_us - theirs_us).abs() > AHEAD_US) {
        Some(theirs_us) => Err(format!(
            "by this machine's clock it is {now}, and by that of the database's machine {}: nobody knows which is right; set both \
             by NTP, restart the server, and ask again",
            shown(theirs_us)
        )
        .into()),
        None => Ok(()),
    }
}

/// A time for people: the day and the second, UTC.
fn shown(at_us: i64) -> String {
    let at = Timestamp::from_second(at_us.div_euclid(1_000_000));
    at.map_or_else(|_| format!("{at_us} µs after 1970"), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_US: i64 = 86_400_000_000;

    #[test]
    fn a_clock_that_cannot_be_right_is_not_believed() {
        let at = |text: &str| text.parse::<Timestamp>().map_or(0, Timestamp::as_microsecond);
        let now_us = at("2027-02-03T04:05:06Z");
        let refused = |now_us: i64, theirs_us: Option<i64>| {
            require_right(now_us, theirs_us).err().map(|why| why.to_string()).unwrap_or_default()
        };
        for (now_us, theirs_us, words) in [
            (0, None, &["1970-01-01T00:00:00Z", "the clock is behind"][..]),
            (at("2025-10-22T00:00:00Z"), None, &["2025-10-22T00:00:00Z", "do not say audit clock"]),
            (at("2026-11-25T23:59:59Z"), None, &[RULES_VERSION, "the log is right"]),
            // It is behind by itself, whatever the other says.
            (now_us - 400 * DAY_US, Some(now_us - 400 * DAY_US), &["the clock is behind"]),
            (now_us, Some(now_us + 2 * DAY_US), &["2027-02-03T04:05:06Z", "2027-02-05T04:05:06Z", "set both"]),
            (now_us, Some(now_us - 2 * DAY_US), &["2027-02-01T04:05:06Z", "set both"]),
            (now_us, Some(now_us - AHEAD_US - 1), &["set both"]),
        ] {
            let why = refused(now_us, theirs_us);
            assert!(words.iter().all(|word| why.contains(word)), "{now_us} {theirs_us:?}: {why}");
        }
        for theirs_us in [None, Some(now_us), Some(now_us + AHEAD_US), Some(now_us - AHEAD_US)] {
            assert_eq!(refused(now_us, theirs_us), "");
        }
        assert_eq!(refused(at("2026-11-26T00:00:00Z"), None), "");
    }
}
