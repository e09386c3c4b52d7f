//! Signing in again on the page that was posted to: nothing typed is lost when a session ends in between.

use crate::posted::Posted;
use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{ErrorNotice, ErrorSummary, Notice, SubmitButton, TextField, Tone};
use crate::wire::Error;
use leptos::prelude::*;
use model::fields;

/// The name of the e-mail in a form that is sent again.
pub const AGAIN_EMAIL: &str = "again_email";
/// The name of the password in a form that is sent again. Every name with `password` in it is never sent back.
pub const AGAIN_PASSWORD: &str = "again_password";

/// E-mail and password, and everything that was typed before along with them. An ordinary post in every browser: only
/// an ordinary post leads here.
#[component]
pub fn SignInAgain(
    /// What was typed.
    kept: Posted,
) -> impl IntoView {
    let texts = use_texts();
    let errors = RwSignal::new(kept.error.as_ref().map(Error::fields).unwrap_or_default());
    let refused = kept.error.clone().filter(|error| *error != Error::SignedOut);
    let hidden = kept
        .typed
        .iter()
        .filter(|(name, _)| *name != AGAIN_EMAIL)
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> })
        .collect_view();
    view! {
        <Notice tone=Tone::Note>{texts.sign_in_again()}</Notice>
        <ErrorNotice error=Signal::derive(move || refused.clone()) />
        <ErrorSummary errors label=sign_in_label />
        <form method="post" action=kept.path class="form" novalidate>
            {hidden}
            <TextField name=AGAIN_EMAIL label=texts.people_email() input=const { fields::SIGN_IN_EMAIL.input } value=kept.typed.get(AGAIN_EMAIL) errors />
            <TextField name=AGAIN_PASSWORD label=texts.sign_in_password() input=const { fields::CURRENT_PASSWORD.input } value="" errors />
            <div class="form__foot is-still"><SubmitButton text=texts.sign_in_action() /></div>
        </form>
    }
}

/// The label of a field of a sign-in.
pub fn sign_in_label(name: &str, texts: Texts) -> String {
    (if name.ends_with("password") { texts.sign_in_password() } else { texts.people_email() }).to_owned()
}
