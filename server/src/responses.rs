//! What every answer carries, and which status an error has.

use app::posted::Posted;
use app::texts::Texts;
use app::wire::Error;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, REFERRER_POLICY, RETRY_AFTER,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, StatusCode, Version};
use model::language::Language;
use std::any::Any;
use std::net::SocketAddr;
use std::time::Instant;
use uuid::Uuid;

/// The id of a request, made when it arrives.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

/// The name in the log of what was asked and answered, so that it is turned on and off by itself.
pub const ACCESS_LOG: &str = "access";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What leptos marks a failed server function with.
pub const FAILED: HeaderName = HeaderName::from_static("serverfnerror");

/// Gives a request its id, and its answer the headers that every answer has; logs what was asked and answered, where that is
/// wanted.
pub async fn finish(mut request: Request, next: Next) -> Response {
    let id = Uuid::now_v7();
    request.extensions_mut().insert(RequestId(id));
    let (method, path, began) = (request.method().clone(), request.uri().path().to_owned(), Instant::now());
    // "GET host:80": for proxies, and nothing that a page could be shown for.
    let is_hosted = names_its_host(&request);
    let mut response = match request.uri().path_and_query() {
        Some(_) if is_hosted || !from_network(&request) => next.run(request).await,
        _ => plain_error(&Error::Malformed),
    };
    let (status, took_ms) = (response.status().as_u16(), began.elapsed().as_millis());
    // Nobody's name, address or words: what is looked for stands behind the path. No secret either.
    let path = if app::routes::is_setup(&path) { app::routes::setup("…") } else { path };
    tracing::info!(target: ACCESS_LOG, request_id = %id, %method, path, status, took_ms, "answered");
    add_headers(response.headers_mut(), id);
    response
}

/// Whether a request names one host, no more and no fewer, that is one (RFC 9112, 3.2); HTTP/2 has it in the address, and
/// HTTP/1.0 needs none.
fn names_its_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => request.version() < Version::HTTP_11 || request.uri().authority().is_some(),
        (Some(host), None) => host.is_empty() || Authority::try_from(host.as_bytes()).is_ok(),
        _ => false,
    }
}

/// Whether a request came over a connection: what the program asks itself names no host.
fn from_network(request: &Request) -> bool {
    request.extensions().get::<ConnectInfo<SocketAddr>>().is_some()
}

fn add_headers(headers: &mut HeaderMap, id: Uuid) {
    if let Ok(id) = HeaderValue::try_from(id.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
    let always = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        // `no-referrer` would make native forms lose their origin.
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in always {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Pages and answers are somebody's; only the site's files say otherwise. Pages bring their own policy, with its nonce.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
}

/// Adds the header that keeps browsers on https.
pub async fn stay_on_https(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    response
}

/// Gives an answer the status of an error, and says when to try again where that is known.
pub fn refuse(response: &mut Response, error: &Error) {
    *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(retry_s) = error.retry_after_s() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_s));
    }
}

/// The answer of a server function that failed before it began, as leptos writes such answers.
pub fn failed_function(error: &Error) -> Response {
    let body = serde_json::to_vec(error).unwrap_or_default();
    let headers =
        [(FAILED, HeaderValue::from_static("/")), (CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    let mut response = (headers, body).into_response();
    refuse(&mut response, error);
    response
}

/// An answer when not even a page can be made: the database is away before anybody is known.
pub fn plain_error(error: &Error) -> Response {
    let mut response = app::ui::error_sentence(error, Texts::default()).into_response();
    refuse(&mut response, error);
    response
}

/// The same for a form that was posted: it can be sent once more as it is.
pub fn try_again(error: &Error, language: Language, style_sheet: &str, posted: &Posted) -> Response {
    let page = app::ui::try_again_document(language, style_sheet, posted, error);
    let policy = "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'";
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
    ];
    let mut response = (headers, page).into_response();
    refuse(&mut response, error);
    response
}

/// The answer to a request that panicked. The panic is in the log; the count of them fails the tests.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> http::Response<Body> {
    plain_error(&Error::Internal { request_id: desk::request_id::current_id() })
}
