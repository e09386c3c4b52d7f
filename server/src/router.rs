//! The stack of layers, in order, each with its reason.

use crate::context::add_context;
use crate::events::Events;
use crate::pages::{self, Renders};
use crate::refusals::Refusals;
use crate::responses::{self, finish, stay_on_https};
use crate::{events, export, rules, server_functions, site};
use app::SiteFiles;
use app::database::Database;
use app::rules::Policy;
use axum::Router;
use axum::extract::State;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use http::StatusCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// How hard pages are compressed: brotli at 4 makes a page of 55 KB an eighth smaller than at 1 and takes 250 µs longer
/// (decision 0017).
const PAGE_QUALITY: CompressionLevel = CompressionLevel::Precise(1);

/// The time in microseconds since 1970, UTC; tests bring their own.
pub type Clock = fn() -> i64;

/// What every request needs of the server.
#[derive(Clone, Debug)]
pub struct ServerState {
    /// The database.
    pub database: Database,
    /// The time.
    pub clock: Clock,
    /// Whether people reach the server by https.
    pub is_https: bool,
    /// Whether a proxy says where requests come from.
    pub trusts_proxy: bool,
    /// Where pages find their files.
    pub site: SiteFiles,
    /// Turns for rendering pages.
    pub renders: Renders,
    /// Turns for answering server functions.
    pub calls: Renders,
    /// What the rules are held against beside a customer's text.
    pub policy: Arc<Policy>,
    /// Who listens for changes.
    pub events: Events,
    /// Refusals that were noted a moment ago.
    pub refusals: Refusals,
}

impl ServerState {
    /// A server of a database.
    #[must_use]
    pub fn new(database: Database, clock: Clock, is_https: bool) -> Self {
        // Pages run their resources on tokio; a second server in the same program finds it set already.
        let _ = any_spawner::Executor::init_tokio();
        Self {
            database,
            clock,
            is_https,
            trusts_proxy: false,
            site: site::files(),
            renders: Renders::default(),
            calls: Renders::default(),
            policy: Arc::default(),
            events: Events::default(),
            refusals: Refusals::default(),
        }
    }
}

/// The system's time.
#[must_use]
pub fn system_clock() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_micros()).ok())
        .unwrap_or_default()
}

/// Everything that the server answers. `trusted` is the origin people reach it under, if a proxy changes the host.
pub fn router(state: ServerState, trusted: Option<&str>) -> Router {
    let csrf = trusted.map_or_else(CsrfLayer::new, |origin| {
        CsrfLayer::new().add_trusted_origin(origin).unwrap_or_else(|_| CsrfLayer::new())
    });
    let is_https = state.is_https;
    let people = Router::new()
        .route("/api/{*function}", any(server_functions::call))
        .route("/events/customers/{id}", get(events::of_customer))
        .route("/activity.csv", get(export::csv))
        .route("/activity.jsonl", get(export::json_lines))
        .route("/rules/{version}/{language}/{country}", get(rules::country_form))
        .fallback(pages::page)
        .layer(
            ServiceBuilder::new()
                // State changes from another origin are refused before anybody is looked up.
                .layer(csrf)
                // Who asks is looked up once, for pages and server functions alike.
                .layer(from_fn_with_state(state.clone(), add_context)),
        )
        // Pages are squeezed on their way out; the site's files were ahead of time. See docs/decisions/0009.
        .layer(CompressionLayer::new().br(true).gzip(true).quality(PAGE_QUALITY));
    let all = Router::new()
        .route("/pkg/{*file}", any(site::file))
        .route("/icon.svg", any(site::file))
        .route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /\n" }))
        .route("/healthz", get(|| async { StatusCode::NO_CONTENT }))
        .route("/readyz", get(ready))
        .fallback_service(people.with_state(state.clone()))
        .with_state(state)
        // A panic becomes an answer instead of a closed connection.
        .layer(CatchPanicLayer::custom(responses::panicked))
        // Outermost, so that every answer has its headers.
        .layer(from_fn(finish));
    if is_https { all.layer(from_fn(stay_on_https)) } else { all }
}

/// Whether the database answers.
async fn ready(State(state): State<ServerState>) -> StatusCode {
    match state.database.reader().ping().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
