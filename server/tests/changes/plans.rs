//! What a review says would happen is what a submit does, over thousands of generated situations: others' changes, old versions,
//! wrong and untidy text, both switches of the address, and whatever the policy says.

use super::{decide, let_in};
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, on_each_database};
use desk::account::{Wanted, add, review_new};
use desk::changes::{preview_standing, set_standing};
use desk::error::Error;
use desk::request::RequestContext;
use model::access::{AddCustomer, RemoveCustomer};
use model::account::{Proposal, Saved};
use model::changes::Verdict;
use model::customers::Standing;
use model::customers::{CustomerText, Field};
use model::fields::Severity;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

const SITUATIONS: u64 = 1_000;

/// Values of every kind: right, untidy, doubtful, wrong, and none.
const VALUES: &[(Field, &[&str])] = &[
    (Field::CompanyName, &["Lale Tekstil A.Ş.", "  Lale  Tekstil A.Ş. ", "Lale", "LALE TEKSTİL", ""]),
    (Field::Domain, &["lale.example", "LALE.example", "https://lale.example/", "lale", ""]),
    (Field::CompanyPostalCode, &["16120", " 16120 ", "34100", "1612", "abc"]),
    (Field::CompanyLocality, &["Osmangazi", "Nilüfer", "nilüfer ", ""]),
    (Field::CompanySubdivision, &["Bursa", "TR-16", "İstanbul", "Nowhere", ""]),
    (Field::CompanyAddressLine1, &["Nilüfer Cad. 12", "Yeni Yol 7", ""]),
    (Field::ContactLastName, &["Kaya", "Yılmaz", "KAYA", ""]),
    (Field::BillingPhone, &["+902242250100", "0224 225 01 00", "0224 225 01 01", "12", "not a phone"]),
    (Field::BillingEmail, &["muhasebe@lale.example", "fatura@lale.example", "fatura@"]),
    (Field::BillingSameAsCompany, &["true", ""]),
    (Field::BillingCountry, &["TR", "DE", ""]),
    (Field::BillingAddressLine1, &["Hauptstraße 1", ""]),
    (Field::BillingPostalCode, &["10115", "16120", ""]),
    (Field::BillingLocality, &["Berlin", ""]),
    (Field::TaxNumber, &["1234567890", "4540536920", "VKN 454 053 6920", "123", ""]),
    (Field::Currency, &["TRY", "EUR", "XXX", ""]),
    (Field::PurchaseOrderReference, &["PO-7", "po-7", ""]),
];

/// What a customer's text was at each version.
type Known = BTreeMap<i64, CustomerText>;

fn typed(chance: &mut StdRng, base: &CustomerText) -> CustomerText {
    let mut text = base.clone();
    for _ in 0..chance.random_range(0..4) {
        if let Some((field, values)) = VALUES.choose(chance) {
            text.set(*field, *values.choose(chance).unwrap_or(&""));
        }
    }
    text
}

async fn stored(desk: &Desk, id: Uuid) -> Tried<(i64, CustomerText)> {
    let account = desk.account(id).await?;
    let version = account["version"].as_i64().ok_or("no version")?;
    Ok((version, serde_json::from_value(account["text"].clone())?))
}

fn paths(findings: &Value, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let all = findings.as_array().cloned().unwrap_or_default();
    let wanted = all.iter().filter(|finding| is_wanted(finding["severity"].as_str().unwrap_or_default()));
    let mut paths: Vec<String> = wanted.filter_map(|finding| finding["path"].as_str().map(str::to_owned)).collect();
    paths.sort();
    paths.dedup();
    paths
}

