//! Ordinary form posts: which page answers which, before any script has loaded or without one.
//!
//! Leptos' own answer to a failed post is a redirect that drops what was typed and carries the error in the URL, so
//! pages take posts at their own path and are shown again with everything typed (decision 0003).

use crate::account::{post_new, post_registry, post_update};
use crate::answer::Answer;
use crate::changes::{post_erase, post_request, post_standing, post_undo};
use crate::current::is_page_of;
use crate::form::Typed;
use crate::people::{post_people, post_person};
use crate::permissions::post_permission;
use crate::posted::Posted;
use crate::profile::post_profile;
use crate::routes;
use crate::session::{check_sign_in, post_language, post_sign_in, post_sign_out, sign_in_here};
use crate::setup::post_setup;
use crate::ui::{AGAIN_EMAIL, AGAIN_PASSWORD, AS};
use crate::wire::Error;
use desk::database::beside;
use desk::request::RequestContext;
use http::HeaderValue;
use model::customers::Standing;
use uuid::Uuid;

/// Answers a post at a page's path. Who is signed in may change on the way: see [`sign_in_along`].
///
/// # Errors
/// `NotFound` where nothing takes a post, and whatever cannot be shown beside the form.
pub async fn answer(
    request: &mut RequestContext,
    path: &str,
    mut typed: Typed,
    cookies: &mut Vec<HeaderValue>,
) -> Result<Answer, Error> {
    let (kept, before) = (request.viewer.is_none().then(|| typed.clone()), typed.clone());
    let answer = match sign_in_along(request, &mut typed, cookies).await {
        // Another person may have signed in: what was to be done stands in the form again, and is done when they say so.
        // A review does nothing yet.
        Ok(true) if typed.get("step") != "review" => Ok(Answer::Page(Posted::again(typed))),
        Ok(_) => match is_page_of(request, typed.get(AS)) {
            Err(error) if !is_for_anybody(path) => Ok(Answer::Page(Posted::failed(typed, error))),
            _ => take(request, path, typed).await,
        },
        Err(error) => Err(error),
    };
    match (answer, kept) {
        // A session that ended meanwhile: what was typed waits on the page for its person to sign in again.
        (
            Err(
                error @ (Error::SignedOut
                | Error::WrongPair
                | Error::PasswordEnded
                | Error::RateLimited { .. }
                | Error::Invalid(_)),
            ),
            Some(typed),
        ) => Ok(Answer::Page(Posted { path: path.to_owned(), ..Posted::failed(typed, error) })),
        // Whatever else was not done is said beside the form, with everything that was typed: it may be done in a moment.
        (Err(error), _) if stays_at_form(path, &error) => {
            Ok(Answer::Page(Posted { path: path.to_owned(), ..Posted::failed(before, error) }))
        }
        (Ok(Answer::Page(posted)), _) => Ok(Answer::Page(Posted { path: path.to_owned(), ..posted })),
        (other, _) => other,
    }
}

/// Whether an error stands beside the form that was posted: but for those that mean another page, or no form at all.
fn stays_at_form(path: &str, error: &Error) -> bool {
    let has_form = ![routes::SIGN_OUT, routes::LANGUAGE].contains(&path);
    let is_elsewhere = matches!(
        error,
        Error::Malformed | Error::SignedOut | Error::NotFound | Error::Forbidden | Error::MustChangePassword
    );
    has_form && !is_elsewhere
}

/// Signing out and choosing a language are for whoever sits there.
fn is_for_anybody(path: &str) -> bool {
    [routes::SIGN_IN, routes::SIGN_OUT, routes::LANGUAGE].contains(&path)
}

/// A page that kept what somebody typed when their session had ended sends it again with their e-mail and password.
/// Answers whether somebody signed in.
async fn sign_in_along(
    request: &mut RequestContext,
    typed: &mut Typed,
    cookies: &mut Vec<HeaderValue>,
) -> Result<bool, Error> {
    let checked = check_sign_in(typed, (AGAIN_EMAIL, AGAIN_PASSWORD));
    let (Some(_), Some(_)) = (typed.take(AGAIN_EMAIL), typed.take(AGAIN_PASSWORD)) else {
        return Ok(false);
    };
    if request.viewer.is_some() {
        return Ok(false);
    }
    let (email, password) = checked?;
    // The form is not stored yet.
    cookies.extend(beside(sign_in_here(request, email.trim(), &password)).await?);
    // Another person may have signed in: what was to be stored is looked over first.
    if typed.get("step") == "submit" {
        typed.set("step", "review");
    }
    Ok(true)
}

async fn take(request: &RequestContext, path: &str, typed: Typed) -> Result<Answer, Error> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    // Only the very path of a page: another spelling would act, and then show its answer to nobody.
    let id = |text: &str| match Uuid::try_parse(text) {
        Ok(id) if id.to_string() == text => Ok(id),
        _ => Err(Error::NotFound),
    };
    match parts.as_slice() {
        ["sign-in"] => post_sign_in(request, &typed).await,
        ["sign-out"] => post_sign_out(request).await,
        ["language"] => post_language(request, &typed).await,
        ["customers", "new"] => post_new(request, typed).await,
        ["setup", token] => post_setup(request, token, &typed).await,
        ["customers", customer, "account"] => post_registry(request, id(customer)?, typed.get("step")).await,
        ["customers", customer, "account", "update"] => post_update(request, id(customer)?, typed).await,
        ["customers", customer, "account", "permissions"] => post_permission(request, id(customer)?, typed).await,
        ["customers", customer, "history", seq, "undo"] => {
            let number = seq.parse().ok().filter(|number: &i64| number.to_string() == *seq).ok_or(Error::NotFound)?;
            post_undo(request, id(customer)?, number, &typed).await
        }
        ["customers", customer, "remove"] => post_standing(request, id(customer)?, Standing::Removed, &typed).await,
        ["customers", customer, "restore"] => post_standing(request, id(customer)?, Standing::Active, &typed).await,
        ["customers", customer, "erase"] => post_erase(request, id(customer)?, &typed).await,
        ["requests", change] => post_request(request, id(change)?, &typed).await,
        ["people"] => post_people(request, &typed).await,
        ["people", person] => post_person(request, id(person)?, &typed).await,
        ["profile"] => post_profile(request, &typed).await,
        _ => Err(Error::NotFound),
    }
}
