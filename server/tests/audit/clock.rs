//! Time: a change's is its entry's, and a clock that was ahead is set right by one entry.

use super::make_history;
use crate::support::{Desk, NOW_US, TestResult, Who, on_each_database};
use app::audit::{Fault, Kind, NewEntry, Source, append_alone, note_clock, said, verify_among};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

const DAY_US: i64 = 86_400_000_000;

fn failed(error: app::error::Error) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error:?}").into()
}

/// An entry that a server wrote whose clock stood there.
async fn write_at(desk: &Desk, at_us: i64) -> Result<i64, Box<dyn std::error::Error + Send + Sync>> {
    let values = [said("command", "test")];
    let source = Source::program(at_us);
    let entry = NewEntry { source, kind: Kind::CommandRun, subject_id: Uuid::nil(), version: 0, values: &values };
    Ok(append_alone(&desk.fresh.database, entry).await.map_err(failed)?.at_us)
}

on_each_database! {
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
