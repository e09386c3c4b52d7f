//! What signing in and out asks the server.

use crate::ask::Ask;
use crate::wire::Error;
use leptos::prelude::*;
use model::language::Language;

/// Signs somebody in; the answer's cookie is the session.
///
/// # Errors
/// `WrongPair` without telling which; `RateLimited` after too many failures.
#[server(prefix = "/api", endpoint = "session/sign_in", protocol = Ask)]
pub async fn sign_in(email: String, password: String) -> Result<(), Error> {
    let request = crate::current::request()?;
    let (_, token) = desk::session::sign_in(&request, email.trim(), &password).await?;
    set_cookie(super::cookie::session_cookie(&request, &token));
    set_cookie(super::sign_in_here::mark_cookie(&request, email.trim()).await);
    Ok(())
}

/// Ends the session.
///
/// # Errors
/// Only if the database is away.
#[server(prefix = "/api", endpoint = "session/sign_out", protocol = Ask)]
pub async fn sign_out() -> Result<(), Error> {
    let request = crate::current::request()?;
    desk::session::end_session(&request).await?;
    set_cookie(super::cookie::no_session_cookie(&request));
    crate::way_back::forgotten(&request).for_each(|cookie| set_cookie(Some(cookie)));
    Ok(())
}

/// Keeps a language: in a cookie, and in the profile of who is signed in.
///
/// # Errors
/// Only if the database is away.
#[server(prefix = "/api", endpoint = "session/choose_language", protocol = Ask)]
pub async fn choose_language(language: Language) -> Result<(), Error> {
    let request = crate::current::request()?;
    if let Some(viewer) = &request.viewer {
        desk::profile::set_language(&request, viewer.id, language).await?;
    }
    set_cookie(super::cookie::language_cookie(&request, language));
    Ok(())
}

#[cfg(feature = "ssr")]
fn set_cookie(cookie: Option<http::HeaderValue>) {
    if let (Some(options), Some(cookie)) = (use_context::<leptos_axum::ResponseOptions>(), cookie) {
        options.append_header(http::header::SET_COOKIE, cookie);
    }
}

/// Puts a session's token into the answer's cookie.
#[cfg(feature = "ssr")]
pub(crate) fn keep_session(request: &desk::request::RequestContext, token: &str) {
    set_cookie(super::cookie::session_cookie(request, token));
}
