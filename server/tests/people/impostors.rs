//! Whoever would pass for somebody else: by a name like a colleague's, by a one-time password that lay about, or by keeping a
//! colleague from signing in.

use crate::support::{Answer, Desk, NOW_US, PASSWORD, TestResult, Tried, Who, on_each_database};
use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use desk::key::LogKey;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use server::{ServerState, router};

const DAY_US: i64 = 86_400_000_000;

async fn add(desk: &Desk, name: &str, email: &str) -> Tried<Answer> {
    desk.call(Who::ADMIN, "people/add", &json!({ "name": name, "email": email, "roles": ["sales_agent"] })).await
}

/// Signs in with a cookie that the browser has kept.
async fn sign_in(desk: &Desk, cookie: &str, email: &str, password: &str) -> Tried<Answer> {
    let body = json!({ "email": email, "password": password }).to_string();
    let request = http::Request::post("/api/session/sign_in")
        .header("cookie", cookie)
        .header("content-type", "application/json")
        .body(Body::from(body))?;
    desk.send(request).await
}

/// The cookies that an answer sets, of some name.
fn cookie_named(answer: &Answer, name: &str) -> Tried<String> {
    let all = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let found = all.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with(name));
    Ok(found.ok_or("no such cookie")?.to_owned())
}

on_each_database! {
    async fn nobody_is_called_like_a_colleague(desk: Desk) -> TestResult {
        for name in ["The global_admin", "the GLOBAL_admin", "Thе globаl_admin", "The  glob\u{200b}al_admin"] {
            let refused = add(&desk, name, "x@staff.example").await?.expect(422)?.json()?;
            assert_eq!((&refused["invalid"][0]["path"], &refused["invalid"][0]["problem"]), (&json!("name"), &json!("name_taken")), "{name}");
            let profile = json!({ "name": name, "language": null, "theme": "system" });
            desk.call(Who::SALES, "profile/update", &profile).await?.expect(422)?;
        }
        let profile = json!({ "name": "The sales_agent", "language": null, "theme": "dark" });
        desk.call(Who::SALES, "profile/update", &profile).await?.expect(200)?;
        add(&desk, "The global_admin B.", "x@staff.example").await?.expect(200)?;
    }

    async fn a_one_time_password_ends_after_a_day(desk: Desk) -> TestResult {
        let added = add(&desk, "Ada", "ada@staff.example").await?.expect(200)?.json()?;
        let password = added["one_time_password"].as_str().unwrap_or_default().to_owned();
        desk.clock.advance_us(DAY_US - 60_000_000);
        sign_in(&desk, "", "ada@staff.example", &password).await?.expect(200)?;
        desk.clock.advance_us(61_000_000);
        assert_eq!(sign_in(&desk, "", "ada@staff.example", &password).await?.expect(401)?.json()?, json!("password_ended"));
        // Who does not know it hears nothing of it.
        assert_eq!(sign_in(&desk, "", "ada@staff.example", "wrong password").await?.expect(401)?.json()?, json!("wrong_pair"));
    }

    /// Five tries a second from the office's address keep nobody out who has signed in there before.
    async fn a_browser_that_has_signed_in_before_is_not_kept_out(desk: Desk) -> TestResult {
        let email = "sales_agent@staff.example";
        let browser = cookie_named(&sign_in(&desk, "", email, PASSWORD).await?.expect(200)?, "browser=")?;
        for at in 0..40 {
            sign_in(&desk, "", &format!("guess-{at}@staff.example"), "wrong password").await?;
        }
        sign_in(&desk, "", email, PASSWORD).await?.expect(429)?;
        sign_in(&desk, &browser, email, PASSWORD).await?.expect(200)?;
        // The mark is of that person, in that browser, and no forged one counts.
        sign_in(&desk, &browser, "admin_agent@staff.example", PASSWORD).await?.expect(429)?;
        sign_in(&desk, &format!("{browser}x"), email, PASSWORD).await?.expect(429)?;
        // Nor does it give more than its own few tries.
        for _ in 0..6 {
            sign_in(&desk, &browser, email, "wrong password").await?.expect(401)?;
        }
        sign_in(&desk, &browser, email, PASSWORD).await?.expect(429)?;
    }

    /// Each server has a key of its own; a browser that one of them marked the others know again.
    async fn a_browser_is_known_to_every_server_of_the_database(desk: Desk) -> TestResult {
        let email = "sales_agent@staff.example";
        let browser = cookie_named(&sign_in(&desk, "", email, PASSWORD).await?.expect(200)?, "browser=")?;
        let of = |seed: u8| LogKey::of_seed(&[seed; 32]).ok_or("a seed makes a key");
        let database = desk.fresh.database.clone().sealing_with(of(9)?);
        let other = desk.beside(router(ServerState::new(database, desk.clock, false), None));
        for at in 0..40 {
            sign_in(&other, "", &format!("guess-{at}@staff.example"), "wrong password").await?;
        }
        sign_in(&other, "", email, PASSWORD).await?.expect(429)?;
        sign_in(&other, &browser, email, PASSWORD).await?.expect(200)?;
        // Marks of before there was a secret of all servers count where they were made, and nowhere else.
        let mark = |key: &LogKey| format!("browser=old.{}", URL_SAFE_NO_PAD.encode(key.mark("defter-browser-1", &format!("old {email}"))));
        sign_in(&other, &mark(&of(9)?), email, PASSWORD).await?.expect(200)?;
        sign_in(&other, &mark(&of(7)?), email, PASSWORD).await?.expect(429)?;
        // The secret is one, and no part of what a server says.
        let rows = desk.fresh.database.reader();
        let sql = "SELECT secret FROM shared_secrets";
        let rows = rows.query_all_raw(Statement::from_string(desk.fresh.database.backend(), sql)).await?;
        let secrets: Vec<Vec<u8>> = rows.iter().map(|row| row.try_get("", "secret")).collect::<Result<_, _>>()?;
        assert!(secrets.len() == 1 && secrets[0].len() == 32, "{}", secrets.len());
    }

    /// What is for good is not filled by who is nobody.
    async fn tries_of_nobody_are_noted_once_a_minute(desk: Desk) -> TestResult {
        for at in 0..20 {
            sign_in(&desk, "", &format!("guess-{at}@staff.example"), "wrong password").await?;
        }
        let noted = async || -> Tried<usize> {
            let shown = desk.call(Who::AUDITOR, "activity/list", &json!({ "filter": { "kind": "session.refused" } })).await?.expect(200)?.json()?;
            Ok(shown["entries"].as_array().map_or(0, Vec::<Value>::len))
        };
        assert_eq!(noted().await?, 1);
        desk.clock.advance_us(61_000_000);
        sign_in(&desk, "", "guess@staff.example", "wrong password").await?;
        assert_eq!(noted().await?, 2);
    }

    /// From however many addresses: the log is for good.
    async fn an_attack_from_thousands_of_addresses_does_not_fill_the_log(desk: Desk) -> TestResult {
        let proxied = Desk::with(desk.fresh.beside(), |state| state.trusts_proxy = true);
        let database = &desk.fresh.database;
        let (email, mut last) = ("sales_agent@staff.example", 0);
        for (hour, addresses, expected) in [(0, 60, (20, 0)), (1, 1, (21, 40))] {
            // Everybody who tries this account is told to wait.
            let waits = format!(
                "INSERT INTO sign_in_attempts (key, failures, failed_at_us, retry_at_us) VALUES ('account:{email}', 1000, {0}, {0} + 60000000)
                 ON CONFLICT (key) DO UPDATE SET failed_at_us = {0}, retry_at_us = {0} + 60000000", NOW_US + hour * 3_600_000_000_i64);
            database.writer().execute_unprepared(&waits).await?;
            for _ in 0..addresses {
                last += 1;
                let body = json!({ "email": email, "password": "wrong password" }).to_string();
                let request = http::Request::post("/api/session/sign_in")
                    .header("x-forwarded-for", format!("192.0.2.{last}"))
                    .header("content-type", "application/json")
                    .body(Body::from(body))?;
                proxied.send(request).await?.expect(429)?;
            }
            let sql = "SELECT (SELECT COUNT(*) FROM audit_entries WHERE kind = 'session.refused') AS entries,
                       (SELECT COALESCE(MAX(new_value), '0') FROM audit_values WHERE field = 'not_noted') AS not_noted";
            let row = database.reader().query_one_raw(Statement::from_string(database.backend(), sql)).await?.ok_or("nothing")?;
            let not_noted: String = row.try_get("", "not_noted")?;
            assert_eq!((row.try_get::<i64>("", "entries")?, not_noted.parse::<i64>()?), expected);
            proxied.clock.advance_us(3_600_000_000);
        }
    }
}
