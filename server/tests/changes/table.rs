//! Other tables of the policy than the usual one.

use super::{FRAUD, arguments, decide};
use crate::support::{Desk, Fresh, TestResult, Tried, Who, filled};
use desk::settings::Policy;
use model::changes::ChangePolicy;
use model::customers::Field;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

fn desk_with(fresh: Fresh, table: &str) -> Tried<Desk> {
    let changes = ChangePolicy::parse(table)?;
    Ok(Desk::with(fresh, |state| state.policy = Arc::new(Policy { changes, ..Policy::default() })))
}

/// Gives somebody's permission of an odd version, and takes it at an even one.
async fn turn(desk: &Desk, who: Who, customer: u128, version: i64) -> Tried<Value> {
    let change = json!({ "id": Uuid::from_u128(customer), "version": version, "permission": "may_buy_savings_plans", "is_given": version % 2 == 1, "reason": "" });
    desk.call(who, "permissions/set", &change).await?.expect(200)?.json()
}

/// A session in the hands of a program changes many customers at once: from some number on somebody else looks first.
#[tokio::test]
async fn many_customers_within_ten_minutes_wait_for_a_second_person() -> TestResult {
    for fresh in filled().await? {
        let table = "customers>3 review global_admin\n";
        let desk = desk_with(fresh, table)?;
        for customer in 1..=3 {
            assert_eq!(turn(&desk, Who::AGENT, customer, 1).await?, json!({ "As": { "version": 2 } }));
        }
        // The same ones again are no more; others' are theirs.
        assert_eq!(turn(&desk, Who::AGENT, 2, 2).await?, json!({ "As": { "version": 3 } }));
        assert_eq!(turn(&desk, Who::ADMIN, 5, 1).await?, json!({ "As": { "version": 2 } }));
        for customer in [6, 8] {
            let waits = turn(&desk, Who::AGENT, customer, 1).await?;
            assert!(waits["Waiting"]["id"].is_string(), "{waits}");
        }
        desk.clock.advance_us(601_000_000);
        assert_eq!(turn(&desk, Who::AGENT, 7, 1).await?, json!({ "As": { "version": 2 } }));
        desk.ends_well()?;
    }
    Ok(())
}

/// Nor are many customers changed by many names of one person.
#[tokio::test]
async fn colleagues_of_ones_own_making_count_as_one() -> TestResult {
    for fresh in filled().await? {
        let desk = desk_with(fresh, "customers>3 review global_admin\n")?;
        let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
        let agent = people.as_array().into_iter().flatten().find(|person| person["name"] == "The admin_agent").cloned();
        let agent = agent.unwrap_or_default();
        let change = json!({ "id": agent["id"], "version": agent["version"], "roles": ["admin_agent", "sales_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
        for (who, customer) in [(Who::ADMIN, 1), (Who::AGENT, 2), (Who::ADMIN, 3)] {
            assert_eq!(turn(&desk, who, customer, 1).await?, json!({ "As": { "version": 2 } }));
        }
        let waits = turn(&desk, Who::AGENT, 5, 1).await?;
        assert!(waits["Waiting"]["id"].is_string(), "{waits}");
        desk.ends_well()?;
    }
    Ok(())
}

/// A partner's own table: what is never changed, and a permission that needs two.
#[tokio::test]
async fn a_partners_own_table_takes_the_place_of_the_usual_one() -> TestResult {
    for fresh in filled().await? {
        let desk = desk_with(fresh, "currency never\npermission_given review global_admin\n")?;
        let refused =
            desk.call(Who::SALES, "account/update", &arguments(1, &[(Field::Currency, "EUR")])).await?.expect(422)?;
        assert_eq!(refused.json()?["invalid"][0]["problem"], "never_changed");
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD)).await?.expect(200)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 2);
        let give = json!({ "id": Desk::lale(), "version": 2, "permission": "may_buy_reservations", "is_given": true, "reason": "" });
        let saved = desk.call(Who::AGENT, "permissions/set", &give).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!([]));
        decide(&desk, Who::ADMIN, &id, "approve", 1).await?.expect(303)?;
        assert_eq!(desk.account(Desk::lale()).await?["given"], json!(["may_buy_reservations"]));
        desk.ends_well()?;
    }
    Ok(())
}

/// Whoever writes a table finds the names of the fields in the documentation.
#[test]
fn the_documentation_names_every_field_that_a_rule_can() {
    let doc = include_str!("../../../docs/change-policy.md");
    let missing: Vec<&str> =
        Field::OF_TEXT.iter().map(|field| field.name()).filter(|name| !doc.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
