//! Pages: rendered whole on the server, for GET and for the posts of ordinary forms.

use crate::context::ReadBody;
use crate::responses::{plain_error, refuse, try_again};
use crate::router::ServerState;
use crate::turns::{Turn, Whose};
use app::error::Error;
use app::form::Typed;
use app::post::Answer;
use app::posted::Posted;
use app::request::{RequestContext, under_id};
use app::routes;
use app::start::Failure;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue, LOCATION, SET_COOKIE};
use http::request::Parts;
use http::{Method, StatusCode};
use leptos::prelude::provide_context;

/// Answers any path that is no file and no server function.
pub async fn page(
    State(state): State<ServerState>,
    Extension(context): Extension<RequestContext>,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    match *request.method() {
        Method::GET | Method::HEAD => match gate(&context, request.uri()) {
            Some(elsewhere) => redirect(&elsewhere),
            None => render(&state, context, request, Shown::default()).await,
        },
        Method::POST => Box::pin(post(&state, context, &path, request)).await,
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD, POST")]).into_response(),
    }
}

/// Where somebody is led who may not see any page yet.
fn gate(context: &RequestContext, uri: &http::Uri) -> Option<String> {
    match &context.viewer {
        _ if uri.path() == routes::SIGN_IN => None,
        None => Some(routes::sign_in_then(uri.path_and_query().map_or(routes::WORKSPACES, |path| path.as_str()))),
        Some(viewer) if viewer.must_change_password && uri.path() != routes::PROFILE => {
            Some(routes::PROFILE.to_owned())
        }
        Some(_) => None,
    }
}

async fn post(state: &ServerState, mut context: RequestContext, path: &str, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let mut cookies = Vec::new();
    let typed = typed(&mut parts);
    // Before anything is done: whoever gets no turn to see the answer has done nothing yet.
    let Some(turn) = state.renders.turn(Whose::of(&context)).await else {
        return match typed {
            Ok(typed) => {
                let posted = Posted { path: path.to_owned(), ..Posted::again(typed) };
                try_again(&Error::Unavailable, context.language, &state.site.css, &posted)
            }
            Err(error) => plain_error(&error),
        };
    };
    let answer = match typed {
        Ok(typed) => app::post::answer(&mut context, path, typed, &mut cookies).await,
        Err(error) => Err(error),
    };
    let request = Request::from_parts(parts, Body::empty());
    let mut response = match answer {
        Ok(Answer::Redirect(to)) => redirect(&to),
        Ok(Answer::RedirectWith(to, more)) => {
            cookies.extend(more);
            redirect(&to)
        }
        Ok(Answer::Page(posted)) => {
            render_in(turn, state, context, request, Shown { posted: Some(posted), failure: None }).await
        }
        Err(error) => render_in(turn, state, context, request, Shown { posted: None, failure: Some(error) }).await,
    };
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The fields of an ordinary form.
fn typed(parts: &mut Parts) -> Result<Typed, Error> {
    let body = ReadBody::take(parts)?;
    let headers = &parts.headers;
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Error::Malformed);
    }
    Typed::of_urlencoded(&body).ok_or(Error::Malformed)
}

/// 303: whatever was posted, the next page is asked for with GET, and reloading it posts nothing again.
fn redirect(to: &str) -> Response {
    let Ok(to) = HeaderValue::try_from(to) else {
        return plain_error(&Error::Malformed);
    };
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// What a render shows beside the page itself.
#[derive(Clone, Default)]
struct Shown {
    posted: Option<Posted>,
    failure: Option<Error>,
}

/// Renders a page in a task of its own. A client that hangs up would drop the render half-way: Leptos 0.8 then panics
/// and keeps its memory (decision 0004). The turn is given back when the render ends, whoever still listens.
async fn render(state: &ServerState, context: RequestContext, request: Request, shown: Shown) -> Response {
    let Some(turn) = state.renders.turn(Whose::of(&context)).await else {
        return plain_error(&Error::Unavailable);
    };
    render_in(turn, state, context, request, shown).await
}

/// The same within a turn that was given.
async fn render_in(
    turn: Turn,
    state: &ServerState,
    context: RequestContext,
    request: Request,
    shown: Shown,
) -> Response {
    let (language, posted) = (context.language, shown.posted.clone());
    let (id, site) = (context.request_id, state.site.clone());
    let status = shown.posted.as_ref().and_then(|posted| posted.error.clone()).or_else(|| shown.failure.clone());
    let rendering = tokio::spawn(under_id(id, async move {
        let provide = move || {
            provide_context(context.clone());
            provide_context(site.clone());
            if let Some(posted) = shown.posted.clone() {
                provide_context(posted);
            }
            if let Some(failure) = shown.failure.clone() {
                provide_context(Failure(failure));
            }
        };
        let render = leptos_axum::render_app_async_with_context(provide, app::shell);
        let (parts, body) = render(request).await.into_parts();
        let body = to_bytes(body, usize::MAX).await;
        drop(turn);
        body.map(|body| Response::from_parts(parts, Body::from(body)))
    }));
    if let Ok(Ok(mut response)) = rendering.await {
        if let Some(error) = status {
            refuse(&mut response, &error);
        }
        return response;
    }
    let error = Error::Internal { request_id: id };
    match posted.filter(|posted| posted.added.is_none()) {
        Some(posted) => try_again(&error, language, &state.site.css, &posted),
        None => plain_error(&error),
    }
}
