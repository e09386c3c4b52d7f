//! Every request's context: its id, its time, who asks, in which language.

use crate::bodies::Sender;
use crate::forwarded::{nearest, warn_of_unbelieved, warn_of_unread};
use crate::responses::RequestId;
use crate::state::ServerState;
use app::form::Typed;
use app::posted::Posted;
use app::session::{browser_of_cookies, language_of_cookies, session_of_cookies};
use app::wire::Error;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use desk::audit::said;
use desk::database::{Wait, best_effort, once_more};
use desk::request::RequestContext;
use desk::request_id::under_id;
use desk::session::find_viewer;
use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, HeaderName, ORIGIN};
use http::request::Parts;
use http::{Method, StatusCode};
use model::access::Viewer;
use model::audit::{Kind, RATE_LIMITED};
use model::customers::FieldChange;
use model::language::Language;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use uuid::Uuid;

/// Finds out who asks and puts the context into the request.
pub async fn add_context(State(state): State<ServerState>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request, state.trusts_proxy);
    let id = asked.request_id;
    let answer = async move {
        // The body first: whoever is signed out or disabled while it arrives does nothing with it any more.
        let (parts, body) = request.into_parts();
        let sender = async {
            let Some(token) = session_of_cookies(&asked.cookies, state.is_https) else { return Sender::Stranger };
            let found = find_viewer(&state.database, token, state.clock.now_us());
            match state.database.within(Wait::Read, found).await {
                Ok(Some((viewer, _))) => Sender::Person(viewer.id),
                Ok(None) => Sender::Stranger,
                Err(_) => Sender::Unproven,
            }
        };
        let body = Box::pin(state.bodies.read(body, sender)).await;
        let mut request = Request::from_parts(parts, Body::empty());
        request.extensions_mut().insert(ReadBody(body));
        // It meets connections that have ended before anything else does, and costs nobody their page.
        match state.database.within(Wait::Read, once_more(|| context(&state, &asked))).await {
            Ok(context) => {
                let asked_by = context.clone();
                let asked = [
                    said("method", request.method().as_str()),
                    said("path", request.uri().path().chars().take(200).collect::<String>()),
                ];
                request.extensions_mut().insert(context);
                let response = next.run(request).await;
                note_refusal(&state, &asked_by, response.status(), &asked).await;
                response
            }
            Err(error) if request.uri().path().starts_with("/api/") => crate::responses::failed_function(&error.into()),
            Err(error) => not_even_known(&state, request, error.into()),
        }
    };
    // A page's future is large, and moved from layer to layer.
    under_id(id, Box::pin(answer)).await
}

/// What is answered where the database does not even say who asks. A form that was posted is offered again, with everything
/// that was typed.
fn not_even_known(state: &ServerState, request: Request, error: Error) -> Response {
    let (mut parts, _) = request.into_parts();
    let is_form = parts.method == Method::POST
        && parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let body = match ReadBody::take(&mut parts) {
        Ok(body) => body,
        // There is no form to offer again, and nothing must say that nothing was lost.
        Err(unread) => return crate::responses::plain_error(&unread),
    };
    match Some(body).filter(|_| is_form).and_then(|body| Typed::of_urlencoded(&body)) {
        Some(typed) => {
            let language = parts.headers.get(ACCEPT_LANGUAGE).and_then(|languages| languages.to_str().ok());
            let language = Language::accepted(language.unwrap_or_default()).unwrap_or_default();
            let posted = Posted { path: parts.uri.path().to_owned(), ..Posted::again(typed) };
            crate::responses::try_again(&error, language, &state.site.css, &posted)
        }
        None => crate::responses::plain_error(&error),
    }
}

/// A request's body, or why it could not be read; pages and server functions say so each in their way.
#[derive(Clone, Debug)]
pub struct ReadBody(Result<Bytes, Error>);

