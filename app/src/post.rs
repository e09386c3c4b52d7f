//! Ordinary form posts: which page answers which, before any script has loaded or without one.
//!
//! Leptos' own answer to a failed post is a redirect that drops what was typed and carries the error in the URL, so
//! pages take posts at their own path and are shown again with everything typed (decision 0003).

use crate::account::post_update;
use crate::error::Error;
use crate::form::Typed;
use crate::people::{post_people, post_person};
use crate::permissions::post_permission;
use crate::posted::Posted;
use crate::profile::post_profile;
use crate::request::RequestContext;
use crate::routes;
use crate::session::{post_language, post_sign_in, post_sign_out};
use http::HeaderValue;
use uuid::Uuid;

/// What follows a post.
#[derive(Debug)]
pub enum Answer {
    /// Done: another page.
    Redirect(String),
    /// Done: another page, and a cookie to keep.
    RedirectWith(String, Vec<HeaderValue>),
    /// The page again.
    Page(Posted),
}

/// Answers a post at a page's path.
///
/// # Errors
/// `NotFound` where nothing takes a post, and whatever cannot be shown beside the form.
pub async fn answer(request: &RequestContext, path: &str, typed: Typed) -> Result<Answer, Error> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    // Only the very path of a page: another spelling would act, and then show its answer to nobody.
    let id = |text: &str| match Uuid::try_parse(text) {
        Ok(id) if id.to_string() == text => Ok(id),
        _ => Err(Error::NotFound),
    };
    let answer = match parts.as_slice() {
        ["sign-in"] => post_sign_in(request, typed).await,
        ["sign-out"] => post_sign_out(request).await,
        ["language"] => post_language(request, &typed).await,
        ["customers", customer, "account", "update"] => post_update(request, id(customer)?, typed).await,
        ["customers", customer, "account", "permissions"] => post_permission(request, id(customer)?, typed).await,
        ["people"] => post_people(request, typed).await,
        ["people", person] => post_person(request, id(person)?, typed).await,
        ["profile"] => post_profile(request, typed).await,
        _ => Err(Error::NotFound),
    };
    // A session that ended meanwhile leads to the sign-in page and back.
    match answer {
        Err(Error::SignedOut) => Ok(Answer::Redirect(routes::sign_in_then(path))),
        Ok(Answer::Page(posted)) => Ok(Answer::Page(Posted { path: path.to_owned(), ..posted })),
        other => other,
    }
}
