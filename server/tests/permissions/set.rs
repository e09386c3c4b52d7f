//! Giving and removing permission to buy.

use crate::support::{Desk, TestResult, Who, on_each_database};
use serde_json::{Value, json};

fn arguments(version: i64, permission: &str, is_given: bool) -> Value {
    json!({ "id": Desk::lale(), "version": version, "permission": permission, "is_given": is_given, "reason": "signed form" })
}

on_each_database! {
    async fn gives_and_removes_with_who_and_why(desk: Desk) -> TestResult {
        desk.call(Who::AGENT, "permissions/set", &arguments(1, "may_buy_reservations", true)).await?.expect(200)?;
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!(["may_buy_reservations"]));
        desk.call(Who::ADMIN, "permissions/set", &arguments(2, "may_buy_reservations", false)).await?.expect(200)?;
        let account = desk.account(Desk::lale()).await?;
        assert_eq!(account["given"], json!([]));
        let history = desk.history(Desk::lale()).await?;
        assert_eq!(history[0]["changed_by"], "The global_admin");
        assert_eq!(history[1]["reason"], "signed form");
        assert_eq!(history[1]["fields"], json!([{ "field": "may_buy_reservations", "old": "", "new": "true" }]));
    }

    async fn refuses_who_may_not_decide_about_money(desk: Desk) -> TestResult {
        for who in [Who::SALES, Who::HELPDESK] {
            desk.call(who, "permissions/set", &arguments(1, "may_buy_savings_plans", true)).await?.expect(403)?;
        }
        desk.call(Who::Nobody, "permissions/set", &arguments(1, "may_buy_savings_plans", true)).await?.expect(401)?;
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!([]));
    }

    async fn refuses_a_stale_version_and_an_unknown_permission(desk: Desk) -> TestResult {
        desk.call(Who::AGENT, "permissions/set", &arguments(7, "may_buy_reservations", true)).await?.expect(409)?;
        desk.call(Who::AGENT, "permissions/set", &arguments(1, "everything", true)).await?.expect(400)?;
        assert_eq!(desk.history(Desk::lale()).await?, Vec::<Value>::new());
    }

    async fn writes_nothing_when_it_is_so_already(desk: Desk) -> TestResult {
        let saved = desk.call(Who::AGENT, "permissions/set", &arguments(1, "may_buy_reservations", false)).await?.expect(200)?;
        assert_eq!(saved.json()?, json!("Unchanged"));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    async fn can_be_planned_and_says_so_before(desk: Desk) -> TestResult {
        let mut plan = arguments(1, "may_buy_reservations", true);
        plan["land_at"] = json!("2026-11-22T14:00");
        desk.call(Who::AGENT, "permissions/set", &plan).await?.expect(422)?;
        plan["land_at"] = json!("2027-01-01T09:00");
        let saved = desk.call(Who::AGENT, "permissions/set", &plan).await?.expect(200)?.json()?;
        assert!(saved["Scheduled"]["id"].is_string(), "{saved}");
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!([]));
        let shown = desk.call(Who::SALES, "permissions/find", &json!({ "id": Desk::lale() })).await?.expect(200)?.json()?;
        assert_eq!((&shown["each"][0]["is_given"], &shown["each"][0]["ruling"]["verdict"]), (&json!(false), &json!("auto")));
        // Removing on a date is asked about too, without JavaScript as well.
        desk.call(Who::AGENT, "permissions/set", &arguments(1, "may_buy_savings_plans", true)).await?.expect(200)?;
        let path = format!("/customers/{}/account/permissions", Desk::lale());
        let asked = [("version", "2"), ("permission", "may_buy_savings_plans"), ("step", "ask")];
        let page = desk.post(Who::AGENT, &path, &asked).await?.expect(200)?;
        assert!(page.body.contains("Remove this permission?") && page.body.contains("name=\"land_at\""));
    }
}