impl ReadBody {
    /// Takes the body out of a request.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn take(parts: &mut Parts) -> Result<Bytes, Error> {
        parts.extensions.remove::<Self>().map_or_else(|| Ok(Bytes::new()), |body| body.0)
    }
}

/// Whoever is signed in and asks for what they may not leaves a trace, and so does whoever tries passwords too often.
async fn note_refusal(state: &ServerState, context: &RequestContext, status: StatusCode, asked: &[FieldChange]) {
    // Every request comes here: nearly all have nothing to note.
    if !matches!(status, StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS) {
        return;
    }
    let (kind, subject, values) = match (status, &context.viewer) {
        (StatusCode::FORBIDDEN, Some(viewer)) => {
            let path = asked.last().map_or("", |path| path.new.as_str());
            if !state.refusals.is_new(viewer.id, path, context.now_us) {
                return;
            }
            (Kind::AccessRefused, viewer.id, asked.to_vec())
        }
        (StatusCode::TOO_MANY_REQUESTS, None) => {
            let Some(left_out) = state.refusals.of_stranger(context.address, context.now_us) else { return };
            let mut values = vec![said("address", context.address.to_string()), said("refusal", RATE_LIMITED)];
            if left_out > 0 {
                values.push(said("not_noted", left_out.to_string()));
            }
            (Kind::SignInRefused, Uuid::nil(), values)
        }
        _ => return,
    };
    best_effort(&state.database, "that somebody was refused", context.note(kind, subject, &values)).await;
}

/// What the context is made of.
struct Asked {
    request_id: Uuid,
    /// Whether something may be written: then nothing is ruled by what was true a moment ago.
    writes: bool,
    cookies: String,
    languages: String,
    address: IpAddr,
    /// The origin of the page that sent a form, where the browser says it.
    origin: Option<String>,
}

impl Asked {
    fn of(request: &Request, trusts_proxy: bool) -> Self {
        // Every header of the name, whatever else stands in it: other programs of the host set cookies too.
        let header = |name: HeaderName| {
            let values = request
                .headers()
                .get_all(name)
                .into_iter()
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
            values.collect::<Vec<_>>()
        };
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = header(HeaderName::from_static("x-forwarded-for"));
        let nearest = nearest(&forwarded).filter(|_| trusts_proxy);
        if trusts_proxy && nearest.is_none() {
            warn_of_unread(!forwarded.is_empty());
        } else if !trusts_proxy && !forwarded.is_empty() {
            warn_of_unbelieved();
        }
        Self {
            request_id: request.extensions().get::<RequestId>().map_or_else(Uuid::now_v7, |id| id.0),
            writes: !matches!(*request.method(), Method::GET | Method::HEAD),
            cookies: header(COOKIE).join("; "),
            languages: header(ACCEPT_LANGUAGE).join(","),
            address: nearest.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            origin: header(ORIGIN).into_iter().next(),
        }
    }
}

async fn context(state: &ServerState, asked: &Asked) -> Result<RequestContext, desk::error::Error> {
    let now_us = state.clock.now_us();
    let policy = state.in_force.now(&state.database, &state.policy, now_us, asked.writes).await?;
    let found = match session_of_cookies(&asked.cookies, state.is_https) {
        Some(token) => find_viewer(&state.database, token, now_us).await?,
        None => None,
    };
    let (viewer, session) = found.unzip();
    // Profile, then cookie, then browser.
    let language = viewer
        .as_ref()
        .and_then(|viewer: &Viewer| viewer.language)
        .or_else(|| language_of_cookies(&asked.cookies))
        .or_else(|| Language::accepted(&asked.languages))
        .unwrap_or_default();
    Ok(RequestContext {
        database: state.database.clone(),
        viewer,
        session,
        browser: browser_of_cookies(&asked.cookies, state.is_https).map(str::to_owned),
        request_id: asked.request_id,
        now_us,
        address: asked.address,
        language,
        is_https: state.is_https,
        is_elsewhere: state.origin.is_some() && asked.origin.is_some() && state.origin != asked.origin,
        policy,
    })
}
