//! Pages: rendered whole on the server, for GET and for the posts of ordinary forms.

use crate::context::ReadBody;
use crate::responses::{plain_error, refuse, try_again};
use crate::state::ServerState;
use crate::turns::{Turn, Whose};
use app::answer::Answer;
use app::form::Typed;
use app::posted::Posted;
use app::start::{Failure, NobodyYet, ToLookAt};
use app::ui::AskedFirst;
use app::wire::Error;
use app::{SiteFiles, ask_first, routes};
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use desk::database::Wait;
use desk::request::RequestContext;
use desk::request_id::under_id;
use futures_util::stream::{Stream, StreamExt, once};
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue, LOCATION, SET_COOKIE};
use http::request::Parts;
use http::{Method, StatusCode};
use leptos::prelude::{IntoView, provide_context};
use model::access::SeeCustomers;
use std::future::ready;
use std::pin::Pin;
use uuid::Uuid;

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
            None => show(&state, context, request).await,
        },
        Method::POST => Box::pin(post(&state, context, &path, request)).await,
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD, POST")]).into_response(),
    }
}

/// Where somebody is led who may not see any page yet.
fn gate(context: &RequestContext, uri: &http::Uri) -> Option<String> {
    match &context.viewer {
        _ if uri.path() == routes::SIGN_IN || routes::is_setup(uri.path()) => None,
        None => Some(routes::sign_in_then(asked(uri))),
        Some(viewer) if viewer.must_change_password && uri.path() != routes::PROFILE => {
            Some(routes::profile_then(asked(uri)))
        }
        Some(_) => None,
    }
}

fn asked(uri: &http::Uri) -> &str {
    uri.path_and_query().map_or(routes::WORKSPACES, |path| path.as_str())
}

