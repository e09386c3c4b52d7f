//! What planned changes do when something beside them is wrong.

use super::schedule::{at, land_all};
use super::{arguments, asked, decide, request};
use crate::support::{Desk, NOW_US, TestResult, Who, on_each_database, test_key};
use desk::changes::{Behind, land_next};
use desk::database::Database;
use desk::error::Error;
use model::customers::Field;
use sea_orm::{ConnectionTrait, DatabaseBackend};
use serde_json::json;
use uuid::Uuid;

const HOUR_US: i64 = 3_600_000_000;

/// Two changes of one field, a minute apart.
async fn two_plans(desk: &Desk) -> TestResult {
    for (minute, order) in [("15:00", "first"), ("15:01", "second")] {
        let mut plan = arguments(1, &[(Field::PurchaseOrderReference, order)]);
        plan["land_at"] = json!(format!("2026-11-22T{minute}"));
        desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
    }
    Ok(())
}

/// Lets the database refuse that a customer's order number becomes `first`, as a full disk would, or takes that back.
async fn refuse_the_first(desk: &Desk, refuses: bool) -> TestResult {
    let statements: &[&str] = match (desk.fresh.database.backend(), refuses) {
        (DatabaseBackend::Sqlite, true) => &["CREATE TRIGGER full_disk BEFORE UPDATE ON customers WHEN NEW.purchase_order_reference = 'first'
            BEGIN SELECT RAISE(ABORT, 'no space left'); END"],
        (DatabaseBackend::Sqlite, false) => &["DROP TRIGGER full_disk"],
        (_, true) => &[
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.purchase_order_reference = 'first' THEN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END IF;
                RETURN NEW; END $$",
            "CREATE TRIGGER full_disk BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION full_disk()",
        ],
        (_, false) => &["DROP TRIGGER full_disk ON customers"],
    };
    for statement in statements {
        desk.fresh.database.writer().execute_unprepared(statement).await?;
    }
    Ok(())
}

on_each_database! {
    /// A fault that passes holds up what comes after it: the order of dates is kept.
    async fn what_comes_later_waits_while_the_database_fails(desk: Desk) -> TestResult {
        two_plans(&desk).await?;
        refuse_the_first(&desk, true).await?;
        assert!(land_all(&desk, NOW_US + HOUR_US).await.is_err());
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["version"], account["waiting"].as_array().map(Vec::len)), (&json!(1), Some(2)));
        refuse_the_first(&desk, false).await?;
        assert_eq!(land_all(&desk, NOW_US + HOUR_US).await?, 2);
        // The second is refused, not forced: it began from what stood before the first.
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "first");
    }

    /// A row that cannot even be read is left for later, and the others are made.
    async fn a_row_that_cannot_be_read_holds_nobody_up(desk: Desk) -> TestResult {
        two_plans(&desk).await?;
        let torn: &[&str] = match desk.fresh.database.backend() {
            DatabaseBackend::Sqlite => &["UPDATE change_sets SET decided_by = 'x' WHERE changes LIKE '%first%'"],
            // PostgreSQL takes no such value, as long as the column is what it should be.
            _ => &[
                "ALTER TABLE change_sets ALTER COLUMN undoes TYPE TEXT",
                "UPDATE change_sets SET undoes = 'x' WHERE changes LIKE '%first%'",
            ],
        };
        for statement in torn {
            desk.fresh.database.writer().execute_unprepared(statement).await?;
        }
        // On connections that know the column as it is now.
        let mut fresh = desk.fresh.beside();
        fresh.database = Database::open(&fresh.url, test_key()?).await?;
        let now = Desk::of(fresh);
        // Nor does it take the pages with it that show the other.
        assert_eq!(now.account(Desk::lale()).await?["waiting"].as_array().map(Vec::len), Some(1));
        let list = now.call(Who::SALES, "changes/list", &json!({ "state": "scheduled", "after": null })).await?.expect(200)?.json()?;
        assert_eq!((list["counts"][1].clone(), list["requests"].as_array().map(Vec::len)), (json!(2), Some(1)), "{list}");
        assert!(land_all(&now, NOW_US + HOUR_US).await.is_err(), "it is still there, and said to be");
        let change = &now.history(Desk::lale()).await?[0];
        assert_eq!(change["fields"][0]["new"], "second", "{change}");
    }

    /// The order of dates is each customer's: a change of another's goes on beside a fault, again and again.
    async fn a_fault_at_one_customer_holds_up_nobody_elses_change(desk: Desk) -> TestResult {
        two_plans(&desk).await?;
        for (customer, minute) in [(2, "15:02"), (3, "15:03")] {
            let id = Uuid::from_u128(customer);
            let mut text = desk.account(id).await?["text"].clone();
            text["purchase_order_reference"] = json!("beside");
            let plan = json!({ "id": id, "version": 1, "text": text, "reason": "", "land_at": format!("2026-11-22T{minute}") });
            desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        }
        refuse_the_first(&desk, true).await?;
        let request = at(&desk.fresh.database, NOW_US + HOUR_US);
        let mut behind = Behind::default();
        let mut looks = Vec::new();
        for _ in 0..4 {
            looks.push(land_next(&request, &mut behind).await);
        }
        assert_eq!(looks, [Ok(true), Ok(true), Err(Error::Unavailable), Err(Error::Unavailable)], "and it is said to be there");
        for customer in [2, 3] {
            let account = desk.account(Uuid::from_u128(customer)).await?;
            assert_eq!((&account["version"], &account["text"]["purchase_order_reference"]), (&json!(2), &json!("beside")));
        }
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
        // Looked at anew once the database is mended.
        refuse_the_first(&desk, false).await?;
        assert_eq!(land_all(&desk, NOW_US + HOUR_US).await?, 2);
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "first");
    }

    /// What only a newer program has a name for is said to be so: not that it was refused, nor that it was not done.
    async fn a_state_of_a_newer_program_is_said_to_be_so(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        decide(&desk, Who::AGENT, &id, "reject", 1).await?.expect(303)?;
        desk.fresh.database.writer().execute_unprepared("UPDATE change_sets SET state = 'paused'").await?;
        decide(&desk, Who::AGENT, &id, "approve", 2).await?.expect(409)?;
        let told = "(SELECT MAX(seq) FROM audit_values WHERE field = 'change_set')";
        for statement in [
            format!("INSERT INTO audit_entries (seq, at_us, kind, actor_id, subject_id, version, request_id, hash, key_id, seal)
                     SELECT (SELECT MAX(seq) + 1 FROM audit_entries), at_us, 'change.pause', actor_id, subject_id, version, request_id, hash, key_id, seal
                     FROM audit_entries WHERE seq = {told}"),
            format!("INSERT INTO audit_values (seq, place, field, leaf, salt, old_value, new_value)
                     SELECT (SELECT MAX(seq) FROM audit_entries), place, field, leaf, salt, old_value, new_value
                     FROM audit_values WHERE field = 'change_set' AND seq = {told}"),
        ] {
            desk.fresh.database.writer().execute_unprepared(&statement).await?;
        }
        for who in [Who::SALES, Who::AGENT] {
            let found = request(&desk, who, &id).await?;
            assert_eq!((&found["state"], &found["may"]["change"], &found["may"]["decide"]), (&json!(null), &json!(false), &json!(false)));
            assert_eq!(found["steps"].as_array().and_then(|steps| steps.last()).map(|step| step["kind"].clone()), Some(json!(null)));
            let page = desk.get(who, &format!("/requests/{id}")).await?.expect(200)?;
            assert_eq!(page.body.matches("Written by a newer version of Defter").count(), 2, "{}", page.body);
            assert!(!page.body.contains("Could not be made"));
        }
    }

    /// Nobody's change waits behind one that cannot be made, whatever is wrong with it.
    async fn a_request_that_cannot_be_read_holds_nobody_up(desk: Desk) -> TestResult {
        let mut plan = arguments(1, &[(Field::PurchaseOrderReference, "first")]);
        plan["land_at"] = json!("2026-11-22T15:00");
        desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        desk.fresh.database.writer().execute_unprepared("UPDATE change_sets SET kind = 'of another day', changes = 'x'").await?;
        let mut plan = arguments(1, &[(Field::PurchaseOrderReference, "second")]);
        plan["land_at"] = json!("2026-11-22T15:01");
        desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        assert_eq!(land_all(&desk, NOW_US + HOUR_US).await?, 2);
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "second");
    }
}
