//! The profile page as ordinary posts.

use super::profile_page::{after_password, check_repeated, typed_language, typed_theme};
use crate::answer::Answer;
use crate::form::Typed;
use crate::routes;
use crate::wire::Error;
use desk::profile::store;
use desk::request::RequestContext;

/// Answers a post of the profile page.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_profile(request: &RequestContext, typed: &Typed) -> Result<Answer, Error> {
    let done = format!("{}?saved=yes", routes::PROFILE);
    match typed.get("step") {
        "profile" => {
            let (language, theme) = (typed_language(typed)?, typed_theme(typed)?);
            store::update(request, typed.get("name"), language, theme).await?;
            Ok(Answer::Redirect(done))
        }
        "password" => change_password(request, typed).await.map(|token| {
            let cookie = crate::session::session_cookie(request, &token);
            Answer::RedirectWith(after_password(typed), cookie.into_iter().collect())
        }),
        _ => Err(Error::Malformed),
    }
}

async fn change_password(request: &RequestContext, typed: &Typed) -> Result<String, Error> {
    request.viewer()?;
    check_repeated(typed)?;
    Ok(store::change_password(request, typed.get("current_password"), typed.get("new_password")).await?)
}
