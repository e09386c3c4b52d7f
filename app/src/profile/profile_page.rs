//! One's own name, language, theme, password, and the way out.

use super::api::{change_password, update_profile};
use crate::form::Typed;
use crate::frame::SignOut;
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_clock, use_posted, use_texts, use_viewer};
use crate::texts::Texts;
use crate::ui::{
    Crumb, ErrorNotice, ErrorPanel, ErrorSummary, Notice, Page, PostForm, SelectField, SubmitButton, TextField, Tone,
    forget_query,
};
use crate::wire::Error;
use crate::words::role_names;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::access::Theme;
use model::field_errors::FieldErrors;
use model::fields;
use model::fields::Problem;
use model::language::Language;
use model::people::STAFF_NAME;

const THEMES: [(&str, Theme); 3] = [("system", Theme::System), ("light", Theme::Light), ("dark", Theme::Dark)];

/// The language that the form chooses; none for the browser's.
///
/// # Errors
/// `Malformed` if it is not one of the choices.
pub fn typed_language(typed: &Typed) -> Result<Option<Language>, Error> {
    match typed.get("language") {
        "" => Ok(None),
        code => Language::of_code(code).map(Some).ok_or(Error::Malformed),
    }
}

/// The theme that the form chooses.
///
/// # Errors
/// `Malformed` if it is not one of the choices.
pub fn typed_theme(typed: &Typed) -> Result<Theme, Error> {
    let name = typed.get("theme");
    THEMES.into_iter().find(|(theme, _)| *theme == name).map(|(_, theme)| theme).ok_or(Error::Malformed)
}

/// Where a new password leads: on to where its person was going when they had to choose one, else back here.
#[must_use]
pub fn after_password(typed: &Typed) -> String {
    match typed.get("next") {
        "" => format!("{}?saved=yes", routes::PROFILE),
        next => routes::own_path(next).to_owned(),
    }
}

/// Whether the new password was typed twice alike.
///
/// # Errors
/// The problem at the second.
pub fn check_repeated(typed: &Typed) -> Result<(), FieldErrors> {
    if typed.get("current_password").is_empty() {
        return Err(FieldErrors::one("current_password", Problem::Missing));
    }
    fields::NEW_PASSWORD
        .parse(typed.get("new_password"))
        .and_then(|new| new.ok_or(Problem::Missing))
        .map_err(|problem| FieldErrors::one("new_password", problem))?;
    if typed.get("new_password") == typed.get("repeated_password") {
        Ok(())
    } else {
        Err(FieldErrors::one("repeated_password", Problem::PasswordsDiffer))
    }
}

