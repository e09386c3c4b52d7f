//! Two people, or one in two tabs, change one account: no save eats another.

use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use model::customers::{CustomerText, Field};
use serde_json::{Value, json};

fn text(change: &[(Field, &str)]) -> CustomerText {
    let mut text = crate::support::lale_text();
    for (field, value) in change {
        text.set(*field, *value);
    }
    text
}

fn arguments(version: i64, change: &[(Field, &str)]) -> Value {
    json!({ "id": Desk::lale(), "version": version, "text": text(change), "reason": "asked by phone" })
}

/// The form's fields with a change, as a browser without JavaScript sends them.
fn form(change: &[(Field, &str)], more: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
    let text = text(change);
    let fields = Field::OF_TEXT.iter().map(|field| (field.name().to_owned(), text.get(*field).to_owned()));
    fields.chain(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
}

async fn post(desk: &Desk, fields: &[(String, String)]) -> Tried<crate::support::Answer> {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    desk.post(Who::SALES, &format!("/customers/{}/account/update", Desk::lale()), &fields).await
}

on_each_database! {
    async fn different_fields_merge_by_themselves_and_the_person_is_told(desk: Desk) -> TestResult {
        desk.call(Who::AGENT, "account/update", &arguments(1, &[(Field::TaxNumber, "1234567890"), (Field::ContactLastName, "Yılmaz")])).await?.expect(200)?;
        let saved = desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        assert_eq!(saved.json()?, json!({ "Merged": { "version": 3, "others": ["contact_last_name"] } }));
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["text"]["purchase_order_reference"], &account["text"]["contact_last_name"]), (&json!("9"), &json!("Yılmaz")));
        let history = desk.history(Desk::lale()).await?;
        assert_eq!(history[0]["fields"], json!([{ "field": "purchase_order_reference", "old": "", "new": "9" }]));
    }

    /// Letter case alone makes no other code, number or address of mail; of a name it does.
    async fn letter_case_of_codes_is_no_conflict(desk: Desk) -> TestResult {
        let theirs = [(Field::PurchaseOrderReference, "PO-7"), (Field::BillingEmail, "Fatura@lale.example"), (Field::ContactLastName, "Muller")];
        desk.call(Who::AGENT, "account/update", &arguments(1, &theirs)).await?.expect(200)?;
        let mine = [(Field::PurchaseOrderReference, "po-7"), (Field::BillingEmail, "fatura@lale.example"), (Field::ContactFirstName, "Ece")];
        desk.call(Who::SALES, "account/update", &arguments(1, &mine)).await?.expect(200)?;
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["text"]["purchase_order_reference"], &account["text"]["contact_first_name"]), (&json!("PO-7"), &json!("Ece")));
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::ContactLastName, "MULLER")])).await?.expect(409)?;
    }

    async fn the_same_field_is_asked_with_what_both_began_from(desk: Desk) -> TestResult {
        desk.call(Who::AGENT, "account/update", &arguments(1, &[(Field::ContactLastName, "Yılmaz"), (Field::PurchaseOrderReference, "1")])).await?.expect(200)?;
        let mine = arguments(1, &[(Field::ContactLastName, "Demir"), (Field::ContactFirstName, "Ece")]);
        for function in ["account/update", "account/review"] {
            assert_eq!(desk.call(Who::SALES, function, &mine).await?.expect(409)?.json()?, json!("conflict"));
        }
        let met = desk.call(Who::SALES, "account/meet", &mine).await?.expect(200)?.json()?;
        let conflicts = met["conflicts"].as_array().cloned().unwrap_or_default();
        assert_eq!(conflicts.len(), 1);
        let conflict = &conflicts[0];
        assert_eq!(
            (&conflict["field"], &conflict["base"], &conflict["theirs"], &conflict["mine"], &conflict["changed_by"]),
            (&json!("contact_last_name"), &json!("Kaya"), &json!("Yılmaz"), &json!("Demir"), &json!("The admin_agent"))
        );
        // The other fields are merged already: theirs and mine.
        assert_eq!((&met["text"]["purchase_order_reference"], &met["text"]["contact_first_name"]), (&json!("1"), &json!("Ece")));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 2);
    }

    async fn a_difference_that_is_none_is_no_conflict(desk: Desk) -> TestResult {
        desk.call(Who::AGENT, "account/update", &arguments(1, &[(Field::BillingPhone, "+90 224 225 01 01"), (Field::Domain, "SUMBUL.example"), (Field::CompanyPostalCode, "16140")])).await?.expect(200)?;
        // The same three values in other clothes, and one field more.
        let mine = [(Field::BillingPhone, "0224 225 0101"), (Field::Domain, "  sumbul.EXAMPLE "), (Field::CompanyPostalCode, " 16140 "), (Field::PurchaseOrderReference, "9")];
        let saved = desk.call(Who::SALES, "account/update", &arguments(1, &mine)).await?.expect(200)?.json()?;
        assert_eq!(saved["Merged"]["version"], 3);
        assert_eq!(desk.history(Desk::lale()).await?[0]["fields"].as_array().map(Vec::len), Some(1));
    }

    async fn what_somebody_emptied_is_not_filled_again(desk: Desk) -> TestResult {
        desk.call(Who::AGENT, "account/update", &arguments(1, &[(Field::TaxNumber, "")])).await?.expect(200)?;
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        assert_eq!(desk.account(Desk::lale()).await?["text"]["tax_number"], Value::Null);
    }

    /// Both halves are right alone and wrong together: the rules look at what would be stored.
    async fn what_two_people_make_together_is_checked_again(desk: Desk) -> TestResult {
        // Where no rule says how a tax number looks, every one is right.
        let antarctic = [(Field::CompanyCountry, "AQ"), (Field::CompanySubdivision, ""), (Field::TaxNumber, ""), (Field::BillingPhone, "")];
        desk.call(Who::AGENT, "account/update", &arguments(1, &antarctic)).await?.expect(200)?;
        let german = [(Field::CompanyCountry, "DE"), (Field::CompanyPostalCode, "10115"), (Field::CompanyLocality, "Berlin")];
        let theirs: Vec<_> = antarctic.into_iter().chain(german).collect();
        desk.call(Who::AGENT, "account/update", &arguments(2, &theirs)).await?.expect(200)?;
        let mine: Vec<_> = antarctic.into_iter().chain([(Field::TaxNumber, "ABC-1")]).collect();
        let refused = desk.call(Who::SALES, "account/update", &arguments(2, &mine)).await?.expect(422)?.json()?;
        // No two changed the same: it is the rules that refuse, and they name the field.
        assert_eq!(refused["invalid"][0]["path"], "tax_number", "{refused}");
        assert_eq!(desk.account(Desk::lale()).await?["version"], 3);
    }

    async fn goes_back_over_several_changes_of_one_field(desk: Desk) -> TestResult {
        for (version, order) in [(1, "a"), (2, "b"), (3, "")] {
            desk.call(Who::AGENT, "account/update", &arguments(version, &[(Field::PurchaseOrderReference, order)])).await?.expect(200)?;
        }
        // Changed and changed back: for who began at version 1 nobody changed it.
        let saved = desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "mine")])).await?.expect(200)?.json()?;
        assert_eq!(saved["Merged"]["version"], 5);
        desk.call(Who::SALES, "account/update", &arguments(2, &[(Field::PurchaseOrderReference, "late")])).await?.expect(409)?;
    }

    async fn refuses_a_version_that_never_was(desk: Desk) -> TestResult {
        for version in [0, -1, 2, i64::MAX] {
            desk.call(Who::SALES, "account/update", &arguments(version, &[(Field::PurchaseOrderReference, "9")])).await?.expect(409)?;
            desk.call(Who::SALES, "account/meet", &arguments(version, &[])).await?.expect(409)?;
        }
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// The whole of it without JavaScript: the page that asks, an answer that leaves one out, an answer, the review.
    async fn is_asked_and_answered_without_javascript(desk: Desk) -> TestResult {
        let mine = [(Field::ContactLastName, "Demir"), (Field::PurchaseOrderReference, "9")];
        desk.call(Who::AGENT, "account/update", &arguments(1, &[(Field::ContactLastName, "Yılmaz")])).await?.expect(200)?;
        let asked = post(&desk, &form(&mine, &[("version", "1"), ("step", "review")])).await?.expect(409)?;
        for part in ["choice_contact_last_name", "Yılmaz", "Demir", "Kaya", "The admin_agent", "name=\"seen\" value=\"1\""] {
            assert!(asked.body.contains(part), "{part}");
        }
        assert!(!asked.body.contains("checked"), "nothing is chosen at first");
        let none = post(&desk, &form(&mine, &[("version", "2"), ("seen", "1"), ("step", "merge")])).await?;
        none.expect(422)?;
        let chosen = form(&mine, &[("version", "2"), ("seen", "1"), ("step", "merge"), ("choice_contact_last_name", "mine")]);
        let review = post(&desk, &chosen).await?.expect(200)?;
        assert!(review.body.contains("review-title") && review.body.contains("name=\"version\" value=\"2\""));
        let submitted = form(&mine, &[("version", "2"), ("step", "submit"), ("reason", "")]);
        post(&desk, &submitted).await?.expect(303)?;
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["text"]["contact_last_name"], &account["text"]["purchase_order_reference"]), (&json!("Demir"), &json!("9")));
    }

    /// Somebody saved again while the question stood on the screen.
    async fn an_answer_to_a_question_of_another_version_is_asked_again(desk: Desk) -> TestResult {
        let mine = [(Field::ContactLastName, "Demir")];
        for (version, name) in [(1, "Yılmaz"), (2, "Aksoy")] {
            desk.call(Who::AGENT, "account/update", &arguments(version, &[(Field::ContactLastName, name)])).await?.expect(200)?;
        }
        let late = form(&mine, &[("version", "2"), ("seen", "1"), ("step", "merge"), ("choice_contact_last_name", "mine")]);
        let asked = post(&desk, &late).await?.expect(409)?;
        assert!(asked.body.contains("Aksoy") && asked.body.contains("name=\"version\" value=\"3\""));
        let forged = form(&mine, &[("version", "3"), ("seen", "nonsense"), ("step", "merge")]);
        post(&desk, &forged).await?.expect(400)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 3);
    }

    /// A permission and a text are different fields; two who want the same permission differently are told.
    async fn permissions_merge_with_everything_else(desk: Desk) -> TestResult {
        let set = |version: i64, is_given: bool| json!({ "id": Desk::lale(), "version": version, "permission": "may_buy_reservations", "is_given": is_given, "reason": "asked" });
        desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::PurchaseOrderReference, "9")])).await?.expect(200)?;
        let saved = desk.call(Who::AGENT, "permissions/set", &set(1, true)).await?.expect(200)?.json()?;
        assert_eq!(saved["Merged"]["version"], 3);
        assert_eq!(desk.call(Who::ADMIN, "permissions/set", &set(3, true)).await?.expect(200)?.json()?, json!("Unchanged"));
        desk.call(Who::ADMIN, "permissions/set", &set(1, false)).await?.expect(409)?;
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!(["may_buy_reservations"]));
    }
}
