//! Signing in, with the cookies that keep it so.

use super::cookie::{browser_cookie, session_cookie};
use crate::wire::Error;
use desk::request::RequestContext;
use desk::session::mark_of;
use desk::session::{sign_in, token_hash};
use http::HeaderValue;

/// `Set-Cookie` that marks the browser in which somebody has just signed in.
pub async fn mark_cookie(request: &RequestContext, email: &str) -> Option<HeaderValue> {
    browser_cookie(request, &mark_of(request, email).await?)
}

/// Signs somebody in and lets the rest of this request be theirs; answers the cookies that keep it so.
///
/// # Errors
/// As [`sign_in`].
pub async fn sign_in_here(
    request: &mut RequestContext,
    email: &str,
    password: &str,
) -> Result<Vec<HeaderValue>, Error> {
    let (viewer, token) = sign_in(request, email, password).await?;
    request.language = viewer.language.unwrap_or(request.language);
    request.viewer = Some(viewer);
    request.session = Some(token_hash(&token));
    let cookies = [session_cookie(request, &token), mark_cookie(request, email).await];
    Ok(cookies.into_iter().flatten().collect())
}
