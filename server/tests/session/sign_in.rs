//! Signing in and out.

use crate::support::{Answer, Desk, PASSWORD, TestResult, Tried, Who, on_each_database};
use axum::body::Body;
use serde_json::json;

async fn sign_in(desk: &Desk, email: &str, password: &str) -> Tried<Answer> {
    desk.call(Who::Nobody, "session/sign_in", &json!({ "email": email, "password": password })).await
}

async fn list_with(desk: &Desk, cookie: &str) -> Tried<u16> {
    let request =
        http::Request::post("/api/customers/list").header("cookie", cookie).header("content-type", "application/json");
    Ok(desk.send(request.body(Body::from(r#"{"query":{}}"#))?).await?.status.as_u16())
}

on_each_database! {
    async fn gives_a_cookie_that_scripts_and_other_sites_cannot_use(desk: Desk) -> TestResult {
        let answer = sign_in(&desk, " Sales_Agent@staff.example", PASSWORD).await?.expect(200)?;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("session=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        assert_eq!(list_with(&desk, &answer.cookie()).await?, 200);
    }

    async fn says_the_same_of_a_wrong_password_and_of_nobody(desk: Desk) -> TestResult {
        let wrong = sign_in(&desk, "sales_agent@staff.example", "wrong password").await?.expect(401)?;
        let nobody = sign_in(&desk, "nobody@staff.example", "wrong password").await?.expect(401)?;
        assert_eq!(wrong.body, nobody.body);
        assert_eq!(wrong.header("set-cookie"), "");
    }

    async fn is_slowed_after_failures_and_only_for_that_account(desk: Desk) -> TestResult {
        for _ in 0..6 {
            sign_in(&desk, "sales_agent@staff.example", "wrong password").await?.expect(401)?;
        }
        let slowed = sign_in(&desk, "SALES_AGENT@staff.example", PASSWORD).await?.expect(429)?;
        assert_eq!(slowed.json()?, json!({ "rate_limited": { "retry_s": 2 } }));
        sign_in(&desk, "admin_agent@staff.example", PASSWORD).await?.expect(200)?;
    }

    async fn is_slowed_for_an_address_that_tries_many_accounts(desk: Desk) -> TestResult {
        for at in 0..31 {
            sign_in(&desk, &format!("guess-{at}@staff.example"), "wrong password").await?.expect(401)?;
        }
        sign_in(&desk, "admin_agent@staff.example", PASSWORD).await?.expect(429)?;
    }

    async fn ends_the_old_session_and_signing_out_ends_the_new(desk: Desk) -> TestResult {
        let first = sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(200)?.cookie();
        let request = http::Request::post("/api/session/sign_in").header("cookie", &first).header("content-type", "application/json");
        let body = json!({ "email": "sales_agent@staff.example", "password": PASSWORD }).to_string();
        let second = desk.send(request.body(Body::from(body))?).await?.expect(200)?.cookie();
        assert_ne!(first, second);
        assert_eq!((list_with(&desk, &first).await?, list_with(&desk, &second).await?), (401, 200));
        let request = http::Request::post("/api/session/sign_out").header("cookie", &second).header("content-type", "application/json");
        let out = desk.send(request.body(Body::from("{}"))?).await?.expect(200)?;
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(list_with(&desk, &second).await?, 401);
    }

    async fn a_password_change_ends_every_other_session(desk: Desk) -> TestResult {
        let here = sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(200)?.cookie();
        let there = sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(200)?.cookie();
        let request = http::Request::post("/api/profile/change_password").header("cookie", &here).header("content-type", "application/json");
        let changed = desk.send(request.body(Body::from(json!({ "current": PASSWORD, "new": "another password" }).to_string()))?).await?.expect(200)?;
        assert_eq!((list_with(&desk, &here).await?, list_with(&desk, &there).await?, list_with(&desk, &changed.cookie()).await?), (401, 401, 200));
        sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(401)?;
    }

    async fn refuses_state_changes_from_another_origin(desk: Desk) -> TestResult {
        for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")] {
            for (path, kind) in [("/api/session/sign_out", "application/json"), ("/sign-out", "application/x-www-form-urlencoded")] {
                let request = http::Request::post(path).header("host", "defter.example").header("cookie", desk.cookie(Who::SALES).await?).header("content-type", kind).header(name, value);
                let refused = desk.send(request.body(Body::from("{}"))?).await?;
                assert_eq!(refused.status, 403, "{path} {name}: {value}");
            }
        }
        assert_eq!(list_with(&desk, &desk.cookie(Who::SALES).await?).await?, 200);
    }

    async fn refuses_tokens_that_nobody_gave(desk: Desk) -> TestResult {
        for cookie in ["session=", "session=x", "session=../../etc/passwd", "session=%00", &format!("session={}", "A".repeat(5_000))] {
            assert_eq!(list_with(&desk, cookie).await?, 401, "{cookie}");
        }
    }
}
