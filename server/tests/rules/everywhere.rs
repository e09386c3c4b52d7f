//! The same rules from every way in: the form, the form without JavaScript, the server function that saves, the command line.

use crate::support::{Desk, TestResult, Tried, Who, defter, on_each_database};
use model::customers::Field;
use serde_json::{Value, json};

/// A record with one fault of each kind: field, name in records, text, code, severity.
const FAULTS: [(Field, &str, &str, &str, &str); 7] = [
    (Field::CompanyName, "companyName", "acme.com", "name_domain_ending", "warn"),
    (Field::CompanyPostalCode, "postalCode", "3400", "not_a_postal_code", "block"),
    (Field::CompanySubdivision, "state", "Bavaria", "unknown_subdivision", "block"),
    (Field::BillingPhone, "phone", "+90 12", "not_a_phone", "block"),
    (Field::BillingEmail, "email", "elif@gmial.com", "email_slip", "warn"),
    (Field::TaxNumber, "taxId", "4540536921", "check_digit", "block"),
    (Field::CompanyLocality, "city", "", "missing", "block"),
];

fn faulty() -> model::customers::CustomerText {
    let mut text = crate::support::lale_text();
    for (field, _, value, _, _) in FAULTS {
        text.set(field, value);
    }
    text
}

/// Paths, codes and severities in one order.
fn sorted(findings: impl Iterator<Item = (String, String, String)>) -> Vec<(String, String, String)> {
    let mut all: Vec<_> = findings.collect();
    all.sort();
    all
}

fn expected(only_blocks: bool, name: impl Fn(Field, &'static str) -> String) -> Vec<(String, String, String)> {
    let wanted = FAULTS.iter().filter(|fault| !only_blocks || fault.4 == "block");
    sorted(
        wanted.map(|(field, record, _, code, severity)| {
            (name(*field, record), (*code).to_owned(), (*severity).to_owned())
        }),
    )
}

fn found(findings: &Value, code: &str) -> Vec<(String, String, String)> {
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    // That an address moves is found where another was before: no record has one.
    let is_of_all = |finding: &&Value| finding["severity"] != "info" && finding["problem"] != "email_moved";
    let grave = findings.as_array().into_iter().flatten().filter(is_of_all);
    sorted(grave.map(|finding| (text(finding, "path"), text(finding, code), text(finding, "severity"))))
}

on_each_database! {
    async fn every_way_in_finds_the_same(desk: Desk) -> TestResult {
        let id = Desk::lale();
        let by_field = |field: Field, _: &'static str| field.name().to_owned();
        // The form in the browser asks this function.
        let reviewed = desk.call(Who::SALES, "account/review", &json!({ "id": id, "version": 1, "text": faulty() })).await?.expect(200)?.json()?;
        assert_eq!(found(&reviewed["reviewed"]["findings"], "problem"), expected(false, by_field));
        // Saving refuses what blocks.
        let save = json!({ "id": id, "version": 1, "text": faulty(), "reason": "because" });
        let refused = desk.call(Who::SALES, "account/update", &save).await?.expect(422)?.json()?;
        assert_eq!(found(&refused["invalid"], "problem"), expected(true, by_field));
        // Without JavaScript each stands at its field.
        let text = faulty();
        let mut fields: Vec<(&str, &str)> = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field))).collect();
        fields.extend([("version", "1"), ("step", "review")]);
        let page = desk.post(Who::SALES, &format!("/customers/{id}/account/update"), &fields).await?.expect(422)?;
        for (field, _, _, _, severity) in FAULTS {
            let is_listed = page.body.contains(&format!("href=\"#{}\"", field.name()));
            assert_eq!(is_listed, severity == "block", "{field:?}");
        }
        assert!(page.body.contains("; 0 would be right"), "the digit that would be right");
        assert_eq!(desk.account(id).await?["version"], 1);
    }

    async fn a_warning_is_saved_with_a_reason_that_history_keeps_and_not_without(desk: Desk) -> TestResult {
        let id = Desk::lale();
        let mut text = crate::support::lale_text();
        text.set(Field::TaxNumber, "1111111111");
        let save = |reason: &str| json!({ "id": id, "version": 1, "text": text, "reason": reason });
        let refused = desk.call(Who::SALES, "account/update", &save(" ")).await?.expect(422)?.json()?;
        assert_eq!(refused["invalid"][0]["path"], "reason");
        assert_eq!(refused["invalid"][0]["problem"], "reason_missing");
        desk.call(Who::SALES, "account/update", &save("no number yet")).await?.expect(200)?;
        assert_eq!(desk.history(id).await?[0]["reason"], "no number yet");
    }

    async fn without_javascript_the_form_takes_the_shape_of_another_country_and_keeps_what_was_typed(desk: Desk) -> TestResult {
        let mut text = crate::support::lale_text();
        text.set(Field::CompanyCountry, "JP");
        text.set(Field::CompanyAddressLine1, "typed \"street\"");
        let mut fields: Vec<(&str, &str)> = Field::OF_TEXT.iter().map(|field| (field.name(), text.get(*field))).collect();
        fields.extend([("version", "1"), ("step", "country")]);
        let page = desk.post(Who::SALES, &format!("/customers/{}/account/update", Desk::lale()), &fields).await?.expect(200)?.body;
        let place = |what: &str| page.find(what).ok_or_else(|| format!("{what} is not there"));
        assert!(place("Prefecture")? < place("id=\"company_address_line1\"")?, "Japan writes from large to small");
        assert!(place("id=\"company_postal_code\"")? < place("Prefecture")?);
        assert!(page.contains("typed &quot;street&quot;") && page.contains("value=\"16120\""), "everything typed is there");
        assert!(page.contains("法人番号"), "the number has its own name");
    }
}

