//! A billing e-mail that moves to a foreign domain: it is warned of, needs a reason, and waits for a second person.

use super::{arguments, decide, request};
use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use model::customers::Field;
use serde_json::{Value, json};

const EVIL: (Field, &str) = (Field::BillingEmail, "muhasebe@lale-tekstil.example");

/// Submits a change as the sales agent.
async fn submit(desk: &Desk, version: i64, change: &[(Field, &str)]) -> Tried<Value> {
    desk.call(Who::SALES, "account/update", &arguments(version, change)).await?.expect(200)?.json()
}

async fn waits(desk: &Desk, version: i64, change: &[(Field, &str)]) -> Tried<String> {
    let saved = submit(desk, version, change).await?;
    let id = saved["Waiting"]["id"].as_str().ok_or_else(|| format!("not waiting: {saved}"))?;
    Ok(id.to_owned())
}

on_each_database! {
    async fn an_email_at_a_foreign_domain_waits_until_somebody_else_agrees(desk: Desk) -> TestResult {
        let id = waits(&desk, 1, &[EVIL]).await?;
        assert_eq!(request(&desk, Who::AGENT, &id).await?["rules"], json!(["billing_email_foreign"]));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["billing_email"], "muhasebe@lale.example");
        let page = desk.get(Who::AGENT, &format!("/requests/{id}")).await?.expect(200)?;
        let at = |text: &str| page.body.find(text).ok_or_else(|| format!("no {text}"));
        assert!(at("class=\"alarm\"")? < at("class=\"diff\"")? && page.body.contains("Billing e-mail at a new domain"));
        decide(&desk, Who::SALES, &id, "approve", 1).await?.expect(403)?;
        decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["text"]["billing_email"], EVIL.1);
    }

    async fn it_needs_a_reason_before_anybody_is_asked(desk: Desk) -> TestResult {
        let mut change = arguments(1, &[EVIL]);
        change["reason"] = json!(" ");
        let refused = desk.call(Who::SALES, "account/update", &change).await?.expect(422)?;
        assert!(refused.body.contains("\"reason\""), "{}", refused.body);
        let review = json!({ "id": Desk::lale(), "version": 1, "text": change["text"] });
        let review = desk.call(Who::SALES, "account/review", &review).await?.expect(200)?.json()?;
        assert_eq!(review["ruling"]["rules"], json!(["billing_email_foreign"]));
        let found = review["reviewed"]["findings"].as_array().into_iter().flatten().find(|found| found["problem"] == "email_moved");
        assert_eq!(found.map(|found| &found["severity"]), Some(&json!("warn")), "{review}");
    }

    async fn the_companys_domain_and_the_old_ones_are_not_foreign(desk: Desk) -> TestResult {
        for (version, to) in [(1, "fatura@lale.example"), (2, "fatura@posta.lale.example"), (3, "Fatura@LALE.example")] {
            assert_eq!(submit(&desk, version, &[(Field::BillingEmail, to)]).await?, json!({ "As": { "version": version + 1 } }), "{to}");
        }
        // The other customers are billed at Lale's domain, which is not theirs.
        let mut text = crate::support::lale_text();
        text.set(Field::CompanyName, "Irmak Enerji");
        text.set(Field::Domain, "customer-2.example");
        text.set(Field::BillingEmail, "fatura@lale.example");
        let change = json!({ "id": uuid::Uuid::from_u128(3), "version": 1, "text": text, "reason": "mail" });
        let saved = desk.call(Who::SALES, "account/update", &change).await?.expect(200)?.json()?;
        assert_eq!(saved, json!({ "As": { "version": 2 } }), "as before");
    }

    async fn a_domain_that_moves_with_the_email_is_not_yet_the_companys(desk: Desk) -> TestResult {
        waits(&desk, 1, &[(Field::Domain, "lale-tekstil.example"), EVIL]).await?;
    }

    async fn a_domain_that_the_same_person_gave_a_moment_ago_is_not_yet_the_companys(desk: Desk) -> TestResult {
        submit(&desk, 1, &[(Field::Domain, "lale-tekstil.example")]).await?;
        let both = [(Field::Domain, "lale-tekstil.example"), EVIL];
        let id = waits(&desk, 2, &both).await?;
        let shown = request(&desk, Who::AGENT, &id).await?;
        assert_eq!(shown["beside"][0]["field"], "domain", "who decides sees it: {shown}");
        let saved = desk.call(Who::AGENT, "account/update", &arguments(2, &both)).await?.expect(200)?.json()?;
        assert_eq!(saved, json!({ "As": { "version": 3 } }), "for whoever did not give it, it is");
    }

    async fn undoing_leads_back_to_the_companys_domain_at_once(desk: Desk) -> TestResult {
        let id = waits(&desk, 1, &[EVIL]).await?;
        decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(303)?;
        let seq = desk.history(Desk::lale()).await?[0]["seq"].as_i64().unwrap_or_default();
        let undo = format!("/customers/{}/history/{seq}/undo", Desk::lale());
        let undone = desk.post(Who::AGENT, &undo, &[("version", "2"), ("step", "undo"), ("reason", "")]).await?.expect(303)?;
        assert!(undone.header("location").ends_with("?undo=billing_email.undone"), "{}", undone.header("location"));
    }
}
