//! Signing in.

use super::api::{choose_language, sign_in};
use crate::form::Typed;
use crate::routes;
use crate::start::{use_is_nobody, use_posted, use_texts, use_viewer};
use crate::ui::{ErrorNotice, ErrorSummary, Notice, Page, PostForm, SubmitButton, TextField, Tone, sign_in_label};
use crate::wire::Error;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use model::field_errors::FieldErrors;
use model::fields;
use model::language::Language;
use wasm_bindgen::JsCast;

/// The names of the two fields of a sign-in.
pub const SIGN_IN_FIELDS: (&str, &str) = ("email", "password");

/// E-mail and password as typed, where both are.
///
/// # Errors
/// What is missing, each at its field.
pub fn check_sign_in(typed: &Typed, (email, password): (&str, &str)) -> Result<(String, String), FieldErrors> {
    let mut errors = FieldErrors::default();
    let (email, password) = (typed.present(email, &mut errors), typed.present(password, &mut errors));
    errors.finish().map(|()| (email, password))
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let texts = use_texts();
    let posted = use_posted(routes::SIGN_IN).unwrap_or_default();
    let asked = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let next = if posted.typed.has("next") { posted.typed.get("next").to_owned() } else { asked };
    let next = routes::own_path(&next).to_owned();
    let errors = RwSignal::new(posted.error.as_ref().map(Error::fields).unwrap_or_default());
    let error = RwSignal::new(posted.error.clone());
    let is_busy = RwSignal::new(false);
    let then = next.clone();
    bring_back_typed_email();
    let on_submit = Callback::new(move |typed: Typed| {
        let checked = check_sign_in(&typed, SIGN_IN_FIELDS);
        errors.set(checked.as_ref().err().cloned().unwrap_or_default());
        error.set(None);
        let Ok((email, password)) = checked else { return };
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let next = then.clone();
        leptos::task::spawn_local(async move {
            match sign_in(email, password).await {
                // The document is loaded anew: language, theme and menu are the person's.
                Ok(()) => {
                    let _ = window().location().set_href(&next);
                }
                Err(failed) => {
                    error.set(Some(failed));
                    is_busy.try_set(false);
                }
            }
        });
    });
    view! {
        <div class="sign-in">
            <Page title=texts.sign_in_title()>
                <p class="page-note">{texts.sign_in_lead()}</p>
                {use_is_nobody().then(|| view! { <Notice tone=Tone::Note>{texts.sign_in_nobody()}</Notice> })}
                {use_viewer().map(|viewer| view! { <Notice tone=Tone::Note>{texts.sign_in_already(&viewer.name)}</Notice> })}
                <ErrorNotice error=Signal::derive(move || error.get()) is_of_passwords=true />
                <ErrorSummary errors label=sign_in_label />
                <PostForm action=routes::SIGN_IN on_submit class="form">
                    <input type="hidden" name="next" value=next />
                    <TextField name="email" label=texts.people_email() input=const { fields::SIGN_IN_EMAIL.input } value=posted.typed.get("email") errors is_focused=true />
                    <TextField name="password" label=texts.sign_in_password() input=const { fields::CURRENT_PASSWORD.input } value="" errors />
                    <div class="form__foot is-still"><SubmitButton text=texts.sign_in_action() is_busy /></div>
                </PostForm>
                <p class="page-note">{texts.sign_in_forgotten()}</p>
            </Page>
            <LanguageSwitch />
        </div>
    }
}

const TYPED_EMAIL: &str = "typed-email";

fn email_box() -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id("email").and_then(|found| found.dyn_into().ok())
}

/// The page is loaded anew in the other language: the typed e-mail waits for it in the tab.
fn keep_typed_email() {
    if let (Some(email), Ok(Some(storage))) = (email_box(), window().session_storage()) {
        let _ = storage.set_item(TYPED_EMAIL, &email.value());
    }
}

fn bring_back_typed_email() {
    Effect::new(move |_| {
        let Ok(Some(storage)) = window().session_storage() else { return };
        if let (Some(email), Ok(Some(typed))) = (email_box(), storage.get_item(TYPED_EMAIL)) {
            email.set_value(&typed);
            let _ = storage.remove_item(TYPED_EMAIL);
        }
    });
}

/// The other language, in its own words.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let texts = use_texts();
    let location = use_location();
    let here = move || {
        format!(
            "{}{}",
            location.pathname.get(),
            match location.search.get() {
                search if search.is_empty() => search,
                search => format!("?{}", search.trim_start_matches('?')),
            }
        )
    };
    let on_submit = Callback::new(move |typed: Typed| {
        let Some(language) = Language::of_code(typed.get("language")) else {
            return;
        };
        leptos::task::spawn_local(async move {
            if choose_language(language).await.is_ok() {
                keep_typed_email();
                let _ = window().location().reload();
            }
        });
    });
    view! {
        <PostForm action=routes::LANGUAGE on_submit class="languages" label=texts.profile_language().to_owned()>
            <input type="hidden" name="next" value=here />
            {Language::ALL.into_iter().map(|language| {
                let is_current = language == texts.language;
                view! {
                    <button type="submit" class="button is-quiet is-small" name="language" value=language.code() lang=language.code() aria-pressed=if is_current { "true" } else { "false" }>
                        {language.own_name()}
                    </button>
                }
            }).collect_view()}
        </PostForm>
    }
}
