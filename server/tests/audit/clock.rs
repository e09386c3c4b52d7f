//! Time: a change's is its entry's, and a clock that was ahead is set right by one entry.

use super::make_history;
use crate::support::{Desk, Heard, NOW_US, TestResult, Tried, Who, defter_ending, on_each_database};
use desk::audit::{Fault, NewEntry, Source, append_alone, said, verify_among};
use desk::clock_ahead::note_clock;
use model::audit::Kind;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use server::audit::keep_signing;
use server::{Clock, system_clock};
use std::pin::pin;
use std::time::Duration;
use tokio::sync::watch;
use tracing::instrument::WithSubscriber;
use uuid::Uuid;

const DAY_US: i64 = 86_400_000_000;
const MINUTE_US: i64 = 60_000_000;

fn failed(error: desk::error::Error) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error:?}").into()
}

/// An entry that a server wrote whose clock stood there.
async fn write_at(desk: &Desk, at_us: i64) -> Tried<i64> {
    let values = [said("command", "test")];
    let source = Source::program(at_us);
    let entry = NewEntry { source, kind: Kind::CommandRun, subject_id: Uuid::nil(), version: 0, values: &values };
    Ok(append_alone(&desk.fresh.database, entry).await.map_err(failed)?.at_us)
}

/// What a server says that begins at a time and ends once it has signed.
async fn said_at(desk: &Desk, now_us: i64) -> Tried<Heard> {
    let heard = Heard::default();
    let ((end, ends), (signed, _hears)) = (watch::channel(false), watch::channel(None));
    let signing = keep_signing(desk.fresh.database.clone(), Clock::held(now_us), signed, ends);
    let mut signing = pin!(signing.with_subscriber(heard.here()));
    assert!(futures::poll!(&mut signing).is_pending(), "it has begun");
    end.send(true)?;
    tokio::time::timeout(Duration::from_secs(20), signing).await?;
    Ok(heard)
}