async fn post(state: &ServerState, mut context: RequestContext, path: &str, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let mut cookies = Vec::new();
    let typed = typed(&mut parts);
    // Before anything is done: whoever gets no turn to see the answer has done nothing yet.
    let row = if context.viewer.is_some() { &state.renders } else { &state.strangers };
    let Some(turn) = row.turn(Whose::of(&context)).await else {
        return match typed {
            Ok(typed) => {
                let posted = Posted { path: path.to_owned(), ..Posted::again(typed) };
                try_again(&Error::Unavailable, context.language, &state.site.css, &posted)
            }
            Err(error) => plain_error(&error),
        };
    };
    // A stranger's is none to render in: that one is waited for once their password is hashed.
    let (turn, _of_strangers) = if context.viewer.is_some() { (Some(turn), None) } else { (None, Some(turn)) };
    let answer = match typed {
        Ok(typed) => {
            let database = context.database.clone();
            let answer = app::post::answer(&mut context, path, typed.clone(), &mut cookies);
            database.within(Wait::Write, answer).await.map_err(|error| (error, Some(typed)))
        }
        Err(error) => Err((error, None)),
    };
    let request = Request::from_parts(parts, Body::empty());
    let mut response = match answer {
        Ok(Answer::Redirect(to)) => redirect(&to),
        Ok(Answer::RedirectWith(to, more)) => {
            cookies.extend(more);
            redirect(&to)
        }
        Ok(Answer::Page(posted)) => {
            render_in(turn, state, context, request, Shown { posted: Some(posted), ..Shown::default() }).await
        }
        // Another page would ask the same database: what was typed is offered again without it.
        Err((error @ (Error::Unavailable | Error::Uncertain), Some(typed))) => {
            let posted = Posted { path: path.to_owned(), ..Posted::again(typed) };
            try_again(&error, context.language, &state.site.css, &posted)
        }
        Err((error, _)) => {
            render_in(turn, state, context, request, Shown { failure: Some(error), ..Shown::default() }).await
        }
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
    to_look_at: u64,
    is_nobody: bool,
}

/// Answers a page that is asked for: what it shows is asked before its turn to be rendered, so that whoever asks the slowest
/// questions holds no turn meanwhile.
async fn show(state: &ServerState, context: RequestContext, request: Request) -> Response {
    let Some(own) = state.renders.own(Whose::of(&context)).await else {
        return plain_error(&Error::Unavailable);
    };
    let renders = state.renders.clone();
    let (id, site) = (context.request_id, state.site.clone());
    let rendered = in_own_task(id, async move {
        let (first, to_look_at, is_nobody) = tokio::join!(
            ask_first(context.clone(), request.uri()),
            to_look_at(&context),
            is_nobody(&context, request.uri().path())
        );
        let provide = provider(context, site, Shown { to_look_at, is_nobody, ..Shown::default() });
        let Some(_turn) = renders.of_all(own).await else { return Ok(plain_error(&Error::Unavailable)) };
        match first {
            Some(first) => render_asked(first, provide, request).await,
            None => whole(render_in_parts(provide, request).await).await,
        }
    });
    rendered.await.unwrap_or_else(|| plain_error(&Error::Internal { request_id: id }))
}

/// What the spine says of requests; a page is there without it too.
async fn to_look_at(context: &RequestContext) -> u64 {
    let Ok(permit) = context.permit::<SeeCustomers>() else { return 0 };
    let count = context.database.within(Wait::Read, desk::changes::count_to_look_at(&permit, context));
    count.await.unwrap_or_default()
}

/// Whether the sign-in page says that nobody can sign in yet; it is there without it too.
async fn is_nobody(context: &RequestContext, path: &str) -> bool {
    if path != routes::SIGN_IN || context.viewer.is_some() {
        return false;
    }
    let database = &context.database;
    database.within(Wait::Read, desk::people::is_nobody(database.reader())).await.unwrap_or_default()
}

/// Renders what became of a post, within a turn that was given, or within one of its own.
async fn render_in(
    turn: Option<Turn>,
    state: &ServerState,
    context: RequestContext,
    request: Request,
    shown: Shown,
) -> Response {
    let (id, language, posted) = (context.request_id, context.language, shown.posted.clone());
    let turn = match turn {
        Some(turn) => turn,
        None => match (state.renders.turn(Whose::of(&context)).await, &posted) {
            (Some(turn), _) => turn,
            (None, Some(posted)) => return try_again(&Error::Unavailable, language, &state.site.css, posted),
            (None, None) => return plain_error(&Error::Unavailable),
        },
    };
    let status = shown.posted.as_ref().and_then(|posted| posted.error.clone()).or_else(|| shown.failure.clone());
    let provide = provider(context, state.site.clone(), shown);
    let rendered = in_own_task(id, async move {
        let response = whole(render_in_parts(provide, request).await).await;
        drop(turn);
        response
    });
    if let Some(mut response) = rendered.await {
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

/// Renders in a task of its own; nothing if it panics. A client that hangs up would drop the render half-way: Leptos 0.8 then
/// panics and keeps its memory (decision 0004). A turn is given back when the render ends, whoever still listens.
async fn in_own_task(
    id: Uuid,
    rendering: impl Future<Output = Result<Response, axum::Error>> + Send + 'static,
) -> Option<Response> {
    tokio::spawn(under_id(id, rendering)).await.ok()?.ok()
}

/// What every page finds.
fn provider(context: RequestContext, site: SiteFiles, shown: Shown) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(context.clone());
        provide_context(site.clone());
        provide_context(ToLookAt(shown.to_look_at));
        if shown.is_nobody {
            provide_context(NobodyYet);
        }
        if let Some(posted) = shown.posted.clone() {
            provide_context(posted);
        }
        if let Some(failure) = shown.failure.clone() {
            provide_context(Failure(failure));
        }
    }
}

async fn render_in_parts(provide: impl Fn() + Clone + Send + Sync + 'static, request: Request) -> Response {
    leptos_axum::render_app_async_with_context(provide, app::shell)(request).await
}

/// Renders a page whose data is there, in one go; in parts where it asks for something else.
async fn render_asked(
    first: AskedFirst,
    provide: impl Fn() + Clone + Send + Sync + 'static,
    request: Request,
) -> Result<Response, axum::Error> {
    let (parts, _) = request.into_parts();
    let (asked, usual) = (first.clone(), provide.clone());
    let provide = move || {
        usual();
        provide_context(asked.clone());
    };
    let request = Request::from_parts(parts.clone(), Body::empty());
    let response = leptos_axum::handle_response_inner(provide.clone(), app::shell, request, in_one_go).await;
    // To its end, whatever becomes of it: a render that is dropped before panics.
    let response = whole(response).await;
    if !first.is_missed() {
        return response;
    }
    whole(render_in_parts(provide, Request::from_parts(parts, Body::empty())).await).await
}

type Texts = Pin<Box<dyn Stream<Item = String> + Send>>;

/// The page as one text, and after it what the browser is sent beside it.
fn in_one_go(
    page: impl IntoView + 'static,
    sent: Box<dyn FnOnce() -> Texts + Send>,
    _: bool,
) -> Pin<Box<dyn Future<Output = Texts> + Send>> {
    let html = page.to_html();
    Box::pin(ready(Box::pin(once(ready(html)).chain(sent())) as Texts))
}

/// A page with all of its body.
async fn whole(response: Response) -> Result<Response, axum::Error> {
    let (parts, body) = response.into_parts();
    to_bytes(body, usize::MAX).await.map(|body| Response::from_parts(parts, Body::from(body)))
}
