//! What every answer carries.

use crate::support::{Desk, TestResult, Tried, Who, on_each_database};
use axum::body::{Body, to_bytes};
use http::Request;
use serde_json::json;
use tower::ServiceExt;

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

    /// A proxy that kept a stream would tell one person's changes to the next who asks.
    async fn streams_and_files_of_the_log_are_kept_by_nobody(desk: Desk) -> TestResult {
        for (who, path, status) in [
            (Who::HELPDESK, format!("/events/customers/{}", Desk::lale()), 200),
            (Who::HELPDESK, "/events/customers/x".to_owned(), 404),
            (Who::Nobody, format!("/events/customers/{}", Desk::lale()), 401),
            (Who::AUDITOR, "/activity.csv".to_owned(), 200),
            (Who::AUDITOR, "/activity.jsonl".to_owned(), 200),
            (Who::SALES, "/activity.jsonl".to_owned(), 403),
        ] {
            let request = Request::get(&path).header("cookie", desk.cookie(who).await?).header("accept-encoding", "gzip, br, zstd");
            // Only its head: a stream has no end.
            let answer = desk.router.clone().oneshot(request.body(Body::empty())?).await?;
            assert_eq!(answer.status().as_u16(), status, "{path}");
            assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
            let is_stream = answer.headers()["content-type"] == "text/event-stream";
            assert!(!(is_stream && answer.headers().contains_key("content-encoding")), "what is squeezed comes late");
        }
    }

    /// By the way that costs the server least of those that the browser takes (decision 0017).
    async fn a_page_is_squeezed_quickly_and_as_the_browser_takes_it(desk: Desk) -> TestResult {
        let page = async |takes: &str| -> Tried<(String, Vec<u8>)> {
            let request = Request::get("/customers").header("cookie", desk.cookie(Who::SALES).await?).header("accept-encoding", takes);
            let answer = desk.router.clone().oneshot(request.body(Body::empty())?).await?;
            let way = answer.headers().get("content-encoding").map_or(Ok(""), |way| way.to_str())?.to_owned();
            Ok((way, to_bytes(answer.into_body(), usize::MAX).await?.to_vec()))
        };
        let (_, plain) = page("identity").await?;
        for (takes, expected) in [
            ("gzip, deflate, br, zstd", "zstd"), ("gzip, deflate, br", "br"), ("gzip, deflate", "gzip"), ("gzip;q=0, br", "br"),
            ("zstd;q=0, br;q=0, gzip;q=0", ""), ("compress", ""), ("", ""),
        ] {
            let (way, body) = page(takes).await?;
            assert_eq!(way, expected, "{takes}");
            assert!(way.is_empty() || body.len() * 2 < plain.len(), "{takes}: {} of {}", body.len(), plain.len());
        }
        // Harder for whoever cannot take the quick way: their first load is measured in the browser's tests.
        let (quick, hard) = (page("zstd").await?.1.len(), page("br").await?.1.len());
        assert!(hard < quick, "{hard} and {quick}");
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
