//! What a page or a form shows when something was not done: what happened, what was kept, what to do.

use super::{Notice, Tone};
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_kept, use_posted_here, use_texts};
use crate::texts::Texts;
use crate::wire::Error;
use crate::words::problem_sentence;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A whole page that cannot be shown.
#[component]
pub fn ErrorPage(
    /// Why.
    error: Error,
) -> impl IntoView {
    view! { <super::Page title=error_title(&error, use_texts())><ErrorPanel error /></super::Page> }
}

fn error_title(error: &Error, texts: Texts) -> &'static str {
    match error {
        Error::NotFound => texts.error_not_found_title(),
        Error::SignedOut => texts.sign_in_title(),
        Error::Forbidden | Error::MustChangePassword | Error::OwnChange => texts.error_forbidden_title(),
        _ => texts.error_title(),
    }
}

/// What stands in the place of something that cannot be shown: the reason and a way on. Sets the page's status.
#[component]
pub fn ErrorPanel(
    /// Why.
    error: Error,
) -> impl IntoView {
    let texts = use_texts();
    set_status(&error);
    if let (Error::SignedOut, Some(kept)) = (&error, use_kept()) {
        return view! { <crate::ui::SignInAgain kept /> }.into_any();
    }
    if let (Error::Unavailable | Error::Internal { .. }, Some(posted)) = (&error, use_posted_here()) {
        return view! {
            <div class="error-panel" role="alert">
                <p>{posted_sentence(&error, &posted, texts)}</p>
                <super::TryAgain posted />
            </div>
        }
        .into_any();
    }
    if error == Error::SignedOut {
        sign_in_again();
    }
    let (href, way) = match error {
        Error::MustChangePassword => (routes::PROFILE, texts.profile_title()),
        Error::SignedOut => (routes::SIGN_IN, texts.sign_in_title()),
        _ => (routes::CUSTOMERS, texts.customers_title()),
    };
    view! {
        <div class="error-panel" role="alert">
            <p>{error_sentence(&error, texts)}</p>
            <p><a class="button" href=href>{way}</a></p>
        </div>
    }
    .into_any()
}

/// An error above a form. Errors at fields are the summary's.
#[component]
pub fn ErrorNotice(
    /// Why nothing was done.
    #[prop(into)]
    error: Signal<Option<Error>>,
    /// Whether the form asks for passwords: a page that answers a post comes without them.
    #[prop(optional)]
    is_of_passwords: bool,
) -> impl IntoView {
    let texts = use_texts();
    let here = use_location();
    // What the page came with; what comes later came from the fields, which keep what was typed.
    let posted = StoredValue::new(error.get_untracked().filter(|_| is_of_passwords));
    move || {
        if error.read().is_none() {
            posted.set_value(None);
        }
        let is_gone = posted.with_value(|posted| *posted == Some(Error::Unavailable));
        error.get().filter(|error| !matches!(error, Error::Invalid(_))).map(|error| {
            set_status(&error);
            let way = (error == Error::SignedOut).then(|| {
                // Steps of a page stand behind its path; what was typed waits on the page itself.
                let path = here.pathname.get_untracked();
                view! { " " <a href=routes::sign_in_then(&path) rel="external">{texts.sign_in_title()}</a> }
            });
            let sentence =
                if is_gone { texts.error_unavailable_passwords().to_owned() } else { error_sentence(&error, texts) };
            view! { <Notice tone=Tone::Bad>{sentence} {way}</Notice> }
        })
    }
}

/// The sentence of an error where not even the form that was posted can be shown.
#[must_use]
pub fn posted_sentence(error: &Error, posted: &Posted, texts: Texts) -> String {
    match error {
        Error::Unavailable if posted.lacks_passwords => texts.error_unavailable_passwords().to_owned(),
        _ => error_sentence(error, texts),
    }
}

/// The sentence of an error.
#[must_use]
pub fn error_sentence(error: &Error, texts: Texts) -> String {
    match error {
        Error::Malformed => texts.error_malformed().to_owned(),
        Error::SignedOut => texts.error_signed_out().to_owned(),
        Error::WrongPair => texts.error_wrong_pair().to_owned(),
        Error::PasswordEnded => texts.error_password_ended().to_owned(),
        Error::Forbidden => texts.error_forbidden().to_owned(),
        Error::MustChangePassword => texts.error_must_change_password().to_owned(),
        Error::NotFound => texts.error_not_found().to_owned(),
        Error::Gone => texts.error_gone().to_owned(),
        Error::Conflict => texts.error_conflict().to_owned(),
        Error::OwnChange => texts.error_own_change().to_owned(),
        Error::Ended => texts.error_ended().to_owned(),
        Error::Removed => texts.error_removed().to_owned(),
        Error::AnotherPerson => texts.error_another_person().to_owned(),
        Error::TooManyOpen => texts.error_too_many_open().to_owned(),
        Error::LastGlobalAdmin => texts.error_last_global_admin().to_owned(),
        Error::TooSlow => texts.error_too_slow().to_owned(),
        Error::TooLarge => texts.error_too_large().to_owned(),
        // A search has no field that says it.
        Error::Invalid(errors) => errors
            .find("search")
            .map_or_else(|| texts.form_problems().to_owned(), |finding| problem_sentence(finding, texts)),
        Error::RateLimited { retry_s } => texts.error_rate_limited(*retry_s),
        Error::Internal { request_id } => texts.error_internal(&request_id.to_string()),
        Error::Unavailable => texts.error_unavailable().to_owned(),
        Error::Unread => texts.error_unread().to_owned(),
        Error::Uncertain => texts.error_uncertain().to_owned(),
        Error::Unreachable => texts.error_unreachable().to_owned(),
    }
}

/// The page's status, and when to try again: the one place beside `responses.rs` that sets them.
#[cfg(feature = "ssr")]
#[expect(clippy::disallowed_methods, reason = "a page that shows an error has the error's status")]
pub(crate) fn set_status(error: &Error) {
    if let (Some(options), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status()))
    {
        options.set_status(status);
        if let Some(retry_s) = error.retry_after_s() {
            options.insert_header(http::header::RETRY_AFTER, http::HeaderValue::from(retry_s));
        }
    }
}

/// A browser's page has no status.
#[cfg(not(feature = "ssr"))]
pub(crate) fn set_status(_: &Error) {}

/// Leads to the sign-in page and back, in the browser.
fn sign_in_again() {
    Effect::new(move |_| {
        let location = window().location();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let _ = location.set_href(&routes::sign_in_then(&here));
    });
}