/// One situation: somebody else's change, then a text on top of some version, reviewed and submitted. Answers what came of it.
async fn situation(desk: &Desk, chance: &mut StdRng, id: Uuid, known: &mut Known) -> Tried<&'static str> {
    let (mut version, mut now) = stored(desk, id).await?;
    known.insert(version, now.clone());
    if chance.random_bool(0.4) {
        let theirs = json!({ "id": id, "version": version, "text": typed(chance, &now), "reason": "theirs" });
        desk.call(Who::AGENT, "account/update", &theirs).await?;
        (version, now) = stored(desk, id).await?;
        known.insert(version, now.clone());
    }
    let bases: Vec<i64> = known.keys().rev().take(3).copied().collect();
    let base = bases.choose(chance).copied().unwrap_or(version);
    let text = typed(chance, known.get(&base).unwrap_or(&now));
    let reason = if chance.random_bool(0.5) { "asked by phone" } else { "" };
    let review = desk.call(Who::SALES, "account/review", &json!({ "id": id, "version": base, "text": text })).await?;
    let submit = json!({ "id": id, "version": base, "text": text, "reason": reason });
    let submit = desk.call(Who::SALES, "account/update", &submit).await?;
    let told =
        format!("version {base} of {version}, {text:?}, reason {reason:?}: {} then {}", review.body, submit.body);
    if review.status == 409 {
        assert_eq!(submit.status, 409, "{told}");
        return Ok("conflict");
    }
    let review = review.expect(200)?.json()?;
    let reviewed: CustomerText = serde_json::from_value(review["reviewed"]["text"].clone())?;
    let findings = &review["reviewed"]["findings"];
    let blocked = paths(findings, |severity| severity == "block");
    if !blocked.is_empty() {
        assert_eq!(submit.status, 422, "{told}");
        assert_eq!(paths(&submit.json()?["invalid"], |_| true), blocked, "{told}");
        return Ok("blocked");
    }
    if reason.is_empty() && !paths(findings, |severity| severity == "warn").is_empty() {
        assert_eq!(submit.status, 422, "{told}");
        assert_eq!(paths(&submit.json()?["invalid"], |_| true), ["reason"], "{told}");
        return Ok("without a reason");
    }
    if submit.status == 429 {
        // Of one address so often within an hour: the one thing that is counted only as it is submitted.
        return Ok("too often");
    }
    assert_eq!(submit.status, 200, "{told}");
    let saved = submit.json()?;
    let (after_version, after) = stored(desk, id).await?;
    if let Some(waits) = saved["Waiting"]["id"].as_str() {
        assert_eq!((review["ruling"]["verdict"].as_str(), after_version), (Some("review"), version), "{told}");
        decide(desk, Who::SALES, waits, "cancel", 1).await?.expect(303)?;
        return Ok("waits");
    }
    assert_eq!(review["ruling"]["verdict"], "auto", "{told}");
    assert_eq!(after, reviewed, "{told}");
    let is_unchanged = now == reviewed;
    assert_eq!((saved == "Unchanged", after_version), (is_unchanged, version + i64::from(!is_unchanged)), "{told}");
    Ok(if is_unchanged { "unchanged" } else { "stored" })
}

on_each_database! {
    async fn what_a_review_says_is_what_a_submit_does(desk: Desk) -> TestResult {
        let mut chance = StdRng::seed_from_u64(14);
        let mut known: BTreeMap<Uuid, Known> = BTreeMap::new();
        let mut came: BTreeMap<&str, u64> = BTreeMap::new();
        for at in 0..SITUATIONS {
            let id = Uuid::from_u128(u128::from(at % 8) + 1);
            *came.entry(situation(&desk, &mut chance, id, known.entry(id).or_default()).await?).or_default() += 1;
        }
        // Each of them is met often, or the sweep sees nothing of it.
        for kind in ["conflict", "blocked", "without a reason", "waits", "unchanged", "stored"] {
            assert!(came.get(kind).is_some_and(|times| *times >= SITUATIONS / 100), "{kind}: {came:?}");
        }
    }
}

