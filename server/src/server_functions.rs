//! Server functions: one address each under `/api`, JSON in, JSON out.

use crate::context::ReadBody;
use crate::responses::{FAILED, failed_function, refuse};
use crate::state::ServerState;
use crate::turns::Whose;
use app::ask::AS_HEADER;
use app::wire::Error;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use desk::database::Wait;
use desk::request::RequestContext;
use http::StatusCode;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, LOCATION};
use leptos::prelude::provide_context;
use leptos_axum::handle_server_fns_with_context;
use model::limits::BODY_BYTES;

/// Answers a call of a server function.
pub async fn call(
    State(state): State<ServerState>,
    Extension(context): Extension<RequestContext>,
    request: Request,
) -> Response {
    let path = request.uri().path();
    if !leptos::server_fn::axum::server_fn_paths().any(|(known, method)| known == path && method == *request.method()) {
        return failed_function(&Error::NotFound);
    }
    let is_json = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    if !is_json {
        return failed_function(&Error::Malformed);
    }
    let named = request.headers().get(AS_HEADER).and_then(|id| id.to_str().ok()).unwrap_or_default();
    if let Err(error) = app::current::is_page_of(&context, named) {
        return failed_function(&error);
    }
    let (mut parts, _) = request.into_parts();
    let body = match ReadBody::take(&mut parts) {
        Ok(body) => body,
        Err(error) => return failed_function(&error),
    };
    // A caller that asks for HTML would be redirected to wherever its Referer says.
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let request = Request::from_parts(parts, Body::from(body));
    let row = if context.viewer.is_some() { &state.calls } else { &state.strangers };
    let Some(_turn) = row.turn(Whose::of(&context)).await else {
        return failed_function(&Error::Unavailable);
    };
    let called = async move {
        let provide = move || provide_context(context.clone());
        Ok::<_, Error>(handle_server_fns_with_context(provide, request).await.into_response())
    };
    match state.database.within(Wait::Write, called).await {
        Ok(response) => with_status(response).await,
        Err(error) => failed_function(&error),
    }
}

/// A failed server function always answers 500: the status is put right here, and nowhere else.
async fn with_status(response: Response) -> Response {
    if !response.headers().contains_key(FAILED) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, BODY_BYTES).await.unwrap_or_default();
    let error = serde_json::from_slice::<Error>(&body).ok();
    parts.status = StatusCode::INTERNAL_SERVER_ERROR;
    parts.headers.remove(LOCATION);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut response = Response::from_parts(parts, Body::from(body));
    if let Some(error) = error {
        refuse(&mut response, &error);
    }
    response
}
