//! The stack of layers, in order, each with its reason.

pub use crate::clock::{Clock, system_clock};
use crate::context::add_context;
use crate::responses::{self, finish, stay_on_https};
use crate::state::ServerState;
use crate::{events, export, pages, rules, server_functions, site};
use axum::Router;
use axum::extract::State;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get};
use desk::database::Unsound;
use http::StatusCode;
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// How hard pages are compressed by zstd, which nearly every browser takes: harder costs the server more than it spares them.
const ZSTD_QUALITY: CompressionLevel = CompressionLevel::Precise(1);
/// The same by brotli, for those that do not: at 4 a page of 55 KB is an eighth smaller than at 1, for 250 µs more, and the first
/// load stays small on a slow line.
const BROTLI_QUALITY: CompressionLevel = CompressionLevel::Precise(4);

/// Lets people send from an origin, whatever host a proxy says.
///
/// # Errors
/// Why it is no origin as browsers write it (RFC 6454, 6.2).
pub(crate) fn trusting(origin: &str) -> Result<CsrfLayer, String> {
    CsrfLayer::new().add_trusted_origin(origin).map_err(|error| error.to_string())
}

/// Everything that the server answers. `trusted` is the origin people reach it under, if a proxy changes the host.
pub fn router(state: ServerState, trusted: Option<&str>) -> Router {
    app::current::introduce();
    let csrf = trusted.map_or_else(CsrfLayer::new, |origin| {
        trusting(origin).unwrap_or_else(|why| {
            tracing::error!(origin, why, "this is no origin: what people send from there may be refused");
            CsrfLayer::new()
        })
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
        // The inner one first: what it has compressed the outer one leaves.
        .layer(CompressionLayer::new().br(false).gzip(false).zstd(true).quality(ZSTD_QUALITY))
        .layer(CompressionLayer::new().br(true).gzip(true).zstd(false).quality(BROTLI_QUALITY));
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

/// Whether what is written is kept: who watches a server asks this. The reason is a word for programs, and a line of the log.
async fn ready(State(state): State<ServerState>) -> (StatusCode, &'static str) {
    let Err(unsound) = state.database.is_sound(state.clock.now_us()).await else { return (StatusCode::NO_CONTENT, "") };
    tracing::error!(?unsound, "not ready: what is written may not be kept");
    let word = match unsound {
        Unsound::Away => "database-away\n",
        Unsound::Behind { .. } => "writes-not-stored\n",
        Unsound::Moved => "database-moved\n",
        Unsound::Damaged => "database-damaged\n",
        Unsound::CannotStore => "cannot-store\n",
        Unsound::CannotWrite => "cannot-write\n",
        Unsound::ClockAhead { .. } => "clock-behind-log\n",
    };
    (StatusCode::SERVICE_UNAVAILABLE, word)
}
