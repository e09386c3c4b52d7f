//! What every answer carries.

use crate::support::{Desk, TestResult, Who, on_each_database};
use serde_json::json;

on_each_database! {
    async fn pages_carry_a_strict_policy_with_a_nonce_of_their_own(desk: Desk) -> TestResult {
        let first = desk.get(Who::SALES, "/customers").await?.expect(200)?;
        let second = desk.get(Who::SALES, "/customers").await?.expect(200)?;
        let policy = first.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self' 'nonce-") && !policy.contains("unsafe-inline"), "{policy}");
        assert_ne!(policy, second.header("content-security-policy"));
        assert!(!first.body.contains(" style=\"") && !first.body.contains(" onclick="), "nothing inline");
        for script in first.body.split("<script").skip(1) {
            assert!(script.split('>').next().unwrap_or_default().contains("nonce="), "{}", &script[..script.len().min(80)]);
        }
    }

    async fn every_answer_is_marked_private_and_has_an_id(desk: Desk) -> TestResult {
        for answer in [
            desk.get(Who::Nobody, "/").await?, desk.get(Who::SALES, "/").await?, desk.get(Who::SALES, "/nothing").await?,
            desk.call(Who::Nobody, "customers/list", &json!({})).await?, desk.call(Who::SALES, "nothing", &json!({})).await?,
        ] {
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("x-frame-options"), "DENY");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
            assert_eq!(answer.header("x-request-id").len(), 36);
            assert!(answer.header("content-security-policy").contains("default-src 'none'"));
        }
    }

    async fn the_language_follows_profile_then_cookie_then_browser(desk: Desk) -> TestResult {
        let page = |cookie: &str, accepts: &str| http::Request::get("/sign-in").header("cookie", cookie).header("accept-language", accepts).body(axum::body::Body::empty());
        assert!(desk.send(page("", "tr-TR,tr;q=0.9")?).await?.body.contains("<html lang=\"tr\""));
        assert!(desk.send(page("language=en", "tr-TR")?).await?.body.contains("<html lang=\"en\""));
        desk.call(Who::SALES, "profile/update", &json!({ "name": "Selin", "language": "tr", "theme": "dark" })).await?.expect(200)?;
        let mine = format!("{}; language=en", desk.cookie(Who::SALES).await?);
        let page = desk.send(page(&mine, "en")?).await?;
        assert!(page.body.contains("<html lang=\"tr\" data-theme=\"dark\""));
    }

    async fn answers_whether_it_lives_and_is_ready(desk: Desk) -> TestResult {
        desk.get(Who::Nobody, "/healthz").await?.expect(204)?;
        desk.get(Who::Nobody, "/readyz").await?.expect(204)?;
        desk.get(Who::Nobody, "/pkg/../Cargo.toml").await?.expect(404)?;
        desk.get(Who::Nobody, "/pkg/nothing.js").await?.expect(404)?;
    }
}
