//! `/readyz` says whether what is written is kept.

use crate::support::{Desk, NOW_US, TestResult, Tried, Who, filled, lale_text, on_each_database, test_key};
use desk::audit::{NewEntry, Source, append_alone, said};
use desk::database::Database;
use model::audit::Kind;
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde_json::json;

/// One day and a minute, in microseconds.
const OVER_A_DAY_US: i64 = 86_460_000_000;

async fn update(desk: &Desk, version: i64) -> TestResult {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, format!("1{version}"));
    let change = json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "" });
    desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
    Ok(())
}

/// Takes the newest entry away, as a failover to a copy that lacks it does.
async fn lose_newest(desk: &Desk) -> TestResult {
    desk.fresh.open_log_up().await?;
    for statement in [
        "DELETE FROM audit_values WHERE seq = (SELECT seq FROM audit_head)",
        "DELETE FROM audit_entries WHERE seq = (SELECT seq FROM audit_head)",
        "UPDATE audit_head SET seq = seq - 1, hash = (SELECT hash FROM audit_entries WHERE audit_entries.seq = audit_head.seq - 1)",
    ] {
        assert!(desk.fresh.database.writer().execute_unprepared(statement).await?.rows_affected() > 0, "{statement}");
    }
    Ok(())
}

/// Another program writes into the log of the same database.
async fn others_write(desk: &Desk, entries: usize) -> TestResult {
    let other = Database::open(&desk.fresh.url, test_key()?).await?;
    for _ in 0..entries {
        let values = [said("command", "another")];
        let source = Source::program(NOW_US);
        let subject_id = uuid::Uuid::nil();
        let entry = NewEntry { source, kind: Kind::CommandRun, subject_id, version: 0, values: &values };
        append_alone(&other, entry).await.map_err(|error| format!("{error:?}"))?;
    }
    other.close().await;
    Ok(())
}

on_each_database! {
    async fn a_sound_database_is_ready(desk: Desk) -> TestResult {
        update(&desk, 1).await?;
        assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(204)?.body, "");
    }

    async fn what_was_acknowledged_and_is_not_seen_is_said(desk: Desk) -> TestResult {
        update(&desk, 1).await?;
        desk.fresh.database.writer().execute_unprepared("UPDATE audit_head SET seq = seq - 1").await?;
        assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "writes-not-stored\n");
        desk.fresh.database.writer().execute_unprepared("UPDATE audit_head SET seq = seq + 1").await?;
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    }

    async fn what_others_wrote_over_is_said_however_far_the_log_has_grown(desk: Desk) -> TestResult {
        update(&desk, 1).await?;
        others_write(&desk, 2).await?;
        update(&desk, 2).await?;
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
        lose_newest(&desk).await?;
        for (entries, version) in [(1, 3), (3, 4)] {
            others_write(&desk, entries).await?;
            assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "writes-not-stored\n");
            // Nor with what this program writes after it.
            update(&desk, version).await?;
            assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "writes-not-stored\n");
        }
    }

    async fn what_this_program_wrote_over_before_anybody_looked_is_said(desk: Desk) -> TestResult {
        update(&desk, 1).await?;
        lose_newest(&desk).await?;
        for version in 2..4 {
            update(&desk, version).await?;
            assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "writes-not-stored\n");
        }
    }

    async fn what_others_wrote_between_is_no_loss(desk: Desk) -> TestResult {
        for version in 1..4 {
            update(&desk, version).await?;
            others_write(&desk, 1).await?;
            desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
        }
    }

    async fn a_log_a_day_ahead_of_the_clock_is_said_and_a_minute_is_not(desk: Desk) -> TestResult {
        let move_log = |by_us: i64| format!("UPDATE audit_head SET at_us = at_us + {by_us}");
        desk.fresh.database.writer().execute_unprepared(&move_log(60_000_000)).await?;
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
        desk.fresh.database.writer().execute_unprepared(&move_log(OVER_A_DAY_US)).await?;
        assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "clock-behind-log\n");
    }
}

/// A submit finds no room where one row still does. `SQLite` only: of `PostgreSQL`'s pages nobody can say how many there may be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_room_for_a_submit_is_said_until_there_is_room_for_one() -> TestResult {
    let desk = Desk::of(filled().await?.swap_remove(0));
    let writer = || desk.fresh.database.writer();
    let number = async |sql: &str| -> Tried<i64> {
        let statement = Statement::from_string(DatabaseBackend::Sqlite, sql);
        Ok(writer().query_one_raw(statement).await?.ok_or("no row")?.try_get_by_index(0)?)
    };
    let fill = async || -> TestResult {
        let pages = number("PRAGMA page_count").await?;
        writer().execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await?;
        Ok(())
    };
    fill().await?;
    let mut refused = None;
    for version in 1..200 {
        let mut text = lale_text();
        text.set(Field::PurchaseOrderReference, format!("1{version}"));
        let change = json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "r".repeat(480) });
        let answer = desk.call(Who::SALES, "account/update", &change).await?;
        if answer.status.as_u16() == 503 {
            refused = Some(change);
            break;
        }
        answer.expect(200)?;
    }
    let refused = refused.ok_or("the room did not run out")?;
    fill().await?;
    for _ in 0..3 {
        assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "cannot-store\n");
        // What is small fits all along.
        let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        transaction.execute_unprepared("UPDATE audit_head SET seq = seq").await?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
    }
    writer().execute_unprepared("PRAGMA max_page_count = 1000000").await?;
    for _ in 0..2 {
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    }
    assert_eq!(
        number("SELECT COUNT(*) FROM sign_in_attempts WHERE key LIKE 'room:%'").await?,
        0,
        "nothing is left of it"
    );
    desk.call(Who::SALES, "account/update", &refused).await?.expect(200)?;
    desk.ends_well()
}

/// Whoever takes the file away finds no empty one in its place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_gone_is_said_and_not_made_anew() -> TestResult {
    let desk = Desk::of(filled().await?.swap_remove(0));
    let path = desk.fresh.url.trim_start_matches("sqlite:").split('?').next().unwrap_or_default().to_owned();
    let elsewhere = format!("{path}.moved");
    std::fs::rename(&path, &elsewhere)?;
    assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "database-moved\n");
    for _ in 0..20 {
        desk.get(Who::HELPDESK, "/customers").await?;
    }
    // Nothing is acknowledged that only a file without a name would hold.
    let change = json!({ "id": Desk::lale(), "version": 1, "text": lale_text(), "reason": "" });
    let mut other = change.clone();
    other["text"]["purchase_order_reference"] = json!("7");
    desk.call(Who::SALES, "account/update", &other).await?.expect(503)?;
    assert!(!std::path::Path::new(&path).exists());
    std::fs::copy(&elsewhere, &path)?;
    assert_eq!(desk.get(Who::Nobody, "/readyz").await?.expect(503)?.body, "database-moved\n", "a copy is another file");
    std::fs::remove_file(&path)?;
    std::fs::rename(&elsewhere, &path)?;
    desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    desk.call(Who::SALES, "account/update", &other).await?.expect(200)?;
    Ok(())
}
