//! Adding: once, by whoever may, with what the rules let through, and with a word about who is there already.

use super::{
    NEW, add, failed, history_kinds, is_as_the_log_says, listed, papatya, papatya_with, remove_lale, stands, under,
};
use crate::changes::{let_in, until_it_waits};
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, on_each_database};
use desk::account::review_new;
use desk::changes::drafts;
use desk::customers::{NewCustomer, add_customers};
use desk::error::Error;
use desk::history::as_of;
use model::access::{AddCustomer, SeeCustomers, UpdateCustomer};
use model::account::{Proposal, Saved};
use model::customers::{Alike, CustomerText, Field};
use model::fields::{Problem, Severity};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use uuid::Uuid;

/// Rows of customers, however they stand.
async fn rows(desk: &Desk) -> Tried<i64> {
    let count = Statement::from_string(desk.fresh.database.backend(), "SELECT COUNT(*) FROM customers");
    Ok(desk.fresh.database.reader().query_one_raw(count).await?.ok_or("no row")?.try_get_by_index(0)?)
}

/// What a review finds beside the rules: the field, how severe, and the names.
async fn found(desk: &Desk, text: &CustomerText) -> Tried<Vec<(String, Severity, String)>> {
    let sales = let_in(desk, Who::SALES).await?;
    let permit = sales.permit::<AddCustomer>().map_err(failed)?;
    let review = review_new(&permit, &sales, NEW, text).await.map_err(failed)?;
    let there = review.reviewed.findings.into_iter().filter(|finding| finding.problem == Problem::AlreadyThere);
    Ok(there.map(|finding| (finding.path, finding.severity, finding.hint)).collect())
}

