//! Signing in and out.

use crate::support::{Answer, Desk, NOW_US, PASSWORD, TestResult, Tried, Who, on_each_database};
use axum::body::Body;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

async fn sign_in(desk: &Desk, email: &str, password: &str) -> Tried<Answer> {
    desk.call(Who::Nobody, "session/sign_in", &json!({ "email": email, "password": password })).await
}

async fn list_with(desk: &Desk, cookie: &str) -> Tried<u16> {
    let request =
        http::Request::post("/api/customers/list").header("cookie", cookie).header("content-type", "application/json");
    Ok(desk.send(request.body(Body::from(r#"{"query":{}}"#))?).await?.status.as_u16())
}

/// Stores keys as an earlier program did, upgrades the database and answers the keys that there are then.
async fn upgraded(desk: &Desk, keys: &[(&str, &str)]) -> Tried<Vec<String>> {
    let database = &desk.fresh.database;
    database
        .writer()
        .execute_unprepared("DELETE FROM seaql_migrations WHERE version = 'm20261126_000012_email_keys'")
        .await?;
    for (name, _) in keys {
        let sql = format!("UPDATE staff SET email_key = '{name}' WHERE email = '{name}@staff.example'");
        database.writer().execute_unprepared(&sql).await?;
    }
    for (name, key) in keys {
        let sql = format!("UPDATE staff SET email_key = '{key}' WHERE email = '{name}@staff.example'");
        database.writer().execute_unprepared(&sql).await?;
    }
    server::serve::migrate(database).await?;
    let mut stored = Vec::new();
    for (name, _) in keys {
        let sql = format!("SELECT email_key FROM staff WHERE email = '{name}@staff.example'");
        let row = Statement::from_string(database.backend(), sql);
        stored.push(database.reader().query_one_raw(row).await?.ok_or("nobody")?.try_get_by_index(0)?);
    }
    Ok(stored)
}

on_each_database! {
    async fn gives_a_cookie_that_scripts_and_other_sites_cannot_use(desk: Desk) -> TestResult {
        let answer = sign_in(&desk, " Sales_Agent@staff.example", PASSWORD).await?.expect(200)?;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("session=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        assert_eq!(list_with(&desk, &answer.cookie()).await?, 200);
    }

    /// A session ends 12 hours after its last request, and 24 hours after its first.
    async fn a_session_ends_with_time(desk: Desk) -> TestResult {
        let hour_us = 3_600_000_000_i64;
        for (seen_h, begun_h, status) in [(11, 23, 200), (13, 23, 401), (0, 25, 401)] {
            let cookie = sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(200)?.cookie();
            let (seen_us, begun_us) = (NOW_US - seen_h * hour_us, NOW_US - begun_h * hour_us);
            let aged = format!("UPDATE sessions SET seen_at_us = {seen_us}, created_at_us = {begun_us}");
            desk.fresh.database.writer().execute_unprepared(&aged).await?;
            assert_eq!(list_with(&desk, &cookie).await?, status, "seen {seen_h} h ago, begun {begun_h} h ago");
        }
    }

    /// A clock was ahead: what began then has no more than a day, whatever the clock says later.
    async fn a_session_of_a_time_to_come_has_ended(desk: Desk) -> TestResult {
        let minute_us = 60_000_000_i64;
        for (ahead_us, status) in [(4 * minute_us, 200), (6 * minute_us, 401), (400 * 24 * 60 * minute_us, 401)] {
            desk.clock.advance_us(ahead_us);
            let cookie = sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(200)?.cookie();
            assert_eq!(list_with(&desk, &cookie).await?, 200);
            desk.clock.advance_us(-ahead_us);
            assert_eq!(list_with(&desk, &cookie).await?, status, "ahead by {ahead_us} µs");
            // The next who signs in takes it away: it does not begin when its time comes.
            sign_in(&desk, "admin_agent@staff.example", PASSWORD).await?.expect(200)?;
            desk.clock.advance_us(ahead_us);
            assert_eq!(list_with(&desk, &cookie).await?, status, "ahead by {ahead_us} µs, and its time has come");
            desk.clock.advance_us(-ahead_us);
        }
    }

    /// Somebody was seen in a time to come: it counts from the next request on.
    async fn who_was_seen_in_a_time_to_come_is_seen_now(desk: Desk) -> TestResult {
        let cookie = sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(200)?.cookie();
        let seen = format!("UPDATE sessions SET seen_at_us = {}", NOW_US + 20 * 3_600_000_000);
        desk.fresh.database.writer().execute_unprepared(&seen).await?;
        assert_eq!(list_with(&desk, &cookie).await?, 200);
        desk.clock.advance_us(13 * 3_600_000_000);
        assert_eq!(list_with(&desk, &cookie).await?, 401, "13 hours after the last request");
    }

    /// A Turkish keyboard writes İ for an i in capitals, and I for an ı.
    async fn whichever_i_was_typed_is_the_same_account(desk: Desk) -> TestResult {
        for email in ["AUDİTOR@STAFF.EXAMPLE", "audıtor@staff.example", "AUDI\u{307}TOR@staff.example", "<auditor@staff.example>", "AUDITOR@STAFF.EXAMPLE"] {
            sign_in(&desk, email, PASSWORD).await?.expect(200)?;
        }
        let added = json!({ "name": "İrem", "email": "İrema@staff.example", "roles": ["sales_agent"] });
        let added = desk.call(Who::ADMIN, "people/add", &added).await?.expect(200)?.json()?;
        let password = added["one_time_password"].as_str().unwrap_or_default();
        for email in ["irema@staff.example", "İREMA@STAFF.EXAMPLE", "Irema@staff.example"] {
            sign_in(&desk, email, password).await?.expect(200)?;
        }
        // A colleague's address with another i is the same one.
        let alike = json!({ "name": "Irma", "email": "ırema@staff.example", "roles": ["sales_agent"] });
        desk.call(Who::ADMIN, "people/add", &alike).await?.expect(422)?;
    }

    /// Whom an earlier program stored with the small letters of İ, or with an ı, signs in as before once it is upgraded.
    async fn who_was_stored_with_another_i_signs_in(desk: Desk) -> TestResult {
        for (stored, typed) in [
            ("i\u{307}rema@staff.example", ["irema@staff.example", "İrema@staff.example", "İREMA@STAFF.EXAMPLE"]),
            ("ırema@staff.example", ["irema@staff.example", "ırema@staff.example", "IREMA@STAFF.EXAMPLE"]),
        ] {
            let keys = upgraded(&desk, &[("auditor", stored)]).await?;
            assert_eq!(keys, ["irema@staff.example"], "{stored}");
            for email in typed {
                sign_in(&desk, email, PASSWORD).await?.expect(200)?;
            }
            sign_in(&desk, "arema@staff.example", PASSWORD).await?.expect(401)?;
        }
    }

    /// Two whom nothing but an i tells apart keep it: each is found by what they type, and neither for the other.
    async fn of_two_who_differ_in_an_i_each_is_found_by_their_own(desk: Desk) -> TestResult {
        let (plain, dotted, dotless) = ("irema@staff.example", "i\u{307}rema@staff.example", "ırema@staff.example");
        for (auditor, helpdesk, typed) in [
            (plain, dotless, [("irema", "auditor"), ("IREMA", "auditor"), ("İrema", "auditor"), ("ırema", "helpdesk_agent")]),
            (dotted, dotless, [("İREMA", "auditor"), ("i\u{307}rema", "auditor"), ("ırema", "helpdesk_agent"), ("irema", "")]),
            (dotted, plain, [("İrema", "auditor"), ("I\u{307}rema", "auditor"), ("irema", "helpdesk_agent"), ("ırema", "helpdesk_agent")]),
        ] {
            let keys = upgraded(&desk, &[("auditor", auditor), ("helpdesk_agent", helpdesk)]).await?;
            assert_eq!(keys, [auditor, helpdesk]);
            for (typed, found) in typed {
                let row = desk::people::find_by_email(&desk.fresh.database, &format!("{typed}@Staff.example")).await;
                let email = row.map_or_else(|_| String::new(), |row| row.email.replace("@staff.example", ""));
                assert_eq!(email, found, "{typed} of {auditor} and {helpdesk}");
            }
        }
        // The last two; the other's password is no help.
        let sql = "UPDATE staff SET is_disabled = TRUE WHERE email = 'helpdesk_agent@staff.example'";
        desk.fresh.database.writer().execute_unprepared(sql).await?;
        sign_in(&desk, "İrema@staff.example", PASSWORD).await?.expect(200)?;
        sign_in(&desk, "irema@staff.example", PASSWORD).await?.expect(401)?;
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
        assert_eq!(slowed.header("retry-after"), "2");
        sign_in(&desk, "admin_agent@staff.example", PASSWORD).await?.expect(200)?;
    }

    async fn is_slowed_for_an_address_that_tries_many_accounts(desk: Desk) -> TestResult {
        for at in 0..31 {
            sign_in(&desk, &format!("guess-{at}@staff.example"), "wrong password").await?.expect(401)?;
        }
        sign_in(&desk, "admin_agent@staff.example", PASSWORD).await?.expect(429)?;
    }

    /// Guessing in parallel is no way around the wait.
    async fn many_tries_at_once_are_slowed_like_many_in_a_row(desk: Desk) -> TestResult {
        let tries = (0..24).map(|_| sign_in(&desk, "sales_agent@staff.example", "wrong password"));
        let answers = futures::future::try_join_all(tries).await?;
        let looked_at = answers.iter().filter(|answer| answer.status == 401).count();
        assert_eq!((looked_at, answers.len() - looked_at), (6, 18));
    }

    /// A sign-in that is under way when the password changes must not outlive the change.
    async fn no_session_survives_a_password_change_that_overtakes_it(desk: Desk) -> TestResult {
        let here = sign_in(&desk, "sales_agent@staff.example", PASSWORD).await?.expect(200)?.cookie();
        let request = http::Request::post("/api/profile/change_password").header("cookie", &here).header("content-type", "application/json");
        let body = json!({ "current": PASSWORD, "new": "  another, blanks and all " }).to_string();
        let change = desk.send(request.body(Body::from(body))?);
        let thieves = futures::future::try_join_all((0..4).map(|_| sign_in(&desk, "sales_agent@staff.example", PASSWORD)));
        let (changed, thieves) = futures::future::try_join(change, thieves).await?;
        assert_eq!(changed.status, 200, "{}", changed.body);
        for thief in thieves.iter().filter(|answer| answer.status == 200) {
            assert_eq!(list_with(&desk, &thief.cookie()).await?, 401);
        }
        sign_in(&desk, "sales_agent@staff.example", "  another, blanks and all ").await?.expect(200)?;
    }

    async fn takes_no_email_that_nobody_could_have(desk: Desk) -> TestResult {
        for email in ["a\u{0}b@x.example", "", "x", &format!("{}@x.example", "a".repeat(300))] {
            sign_in(&desk, email, PASSWORD).await?.expect(401)?;
        }
    }

    async fn other_cookies_do_not_sign_anybody_out(desk: Desk) -> TestResult {
        let cookie = desk.cookie(Who::SALES).await?;
        let mine = http::HeaderValue::from_bytes(format!("x=ş; {cookie}").as_bytes())?;
        let request = http::Request::post("/api/customers/list").header("cookie", "y=1").header("cookie", mine).header("content-type", "application/json");
        desk.send(request.body(Body::from(r#"{"query":{}}"#))?).await?.expect(200)?;
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