fn label(name: &str, texts: Texts) -> String {
    match name {
        "name" => texts.people_name(),
        "current_password" => texts.profile_current_password(),
        "new_password" => texts.profile_new_password(),
        "repeated_password" => texts.profile_repeated_password(),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// The profile page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let texts = use_texts();
    let Some(viewer) = use_viewer() else {
        return view! { <ErrorPanel error=Error::SignedOut /> }.into_any();
    };
    let posted = use_posted(routes::PROFILE).unwrap_or_default();
    let is_saved = use_query_map().with_untracked(|query| query.get("saved").is_some()) && posted.error.is_none();
    if is_saved {
        forget_query();
    }
    let must_change = viewer.must_change_password;
    view! {
        <Page title=texts.profile_title() trail=vec![Crumb::new(routes::WORKSPACES, texts.workspaces_menu())]>
            <p class="page-note">{role_names(&viewer, texts)} " · " {texts.profile_clock(use_clock().zone())}</p>
            {is_saved.then(|| view! { <Notice tone=Tone::Good>{texts.saved_profile()}</Notice> })}
            {must_change.then(|| view! { <Notice tone=Tone::Warn>{texts.error_must_change_password()}</Notice> })}
            {(!must_change).then(|| view! { <Details posted=posted.clone() /> })}
            <Password posted must_change />
            <section class="panel"><h2 class="panel__title">{texts.sign_out_action()}</h2><SignOut /></section>
        </Page>
    }
    .into_any()
}

#[component]
fn Details(posted: Posted) -> impl IntoView {
    let texts = use_texts();
    let viewer = use_viewer();
    let is_mine = posted.typed.get("step") == "profile";
    let (name_typed, language_typed, theme_typed) = (
        posted.typed.get("name").to_owned(),
        posted.typed.get("language").to_owned(),
        posted.typed.get("theme").to_owned(),
    );
    let or_stored = move |typed: String, stored: String| if is_mine { typed } else { stored };
    let error = posted.error.clone().filter(|_| is_mine);
    let errors = RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default());
    let error = RwSignal::new(error);
    let language = viewer.as_ref().and_then(|viewer| viewer.language).map_or("", Language::code);
    let stored_theme = viewer.as_ref().map(|viewer| viewer.theme).unwrap_or_default();
    let theme = THEMES.into_iter().find(|(_, theme)| *theme == stored_theme).map_or("system", |(name, _)| name);
    let name = viewer.map(|viewer| viewer.name).unwrap_or_default();
    let on_submit = Callback::new(move |typed: Typed| {
        errors.set(FieldErrors::default());
        error.set(None);
        let (Ok(language), Ok(theme)) = (typed_language(&typed), typed_theme(&typed)) else {
            return;
        };
        leptos::task::spawn_local(async move {
            match update_profile(typed.get("name").to_owned(), language, theme).await {
                // Language and theme are of the whole document.
                Ok(()) => {
                    let _ = window().location().set_href(&format!("{}?saved=yes", routes::PROFILE));
                }
                Err(failed) => {
                    errors.set(failed.fields());
                    error.set(Some(failed));
                }
            }
        });
    });
    let languages: Vec<_> = Language::ALL.into_iter().map(|language| (language.code(), language.own_name())).collect();
    let themes = vec![
        ("system", texts.profile_theme_system()),
        ("light", texts.profile_theme_light()),
        ("dark", texts.profile_theme_dark()),
    ];
    view! {
        <section class="panel">
            <h2 class="panel__title">{texts.profile_details()}</h2>
            <ErrorNotice error=Signal::derive(move || error.get()) />
            <ErrorSummary errors label />
            <PostForm action=routes::PROFILE on_submit class="form">
                <TextField name="name" label=texts.people_name() input=const { STAFF_NAME.input } value=or_stored(name_typed, name) errors />
                <SelectField name="language" label=texts.profile_language() nothing=texts.profile_language_of_browser() choices=languages value=or_stored(language_typed, language.to_owned()) errors />
                <SelectField name="theme" label=texts.profile_theme() choices=themes value=or_stored(theme_typed, theme.to_owned()) errors />
                <div class="form__foot is-still"><SubmitButton text=texts.form_save() step="profile" /></div>
            </PostForm>
        </section>
    }
}

#[component]
fn Password(posted: Posted, must_change: bool) -> impl IntoView {
    let texts = use_texts();
    let asked = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let next = if posted.typed.has("next") { posted.typed.get("next").to_owned() } else { asked };
    let next = must_change.then(|| routes::own_path(&next).to_owned());
    let error = posted.error.filter(|_| posted.typed.get("step") == "password");
    let errors = RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default());
    let error = RwSignal::new(error);
    let is_busy = RwSignal::new(false);
    let on_submit = Callback::new(move |typed: Typed| {
        error.set(None);
        errors.set(check_repeated(&typed).err().unwrap_or_default());
        if !errors.read_untracked().is_empty() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            match change_password(typed.get("current_password").to_owned(), typed.get("new_password").to_owned()).await
            {
                Ok(()) => {
                    let _ = window().location().set_href(&after_password(&typed));
                }
                Err(failed) => {
                    errors.set(failed.fields());
                    error.set(Some(failed));
                }
            }
            is_busy.try_set(false);
        });
    });
    view! {
        <section class="panel">
            <h2 class="panel__title">{texts.profile_password()}</h2>
            <ErrorNotice error=Signal::derive(move || error.get()) is_of_passwords=true />
            <ErrorSummary errors label />
            <PostForm action=routes::PROFILE on_submit class="form">
                {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
                <TextField name="current_password" label=texts.profile_current_password() input=const { fields::CURRENT_PASSWORD.input } value="" errors />
                <TextField name="new_password" label=texts.profile_new_password() hint=Signal::stored(texts.profile_new_password_hint().to_owned()) input=const { fields::NEW_PASSWORD.input } value="" errors />
                <TextField name="repeated_password" label=texts.profile_repeated_password() input=const { fields::NEW_PASSWORD.input } value="" errors />
                <div class="form__foot is-still"><SubmitButton text=texts.profile_change_password() step="password" is_busy /></div>
            </PostForm>
        </section>
    }
}