/// A customer added with some text, reviewed and submitted. Answers what came of it.
async fn added(desk: &Desk, chance: &mut StdRng, (id, now_us): (Uuid, i64)) -> Tried<&'static str> {
    let sales = RequestContext { now_us, ..let_in(desk, Who::SALES).await? };
    let permit = sales.permit::<AddCustomer>().map_err(|error| format!("{error:?}"))?;
    let mut base = crate::support::lale_text();
    base.set(Field::Domain, format!("{}.example", id.simple()));
    base.set(Field::BillingEmail, format!("muhasebe@{}.example", id.simple()));
    // Every customer of the desk has the other number: nearly everything would want a reason.
    base.set(Field::TaxNumber, "");
    let text = typed(chance, &base);
    let reason = if chance.random_bool(0.5) { "asked by phone".to_owned() } else { String::new() };
    let review = review_new(&permit, &sales, id, &text).await.map_err(|error| format!("{error:?}"))?;
    let proposal = Proposal { text, reason: reason.clone(), draft: id, ..Proposal::default() };
    let submitted = add(&permit, &sales, Wanted::of(&proposal, None)).await;
    let findings = &review.reviewed.findings;
    let told = format!("{:?}, reason {reason:?}: {findings:?} then {submitted:?}", proposal.text);
    let of = |severity: Severity| {
        let some = findings.iter().filter(|finding| finding.severity == severity);
        let mut paths: Vec<&str> = some.map(|finding| finding.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    };
    let (blocked, is_warned) = (of(Severity::Block), !of(Severity::Warn).is_empty());
    let expected = match (blocked.is_empty(), is_warned && reason.is_empty()) {
        (false, _) => blocked,
        (true, true) => vec!["reason"],
        (true, false) => {
            assert_eq!(submitted, Ok(Saved::As { version: 1 }), "{told}");
            assert_eq!(
                (review.ruling.verdict, stored(desk, id).await?),
                (Verdict::Auto, (1, review.reviewed.text)),
                "{told}"
            );
            return Ok(if is_warned { "added with a reason" } else { "added" });
        }
    };
    let Err(Error::Invalid(errors)) = submitted else { return Err(told.into()) };
    let mut refused: Vec<&str> = errors.iter().map(|finding| finding.path.as_str()).collect();
    refused.sort_unstable();
    assert_eq!(refused, expected, "{told}");
    Ok(if expected == ["reason"] { "added without a reason" } else { "added wrongly" })
}

/// One of the customers removed or brought back, previewed and submitted. Answers what came of it.
async fn stood(desk: &Desk, chance: &mut StdRng, (id, now_us): (Uuid, i64)) -> Tried<&'static str> {
    let agent = RequestContext { now_us, ..let_in(desk, Who::AGENT).await? };
    let permit = agent.permit::<RemoveCustomer>().map_err(|error| format!("{error:?}"))?;
    let to = if chance.random_bool(0.5) { Standing::Removed } else { Standing::Active };
    let reason = if chance.random_bool(0.5) { "asked by phone" } else { "" };
    let before = preview_standing(&permit, &agent, id, to).await.map_err(|error| format!("{error:?}"))?;
    let submitted = set_standing(&permit, &agent, id, before.version, to, reason, None).await;
    let told = format!("{before:?} to {to:?}, reason {reason:?}: {submitted:?}");
    if before.standing == to {
        assert_eq!(submitted, Ok(Saved::Unchanged), "{told}");
        return Ok("stands so");
    }
    let is_warned = before.findings.iter().any(|finding| finding.severity == Severity::Warn);
    if reason.is_empty() && (to == Standing::Removed || is_warned) {
        let Err(Error::Invalid(errors)) = submitted else { return Err(told.into()) };
        assert!(errors.has("reason") && errors.iter().count() == 1, "{told}");
        return Ok("stood without a reason");
    }
    assert_eq!(
        (submitted, before.ruling.verdict),
        (Ok(Saved::As { version: before.version + 1 }), Verdict::Auto),
        "{told}"
    );
    assert_eq!(desk.account(id).await?["standing"], to.name(), "{told}");
    Ok(if to == Standing::Removed { "removed" } else { "brought back" })
}

on_each_database! {
    async fn what_is_said_before_adding_and_removing_is_what_is_done(desk: Desk) -> TestResult {
        let mut chance = StdRng::seed_from_u64(15);
        let mut came: BTreeMap<&str, u64> = BTreeMap::new();
        // Nobody adds so many within ten minutes: the table wants a second person for the others.
        for at in 0..SITUATIONS / 5 {
            let id = Uuid::from_u128(10_000 + u128::from(at));
            let now_us = NOW_US + i64::try_from(at)? * 60_000_000;
            let kind = if at % 2 == 0 { added(&desk, &mut chance, (id, now_us)).await? } else { stood(&desk, &mut chance, (Uuid::from_u128(u128::from(at % 8) + 1), now_us)).await? };
            *came.entry(kind).or_default() += 1;
        }
        for kind in ["added", "added with a reason", "added without a reason", "added wrongly", "stands so", "stood without a reason", "removed", "brought back"] {
            assert!(came.get(kind).is_some_and(|times| *times >= 2), "{kind}: {came:?}");
        }
    }
}
