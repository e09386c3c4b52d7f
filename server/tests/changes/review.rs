//! What the policy wants a second person for.

use super::schedule::land_all;
use super::{FRAUD, arguments, asked, decide, is_own, kinds, postpone, request};
use crate::support::{Desk, NOW_US, TestResult, Tried, Who, on_each_database};
use model::customers::Field;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

on_each_database! {
    async fn waits_for_a_second_person_and_is_then_made_in_its_authors_name(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["version"], &account["waiting"][0]["id"]), (&json!(1), &json!(id)));
        let shown = request(&desk, Who::AGENT, &id).await?;
        assert_eq!((&shown["state"], &shown["may"]["decide"]), (&json!("waiting"), &json!(true)));
        assert_eq!(shown["rules"], json!(["billing_email+company_address"]));
        decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(303)?;
        let account = desk.account(Desk::lale()).await?;
        assert_eq!((&account["text"]["billing_email"], &account["updated_by"], &account["waiting"]), (&json!("fatura@lale.example"), &json!("The sales_agent"), &json!([])));
        let shown = request(&desk, Who::AGENT, &id).await?;
        let agreed = &shown["steps"][1];
        assert_eq!((&shown["state"], &agreed["by"], &agreed["note"]), (&json!("applied"), &json!("The admin_agent"), &json!("called them")));
        assert_eq!(kinds(&desk, 4).await?, ["customer.update", "customer.taken_over", "change.approve", "change.ask"]);
    }

    /// The spine says how much waits for who looks, and nothing to whom nothing waits for.
    async fn the_spine_counts_what_waits_for_who_looks(desk: Desk) -> TestResult {
        let counted = async |who: Who| -> Tried<Option<String>> {
            let page = desk.get(who, "/customers").await?.expect(200)?;
            let count = page.body.split("spine__count\">").nth(1).and_then(|rest| rest.split('<').next());
            Ok(count.map(str::to_owned))
        };
        let id = asked(&desk).await?;
        assert_eq!(counted(Who::AGENT).await?.as_deref(), Some("1"));
        for who in [Who::SALES, Who::HELPDESK, Who::AUDITOR] {
            assert_eq!(counted(who).await?, None);
        }
        decide(&desk, Who::AGENT, &id, "reject", 1).await?.expect(303)?;
        assert_eq!(counted(Who::AGENT).await?, None);
        assert_eq!(counted(Who::SALES).await?.as_deref(), Some("1"), "until its author has seen it");
        desk.get(Who::SALES, &format!("/requests/{id}")).await?.expect(200)?;
        assert_eq!(counted(Who::SALES).await?, None);
    }

    async fn nobody_approves_their_own_and_only_whom_the_policy_names(desk: Desk) -> TestResult {
        let saved = desk.call(Who::AGENT, "account/update", &arguments(1, &FRAUD)).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        assert_eq!(request(&desk, Who::AGENT, &id).await?["may"], json!({ "decide": false, "is_own": true, "is_author": true, "cancel": true, "change": true }));
        assert!(is_own(&decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(403)?));
        for who in [Who::SALES, Who::HELPDESK, Who::AUDITOR] {
            decide(&desk, who, &id, "approve", 1).await?.expect(403)?;
            decide(&desk, who, &id, "reject", 1).await?.expect(403)?;
        }
        decide(&desk, Who::Nobody, &id, "approve", 1).await?.expect(401)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// A page of one person does nothing in the name of another who signed in beside it.
    async fn a_page_of_somebody_else_does_nothing(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let somebody = uuid::Uuid::from_u128(5).to_string();
        let path = format!("/requests/{id}");
        let page = desk.post(Who::AGENT, &path, &[("as", &somebody), ("version", "1"), ("step", "approve"), ("note", "x")]).await?.expect(409)?;
        assert!(page.body.contains("Someone else is now signed in"));
        let change = arguments(1, &[(Field::PurchaseOrderReference, "9")]).to_string();
        let call = http::Request::post("/api/account/update")
            .header("cookie", desk.cookie(Who::AGENT).await?)
            .header("content-type", "application/json")
            .header("x-defter-as", &somebody);
        let refused = desk.send(call.body(axum::body::Body::from(change))?).await?.expect(409)?;
        assert_eq!(refused.json()?, json!("another_person"));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Who takes back somebody else's request says why.
    async fn who_takes_back_anothers_request_says_why(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let path = format!("/requests/{id}");
        desk.post(Who::AGENT, &path, &[("version", "1"), ("step", "cancel")]).await?.expect(422)?;
        decide(&desk, Who::AGENT, &id, "cancel", 1).await?.expect(303)?;
        let told = desk.call(Who::SALES, "workspaces/find", &json!({})).await?.expect(200)?.json()?;
        assert_eq!(told["refused_count"], 1);
        let own = asked(&desk).await?;
        desk.post(Who::SALES, &format!("/requests/{own}"), &[("version", "1"), ("step", "cancel")]).await?.expect(303)?;
    }

    /// Whoever refuses says why, and its author submits it anew in its place.
    async fn who_refuses_says_why_and_its_author_submits_anew(desk: Desk) -> TestResult {
        let waiting = async |who: Who| Tried::Ok(desk.call(who, "workspaces/find", &json!({})).await?.expect(200)?.json()?["waiting_count"].clone());
        let id = asked(&desk).await?;
        assert_eq!((waiting(Who::AGENT).await?, waiting(Who::SALES).await?), (json!(1), json!(0)));
        let path = format!("/requests/{id}");
        let silent = desk.post(Who::AGENT, &path, &[("version", "1"), ("step", "reject"), ("note", " ")]).await?.expect(422)?;
        assert!(silent.body.contains("id=\"note\""));
        decide(&desk, Who::AGENT, &id, "reject", 1).await?.expect(303)?;
        let told = desk.call(Who::SALES, "workspaces/find", &json!({})).await?.expect(200)?.json()?;
        assert_eq!((&told["refused_count"], waiting(Who::AGENT).await?), (&json!(1), json!(0)));
        assert_eq!(request(&desk, Who::SALES, &id).await?["may"]["change"], true);
        let mut anew = arguments(1, &FRAUD[..1]);
        anew["replaces"] = json!(id);
        desk.call(Who::SALES, "account/update", &anew).await?.expect(200)?;
        // What was submitted anew, or seen, is told no more, and is not submitted anew twice.
        let told = desk.call(Who::SALES, "workspaces/find", &json!({})).await?.expect(200)?.json()?;
        let shown = request(&desk, Who::SALES, &id).await?;
        assert_eq!((&told["refused_count"], &shown["state"], &shown["may"]["change"]), (&json!(0), &json!("rejected"), &json!(false)));
        anew["version"] = json!(2);
        anew["text"]["purchase_order_reference"] = json!("again");
        desk.call(Who::SALES, "account/update", &anew).await?.expect(409)?;
        // What was done to it stands there, with what was said.
        let steps: Vec<(Value, Value)> = shown["steps"].as_array().into_iter().flatten().map(|step| (step["kind"].clone(), step["note"].clone())).collect();
        assert_eq!(steps, [(json!("change.ask"), json!("")), (json!("change.reject"), json!("called them"))]);
    }

    /// Whoever decides is told what others changed since, and of the other half.
    async fn who_decides_sees_what_changed_since_and_the_other_half(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        let saved = desk.call(Who::SALES, "account/update", &arguments(2, &FRAUD)).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        let shown = request(&desk, Who::AGENT, &id).await?;
        let half = json!([{ "field": "billing_email", "old": "muhasebe@lale.example", "new": "fatura@lale.example" }]);
        assert_eq!((&shown["beside"], &shown["conflicts"]), (&half, &json!([])));
        let others = [FRAUD[0], (Field::CompanyAddressLine1, "Başka Yol 8")];
        desk.call(Who::AGENT, "account/update", &arguments(2, &others)).await?.expect(200)?;
        let shown = request(&desk, Who::AGENT, &id).await?;
        assert_eq!(shown["conflicts"][0]["new"], "Başka Yol 8");
        let page = desk.get(Who::AGENT, &format!("/requests/{id}")).await?.expect(200)?;
        assert!(page.body.contains("it would be refused") && page.body.contains("within a day"));
    }

    /// What is only planned is shown too, whatever was made of the same field; what was taken back is not.
    async fn who_decides_sees_every_value_that_is_still_to_come(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        for (version, to) in [(2, "planned.one@lale.example"), (2, "planned.two@lale.example")] {
            let mut plan = arguments(version, &[(Field::BillingEmail, to)]);
            plan["land_at"] = json!("2027-01-01T09:00");
            desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        }
        let tax = [FRAUD[0], (Field::TaxNumber, "4540536920")];
        let saved = desk.call(Who::SALES, "account/update", &arguments(2, &tax)).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        let news = async || {
            let shown = request(&desk, Who::AGENT, &id).await?;
            let news: Vec<Value> = shown["beside"].as_array().into_iter().flatten().map(|change| change["new"].clone()).collect();
            Tried::Ok(news)
        };
        assert_eq!(news().await?, ["fatura@lale.example", "planned.one@lale.example", "planned.two@lale.example"]);
        desk.call(Who::AGENT, "account/update", &arguments(2, &[])).await?.expect(200)?;
        assert_eq!(news().await?, ["planned.one@lale.example", "planned.two@lale.example"]);
    }

    /// Nobody moves a request out of a reviewer's hands, and moving it nowhere is nothing.
    async fn an_author_who_moves_it_all_the_time_keeps_nobody_from_refusing_it(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        postpone(&desk, Who::SALES, &id, 1, "").await?.expect(303)?;
        assert_eq!((&request(&desk, Who::SALES, &id).await?["version"], kinds(&desk, 1).await?), (&json!(1), vec!["change.ask".to_owned()]));
        postpone(&desk, Who::SALES, &id, 1, "2027-01-01T09:00").await?.expect(303)?;
        decide(&desk, Who::AGENT, &id, "reject", 1).await?.expect(303)?;
        assert_eq!(request(&desk, Who::SALES, &id).await?["state"], "rejected");
    }

    async fn a_request_that_ended_cannot_be_approved_any_more(desk: Desk) -> TestResult {
        for (who, step) in [(Who::SALES, "cancel"), (Who::AGENT, "reject")] {
            let id = asked(&desk).await?;
            decide(&desk, who, &id, step, 1).await?.expect(303)?;
            for step in ["approve", "reject", "cancel"] {
                let page = decide(&desk, Who::ADMIN, &id, step, 2).await?.expect(409)?;
                assert!(page.body.contains("has already ended or moved on"));
            }
            postpone(&desk, Who::ADMIN, &id, 2, "2027-01-01T09:00").await?.expect(409)?;
        }
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn an_answer_to_an_older_state_of_a_request_is_refused(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        postpone(&desk, Who::SALES, &id, 1, "2027-01-01T09:00").await?.expect(303)?;
        decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(409)?;
        decide(&desk, Who::AGENT, &id, "approve", 2).await?.expect(303)?;
        assert_eq!(request(&desk, Who::AGENT, &id).await?["state"], "scheduled");
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Others changed one of its fields meanwhile: it is refused with the reason, and nothing is forced.
    async fn what_met_another_change_meanwhile_is_refused_rather_than_forced(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        desk.call(Who::AGENT, "account/update", &arguments(1, &[(Field::BillingEmail, "others@lale.example")])).await?.expect(200)?;
        decide(&desk, Who::ADMIN, &id, "approve", 1).await?.expect(303)?;
        let shown = request(&desk, Who::SALES, &id).await?;
        assert_eq!((&shown["state"], &shown["refusal"]), (&json!("refused"), &json!({ "conflict": ["billing_email"] })));
        assert_eq!(desk.account(Desk::lale()).await?["text"]["billing_email"], "others@lale.example");
        assert_eq!(kinds(&desk, 2).await?, ["change.refuse", "change.approve"]);
    }

    async fn an_author_submits_anew_in_its_place_and_nobody_elses(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let mut other = arguments(1, &[(Field::PurchaseOrderReference, "9")]);
        other["replaces"] = json!(id);
        desk.call(Who::AGENT, "account/update", &other).await?.expect(404)?;
        desk.call(Who::SALES, "account/update", &other).await?.expect(200)?;
        assert_eq!(request(&desk, Who::SALES, &id).await?["state"], "cancelled");
        // Where another request took its place, it says which.
        let second = asked(&desk).await?;
        let mut third = arguments(1, &[FRAUD[0], (Field::CompanyAddressLine1, "Başka Yol 9")]);
        third["replaces"] = json!(second);
        let saved = desk.call(Who::SALES, "account/update", &third).await?.expect(200)?.json()?;
        let shown = request(&desk, Who::HELPDESK, &second).await?;
        assert_eq!((&shown["replaced_by"], shown["replaced_by"].is_string()), (&saved["Waiting"]["id"], true));
        let page = desk.get(Who::HELPDESK, &format!("/requests/{second}")).await?.expect(200)?;
        assert!(page.body.contains("Submitted again as another request"));
        other["version"] = json!(2);
        other["text"]["purchase_order_reference"] = json!("10");
        desk.call(Who::SALES, "account/update", &other).await?.expect(409)?;
    }

    /// A request that somebody wrote around Defter is not made, whatever stands in its row.
    async fn a_forged_request_is_not_made(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let forged = "UPDATE change_sets SET state = 'scheduled', land_at_us = 1, changes = REPLACE(changes, 'fatura@', 'forged@'), decided_by = (SELECT id FROM staff WHERE email = 'admin_agent@staff.example') WHERE state = 'waiting'";
        desk.fresh.database.writer().execute_unprepared(forged).await?;
        assert_eq!(land_all(&desk, NOW_US).await?, 1);
        assert_eq!(request(&desk, Who::SALES, &id).await?["refusal"], "not_asked");
        let id = asked(&desk).await?;
        let agreed = "UPDATE change_sets SET state = 'scheduled', land_at_us = 1, decided_by = (SELECT id FROM staff WHERE email = 'admin_agent@staff.example') WHERE state = 'waiting'";
        desk.fresh.database.writer().execute_unprepared(agreed).await?;
        assert_eq!(land_all(&desk, NOW_US).await?, 1);
        assert_eq!(request(&desk, Who::SALES, &id).await?["refusal"], "not_asked");
        // What had ended is not taken up again, nor is what waits for somebody made without them, nor on another date.
        let id = asked(&desk).await?;
        decide(&desk, Who::SALES, &id, "cancel", 1).await?.expect(303)?;
        let mut plan = arguments(1, &[(Field::PurchaseOrderReference, "later")]);
        plan["land_at"] = json!("2027-01-01T09:00");
        desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        asked(&desk).await?;
        let revived = "UPDATE change_sets SET state = 'scheduled', land_at_us = 1, decided_by = NULL WHERE state IN ('cancelled', 'waiting', 'scheduled')";
        desk.fresh.database.writer().execute_unprepared(revived).await?;
        assert_eq!(land_all(&desk, NOW_US).await?, 3);
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Nor is one whose reviewers are others than the log names, or that ended when its people were erased.
    async fn a_request_whose_reviewers_were_forged_or_that_was_erased_is_not_made(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let reviewers = "UPDATE change_sets SET reviewers = 'admin_agent' WHERE state = 'waiting'";
        desk.fresh.database.writer().execute_unprepared(reviewers).await?;
        decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(303)?;
        assert_eq!(request(&desk, Who::SALES, &id).await?["refusal"], "not_asked");
        let mut plan = arguments(1, &[(Field::PurchaseOrderReference, "later")]);
        plan["land_at"] = json!("2026-11-22T15:00");
        desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        let kept = "CREATE TABLE kept AS SELECT id, changes FROM change_sets WHERE state = 'scheduled'";
        desk.fresh.database.writer().execute_unprepared(kept).await?;
        desk::erase::erase_customer(&desk.fresh.database, Desk::lale(), NOW_US).await.map_err(|error| format!("{error:?}"))?;
        let again = "UPDATE change_sets SET state = 'scheduled', reason = 'asked by phone', changes = (SELECT changes FROM kept WHERE kept.id = change_sets.id) WHERE id IN (SELECT id FROM kept)";
        desk.fresh.database.writer().execute_unprepared(again).await?;
        assert_eq!(land_all(&desk, NOW_US + 3_600_000_000).await?, 1);
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn a_customer_has_so_many_requests_and_no_more(desk: Desk) -> TestResult {
        for number in 0..20 {
            let order = number.to_string();
            let mut plan = arguments(1, &[(Field::PurchaseOrderReference, &order)]);
            plan["land_at"] = json!("2027-01-01T09:00");
            desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?;
        }
        let mut plan = arguments(1, &[(Field::PurchaseOrderReference, "one more")]);
        plan["land_at"] = json!("2027-01-01T09:00");
        let refused = desk.call(Who::SALES, "account/update", &plan).await?.expect(409)?;
        assert_eq!(refused.json()?, json!("too_many_open"));
        // One person's do not stand in another's way.
        desk.call(Who::AGENT, "account/update", &plan).await?.expect(200)?;
    }

    /// Who agreed, agreed to a date.
    async fn an_author_who_moves_an_approved_change_asks_again(desk: Desk) -> TestResult {
        let mut planned = arguments(1, &FRAUD);
        planned["land_at"] = json!("2027-03-01T09:00");
        let saved = desk.call(Who::SALES, "account/update", &planned).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(303)?;
        postpone(&desk, Who::SALES, &id, 2, "2026-11-22T15:00").await?.expect(303)?;
        let shown = request(&desk, Who::SALES, &id).await?;
        assert_eq!((&shown["state"], &shown["is_agreed"]), (&json!("waiting"), &json!(false)));
    }

    /// A date can be taken from what waits for somebody, not from what waits for nothing else.
    async fn a_date_is_taken_only_from_what_waits_for_somebody(desk: Desk) -> TestResult {
        let mut planned = arguments(1, &FRAUD);
        planned["land_at"] = json!("2027-03-01T09:00");
        let saved = desk.call(Who::SALES, "account/update", &planned).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        postpone(&desk, Who::SALES, &id, 1, "").await?.expect(303)?;
        assert_eq!(request(&desk, Who::SALES, &id).await?["land_at_us"], Value::Null);
        decide(&desk, Who::AGENT, &id, "approve", 2).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 2);
        let mut plan = arguments(2, &[FRAUD[0], FRAUD[1], (Field::PurchaseOrderReference, "later")]);
        plan["land_at"] = json!("2027-03-01T09:00");
        let saved = desk.call(Who::SALES, "account/update", &plan).await?.expect(200)?.json()?;
        let id = saved["Scheduled"]["id"].as_str().unwrap_or_default().to_owned();
        postpone(&desk, Who::SALES, &id, 1, "").await?.expect(422)?;
    }

    async fn submitting_nothing_in_its_place_takes_a_request_back(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let mut nothing = arguments(1, &[]);
        nothing["replaces"] = json!(id);
        assert_eq!(desk.call(Who::SALES, "account/update", &nothing).await?.expect(200)?.json()?, json!("Unchanged"));
        assert_eq!(request(&desk, Who::SALES, &id).await?["state"], "cancelled");
    }

    /// Whoever approves and whoever saves hold rows in one order: nobody waits in a ring.
    async fn approving_while_others_save_ends_for_everybody(desk: Desk) -> TestResult {
        for turn in 0..6 {
            let account = desk.account(Desk::lale()).await?;
            let with = |fields: &[(&str, String)]| {
                let mut text = account["text"].clone();
                for (field, value) in fields {
                    text[*field] = json!(value);
                }
                json!({ "id": Desk::lale(), "version": account["version"], "text": text, "reason": "asked by phone" })
            };
            let change = with(&[("billing_email", format!("fatura{turn}@lale.example")), ("company_address_line1", format!("Yeni Yol {turn}"))]);
            let saved = desk.call(Who::SALES, "account/update", &change).await?.expect(200)?.json()?;
            let id = saved["Waiting"]["id"].as_str().ok_or_else(|| saved.to_string())?.to_owned();
            let other = with(&[("purchase_order_reference", turn.to_string())]);
            let profile = json!({ "name": "The global_admin", "language": null, "theme": "dark" });
            let (approved, saved, named) = futures::try_join!(
                decide(&desk, Who::AGENT, &id, "approve", 1),
                desk.call(Who::ADMIN, "account/update", &other),
                desk.call(Who::ADMIN, "profile/update", &profile)
            )?;
            assert_eq!([approved.status, saved.status, named.status].map(|status| status.as_u16()), [303, 200, 200], "{} {}", approved.body, saved.body);
        }
    }

    async fn requests_are_listed_by_state_with_counts(desk: Desk) -> TestResult {
        // Whoever submits the same twice has asked once.
        assert_eq!(asked(&desk).await?, asked(&desk).await?);
        let other = arguments(1, &[FRAUD[0], (Field::CompanyAddressLine1, "Başka Yol 8")]);
        desk.call(Who::SALES, "account/update", &other).await?.expect(200)?;
        let page = desk.call(Who::HELPDESK, "changes/list", &json!({ "state": "waiting", "after": null })).await?.expect(200)?.json()?;
        assert_eq!((&page["counts"][0], page["requests"].as_array().map(Vec::len)), (&json!(2), Some(2)));
        desk.call(Who::HELPDESK, "changes/list", &json!({ "state": "waiting", "after": Desk::lale() })).await?.expect(400)?;
        desk.call(Who::HELPDESK, "changes/list", &json!({ "state": "everything", "after": null })).await?.expect(400)?;
        let shown = desk.get(Who::HELPDESK, "/requests").await?.expect(200)?;
        assert!(shown.body.contains("Lale Tekstil"));
    }
}
