//! Erasing beside everybody else: the customer first, the log's head last, and found wherever the log speaks of somebody.

use super::make_history;
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, on_each_database, waiting_for_locks};
use desk::audit::{Fault, NewEntry, Source, append_alone, said, verify};
use desk::erase::{erase_customer, erase_person};
use desk::session::forget_old;
use model::audit::Kind;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde_json::json;
use uuid::Uuid;

fn failed(error: desk::error::Error) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{error:?}").into()
}

/// What entries still say in the value `person`.
async fn named(desk: &Desk) -> Tried<Vec<String>> {
    let sql = "SELECT new_value FROM audit_values WHERE field = 'person' AND new_value IS NOT NULL ORDER BY seq";
    let rows = Statement::from_string(desk.fresh.database.backend(), sql);
    let rows = desk.fresh.database.reader().query_all_raw(rows).await?;
    Ok(rows.iter().map(|row| row.try_get("", "new_value")).collect::<Result<_, _>>()?)
}

/// An entry as programs of before wrote it: with the e-mail that was typed.
async fn looked_for(desk: &Desk, email: &str) -> TestResult {
    let values = [said("person", email)];
    let source = Source::program(NOW_US);
    let entry = NewEntry { source, kind: Kind::LogRead, subject_id: Uuid::nil(), version: 0, values: &values };
    append_alone(&desk.fresh.database, entry).await.map_err(failed)?;
    Ok(())
}

on_each_database! {
    async fn a_look_for_somebody_keeps_their_id_and_never_what_was_typed(desk: Desk) -> TestResult {
        let filter = json!({ "filter": { "person": "Helpdesk_Agent@staff.example", "customer": "lale.example" } });
        desk.call(Who::AUDITOR, "activity/list", &filter).await?.expect(200)?;
        let named = named(&desk).await?;
        assert!(named.len() == 1 && Uuid::try_parse(&named[0]).is_ok(), "{named:?}");
    }

    async fn who_is_erased_is_gone_from_looks_for_them_too_and_nobody_else_is(desk: Desk) -> TestResult {
        let database = &desk.fresh.database;
        make_history(&desk, 1).await?;
        looked_for(&desk, "Helpdesk_Agent@staff.example").await?;
        looked_for(&desk, "sales_agent@staff.example").await?;
        database.writer().execute_unprepared("UPDATE staff SET is_disabled = TRUE WHERE email = 'helpdesk_agent@staff.example'").await?;
        let erased = erase_person(database, "helpdesk_agent@staff.example", NOW_US).await.map_err(failed)?;
        assert_eq!(erased.elsewhere, 1);
        assert_eq!(named(&desk).await?, ["sales_agent@staff.example"]);
        let found = verify(database, None).await.map_err(failed)?;
        assert_eq!(found.fault, None);
    }

    /// Tries to sign in as somebody name them and where they were: they go with them, and nobody else's do.
    async fn who_is_erased_is_gone_from_tries_to_sign_in(desk: Desk) -> TestResult {
        let database = &desk.fresh.database;
        for email in ["Helpdesk_Agent@staff.example", "helpdeskXagent@staff.example", "sales_agent@staff.example"] {
            let tried = json!({ "email": email, "password": "wrong password" });
            desk.call(Who::Nobody, "session/sign_in", &tried).await?.expect(401)?;
        }
        database.writer().execute_unprepared("UPDATE staff SET is_disabled = TRUE WHERE email = 'helpdesk_agent@staff.example'").await?;
        erase_person(database, "helpdesk_agent@staff.example", NOW_US).await.map_err(failed)?;
        let keys = async || -> Tried<Vec<String>> {
            let sql = "SELECT key FROM sign_in_attempts WHERE key NOT LIKE 'address:%' ORDER BY key";
            let rows = database.reader().query_all_raw(Statement::from_string(database.backend(), sql)).await?;
            rows.iter().map(|row| Ok(row.try_get("", "key")?)).collect()
        };
        let left = keys().await?;
        assert_eq!(left.len(), 4, "{left:?}");
        assert!(left.iter().all(|key| key.ends_with("helpdeskxagent@staff.example") || key.ends_with("sales_agent@staff.example")), "{left:?}");
        // The others' go by the clock, whoever signs in or not; and so do those of a clock that was ahead.
        forget_old(database, NOW_US + 15 * 60_000_000).await.map_err(failed)?;
        assert_eq!(keys().await?.len(), 4);
        forget_old(database, NOW_US + 15 * 60_000_000 + 1).await.map_err(failed)?;
        assert_eq!(keys().await?.len(), 0);
    }

    /// One that no erasing counted is found.
    async fn a_look_that_somebody_blanked_around_the_log_is_found(desk: Desk) -> TestResult {
        let database = &desk.fresh.database;
        looked_for(&desk, "helpdesk_agent@staff.example").await?;
        looked_for(&desk, "sales_agent@staff.example").await?;
        database.writer().execute_unprepared("UPDATE staff SET is_disabled = TRUE WHERE email = 'helpdesk_agent@staff.example'").await?;
        erase_person(database, "helpdesk_agent@staff.example", NOW_US).await.map_err(failed)?;
        if database.backend() == DatabaseBackend::Sqlite {
            database.writer().execute_unprepared("DROP TRIGGER audit_values_kept_update").await?;
        } else {
            database.writer().execute_unprepared("ALTER TABLE audit_values DISABLE TRIGGER ALL").await?;
        }
        let blank = "UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL WHERE field = 'person' AND new_value LIKE 'sales%'";
        database.writer().execute_unprepared(blank).await?;
        let found = verify(database, None).await.map_err(failed)?;
        assert!(matches!(found.fault, Some(Fault::Blanked(_))), "{found:?}");
    }

    async fn nobody_who_can_sign_in_is_erased(desk: Desk) -> TestResult {
        let refused = erase_person(&desk.fresh.database, "helpdesk_agent@staff.example", NOW_US).await;
        assert_eq!(refused.err(), Some(desk::error::Error::Forbidden));
    }
}

/// While erasing waits for somebody who holds the customer, the log is free for everybody else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn erasing_waits_for_the_customer_and_holds_no_head_meanwhile() -> TestResult {
    let desk = Desk::on_postgres().await?;
    make_history(&desk, 1).await?;
    let database = &desk.fresh.database;
    let held = database.begin_write().await.map_err(failed)?;
    held.execute_unprepared("UPDATE customers SET version = version WHERE domain = 'lale.example'").await?;
    let erasing = tokio::spawn({
        let database = database.clone();
        async move { erase_customer(&database, Desk::lale(), NOW_US).await }
    });
    while waiting_for_locks(database).await? == 0 {
        assert!(!erasing.is_finished(), "it did not wait");
    }
    looked_for(&desk, "sales_agent@staff.example").await?;
    held.rollback().await.map_err(failed)?;
    let erased = erasing.await?.map_err(failed)?;
    assert!(erased.values > 0 || erased.copies > 0);
    assert_eq!(verify(database, None).await.map_err(failed)?.fault, None);
    Ok(())
}
