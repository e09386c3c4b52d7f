//! Many writers, several servers: the log is one line.

use crate::support::{Desk, TestResult, Who, on_each_database, test_key};
use desk::audit::verify;
use desk::audit::walk::newest;
use desk::database::Database;
use serde_json::json;
use server::{ServerState, router};
use uuid::Uuid;

on_each_database! {
    /// Eight customers, two servers with connections of their own, everybody at once.
    async fn several_servers_write_one_line_without_gaps_or_forks(desk: Desk) -> TestResult {
        let second = Database::open(&desk.fresh.url, test_key()?).await?;
        let beside = desk.beside(router(ServerState::new(second, desk.clock, false), None));
        let before = newest(&desk.fresh.database).await.map_err(|error| format!("{error:?}"))?.seq;
        let writers = (0..8_u128).map(|at| {
            let server = if at % 2 == 0 { &desk } else { &beside };
            async move {
                let id = Uuid::from_u128(at + 1);
                let mut text = server.account(id).await?["text"].clone();
                for version in 1..=12 {
                    text["purchase_order_reference"] = json!(format!("{at} {version}"));
                    let change = json!({ "id": id, "version": version, "text": text, "reason": "asked by phone" });
                    server.call(Who::SALES, "account/update", &change).await?.expect(200)?;
                }
                Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
            }
        });
        futures::future::try_join_all(writers).await?;
        let found = verify(&desk.fresh.database, None).await.map_err(|error| format!("{error:?}"))?;
        assert_eq!((found.fault, found.entries), (None, before + 8 * 12 + 8), "each customer is taken over once");
        beside.ends_well()?;
    }

    /// A change that fails leaves no trace in the chain, and no gap.
    async fn what_is_refused_takes_no_number(desk: Desk) -> TestResult {
        let before = newest(&desk.fresh.database).await.map_err(|error| format!("{error:?}"))?.seq;
        let mut text = crate::support::lale_text();
        text.set(model::customers::Field::Currency, "TRL");
        let wrong = json!({ "id": Desk::lale(), "version": 1, "text": text, "reason": "" });
        desk.call(Who::SALES, "account/update", &wrong).await?.expect(422)?;
        assert_eq!(newest(&desk.fresh.database).await.map_err(|error| format!("{error:?}"))?.seq, before);
    }

    async fn sign_ins_refusals_and_reads_are_entries_too(desk: Desk) -> TestResult {
        desk.call(Who::HELPDESK, "people/list", &json!({})).await?.expect(403)?;
        desk.call(Who::Nobody, "session/sign_in", &json!({ "email": "sales_agent@staff.example", "password": "wrong password" })).await?.expect(401)?;
        desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": {} })).await?.expect(200)?;
        let shown = desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": { "reads": "true" } })).await?.expect(200)?.json()?;
        let kinds: Vec<&str> = shown["entries"].as_array().into_iter().flatten().filter_map(|entry| entry["kind"].as_str()).take(3).collect();
        assert_eq!(kinds, ["log.read", "session.refused", "access.refused"]);
        assert_eq!(shown["entries"][2]["values"][1], json!({ "field": "path", "old": "", "new": "/api/people/list" }));
        // Never what was typed: people type passwords into the wrong field.
        assert_eq!(shown["entries"][1]["values"].as_array().map(Vec::len), Some(1));
    }
}
