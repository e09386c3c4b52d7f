//! The policy in force: in the database, the same for every server, a version in the log; what cannot be read lets nothing
//! through.

use super::{FRAUD, arguments};
use crate::support::{Desk, NOW_US, TestResult, Who, on_each_database};
use app::changes::{policy_version, set_policy};
use app::customers::Field;
use app::error::Error;
use sea_orm::ConnectionTrait;
use serde_json::json;
use server::{Clock, ServerState, router};

const LOOSE: &str = "permission_given auto\n";
const STRICT: &str = "purchase_order_reference review global_admin\n";

async fn submit(
    desk: &Desk,
    version: i64,
    change: &[(Field, &str)],
) -> Result<serde_json::Value, Box<dyn std::error::Error + Send + Sync>> {
    desk.call(Who::SALES, "account/update", &arguments(version, change)).await?.expect(200)?.json()
}

on_each_database! {
    async fn every_server_of_a_database_goes_by_the_newest_version_at_once(desk: Desk) -> TestResult {
        let other = desk.beside(router(ServerState::new(desk.fresh.database.clone(), Clock::held(NOW_US), false), None));
        assert!(submit(&other, 1, &FRAUD).await?["Waiting"]["id"].is_string(), "the built-in table");
        let database = &desk.fresh.database;
        assert!(set_policy(database, LOOSE, NOW_US).await.is_ok_and(|set| set.is_some()));
        assert_eq!(submit(&other, 1, &FRAUD).await?, json!({ "As": { "version": 2 } }));
        assert!(set_policy(database, STRICT, NOW_US).await.is_ok_and(|set| set.is_some()));
        let order = [FRAUD[0], FRAUD[1], (Field::PurchaseOrderReference, "7")];
        for desk in [&desk, &other] {
            assert!(submit(desk, 2, &order).await?["Waiting"]["id"].is_string());
        }
        // What is in force already is no version.
        let version = policy_version(database).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!(set_policy(database, STRICT, NOW_US).await, Ok(None));
        assert_eq!(policy_version(database).await, Ok(version));
        let shown = desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": { "kind": "policy.set" } })).await?.expect(200)?.json()?;
        assert_eq!(shown["entries"].as_array().map(Vec::len), Some(2), "{shown}");
    }

    async fn two_operators_who_set_the_same_table_at_once_make_one_version(desk: Desk) -> TestResult {
        let set = || set_policy(&desk.fresh.database, STRICT, NOW_US);
        let all = futures::future::join_all((0..8).map(|_| set())).await;
        let made = all.into_iter().collect::<Result<Vec<_>, _>>().map_err(|error| format!("{error:?}"))?;
        assert_eq!(made.iter().flatten().count(), 1, "{made:?}");
    }

    async fn a_version_that_cannot_be_read_lets_nothing_through(desk: Desk) -> TestResult {
        set_policy(&desk.fresh.database, LOOSE, NOW_US).await.map_err(|error| format!("{error:?}"))?;
        let keeps = match desk.fresh.database.backend() {
            sea_orm::DatabaseBackend::Sqlite => "DROP TRIGGER audit_values_kept_update",
            _ => "ALTER TABLE audit_values DISABLE TRIGGER ALL",
        };
        for statement in [keeps, "UPDATE audit_values SET new_value = 'x' WHERE field = 'table'"] {
            desk.fresh.database.writer().execute_unprepared(statement).await?;
        }
        assert!(submit(&desk, 1, &[(Field::PurchaseOrderReference, "7")]).await?["Waiting"]["id"].is_string());
        assert_eq!(set_policy(&desk.fresh.database, "nonsense", NOW_US).await, Err(Error::Malformed));
        // The same table once more is a version, as the one in force is none.
        assert!(set_policy(&desk.fresh.database, LOOSE, NOW_US).await.is_ok_and(|set| set.is_some()));
        assert_eq!(submit(&desk, 1, &[(Field::PurchaseOrderReference, "8")]).await?, json!({ "As": { "version": 2 } }));
    }
}
