//! Signing in and out, and the language, as ordinary posts.

use super::cookie::{language_cookie, no_session_cookie, session_cookie};
use super::sign_in_here::mark_cookie;
use super::sign_in_page::{SIGN_IN_FIELDS, check_sign_in};
use crate::answer::Answer;
use crate::form::Typed;
use crate::routes;
use crate::way_back::forgotten;
use crate::wire::Error;
use desk::request::RequestContext;
use desk::session::store;
use model::language::Language;

/// Answers a post of the sign-in page.
///
/// # Errors
/// What is missing, and what [`store::sign_in`] refuses.
pub async fn post_sign_in(request: &RequestContext, typed: &Typed) -> Result<Answer, Error> {
    let (email, password) = check_sign_in(typed, SIGN_IN_FIELDS)?;
    let (viewer, token) = store::sign_in(request, email.trim(), &password).await?;
    let next = routes::own_path(typed.get("next"));
    let next = if viewer.must_change_password { routes::profile_then(next) } else { next.to_owned() };
    let cookies = [session_cookie(request, &token), mark_cookie(request, email.trim()).await];
    Ok(Answer::RedirectWith(next, cookies.into_iter().flatten().collect()))
}

/// Answers the sign-out button.
///
/// # Errors
/// A database that is away.
pub async fn post_sign_out(request: &RequestContext) -> Result<Answer, Error> {
    store::end_session(request).await?;
    let cookies = no_session_cookie(request).into_iter().chain(forgotten(request));
    Ok(Answer::RedirectWith(routes::SIGN_IN.to_owned(), cookies.collect()))
}

/// Answers the language buttons, and leads back.
///
/// # Errors
/// `Malformed` if there is no such language.
pub async fn post_language(request: &RequestContext, typed: &Typed) -> Result<Answer, Error> {
    let language =
        Language::ALL.into_iter().find(|language| language.code() == typed.get("language")).ok_or(Error::Malformed)?;
    if let Some(viewer) = &request.viewer {
        desk::profile::set_language(request, viewer.id, language).await?;
    }
    let next = typed.get("next");
    let next = if next.starts_with(routes::SIGN_IN) {
        routes::sign_in_then(routes::own_path(&next_of(next)))
    } else {
        routes::own_path(next).to_owned()
    };
    Ok(Answer::RedirectWith(next, language_cookie(request, language).into_iter().collect()))
}

/// Where a sign-in page leads.
fn next_of(sign_in: &str) -> String {
    let query = sign_in.split_once('?').map(|(_, query)| query).unwrap_or_default();
    Typed::of_urlencoded(query.as_bytes()).map(|typed| typed.get("next").to_owned()).unwrap_or_default()
}
