//! Commits that the database refuses.

use crate::support::{Desk, TestResult, Tried, Who, filled, lale_text, on_each_database};
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
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

/// How many tables of their own the connections that write have: one that was opened since knows none of another's.
async fn own_tables(desk: &Desk) -> Tried<i64> {
    let database = &desk.fresh.database;
    let (connections, sql) = match database.backend() {
        DatabaseBackend::Sqlite => (1, "SELECT COUNT(*) FROM sqlite_temp_schema"),
        _ => (
            database.writer().get_postgres_connection_pool().options().get_max_connections(),
            "SELECT COUNT(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()",
        ),
    };
    // All at once, so that none is left out.
    let mut held = Vec::new();
    for _ in 0..connections {
        held.push(database.begin_write().await.map_err(|error| format!("{error:?}"))?);
    }
    let mut tables = 0;
    for transaction in held {
        let row = transaction.query_one_raw(Statement::from_string(database.backend(), sql)).await?;
        tables += row.ok_or("no count")?.try_get_by_index::<i64>(0)?;
        transaction.rollback().await.map_err(|error| format!("{error:?}"))?;
    }
    Ok(tables)
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
        assert_eq!(desk.history(Desk::lale()).await?.len(), 4 + 1, "and the customer taken over, once");
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
    }

    /// Whatever state it seems to be in: what the driver believes of it may be wrong.
    async fn a_connection_whose_commit_failed_is_given_up_and_no_other_is(desk: Desk) -> TestResult {
        refuse_commits(&desk).await?;
        desk.fresh.database.writer().execute_unprepared("CREATE TEMPORARY TABLE marks (id INTEGER)").await?;
        desk.call(Who::SALES, "account/update", &change(1, "7")).await?.expect(200)?;
        desk.call(Who::SALES, "account/update", &change(1, "8")).await?.expect(409)?;
        assert_eq!(own_tables(&desk).await?, 1, "a commit that was answered, and a refusal, leave it");
        desk.call(Who::SALES, "account/update", &change(2, "fails")).await?.expect(503)?;
        assert_eq!(own_tables(&desk).await?, 0, "it was used again");
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