on_each_database! {
    /// Beyond five minutes: machines differ by less.
    async fn a_log_that_is_minutes_ahead_is_warned_about(desk: Desk) -> TestResult {
        for (day, ahead_us, warnings) in [(0, 4 * MINUTE_US, 0), (2, 6 * MINUTE_US, 1), (4, -MINUTE_US, 0), (6, 9 * DAY_US, 1), (20, 0, 0)] {
            let now_us = NOW_US + day * DAY_US;
            write_at(&desk, now_us + ahead_us).await?;
            let heard = said_at(&desk, now_us).await?;
            let text = heard.text();
            assert_eq!(heard.count("the newest entry of the log is ahead of this machine's clock"), warnings, "{day}: {text}");
            assert_eq!(heard.count("`defter audit clock` says so"), warnings, "it says what to run: {text}");
            assert_eq!(heard.count(&format!("ahead_s={}", ahead_us / 1_000_000)), warnings, "{day}: {text}");
        }
    }

    /// `SQLite` has no machine of its own.
    async fn a_database_on_another_clock_is_warned_about(desk: Desk) -> TestResult {
        let database = &desk.fresh.database;
        let theirs_us = database.clock_us().await.map_err(failed)?;
        assert_eq!(theirs_us.is_some(), database.backend() == DatabaseBackend::Postgres);
        for (differs_us, warns) in [(4 * MINUTE_US, false), (-4 * MINUTE_US, false), (6 * MINUTE_US, true), (-6 * MINUTE_US, true)] {
            let heard = said_at(&desk, theirs_us.unwrap_or(NOW_US) + differs_us).await?;
            let warnings = heard.count("this machine's clock and that of the database's machine differ");
            assert_eq!(warnings, usize::from(warns && theirs_us.is_some()), "{differs_us}: {}", heard.text());
        }
    }

    /// The command as it is typed: it asks back, does it once, and `audit verify` goes on.
    async fn the_command_asks_back_and_sets_the_log_right_once(desk: Desk) -> TestResult {
        let run = |arguments: &[&str]| defter_ending(&desk.fresh.url, &[&["audit"], arguments].concat(), "");
        write_at(&desk, system_clock() + 400 * DAY_US).await?;
        let newest = async || -> Tried<i64> {
            let row = Statement::from_string(desk.fresh.database.backend(), "SELECT seq FROM audit_head");
            Ok(desk.fresh.database.reader().query_one_raw(row).await?.ok_or("no head")?.try_get_by_index(0)?)
        };
        let (code, said) = run(&["verify"])?;
        assert!(code == 1 && said.starts_with("NOT WHOLE: "), "{said}");
        let before = newest().await?;
        let (code, said) = run(&["clock"])?;
        assert!(code == 2 && said.contains("s ahead of this machine's clock") && said.contains("say --yes"), "{said}");
        assert_eq!(run(&["clock", "--no"])?.0, 2);
        assert_eq!(newest().await?, before, "nothing was written");
        assert_eq!(run(&["verify"])?.0, 1);
        let (code, said) = run(&["clock", "--yes"])?;
        assert!(code == 0 && said.starts_with("entry ") && said.contains("what follows has the right time"), "{said}");
        let written = newest().await?;
        assert!(said.contains(&format!("entry {written} ")), "{said}");
        for arguments in [&["clock", "--yes"][..], &["clock"]] {
            let (code, said) = run(arguments)?;
            assert!(code == 2 && said.contains("there is nothing to set right"), "{said}");
        }
        assert_eq!(newest().await?, written);
        let (code, said) = run(&["verify"])?;
        assert!(code == 0 && said.starts_with("whole: "), "{said}");
        assert!(said.contains(&format!("to {} are stamped ahead of their time by a clock that was wrong, as entry {written} says", written - 1)), "{said}");
        assert!(write_at(&desk, system_clock()).await? < system_clock() + DAY_US, "what follows has the right time");
    }

    /// Somebody who asked first may be made second: their time is not before the first one's.
    async fn a_changes_time_is_its_entrys_and_never_runs_backwards(desk: Desk) -> TestResult {
        write_at(&desk, NOW_US + 90_000_000).await?;
        make_history(&desk, 1).await?;
        let sql = "SELECT customers.updated_at_us - audit_entries.at_us FROM customers, audit_entries
                   WHERE customers.domain = 'lale.example' AND audit_entries.seq = (SELECT seq FROM audit_head)";
        let row = Statement::from_string(desk.fresh.database.backend(), sql);
        let row = desk.fresh.database.reader().query_one_raw(row).await?.ok_or("nothing")?;
        assert_eq!(row.try_get_by_index::<i64>(0)?, 0);
        assert_eq!(desk.history(Desk::lale()).await?[0]["changed_at_us"], NOW_US + 90_000_000);
    }

    async fn a_clock_that_was_ahead_is_set_right_by_an_entry_that_says_so(desk: Desk) -> TestResult {
        make_history(&desk, 1).await?;
        assert!(note_clock(&desk.fresh.database, NOW_US).await.is_err(), "nothing is ahead");
        assert_eq!(write_at(&desk, NOW_US + 400 * DAY_US).await?, NOW_US + 400 * DAY_US);
        // The clock is right again, and the log is not.
        assert_eq!(write_at(&desk, NOW_US).await?, NOW_US + 400 * DAY_US);
        let verified = async || verify_among(&desk.fresh.database, None, &[], NOW_US + DAY_US).await.map_err(failed);
        let before = verified().await?;
        assert!(matches!(before.fault, Some(Fault::Untimely(_))), "{before:?}");
        let written = note_clock(&desk.fresh.database, NOW_US + 5).await.map_err(failed)?;
        assert_eq!(written.at_us, NOW_US + 5);
        assert_eq!(write_at(&desk, NOW_US + 9).await?, NOW_US + 9);
        let after = verified().await?;
        assert_eq!((after.fault, after.ahead), (None, vec![(written.seq - 2, written.seq - 1)]));
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    }

    /// What would last until the clock has caught up ends with the entry.
    async fn sessions_and_passwords_of_a_clock_that_was_ahead_end_with_it(desk: Desk) -> TestResult {
        let ahead_us = NOW_US + 400 * DAY_US;
        write_at(&desk, ahead_us).await?;
        for sql in [
            format!("UPDATE sessions SET created_at_us = {ahead_us}, seen_at_us = {ahead_us}"),
            format!("UPDATE staff SET password_ends_at_us = {ahead_us}"),
        ] {
            desk.fresh.database.writer().execute_unprepared(&sql).await?;
        }
        note_clock(&desk.fresh.database, NOW_US).await.map_err(failed)?;
        let sql = format!(
            "SELECT (SELECT COUNT(*) FROM sessions) AS sessions,
             (SELECT COUNT(*) FROM staff WHERE password_ends_at_us <> {}) AS passwords", NOW_US + DAY_US);
        let row = Statement::from_string(desk.fresh.database.backend(), sql);
        let row = desk.fresh.database.reader().query_one_raw(row).await?.ok_or("nothing")?;
        assert_eq!((row.try_get::<i64>("", "sessions")?, row.try_get::<i64>("", "passwords")?), (0, 0));
    }

    /// The entry excuses what it names, and nothing after it.
    async fn what_is_ahead_after_it_is_found(desk: Desk) -> TestResult {
        write_at(&desk, NOW_US + 2 * DAY_US).await?;
        note_clock(&desk.fresh.database, NOW_US).await.map_err(failed)?;
        write_at(&desk, NOW_US + 3 * DAY_US).await?;
        let found = verify_among(&desk.fresh.database, None, &[], NOW_US + DAY_US).await.map_err(failed)?;
        assert!(matches!(found.fault, Some(Fault::Untimely(_))), "{found:?}");
    }
}
