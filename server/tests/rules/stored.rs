//! Rows that break today's rules: shown, marked, in nobody's way, and mended when somebody can.

use crate::support::{Desk, TestResult, Who, defter, on_each_database};
use desk::customers::{NewCustomer, add_customers};
use model::customers::{CustomerText, Field};
use serde_json::json;
use uuid::Uuid;

const OLD: Uuid = Uuid::from_u128(0x01d);

/// A row of another system: an impossible postal code, a province of nowhere, a wrong tax number, a country that is none.
fn old() -> CustomerText {
    let mut text = crate::support::lale_text();
    for (field, value) in [
        (Field::CompanyPostalCode, "9"),
        (Field::CompanySubdivision, "Mordor"),
        (Field::TaxNumber, "0000"),
        (Field::BillingPhone, "ask Elif"),
        (Field::Currency, "XXX"),
    ] {
        text.set(field, value);
    }
    text
}

on_each_database! {
    async fn an_old_row_is_shown_marked_and_changed_in_other_places(desk: Desk) -> TestResult {
        let row = NewCustomer { id: OLD, text: old(), may_buy: (false, false), added_at_us: 1 };
        add_customers(&desk.fresh.database, &[row]).await.map_err(|error| format!("{error:?}"))?;
        for page in ["account", "account/update", "account/permissions"] {
            desk.get(Who::ADMIN, &format!("/customers/{OLD}/{page}")).await?.expect(200)?;
        }
        let account = desk.account(OLD).await?;
        let grave = account["findings"].as_array().into_iter().flatten().filter(|finding| finding["severity"] == "block").count();
        assert_eq!(grave, 5, "{}", account["findings"]);
        let page = desk.get(Who::HELPDESK, &format!("/customers/{OLD}/account")).await?.body;
        assert!(page.contains("Needs attention") && page.contains("ask Elif"));
        // Another field is changed without a reason for what is old.
        let mut text = old();
        text.set(Field::PurchaseOrderReference, "PO 7");
        desk.call(Who::SALES, "account/update", &json!({ "id": OLD, "version": 1, "text": text, "reason": "" })).await?.expect(200)?;
        // A wrong value does not replace a wrong value.
        text.set(Field::TaxNumber, "1234");
        desk.call(Who::SALES, "account/update", &json!({ "id": OLD, "version": 2, "text": text, "reason": "x" })).await?.expect(422)?;
        // Mended, it is marked no more.
        text.set(Field::TaxNumber, "4540536920");
        desk.call(Who::SALES, "account/update", &json!({ "id": OLD, "version": 2, "text": text, "reason": "" })).await?.expect(200)?;
        let account = desk.account(OLD).await?;
        let is_marked = account["findings"].as_array().into_iter().flatten().any(|finding| finding["path"] == "tax_number");
        assert!(!is_marked, "{}", account["findings"]);
    }

    async fn a_new_country_is_asked_everything_anew(desk: Desk) -> TestResult {
        let mut text = crate::support::lale_text();
        text.set(Field::CompanyCountry, "AT");
        let reviewed = desk.call(Who::SALES, "account/review", &json!({ "id": Desk::lale(), "version": 1, "text": text })).await?.expect(200)?.json()?;
        let blocked: Vec<_> = reviewed["reviewed"]["findings"].as_array().into_iter().flatten().filter(|finding| finding["severity"] == "block").map(|finding| finding["path"].clone()).collect();
        assert!(blocked.contains(&json!("tax_number")), "a Turkish number is none in Austria: {reviewed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checks_what_is_stored_and_what_an_upgrade_changes() -> TestResult {
    let folder = tempfile::TempDir::new()?;
    let url = format!("sqlite:{}", folder.path().join("defter.db").display());
    let kept = folder.path().join("kept").display().to_string();
    assert!(defter(&url, &["seed", "--demo"], "")?.0);
    let (is_clean, printed) = defter(&url, &["check", "--stored", "--keep", &kept], "")?;
    // What was found is kept: whoever upgrades goes on from there.
    assert!(is_clean && printed.contains("500 records"), "{printed}");
    assert!(!defter(&url, &["check", "--stored"], "")?.0);
    let (is_same, printed) = defter(&url, &["check", "--stored", "--against", &kept], "")?;
    assert!(is_same && printed.contains("0 customers differ"), "{printed}");
    // An older version that found something else.
    let older = std::fs::read_to_string(&kept)?
        .replacen("\"findings\":[", "\"findings\":[\"block domain old_code\",", 1)
        .replace(",]", "]");
    std::fs::write(&kept, older)?;
    let (is_same, printed) = defter(&url, &["check", "--stored", "--against", &kept], "")?;
    assert!(!is_same && printed.contains("- block domain old_code"), "{printed}");
    Ok(())
}