/// Runs `defter check --json` over a record.
fn check(record: &Value) -> Tried<Value> {
    let (_, printed) = defter("sqlite:unused.db", &["check", "--json"], &format!("{record}\n"))?;
    let line = printed.lines().find(|line| line.starts_with('{')).ok_or("nothing printed")?;
    Ok(serde_json::from_str(line)?)
}

#[test]
fn the_command_line_finds_the_same_in_a_record() -> TestResult {
    let mut record = json!({ "country": "TR", "addressLine1": "Nilüfer Cad. 12" });
    for (_, name, value, _, _) in FAULTS {
        record[name] = json!(value);
    }
    let printed = check(&record)?;
    assert_eq!(found(&printed["findings"], "code"), expected(false, |_, name| name.to_owned()));
    Ok(())
}

/// Hosts that no customer's e-mail is at are a setting here as they are of the server.
#[test]
fn the_command_line_blocks_what_the_forms_block() -> TestResult {
    let codes = |email: &str| -> Tried<Vec<Value>> {
        let printed = check(&json!({ "country": "TR", "email": email }))?;
        Ok(printed["findings"].as_array().into_iter().flatten().map(|finding| finding["code"].clone()).collect())
    };
    assert_eq!(codes("a@microsoft.com")?, ["email_blocked"]);
    assert_eq!(codes("a@lale.example")?, Vec::<Value>::new());
    Ok(())
}

#[test]
fn the_command_line_tidies_and_asks_for_nothing_that_a_record_leaves_out() -> TestResult {
    let printed = check(
        &json!({ "country": "uk", "postalCode": "sw1a1aa", "city": "London", "addressLine1": "1 High St", "taxId": "gb 980 7806 84", "phone": "020 7946 0000" }),
    )?;
    assert_eq!(printed["normalized"]["country"], "GB");
    assert_eq!(printed["normalized"]["postalCode"], "SW1A 1AA");
    assert_eq!(printed["normalized"]["taxId"], "GB980780684");
    assert_eq!(printed["normalized"]["phone"], "+442079460000");
    assert_eq!(found(&printed["findings"], "code"), Vec::new(), "only that UK was understood");
    assert_eq!(check(&json!({ "country": "TR" }))?["findings"], json!([]));
    Ok(())
}
