//! Who may do what, as a table that is committed: every server function and every page, as nobody and as each role.

use crate::support::{Desk, TestResult, Tried, Who};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Arguments that are right for each function, so that only the policy can refuse. A function without a row fails the test.
fn arguments(function: &str) -> Option<Value> {
    let id = Desk::lale();
    Some(match function {
        "account/edit"
        | "account/find"
        | "changes/find"
        | "changes/summary"
        | "draft/find"
        | "draft/forget"
        | "permissions/find"
        | "people/find"
        | "people/reset_password"
        | "registry/ask" => {
            json!({ "id": id })
        }
        "account/review" | "account/meet" => json!({ "id": id, "version": 1, "text": crate::support::lale_text() }),
        "activity/list" => json!({ "filter": {} }),
        "changes/list" => json!({ "state": "waiting", "after": null }),
        "history/as_of" => json!({ "customer_id": id, "at": "" }),
        "undo/find" => json!({ "customer_id": id, "seq": 1 }),
        "account/update" | "draft/keep" => {
            json!({ "id": id, "version": 1, "text": crate::support::lale_text(), "reason": "" })
        }
        "customers/list" => json!({ "query": {} }),
        "history/list" => json!({ "customer_id": id, "before": null }),
        "history/since" => json!({ "customer_id": id, "version": 1 }),
        "people/add" => {
            json!({ "name": "Ada", "email": "ada@staff.example", "roles": ["sales_agent"] })
        }
        "changes/policy" | "people/list" | "session/sign_out" | "workspaces/find" => json!({}),
        "people/update" => {
            json!({ "id": id, "version": 1, "roles": ["sales_agent"], "is_disabled": false })
        }
        "permissions/set" => {
            json!({ "id": id, "version": 1, "permission": "reservations", "is_given": true, "reason": "" })
        }
        "profile/change_password" => {
            json!({ "current": crate::support::PASSWORD, "new": "another password" })
        }
        "profile/update" => json!({ "name": "Ada", "language": null, "theme": "system" }),
        "session/choose_language" => json!({ "language": "tr" }),
        "session/sign_in" => {
            json!({ "email": "sales_agent@staff.example", "password": crate::support::PASSWORD })
        }
        _ => return None,
    })
}

type Fields = &'static [(&'static str, &'static str)];

/// Posts of the pages' forms, with fields that are right or ask for the next step.
fn posts() -> Vec<(String, &'static str, Fields)> {
    let id = Desk::lale();
    let update = format!("/customers/{id}/account/update");
    let permissions = format!("/customers/{id}/account/permissions");
    vec![
        (update.clone(), "POST update, country", &[("version", "1"), ("step", "country")]),
        (update.clone(), "POST update, review", &[("version", "1"), ("step", "review")]),
        (update, "POST update, submit", &[("version", "1"), ("step", "submit")]),
        (
            permissions,
            "POST permissions, ask",
            &[("version", "1"), ("step", "ask"), ("permission", "may_buy_reservations")],
        ),
        (format!("/customers/{id}/account"), "POST account, ask VIES", &[("step", "ask_registry")]),
        (format!("/customers/{id}/history/1/undo"), "POST undo", &[("version", "1"), ("step", "undo")]),
        (format!("/requests/{id}"), "POST request, approve", &[("version", "1"), ("step", "approve")]),
        (format!("/requests/{id}"), "POST request, cancel", &[("version", "1"), ("step", "cancel")]),
        ("/people".into(), "POST people", &[("name", ""), ("email", "")]),
        (
            format!("/people/{id}"),
            "POST people/{id}",
            &[("version", "1"), ("step", "save"), ("role_sales_agent", "true")],
        ),
        ("/profile".into(), "POST profile", &[("step", "profile"), ("name", ""), ("theme", "dark")]),
        ("/language".into(), "POST language", &[("language", "tr")]),
        ("/sign-out".into(), "POST sign-out", &[]),
        ("/nothing".into(), "POST {anything else}", &[]),
    ]
}

fn pages() -> Vec<(String, &'static str)> {
    let id = Desk::lale();
    vec![
        ("/".into(), "/"),
        ("/customers".into(), "/customers"),
        (format!("/customers/{id}/account"), "/customers/{id}/account"),
        (format!("/customers/{id}/account/permissions"), "/customers/{id}/account/permissions"),
        (format!("/customers/{id}/account/update"), "/customers/{id}/account/update"),
        (format!("/customers/{id}/history"), "/customers/{id}/history"),
        (format!("/customers/{id}/history/as-of"), "/customers/{id}/history/as-of"),
        (format!("/customers/{id}/history/1/undo"), "/customers/{id}/history/{seq}/undo"),
        ("/requests".into(), "/requests"),
        ("/requests/policy".into(), "/requests/policy"),
        (format!("/requests/{id}"), "/requests/{id}"),
        ("/activity".into(), "/activity"),
        ("/activity.csv".into(), "/activity.csv"),
        ("/activity.jsonl".into(), "/activity.jsonl"),
        ("/people".into(), "/people"),
        (format!("/people/{id}"), "/people/{id}"),
        ("/profile".into(), "/profile"),
        ("/sign-in".into(), "/sign-in"),
        ("/nothing".into(), "/{anything else}"),
    ]
}

/// One row: a name and the statuses. Every call gets a desk of its own, because some change it.
async fn row(table: &mut String, name: &str, ask: impl AsyncFn(&Desk, Who) -> Tried<u16>) -> TestResult {
    write!(table, "{name:<40}")?;
    for who in Who::ALL {
        let desk = Desk::on_sqlite().await?;
        write!(table, "{:>16}", ask(&desk, who).await?)?;
        desk.ends_well()?;
    }
    table.push('\n');
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_of_who_may_do_what_is_the_committed_one() -> TestResult {
    let mut table = format!("{:<40}", "");
    for who in Who::ALL {
        write!(table, "{:>16}", who.name())?;
    }
    table.push('\n');
    let mut functions: Vec<String> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect();
    functions.sort_unstable();
    assert!(functions.len() >= 16, "the registry holds the functions: {functions:?}");
    for function in functions {
        let arguments = arguments(&function).ok_or_else(|| format!("{function} has no row in this test"))?;
        row(&mut table, &function, async |desk, who| Ok(desk.call(who, &function, &arguments).await?.status.as_u16()))
            .await?;
    }
    for (path, name) in pages() {
        row(&mut table, name, async |desk, who| Ok(desk.get(who, &path).await?.status.as_u16())).await?;
    }
    for (path, name, fields) in posts() {
        row(&mut table, name, async |desk, who| Ok(desk.post(who, &path, fields).await?.status.as_u16())).await?;
    }
    let committed = include_str!("access.txt");
    if table != committed {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access.txt"), &table)?;
    }
    assert_eq!(table, committed, "the table was written anew: look at its diff and commit it");
    Ok(())
}
