//! Updating an account.

use crate::support::{Desk, NOW_US, TestResult, Who, on_each_database};
use model::customers::Field;
use serde_json::{Value, json};
use uuid::Uuid;

fn arguments(id: Uuid, version: i64, change: &[(Field, &str)]) -> Value {
    let mut text = crate::support::lale_text();
    for (field, value) in change {
        text.set(*field, *value);
    }
    json!({ "id": id, "version": version, "text": text, "reason": "asked by phone" })
}

on_each_database! {
    /// The whole of a change: the row, the version, the history.
    async fn stores_what_was_typed_with_who_when_and_why(desk: Desk) -> TestResult {
        let change = arguments(Desk::lale(), 1, &[(Field::CompanyName, " Lale  Tekstil Ltd. "), (Field::TaxNumber, "")]);
        let saved = desk.call(Who::SALES, "account/update", &change).await?.expect(200)?.json()?;
        assert_eq!(saved, json!({ "As": { "version": 2 } }));
        let account = desk.account(Desk::lale()).await?;
        assert_eq!(account["text"]["company_name"], "Lale Tekstil Ltd.");
        assert_eq!(account["text"]["tax_number"], Value::Null);
        assert_eq!((&account["version"], &account["updated_by"]), (&json!(2), &json!("The sales_agent")));
        let history = desk.history(Desk::lale()).await?;
        // And before it, once, what an older program or a seed had brought.
        assert_eq!((history.len(), &history[1]["kind"]), (2, &json!("customer.taken_over")));
        assert_eq!(history[0]["reason"], "asked by phone");
        assert_eq!(history[0]["changed_at_us"], NOW_US);
        assert_eq!(history[0]["fields"], json!([
            { "field": "company_name", "old": "Lale Tekstil A.Ş.", "new": "Lale Tekstil Ltd." },
            { "field": "tax_number", "old": "1234567890", "new": "" },
        ]));
    }

    async fn is_found_by_its_new_name_and_no_longer_by_its_old(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(Desk::lale(), 1, &[(Field::CompanyName, "Sümbül Dokuma"), (Field::BillToName, "Sümbül Dokuma")])).await?.expect(200)?;
        let found = |words: &'static str| json!({ "query": { "search": words } });
        let rows = desk.call(Who::SALES, "customers/list", &found("SUMBUL")).await?.expect(200)?.json()?;
        assert_eq!(rows["rows"][0]["id"], json!(Desk::lale()));
        let rows = desk.call(Who::SALES, "customers/list", &found("lale tekstil")).await?.expect(200)?.json()?;
        assert!(rows["rows"].as_array().is_some_and(|rows| rows.iter().all(|row| row["id"] != json!(Desk::lale()))));
    }

    async fn refuses_a_stale_version_and_writes_nothing(desk: Desk) -> TestResult {
        desk.call(Who::AGENT, "account/update", &arguments(Desk::lale(), 1, &[(Field::PurchaseOrderReference, "1")])).await?.expect(200)?;
        let refused = desk.call(Who::SALES, "account/update", &arguments(Desk::lale(), 1, &[(Field::PurchaseOrderReference, "2")])).await?.expect(409)?;
        assert_eq!(refused.json()?, json!("conflict"));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "1");
        assert_eq!(desk.history(Desk::lale()).await?.len(), 2);
    }

    async fn writes_nothing_when_nothing_differs(desk: Desk) -> TestResult {
        let saved = desk.call(Who::SALES, "account/update", &arguments(Desk::lale(), 1, &[(Field::CompanyName, "Lale Tekstil A.Ş.  ")])).await?.expect(200)?;
        assert_eq!(saved.json()?, json!("Unchanged"));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
        assert_eq!(desk.history(Desk::lale()).await?, Vec::<Value>::new());
    }

    async fn refuses_every_wrong_field_at_once_and_writes_nothing(desk: Desk) -> TestResult {
        let wrong = arguments(Desk::lale(), 1, &[
            (Field::CompanyName, "Ltd"), (Field::BillingEmail, "a@b"), (Field::CompanyCountry, "XX"), (Field::Currency, "TRL"),
            (Field::BillingPhone, "12"), (Field::TaxNumber, "a\u{fffd}1"), (Field::ContactLastName, ""), (Field::Domain, "x y"),
        ]);
        let refused = desk.call(Who::SALES, "account/update", &wrong).await?.expect(422)?.json()?;
        let mut names: Vec<&str> = refused["invalid"].as_array().into_iter().flatten().filter_map(|finding| finding["path"].as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["billing_email", "billing_phone", "company_country", "company_name", "contact_last_name", "currency", "domain", "tax_number"]);
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn refuses_a_reason_that_hides_something(desk: Desk) -> TestResult {
        let mut change = arguments(Desk::lale(), 1, &[(Field::PurchaseOrderReference, "9")]);
        change["reason"] = json!("fine\u{fffd}");
        desk.call(Who::SALES, "account/update", &change).await?.expect(422)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn refuses_who_may_only_read(desk: Desk) -> TestResult {
        let change = arguments(Desk::lale(), 1, &[(Field::PurchaseOrderReference, "9")]);
        desk.call(Who::HELPDESK, "account/update", &change).await?.expect(403)?;
        desk.call(Who::Nobody, "account/update", &change).await?.expect(401)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn finds_no_customer_that_is_not_there(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(Uuid::from_u128(99), 1, &[])).await?.expect(404)?;
        desk.call(Who::SALES, "account/edit", &json!({ "id": Uuid::from_u128(99) })).await?.expect(404)?;
    }

    async fn refuses_forms_with_strange_missing_or_repeated_fields(desk: Desk) -> TestResult {
        let id = Desk::lale();
        for body in [
            json!({ "id": id, "version": 1, "text": { "version": "7" }, "reason": "" }).to_string(),
            json!({ "id": "nonsense", "version": 1, "text": {}, "reason": "" }).to_string(),
            json!({ "id": id, "text": {}, "reason": "" }).to_string(),
            format!(r#"{{"id":"{id}","version":1,"text":{{"domain":"a.example","domain":"b.example"}},"reason":""}}"#),
            "{".to_owned(), "[]".to_owned(), String::new(),
        ] {
            let request = http::Request::post("/api/account/update").header("cookie", desk.cookie(Who::SALES).await?).header("content-type", "application/json");
            let refused = desk.send(request.body(axum::body::Body::from(body.clone()))?).await?;
            assert_eq!(refused.status, 400, "{body}: {}", refused.body);
        }
        assert_eq!(desk.account(id).await?["version"], 1);
    }

    /// Of many who save at the same moment one is stored and the others are told.
    async fn lets_one_of_many_at_once_win(desk: Desk) -> TestResult {
        let saves = (0..12).map(|at| {
            let change = arguments(Desk::lale(), 1, &[(Field::PurchaseOrderReference, ["11", "12", "13"][at % 3])]);
            let desk = &desk;
            async move { desk.call(Who::SALES, "account/update", &change).await }
        });
        let answers = futures::future::try_join_all(saves).await?;
        let stored = answers.iter().filter(|answer| answer.status == 200).count();
        let refused = answers.iter().filter(|answer| answer.status == 409).count();
        // Those who wanted the very same have it.
        assert_eq!((stored, refused), (4, 8));
        assert_eq!(desk.history(Desk::lale()).await?.len(), 2);
    }

    /// Capitals of some letters are longer than the letters; a name of long signs still has a place in the order.
    async fn stores_nothing_longer_than_its_rule(desk: Desk) -> TestResult {
        let host = format!("{}.example", ["x".repeat(60), "y".repeat(60), "z".repeat(60), "İ".repeat(16)].join("."));
        for (field, typed) in [(Field::CompanyPostalCode, "ß".repeat(12)), (Field::BillingEmail, format!("{}@{host}", "İ".repeat(64)))] {
            desk.call(Who::SALES, "account/update", &arguments(Desk::lale(), 1, &[(field, &typed)])).await?.expect(422)?;
        }
        let long = "ﷺ".repeat(200);
        desk.call(Who::SALES, "account/update", &arguments(Desk::lale(), 1, &[(Field::CompanyName, &long)])).await?.expect(200)?;
        desk.call(Who::SALES, "customers/list", &json!({ "query": {} })).await?.expect(200)?;
    }

    async fn history_cannot_be_edited_or_deleted(desk: Desk) -> TestResult {
        use sea_orm::ConnectionTrait;
        desk.call(Who::SALES, "account/update", &arguments(Desk::lale(), 1, &[(Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        for statement in [
            "UPDATE audit_entries SET kind = 'x'", "DELETE FROM audit_entries", "DELETE FROM audit_values",
            "UPDATE audit_values SET new_value = 'x'", "UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL, field = 'x'",
        ] {
            assert!(desk.fresh.database.writer().execute_unprepared(statement).await.is_err(), "{statement}");
        }
        assert_eq!(desk.history(Desk::lale()).await?[0]["reason"], "asked by phone");
    }
}
