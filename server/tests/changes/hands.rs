//! Who is one person: halves of a change, colleagues of one's own making, who is none any more.

use super::{FRAUD, arguments, asked, decide, is_own, request};
use crate::support::{Desk, TestResult, Who, on_each_database};
use app::customers::Field;
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::time::Duration;

on_each_database! {
    /// Made in two halves it is still one change.
    async fn two_halves_by_one_person_are_one_change(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        let second = arguments(2, &FRAUD);
        let reviewed = desk.call(Who::SALES, "account/review", &json!({ "id": Desk::lale(), "version": 2, "text": second["text"] })).await?.expect(200)?.json()?;
        assert_eq!(reviewed["ruling"]["verdict"], "review");
        let saved = desk.call(Who::SALES, "account/update", &second).await?.expect(200)?.json()?;
        assert!(saved["Waiting"]["id"].is_string(), "{saved}");
        // Somebody else's half is a second person's.
        let saved = desk.call(Who::AGENT, "account/update", &second).await?.expect(200)?.json()?;
        assert_eq!(saved, json!({ "As": { "version": 3 } }));
    }

    /// Whoever made a colleague, or holds the keys to one, is no second person with them.
    async fn a_colleague_of_ones_own_making_is_no_second_person(desk: Desk) -> TestResult {
        let saved = desk.call(Who::ADMIN, "account/update", &arguments(1, &FRAUD)).await?.expect(200)?.json()?;
        let id = saved["Waiting"]["id"].as_str().unwrap_or_default().to_owned();
        let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
        let agent = people.as_array().into_iter().flatten().find(|person| person["name"] == "The admin_agent").cloned().unwrap_or_default();
        let change = json!({ "id": agent["id"], "version": agent["version"], "roles": ["admin_agent", "sales_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
        assert!(is_own(&decide(&desk, Who::AGENT, &id, "approve", 1).await?.expect(403)?));
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Whoever holds the keys to somebody is no second person beside them, in either direction, nor are their halves two
    /// people's.
    async fn whoever_holds_the_keys_to_the_author_is_no_second_person(desk: Desk) -> TestResult {
        let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
        let sales = people.as_array().into_iter().flatten().find(|person| person["name"] == "The sales_agent").cloned().unwrap_or_default();
        let change = json!({ "id": sales["id"], "version": sales["version"], "roles": ["sales_agent", "helpdesk_agent"], "is_disabled": false });
        desk.call(Who::ADMIN, "people/update", &change).await?.expect(200)?;
        let id = asked(&desk).await?;
        assert!(is_own(&decide(&desk, Who::ADMIN, &id, "approve", 1).await?.expect(403)?));
        decide(&desk, Who::SALES, &id, "cancel", 1).await?.expect(303)?;
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        let half = desk.call(Who::ADMIN, "account/update", &arguments(2, &FRAUD)).await?.expect(200)?.json()?;
        assert!(half["Waiting"]["id"].is_string(), "{half}");
        let another = desk.call(Who::AGENT, "account/update", &arguments(2, &FRAUD)).await?.expect(200)?.json()?;
        assert_eq!(another, json!({ "As": { "version": 3 } }));
    }

    /// However much harmless typing lies between them.
    async fn a_flood_between_two_halves_hides_neither(desk: Desk) -> TestResult {
        desk.call(Who::SALES, "account/update", &arguments(1, &FRAUD[..1])).await?.expect(200)?;
        for version in 2..=320 {
            let order = version.to_string();
            let change = arguments(version, &[FRAUD[0], (Field::PurchaseOrderReference, &order)]);
            desk.call(Who::SALES, "account/update", &change).await?.expect(200)?;
        }
        let second = arguments(321, &[FRAUD[0], FRAUD[1], (Field::PurchaseOrderReference, "320")]);
        let saved = desk.call(Who::SALES, "account/update", &second).await?.expect(200)?.json()?;
        assert!(saved["Waiting"]["id"].is_string(), "{saved}");
        // What others read of it stays small.
        let since = desk.call(Who::HELPDESK, "history/since", &json!({ "customer_id": Desk::lale(), "version": 1 })).await?.expect(200)?.json()?;
        assert_eq!(since.as_array().map(Vec::len), Some(50));
        desk.call(Who::HELPDESK, "history/since", &json!({ "customer_id": Desk::lale(), "version": i64::MIN })).await?.expect(400)?;
    }

    /// Nor do they submit anything.
    async fn who_is_disabled_meanwhile_submits_nothing(desk: Desk) -> TestResult {
        desk.cookie(Who::SALES).await?;
        let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        transaction.execute_unprepared("UPDATE customers SET version = version WHERE domain = 'lale.example'").await?;
        let change = arguments(1, &[(Field::PurchaseOrderReference, "7")]);
        let mut submitting = Box::pin(desk.call(Who::SALES, "account/update", &change));
        // They are signed in, and wait for the customer.
        assert!(tokio::time::timeout(Duration::from_millis(500), &mut submitting).await.is_err());
        transaction.execute_unprepared("UPDATE staff SET is_disabled = TRUE WHERE email = 'sales_agent@staff.example'").await?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
        submitting.await?.expect(401)?;
        assert_eq!(desk.account(Desk::lale()).await?["version"], 1);
    }

    /// Who was disabled while they waited for their turn decides nothing any more.
    async fn who_is_disabled_meanwhile_decides_nothing(desk: Desk) -> TestResult {
        let id = asked(&desk).await?;
        let transaction = desk.fresh.database.begin_write().await.map_err(|error| format!("{error:?}"))?;
        transaction.execute_unprepared("UPDATE customers SET version = version WHERE domain = 'lale.example'").await?;
        let mut approving = Box::pin(decide(&desk, Who::AGENT, &id, "approve", 1));
        // They are signed in, and wait for the customer.
        assert!(tokio::time::timeout(Duration::from_millis(500), &mut approving).await.is_err());
        transaction.execute_unprepared("UPDATE staff SET is_disabled = TRUE WHERE email = 'admin_agent@staff.example'").await?;
        transaction.commit().await.map_err(|error| format!("{error:?}"))?;
        approving.await?.expect(401)?;
        assert_eq!(request(&desk, Who::ADMIN, &id).await?["state"], "waiting");
    }
}
