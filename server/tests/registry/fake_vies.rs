//! A local server that speaks VIES' protocol, and can be as slow, broken and busy as the real one.

use crate::support::Tried;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use http::StatusCode;
use serde_json::{Value, json};
use server::registry::{Vies, ViesSettings};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Knows,
    KnowsNot,
    Busy,
    Down,
    Page,
    Blocked,
    Silent,
    Endless,
    /// A byte now and then, for ever.
    Drips,
    RateLimited,
    Refuses,
}

#[derive(Clone)]
struct Shared {
    mood: Arc<Mutex<Mood>>,
    asked: Arc<Mutex<Vec<Value>>>,
}

/// VIES on this machine.
pub struct FakeVies {
    shared: Shared,
    pub vies: Vies,
}

impl FakeVies {
    /// A server in a mood.
    pub async fn new(mood: Mood) -> Tried<Self> {
        let shared = Shared { mood: Arc::new(Mutex::new(mood)), asked: Arc::default() };
        let router = Router::new().route("/rest-api/check-vat-number", post(answer)).with_state(shared.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/rest-api", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let own = desk::rules::numbers::vat_id("DE", "DE136695976");
        // Short for the one who never answers; the tests beside this one must not make an answer late.
        let patience = Duration::from_secs(3);
        Ok(Self { shared, vies: Vies::new(ViesSettings { url, requester: own, patience })? })
    }

    pub fn becomes(&self, mood: Mood) -> Tried<()> {
        *self.shared.mood.lock().map_err(|_| "poisoned")? = mood;
        Ok(())
    }

    /// What it was asked, in order.
    pub fn asked(&self) -> Tried<Vec<Value>> {
        Ok(self.shared.asked.lock().map_err(|_| "poisoned")?.clone())
    }
}

fn drops() -> impl futures::Stream<Item = Result<&'static str, std::io::Error>> {
    futures::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Some((Ok(" "), ()))
    })
}

async fn answer(State(shared): State<Shared>, Json(question): Json<Value>) -> Response {
    let mood = shared.mood.lock().map_or(Mood::Down, |mood| *mood);
    if let Ok(mut asked) = shared.asked.lock() {
        asked.push(question.clone());
    }
    let known = |valid: bool| {
        Json(json!({
            "countryCode": question["countryCode"], "vatNumber": question["vatNumber"], "valid": valid,
            "requestDate": "2026-11-22T14:05:00.000Z", "requestIdentifier": "WAPIAAAAZZZZ",
            "name": if valid { "SEPPELT WERKZEUGBAU GMBH" } else { "---" },
            "address": if valid { "Lange Gasse 3\n10115 Berlin" } else { "---" },
        }))
        .into_response()
    };
    let wrapped =
        |code: &str| Json(json!({ "actionSucceed": false, "errorWrappers": [{ "error": code }] })).into_response();
    match mood {
        Mood::Knows => known(true),
        Mood::KnowsNot => known(false),
        Mood::Busy => wrapped("MS_MAX_CONCURRENT_REQ"),
        Mood::Refuses => wrapped("INVALID_INPUT"),
        Mood::Down => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mood::RateLimited => (StatusCode::TOO_MANY_REQUESTS, "slow down").into_response(),
        Mood::Page => "<html><body>Scheduled maintenance</body></html>".into_response(),
        Mood::Blocked => Json(json!({ "countryCode": question["countryCode"], "vatNumber": question["vatNumber"], "valid": false, "userError": "IP_BLOCKED" })).into_response(),
        Mood::Silent => std::future::pending().await,
        Mood::Drips => Body::from_stream(drops()).into_response(),
        Mood::Endless => "x".repeat(1_000_000).into_response(),
    }
}
