//! Adding, changing, disabling staff.

use crate::support::{Desk, TestResult, Tried, Who, on_each_database, send};
use serde_json::{Value, json};

async fn person(desk: &Desk, email: &str) -> Tried<Value> {
    let people = desk.call(Who::ADMIN, "people/list", &json!({})).await?.expect(200)?.json()?;
    people
        .as_array()
        .into_iter()
        .flatten()
        .find(|person| person["email"] == email)
        .cloned()
        .ok_or_else(|| format!("no {email}").into())
}

on_each_database! {
    async fn adds_somebody_who_must_choose_a_password_first(desk: Desk) -> TestResult {
        let added = desk.call(Who::ADMIN, "people/add", &json!({ "name": "Ada", "email": "Ada@Staff.example", "roles": ["sales_agent"] })).await?.expect(200)?.json()?;
        let password = added["one_time_password"].as_str().unwrap_or_default().to_owned();
        let signed_in = desk.call(Who::Nobody, "session/sign_in", &json!({ "email": "ada@staff.example", "password": password })).await?.expect(200)?;
        let cookie = signed_in.cookie();
        let as_ada = |function: &'static str, arguments: Value| {
            let (router, cookie) = (desk.router.clone(), cookie.clone());
            async move {
                let request = http::Request::post(format!("/api/{function}")).header("cookie", cookie).header("content-type", "application/json");
                send(&router, request.body(axum::body::Body::from(arguments.to_string()))?).await
            }
        };
        let refused = as_ada("customers/list", json!({ "query": {} })).await?.expect(403)?;
        assert_eq!(refused.json()?, json!("must_change_password"));
        as_ada("profile/change_password", json!({ "current": password, "new": password })).await?.expect(422)?;
        let changed = as_ada("profile/change_password", json!({ "current": password, "new": "a new password" })).await?.expect(200)?;
        assert_ne!(changed.cookie(), cookie, "the session is a new one");
        as_ada("customers/list", json!({ "query": {} })).await?.expect(401)?;
        let request = http::Request::post("/api/customers/list").header("cookie", changed.cookie()).header("content-type", "application/json");
        desk.send(request.body(axum::body::Body::from(r#"{"query":{}}"#))?).await?.expect(200)?;
    }

    async fn refuses_an_email_that_is_taken_in_any_case(desk: Desk) -> TestResult {
        let again = json!({ "name": "Other", "email": "SALES_agent@staff.example", "roles": ["sales_agent"] });
        // The underscore is no part of a host, but of a mailbox it is.
        let refused = desk.call(Who::ADMIN, "people/add", &again).await?.expect(422)?.json()?;
        assert_eq!(refused, json!({ "invalid": [{ "path": "email", "problem": "taken", "severity": "block" }] }));
    }

    async fn refuses_an_email_that_looks_like_anothers_and_a_name_of_nothing_to_see(desk: Desk) -> TestResult {
        for email in ["sales_agent@staff.example", "ｓales_agent@staff.example", "sales_agent@staff.exampl\u{435}", "sáles_agent@staff.example", "SALES_AGENT@staff.example"] {
            let person = json!({ "name": "Ada", "email": email, "roles": ["sales_agent"] });
            let refused = desk.call(Who::ADMIN, "people/add", &person).await?.expect(422)?.json()?;
            assert_eq!(refused["invalid"][0]["path"], "email", "{email}");
        }
        for name in ["\u{200b}", "\u{2060}\u{e0041}", "\u{3164} \u{202e}"] {
            let person = json!({ "name": name, "email": "ada@staff.example", "roles": ["sales_agent"] });
            let refused = desk.call(Who::ADMIN, "people/add", &person).await?.expect(422)?.json()?;
            assert_eq!(refused["invalid"][0]["problem"], "missing", "{name:?}");
        }
        let ada = json!({ "name": "A\u{200b}da\u{202e}", "email": "ada@staff.example", "roles": ["sales_agent"] });
        desk.call(Who::ADMIN, "people/add", &ada).await?.expect(200)?;
        assert_eq!(person(&desk, "ada@staff.example").await?["name"], "Ada");
    }

    async fn refuses_a_new_password_that_is_tried_first(desk: Desk) -> TestResult {
        for new in ["1234567890", "password12", "sales_agent@staff.example", "          ", "defter-demo1"] {
            let change = json!({ "current": crate::support::PASSWORD, "new": new });
            let refused = desk.call(Who::SALES, "profile/change_password", &change).await?.expect(422)?.json()?;
            assert_eq!(refused["invalid"][0]["problem"], "guessable_password", "{new}");
        }
    }

    async fn keeps_each_role_once(desk: Desk) -> TestResult {
        let roles = vec!["sales_agent"; 3_000];
        desk.call(Who::ADMIN, "people/add", &json!({ "name": "Rep", "email": "rep@staff.example", "roles": roles })).await?.expect(200)?;
        assert_eq!(person(&desk, "rep@staff.example").await?["roles"], json!(["sales_agent"]));
    }

    async fn refuses_to_disable_or_demote_the_last_global_admin(desk: Desk) -> TestResult {
        let admin = person(&desk, "global_admin@staff.example").await?;
        for (roles, is_disabled) in [(json!(["global_admin"]), true), (json!(["sales_agent"]), false)] {
            let refused = desk.call(Who::ADMIN, "people/update", &json!({ "id": admin["id"], "version": 1, "roles": roles, "is_disabled": is_disabled })).await?.expect(409)?;
            assert_eq!(refused.json()?, json!("last_global_admin"));
        }
        assert_eq!(person(&desk, "global_admin@staff.example").await?["version"], 1);
    }

    /// Two admins who disable each other at the same moment: one stays.
    async fn keeps_one_admin_when_two_disable_each_other(desk: Desk) -> TestResult {
        let sales = person(&desk, "sales_agent@staff.example").await?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 1, "roles": ["global_admin"], "is_disabled": false })).await?.expect(200)?;
        let admin = person(&desk, "global_admin@staff.example").await?;
        let disable = |who, of: Value, version: i64| {
            let desk = &desk;
            async move { desk.call(who, "people/update", &json!({ "id": of, "version": version, "roles": ["global_admin"], "is_disabled": true })).await }
        };
        let (first, second) = futures::future::try_join(disable(Who::ADMIN, sales["id"].clone(), 2), disable(Who::SALES, admin["id"].clone(), 1)).await?;
        let done = [&first, &second].into_iter().filter(|answer| answer.status == 200).count();
        assert_eq!(done, 1, "{} {}", first.status, second.status);
    }

    async fn signs_out_whoever_is_disabled(desk: Desk) -> TestResult {
        let helpdesk = person(&desk, "helpdesk_agent@staff.example").await?;
        desk.call(Who::HELPDESK, "customers/list", &json!({ "query": {} })).await?.expect(200)?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": helpdesk["id"], "version": 1, "roles": ["helpdesk_agent"], "is_disabled": true })).await?.expect(200)?;
        desk.call(Who::HELPDESK, "customers/list", &json!({ "query": {} })).await?.expect(401)?;
        let refused = desk.call(Who::Nobody, "session/sign_in", &json!({ "email": "helpdesk_agent@staff.example", "password": crate::support::PASSWORD })).await?.expect(401)?;
        assert_eq!(refused.json()?, json!("wrong_pair"));
    }

    async fn refuses_a_person_without_a_role_and_a_stale_version(desk: Desk) -> TestResult {
        let sales = person(&desk, "sales_agent@staff.example").await?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 1, "roles": [], "is_disabled": false })).await?.expect(422)?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 9, "roles": ["sales_agent"], "is_disabled": false })).await?.expect(409)?;
        desk.call(Who::ADMIN, "people/update", &json!({ "id": sales["id"], "version": 1, "roles": ["owner"], "is_disabled": false })).await?.expect(400)?;
        desk.call(Who::ADMIN, "people/add", &json!({ "name": "", "email": "x", "roles": [] })).await?.expect(422)?;
    }
}
