//! Taking back, later too: what was edited since is kept, and the answer says so field by field.

use super::{FRAUD, arguments, asked, decide, kinds, take_back};
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, on_each_database};
use model::customers::Field;
use serde_json::{Value, json};

async fn newest(desk: &Desk) -> Tried<i64> {
    desk.history(Desk::lale()).await?[0]["seq"].as_i64().ok_or_else(|| "no change".into())
}

fn fates(undone: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fields = undone["fields"].as_array().cloned().unwrap_or_default();
    fields.iter().map(|field| (text(&field["change"]["field"]), text(&field["fate"]))).collect()
}

on_each_database! {
    async fn takes_back_what_is_as_it_was_left_and_keeps_what_was_edited_since(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::ContactLastName, "Yılmaz"), (Field::ContactFirstName, "Ece"), (Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        let seq = newest(&desk).await?;
        desk.call(Who::SALES, "account/update", &arguments(2, &[(Field::ContactLastName, "Demir"), (Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        let shown = desk.call(Who::AGENT, "undo/find", &json!({ "customer_id": Desk::lale(), "seq": seq })).await?.expect(200)?.json()?;
        let expected = [("contact_first_name", "same"), ("contact_last_name", "edited"), ("purchase_order_reference", "undone")];
        let expected: Vec<_> = expected.iter().map(|(field, fate)| ((*field).to_owned(), (*fate).to_owned())).collect();
        assert_eq!(fates(&shown), expected);
        let undone = take_back(&desk, Who::AGENT, seq, 3).await?.expect(303)?;
        let report = "?undo=contact_first_name.same,contact_last_name.edited,purchase_order_reference.undone";
        assert!(undone.header("location").ends_with(report), "{}", undone.header("location"));
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["text"]["contact_last_name"], &account["text"]["purchase_order_reference"]), (&json!("Demir"), &Value::Null));
        let history = desk.history(Desk::lale()).await?;
        assert_eq!((&history[0]["kind"], &history[0]["undoes"], &history[0]["reason"]), (&json!("customer.undo"), &json!(seq), &json!("a slip")));
        assert_eq!((&history[2]["seq"], &history[2]["undone_by"], &history[1]["undone_by"]), (&json!(seq), &history[0]["seq"], &Value::Null));
    }

    async fn redo_is_undo_of_undo(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        take_back(&desk, Who::AGENT, newest(&desk).await?, 2).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], Value::Null);
        take_back(&desk, Who::AGENT, newest(&desk).await?, 3).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["text"]["purchase_order_reference"], "9");
        take_back(&desk, Who::AGENT, newest(&desk).await? - 2, 4).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 5);
    }

    async fn takes_a_permission_back(desk: Desk) -> TestResult {
        let give = json!({ "id": Desk::lale(), "version": 1, "permission": "may_buy_savings_plans", "is_given": true, "reason": "" });
        desk.call(Who::AGENT, "permissions/set", &give).await?.expect(200)?;
        take_back(&desk, Who::ADMIN, newest(&desk).await?, 2).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!([]));
    }

    async fn the_rules_refuse_it_with_the_reason(desk: Desk) -> TestResult {
        use sea_orm::ConnectionTrait;
        // Stored by another system before there were rules: what was there before is wrong today.
        desk.fresh.database.writer().execute_unprepared("UPDATE customers SET billing_email = 'muhasebe@' WHERE domain = 'lale.example'").await?;
        let mut change = arguments(1, &[]);
        change["text"]["billing_email"] = json!("new@lale.example");
        desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
        let seq = newest(&desk).await?;
        let shown = desk.call(Who::AGENT, "undo/find", &json!({ "customer_id": Desk::lale(), "seq": seq })).await?.expect(200)?.json()?;
        assert_eq!(fates(&shown), [("billing_email".to_owned(), "refused".to_owned())]);
        assert_eq!(shown["fields"][0]["finding"]["problem"], "not_an_email");
        let refused = take_back(&desk, Who::AGENT, seq, 2).await?.expect(303)?;
        assert!(refused.header("location").ends_with("?undo=billing_email.refused"), "{}", refused.header("location"));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 2);
    }

    /// Undoing goes the same way as everything else: what wants a second person wants one here too.
    async fn what_looks_like_fraud_waits_when_it_is_undone_too(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(303)?;
        let approved = desk.history(Desk::lale()).await?[0].clone();
        assert_eq!((&approved["approved_by"], &approved["set_id"]), (&json!("The admin_agent"), &json!(id)));
        let undone = take_back(&desk, Who::AGENT, newest(&desk).await?, 2).await?.expect(303)?;
        assert!(undone.header("location").starts_with("/requests/"), "{}", undone.header("location"));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["billing_email"], FRAUD[0].1);
        assert_eq!(kinds(&desk, 1).await?, ["change.ask"]);
    }

    async fn refuses_who_may_not_and_what_is_not_there(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        let seq = newest(&desk).await?;
        for who in [Who::SALES, Who::HELPDESK, Who::AUDITOR] {
            take_back(&desk, who, seq, 2).await?.expect(403)?;
        }
        take_back(&desk, Who::AGENT, seq, 1).await?.expect(409)?;
        for other in [0, -1, 1, seq + 1, i64::MAX] {
            take_back(&desk, Who::AGENT, other, 2).await?.expect(404)?;
        }
        assert_eq!(desk.account(Desk::lale()).await?["version"], 2);
    }

    /// An account as it was, with who set each field: before, between and after two changes.
    async fn shows_an_account_as_it_was_and_who_set_each_field(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        let as_of = async |at: &str| desk.call(Who::AUDITOR, "history/as_of", &json!({ "customer_id": Desk::lale(), "at": at })).await?.expect(200)?.json();
        let field = |shown: &Value| shown["fields"].as_array().into_iter().flatten().find(|field| field["field"] == "purchase_order_reference").cloned().unwrap_or_default();
        let before = as_of("2026-11-22T14:00").await?;
        assert_eq!((&before["version"], &field(&before)["value"], &field(&before)["set_by"]), (&json!(1), &json!(""), &Value::Null));
        // An entry is itself, however many there were in its minute; another minute asked for is that minute.
        let seq = desk.history(Desk::lale()).await?.first().cloned().unwrap_or_default()["seq"].clone();
        let of_entry = async |at: &str| desk.call(Who::AUDITOR, "history/as_of", &json!({ "customer_id": Desk::lale(), "at": at, "entry": seq })).await?.expect(200)?.json();
        for at in ["", "2026-11-22T14:05"] {
            assert_eq!(of_entry(at).await?["version"], 2, "{at}");
        }
        assert_eq!(of_entry("2026-11-22T14:00").await?["version"], 1);
        let after = as_of("").await?;
        assert_eq!((&after["version"], &field(&after)["value"], &field(&after)["set_by"]["changed_by"]), (&json!(2), &json!("9"), &json!("The sales_agent")));
        assert_eq!(field(&after)["set_by"]["changed_at_us"], json!(NOW_US));
        let wrong = json!({ "customer_id": Desk::lale(), "at": "yesterday" });
        desk.call(Who::AUDITOR, "history/as_of", &wrong).await?.expect(422)?;
    }
}
