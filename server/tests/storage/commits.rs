//! Commits that the database refuses.

use crate::support::{Desk, TestResult, Who, filled, lale_text, on_each_database};
use app::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde_json::json;

/// Makes every commit fail that gives a customer the order number `fails`.
async fn refuse_commits(desk: &Desk) -> TestResult {
    let statements: &[&str] = match desk.fresh.database.backend() {
        DatabaseBackend::Sqlite => &[
            "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
            "CREATE TABLE orphans (id INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TRIGGER refuse_commits AFTER UPDATE ON customers WHEN NEW.purchase_order_reference = 'fails'
             BEGIN INSERT INTO orphans VALUES (1); END",
        ],
        _ => &[
            "CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.purchase_order_reference = 'fails' THEN RAISE EXCEPTION 'no' USING ERRCODE = '58030'; END IF;
                RETURN NULL; END $$",
            "CREATE CONSTRAINT TRIGGER refuse_commits AFTER UPDATE ON customers DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION refuse_commit()",
        ],
    };
    for statement in statements {
        desk.fresh.database.writer().execute_unprepared(statement).await?;
    }
    Ok(())
}

fn change(version: i64, order: &str) -> serde_json::Value {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, order);
    json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "" })
}

on_each_database! {
    /// However often it happens, what is answered with yes afterwards is there.
    async fn a_commit_that_fails_is_not_acknowledged_and_spoils_nothing_after_it(desk: Desk) -> TestResult {
        refuse_commits(&desk).await?;
        for round in 1..=4 {
            let refused = desk.call(Who::SALES, "account/update", &change(round, "fails")).await?.expect(503)?;
            assert_eq!(refused.header("retry-after"), "5");
            assert_eq!(desk.account(Desk::lale()).await?["version"], round, "nothing of it is there");
            desk.call(Who::SALES, "account/update", &change(round, &format!("1{round}"))).await?.expect(200)?;
            let account = desk.account(Desk::lale()).await?;
            assert_eq!((&account["version"], &account["text"]["purchase_order_reference"]), (&json!(round + 1), &json!(format!("1{round}"))));
        }
        assert_eq!(desk.history(Desk::lale()).await?.len(), 4);
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    }

    /// Nobody gives up, and something was written before: it must not be stored by halves.
    async fn a_transaction_whose_statement_failed_is_never_committed(desk: Desk) -> TestResult {
        let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        transaction.execute_unprepared("UPDATE customers SET purchase_order_reference = 'half' WHERE domain = 'lale.example'").await?;
        assert!(transaction.execute_unprepared("UPDATE nothing SET x = 1").await.is_err());
        assert!(transaction.commit().await.is_err());
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], json!(null));
    }
}

/// What `SQLite` does on a full disk, again and again: it rolls back by itself, and the driver does not know.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_without_room_keeps_whatever_it_acknowledges() -> TestResult {
    let fresh = filled().await?.swap_remove(0);
    let desk = Desk::of(fresh);
    let writer = || desk.fresh.database.writer();
    let limit = async |pages: i64| writer().execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await;
    let (mut version, mut refused) = (1, 0);
    for _ in 0..5 {
        let pages = sea_orm::Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA page_count");
        let pages: i64 = writer().query_one_raw(pages).await?.ok_or("no pages")?.try_get_by_index(0)?;
        for is_full in [true, false] {
            limit(if is_full { pages } else { 1_000_000 }).await?;
            for _ in 0..8 {
                let mut wanted = change(version, &format!("1{version}"));
                wanted["reason"] = json!("r".repeat(480));
                let answer = desk.call(Who::SALES, "account/update", &wanted).await?;
                let is_stored = answer.status.as_u16() == 200;
                assert!(is_stored || (is_full && answer.status.as_u16() == 503), "{}", answer.body);
                version += i64::from(is_stored);
                refused += u32::from(!is_stored);
                assert_eq!(desk.account(Desk::lale()).await?["version"], version);
            }
        }
    }
    assert!(version > 40 && refused >= 5, "{version}, {refused} refused");
    desk.ends_well()
}
