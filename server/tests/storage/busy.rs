//! Busy is not broken: tried once more, and then said with everything that was typed.

use crate::support::{Desk, TestResult, Who, lale_text, on_each_database, test_key};
use desk::database::{Database, Limits, WriteTransaction};
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde_json::json;

fn change(version: i64, order: &str) -> serde_json::Value {
    let mut text = lale_text();
    text.set(Field::PurchaseOrderReference, order);
    json!({ "id": Desk::lale(), "version": version, "text": text, "reason": "" })
}

/// Makes `PostgreSQL` fail so many updates of customers with an `SQLSTATE`.
async fn fail(desk: &Desk, code: &str, times: u32) -> TestResult {
    fail_at(desk, ("UPDATE", "customers"), code, times).await
}

/// Makes `PostgreSQL` fail so often what is done to a table: a sequence counts through rollbacks.
pub async fn fail_at(desk: &Desk, (event, table): (&str, &str), code: &str, times: u32) -> TestResult {
    for statement in [
        "DROP FUNCTION IF EXISTS fail_sometimes CASCADE".to_owned(),
        "DROP SEQUENCE IF EXISTS failures".to_owned(),
        "CREATE SEQUENCE failures".to_owned(),
        format!(
            "CREATE FUNCTION fail_sometimes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('failures') <= {times} THEN RAISE EXCEPTION 'busy' USING ERRCODE = '{code}'; END IF;
                RETURN COALESCE(NEW, OLD); END $$"
        ),
        format!(
            "CREATE TRIGGER fail_sometimes BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION fail_sometimes()"
        ),
    ] {
        desk.fresh.database.writer().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// Another program that holds what a submit needs, and does not let go: without the limits that `PostgreSQL` would end it by.
async fn hold(desk: &Desk) -> Result<(Database, WriteTransaction), Box<dyn std::error::Error + Send + Sync>> {
    let other = Database::open_within(&desk.fresh.url, test_key()?, Limits::None).await?;
    let transaction = other.begin_write().await.map_err(|error| format!("{error:?}"))?;
    transaction.execute_unprepared("UPDATE customers SET version = version WHERE domain = 'lale.example'").await?;
    Ok((other, transaction))
}

on_each_database! {
    /// A submit, a form without JavaScript and the pages, while another program holds the lock for good.
    async fn a_lock_that_is_not_given_back_is_503_with_everything_typed(desk: Desk) -> TestResult {
        if desk.fresh.database.backend() == DatabaseBackend::Sqlite {
            // As long as people wait would be twice four seconds.
            desk.fresh.database.writer().execute_unprepared("PRAGMA busy_timeout = 100").await?;
        }
        let (_other, held) = hold(&desk).await?;
        let refused = desk.call(Who::SALES, "account/update", &change(1, "77")).await?.expect(503)?;
        assert_eq!(refused.header("retry-after"), "5");
        let text = lale_text();
        let order = [("purchase_order_reference", "typed & kept"), ("version", "1"), ("step", "submit"), ("reason", "by phone")];
        let mut form: Vec<(&str, &str)> = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field))).filter(|(name, _)| *name != order[0].0).collect();
        form.extend(order);
        let page = desk.post(Who::SALES, &format!("/customers/{}/account/update", Desk::lale()), &form).await?.expect(503)?;
        assert!(page.body.contains("typed &amp; kept") && page.body.contains("by phone"), "{}", page.body);
        assert_eq!(page.header("retry-after"), "5");
        for path in ["/", "/customers", "/requests", "/activity", &format!("/customers/{}/account", Desk::lale())] {
            desk.get(Who::AGENT, path).await?.expect(200)?;
        }
        drop(held);
        desk.call(Who::SALES, "account/update", &change(1, "78")).await?.expect(200)?;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadlock_is_tried_once_more_and_then_said() -> TestResult {
    let desk = Desk::on_postgres().await?;
    let mut version = 1;
    for code in ["40P01", "40001", "55P03", "57014", "57P01"] {
        fail(&desk, code, 1).await?;
        desk.call(Who::SALES, "account/update", &change(version, &format!("once {code}"))).await?.expect(200)?;
        version += 1;
        fail(&desk, code, 2).await?;
        let refused =
            desk.call(Who::SALES, "account/update", &change(version, &format!("twice {code}"))).await?.expect(503)?;
        assert_eq!(refused.header("retry-after"), "5", "{code}");
        assert_eq!(desk.account(Desk::lale()).await?["version"], version);
    }
    // What is broken is not tried again, and not called busy.
    fail(&desk, "22001", 1).await?;
    desk.call(Who::SALES, "account/update", &change(version, "broken")).await?.expect(500)?;
    desk.ends_well()
}
