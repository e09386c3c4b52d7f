//! Customers of older databases and of seeds: the log begins with what they are, once, with their first change. And erasing by a page.

use super::{failed, history_kinds, is_as_the_log_says, remove_lale};
use crate::changes::let_in;
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, lale_text, on_each_database};
use desk::audit::verify;
use desk::erase::{erase_by_person, preview_erase};
use desk::error::Error;
use desk::history::{as_of, changed_after};
use desk::verify::{Differs, first_that_differs};
use model::access::{ErasePersonal, SeeCustomers};
use model::customers::Field;
use model::fields::Problem;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

fn change(id: Uuid, version: i64, field: Field, value: &str) -> Value {
    let mut text = lale_text();
    text.set(field, value);
    json!({ "id": id, "version": version, "text": text, "reason": "asked by phone" })
}

async fn differs(desk: &Desk) -> Tried<Option<String>> {
    let found = first_that_differs(&desk.fresh.database).await.map_err(failed)?;
    Ok(found.map(|Differs { field, .. }| field))
}

async fn forge(desk: &Desk, sql: &str) -> TestResult {
    desk.fresh.database.writer().execute_unprepared(sql).await?;
    Ok(())
}

on_each_database! {
    async fn a_first_change_takes_over_what_was_there_once(desk: Desk) -> TestResult {
        assert_eq!(history_kinds(&desk, Desk::lale()).await?, Vec::<String>::new());
        let (one, other) = (change(Desk::lale(), 1, Field::PurchaseOrderReference, "7"), change(Desk::lale(), 1, Field::ContactFirstName, "Ece"));
        let (one, other) = tokio::join!(desk.call(Who::SALES, "account/update", &one), desk.call(Who::AGENT, "account/update", &other));
        one?.expect(200)?;
        other?.expect(200)?;
        assert_eq!(history_kinds(&desk, Desk::lale()).await?, ["customer.update", "customer.update", "customer.taken_over"]);
        let history = desk.history(Desk::lale()).await?;
        let first = &history[2];
        assert_eq!((&first["version"], &first["changed_by"]), (&json!(1), &json!("")));
        let values = first["fields"].as_array().cloned().unwrap_or_default();
        assert!(values.contains(&json!({ "field": "domain", "old": "lale.example", "new": "lale.example" })), "{values:?}");
        assert!(values.contains(&json!({ "field": "standing", "old": "active", "new": "active" })), "{values:?}");
        is_as_the_log_says(&desk).await?;
        // It sets nothing: a field that nobody changed comes from nobody, at any time.
        let sales = let_in(&desk, Who::SALES).await?;
        let permit = sales.permit::<SeeCustomers>().map_err(failed)?;
        for at in ["", "2026-11-01T09:00"] {
            let then = as_of(&permit, &sales, Desk::lale(), at, None).await.map_err(failed)?;
            let domain = then.fields.iter().find(|field| field.field == "domain").ok_or("no domain")?;
            assert_eq!((domain.value.as_deref(), domain.set_by.is_none()), (Some("lale.example"), true), "{at}");
        }
        // Nobody who watches is told of it.
        let (_, told) = changed_after(&desk.fresh.database, 0).await.map_err(failed)?;
        let versions: Vec<i64> = told.iter().filter(|told| told.customer_id == Desk::lale()).map(|told| told.version).collect();
        assert_eq!(versions, [2, 3]);
        let first = first["seq"].as_i64().ok_or("no number")?;
        desk.get(Who::ADMIN, &format!("/customers/{}/history/{first}/undo", Desk::lale())).await?.expect(404)?;
    }

    /// What was never changed is held against the log too, once it was taken over; and nobody is removed around it.
    async fn what_was_changed_around_the_log_is_found(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &change(Desk::lale(), 1, Field::PurchaseOrderReference, "7")).await?.expect(200)?;
        assert_eq!(differs(&desk).await?, None);
        let of_lale = "WHERE company_name = 'Lale Tekstil A.Ş.'";
        for (forged, back, field) in [
            ("domain = 'forged.example'", "domain = 'lale.example'", "domain"),
            ("standing = 'removed'", "standing = 'active'", "standing"),
            ("standing = 'asked'", "standing = 'active'", "standing"),
        ] {
            forge(&desk, &format!("UPDATE customers SET {forged} {of_lale}")).await?;
            assert_eq!(differs(&desk).await?.as_deref(), Some(field), "{forged}");
            forge(&desk, &format!("UPDATE customers SET {back} {of_lale}")).await?;
        }
        // One of whom the log says nothing yet.
        for forged in ["standing = 'removed'", "standing = 'asked'", "version = 0"] {
            forge(&desk, &format!("UPDATE customers SET {forged} WHERE company_name = 'Irmak Enerji'")).await?;
            assert_eq!(differs(&desk).await?.as_deref(), Some("standing"), "{forged}");
            forge(&desk, "UPDATE customers SET standing = 'active', version = 1 WHERE company_name = 'Irmak Enerji'").await?;
        }
        assert_eq!(differs(&desk).await?, None);
    }

    async fn erasing_by_a_page_says_before_what_goes_and_takes_just_that(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &change(Desk::lale(), 1, Field::BillingEmail, "fatura@lale.example")).await?.expect(200)?;
        desk.call(Who::SALES, "draft/keep", &json!({ "id": Desk::lale(), "version": 2, "text": lale_text(), "reason": "", "draft": Uuid::from_u128(77) })).await?.expect(200)?;
        let admin = let_in(&desk, Who::ADMIN).await?;
        let permit = admin.permit::<ErasePersonal>().map_err(failed)?;
        let before = preview_erase(&permit, &admin, Desk::lale()).await.map_err(failed)?;
        assert_eq!((before.company_name.as_str(), before.requests, before.drafts, before.open), ("Lale Tekstil A.Ş.", 1, 1, 0));
        assert!(before.values > 3, "{before:?}");
        let Err(Error::Invalid(errors)) = erase_by_person(&permit, &admin, Desk::lale(), "Lale", " ").await else { return Err("it was erased".into()) };
        assert_eq!((errors.get("company_name"), errors.get("reason")), (Some(Problem::NotThisName), Some(Problem::Missing)));
        assert_eq!(preview_erase(&permit, &admin, Desk::lale()).await.map_err(failed)?, before, "nothing was done");
        assert_eq!(erase_by_person(&permit, &admin, Uuid::from_u128(999), "Lale", "asked").await, Err(Error::NotFound));
        erase_by_person(&permit, &admin, Desk::lale(), " lale tekstil a.ş. ", "asked by letter").await.map_err(failed)?;
        let found = verify(&desk.fresh.database, None).await.map_err(failed)?;
        assert_eq!((found.fault, found.erased_values), (None, before.values));
        let noted = "SELECT v.new_value FROM audit_entries e JOIN audit_values v ON v.seq = e.seq
                     WHERE e.kind = 'log.erase' AND v.field = 'reason'";
        let noted = Statement::from_string(desk.fresh.database.backend(), noted);
        let noted: String = desk.fresh.database.reader().query_one_raw(noted).await?.ok_or("no reason")?.try_get_by_index(0)?;
        assert_eq!(noted, "asked by letter");
        let after = preview_erase(&permit, &admin, Desk::lale()).await.map_err(failed)?;
        assert_eq!((after.values, after.requests, after.drafts), (1, 0, 0), "the reason of the erasing itself");
        // So does the one of a customer who was removed.
        remove_lale(&desk).await?;
        erase_by_person(&permit, &admin, Desk::lale(), "Lale Tekstil A.Ş.", "asked again").await.map_err(failed)?;
        is_as_the_log_says(&desk).await?;
        for who in [Who::AGENT, Who::SALES, Who::AUDITOR] {
            assert_eq!(let_in(&desk, who).await?.permit::<ErasePersonal>().err(), Some(Error::Forbidden));
        }
        assert_eq!(admin.now_us, NOW_US);
    }
}