on_each_database! {
    async fn who_is_added_is_listed_and_counted_and_history_begins_there(desk: Desk) -> TestResult {
        let sales = let_in(&desk, Who::SALES).await?;
        assert_eq!(add(&sales, NEW, &papatya(), "").await, Ok(Saved::As { version: 1 }));
        assert_eq!(stands(&desk, NEW).await?, ("active".to_owned(), 1));
        assert_eq!(listed(&desk, json!({ "search": "papatya" })).await?.0, [NEW.to_string()]);
        assert_eq!(listed(&desk, json!({})).await?.1, json!({ "Exactly": 9 }));
        let history = desk.history(NEW).await?;
        assert_eq!((history.len(), &history[0]["kind"], &history[0]["version"]), (1, &json!("customer.add"), &json!(1)));
        let first = history[0]["fields"].as_array().cloned().unwrap_or_default();
        assert!(first.contains(&json!({ "field": "domain", "old": "", "new": "papatya.example" })), "{first:?}");
        assert!(first.contains(&json!({ "field": "standing", "old": "asked", "new": "active" })), "{first:?}");
        assert!(first.iter().all(|change| change["new"] != ""), "what is empty says nothing: {first:?}");
        is_as_the_log_says(&desk).await?;
        // Before it there was nobody, and what was changed since is undone to the first values.
        let permit = sales.permit::<SeeCustomers>().map_err(failed)?;
        let before = as_of(&permit, &sales, NEW, "2026-11-01T09:00", None).await.map_err(failed)?;
        assert!(before.is_before && before.fields.iter().all(|field| field.field == "standing" || field.value.as_deref() == Some("")));
        let text = papatya_with(&[(Field::PurchaseOrderReference, "7")]);
        desk.call(Who::SALES, "account/update", &json!({ "id": NEW, "version": 1, "text": text, "reason": "" })).await?.expect(200)?;
        let seq = desk.history(NEW).await?[0]["seq"].as_i64().ok_or("no number")?;
        let first = as_of(&permit, &sales, NEW, "", Some(seq - 1)).await.map_err(failed)?;
        let order = first.fields.iter().find(|field| field.field == "purchase_order_reference").ok_or("no field")?;
        assert_eq!(order.value.as_deref(), Some(""));
        is_as_the_log_says(&desk).await?;
    }

    async fn the_same_form_twice_adds_one_customer(desk: Desk) -> TestResult {
        let sales = let_in(&desk, Who::SALES).await?;
        let text = papatya();
        let both = tokio::join!(add(&sales, NEW, &text, ""), add(&sales, NEW, &text, ""));
        let both = [both.0.map_err(failed)?, both.1.map_err(failed)?];
        assert!(both.contains(&Saved::As { version: 1 }) && both.contains(&Saved::Unchanged), "{both:?}");
        assert_eq!(add(&sales, NEW, &papatya_with(&[(Field::Domain, "other.example")]), "").await, Ok(Saved::Unchanged));
        assert_eq!((rows(&desk).await?, history_kinds(&desk, NEW).await?.len()), (9, 1));
        // Nor does a form under somebody else's id touch them.
        assert_eq!(add(&sales, Desk::lale(), &text, "").await, Ok(Saved::Unchanged));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["domain"], "lale.example");
        is_as_the_log_says(&desk).await?;
    }

    async fn wrong_text_adds_nobody_and_every_field_is_named(desk: Desk) -> TestResult {
        let sales = let_in(&desk, Who::SALES).await?;
        let mut nothing = CustomerText::default();
        nothing.set(Field::CompanyCountry, "TR");
        let Err(Error::Invalid(errors)) = add(&sales, NEW, &nothing, "").await else { return Err("it was taken".into()) };
        for field in [Field::CompanyName, Field::ContactLastName, Field::BillingEmail, Field::Currency, Field::CompanyAddressLine1] {
            assert_eq!(errors.get(field.name()), Some(Problem::Missing), "{field:?}");
        }
        assert_eq!(add(&sales, Uuid::nil(), &papatya(), "").await, Err(Error::Malformed), "a form without an id");
        let nul = papatya_with(&[(Field::CompanyName, "Papatya\0")]);
        assert!(matches!(add(&sales, NEW, &nul, "").await, Err(Error::Invalid(_)) | Ok(Saved::As { .. })));
        let long = "x".repeat(600);
        let Err(Error::Invalid(errors)) = add(&sales, Uuid::from_u128(99), &papatya(), &long).await else { return Err("it was taken".into()) };
        assert_eq!(errors.get("reason"), Some(Problem::TooLong { max_chars: 500 }));
        assert!(desk.call(Who::HELPDESK, "account/find", &json!({ "id": Uuid::from_u128(99) })).await?.expect(404).is_ok());
    }

    async fn a_domain_or_a_tax_number_that_is_there_wants_a_reason(desk: Desk) -> TestResult {
        let sales = let_in(&desk, Who::SALES).await?;
        let same_domain = papatya_with(&[(Field::Domain, "lale.example"), (Field::BillingEmail, "fatura@lale.example")]);
        assert_eq!(found(&desk, &same_domain).await?, [("domain".to_owned(), Severity::Warn, "Lale Tekstil A.Ş.".to_owned())]);
        let Err(Error::Invalid(errors)) = add(&sales, NEW, &same_domain, "").await else { return Err("it was taken".into()) };
        assert_eq!(errors.get("reason"), Some(Problem::ReasonMissing));
        // The others' number is every customer's here: five of them are named.
        let found_number = found(&desk, &papatya_with(&[(Field::TaxNumber, "1234567890")])).await?;
        assert!(found_number.iter().any(|(path, severity, names)| path == "tax_number" && *severity == Severity::Warn && names.matches(", ").count() == 4), "{found_number:?}");
        // Of another country it is another number.
        let abroad = papatya_with(&[(Field::TaxNumber, "1234567890"), (Field::CompanyCountry, "AQ"), (Field::CompanySubdivision, ""), (Field::CompanyPostalCode, "")]);
        assert_eq!(found(&desk, &abroad).await?, []);
        // A name alone stops nobody, in whatever letters.
        let name = papatya_with(&[(Field::CompanyName, "LALE TEKSTİL A.Ş.")]);
        assert_eq!(found(&desk, &name).await?, [("company_name".to_owned(), Severity::Info, "Lale Tekstil A.Ş.".to_owned())]);
        assert_eq!(found(&desk, &papatya()).await?, []);
        assert_eq!(add(&sales, NEW, &same_domain, "a second company of theirs").await, Ok(Saved::As { version: 1 }));
    }

    /// However many have the number elsewhere: the one of the same country is found behind them.
    async fn a_tax_number_is_looked_for_in_its_country_only(desk: Desk) -> TestResult {
        let billed_in = |at: u128, country: &str, name: &str| {
            let mut text = papatya_with(&[(Field::CompanyName, name), (Field::Domain, "")]);
            for (field, value) in [(Field::TaxNumber, "5555555555"), (Field::BillingSameAsCompany, ""), (Field::BillingCountry, country)] {
                text.set(field, value);
            }
            NewCustomer { id: Uuid::from_u128(at), text, may_buy: (false, false), added_at_us: NOW_US }
        };
        let mut all: Vec<_> = (0..25).map(|at| billed_in(1_000 + at, "AQ", &format!("Elsewhere {at}"))).collect();
        all.push(billed_in(2_000, "TR", "Zambak Dokuma"));
        add_customers(&desk.fresh.database, &all).await.map_err(failed)?;
        let found_number = found(&desk, &papatya_with(&[(Field::TaxNumber, "5555555555")])).await?;
        assert_eq!(found_number, [("tax_number".to_owned(), Severity::Warn, "Zambak Dokuma".to_owned())]);
    }

    async fn what_a_removed_one_has_is_said_and_wants_no_reason(desk: Desk) -> TestResult {
        remove_lale(&desk).await?;
        let sales = let_in(&desk, Who::SALES).await?;
        let text = papatya_with(&[(Field::Domain, "lale.example"), (Field::BillingEmail, "fatura@lale.example")]);
        let permit = sales.permit::<AddCustomer>().map_err(failed)?;
        let review = review_new(&permit, &sales, NEW, &text).await.map_err(failed)?;
        let lale = Alike { field: "domain".into(), id: Desk::lale(), company_name: "Lale Tekstil A.Ş.".into(), is_removed: true };
        assert_eq!((review.alike, review.reviewed.needs_reason()), (vec![lale], false));
        assert_eq!(add(&sales, NEW, &text, "").await, Ok(Saved::As { version: 1 }));
    }

    async fn a_right_that_was_taken_meanwhile_adds_nobody(desk: Desk) -> TestResult {
        let sales = let_in(&desk, Who::SALES).await?;
        for (change, refused) in [("roles = 'helpdesk_agent'", Error::Forbidden), ("is_disabled = TRUE", Error::SignedOut)] {
            let transaction = desk.fresh.database.begin_write().await.map_err(failed)?;
            transaction.execute_unprepared(&format!("UPDATE staff SET {change} WHERE email = 'sales_agent@staff.example'")).await?;
            let text = papatya();
            let mut adding = Box::pin(add(&sales, NEW, &text, ""));
            until_it_waits(&desk, &mut adding).await?;
            transaction.commit().await.map_err(failed)?;
            assert_eq!(adding.await, Err(refused));
            assert_eq!(rows(&desk).await?, 8, "nothing is left of it");
        }
    }

    async fn a_customer_who_was_just_added_is_corrected_by_the_same_person_at_once(desk: Desk) -> TestResult {
        let sales = let_in(&desk, Who::SALES).await?;
        add(&sales, NEW, &papatya(), "").await.map_err(failed)?;
        // The pattern of fraud takes what somebody changed within a day together: adding is no change of a contact.
        let text = papatya_with(&[(Field::CompanyAddressLine1, "Yeni Yol 7")]);
        let saved = desk.call(Who::SALES, "account/update", &json!({ "id": NEW, "version": 1, "text": text, "reason": "" })).await?.expect(200)?.json()?;
        assert_eq!(saved, json!({ "As": { "version": 2 } }));
    }

    async fn a_draft_of_nobody_yet_is_kept_and_goes_with_its_form(desk: Desk) -> TestResult {
        let sales = under(&desk, Who::SALES, "domain auto").await?;
        let permit = sales.permit::<UpdateCustomer>().map_err(failed)?;
        let draft = Proposal { text: papatya(), draft: NEW, ..Proposal::default() };
        drafts::keep(&permit, &sales, Uuid::nil(), &draft).await.map_err(failed)?;
        let wrong = Proposal { version: 1, ..draft.clone() };
        assert_eq!(drafts::keep(&permit, &sales, Uuid::nil(), &wrong).await, Err(Error::Conflict));
        let kept = drafts::find(&permit, &sales, Uuid::nil()).await.map_err(failed)?.kept;
        assert_eq!(kept.iter().map(|kept| kept.proposal.clone()).collect::<Vec<_>>(), [draft]);
        assert!(kept[0].fields.contains(&"domain".to_owned()));
        add(&sales, NEW, &papatya(), "").await.map_err(failed)?;
        assert_eq!(drafts::find(&permit, &sales, Uuid::nil()).await.map_err(failed)?.kept, []);
    }

    async fn a_date_that_is_none_stands_beside_what_else_is_wrong(desk: Desk) -> TestResult {
        for (text, land_at, path) in [
            (papatya(), "2020-01-01T09:00", "land_at"),
            (papatya_with(&[(Field::CompanyName, "")]), "soon", "company_name"),
        ] {
            let form = json!({ "text": text, "reason": "", "land_at": land_at, "draft": NEW });
            let refused = desk.call(Who::SALES, "customers/add", &form).await?.expect(422)?.json()?;
            assert_eq!(refused["invalid"][0]["path"], path, "{refused}");
        }
    }
}
