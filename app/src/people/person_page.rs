//! One member of staff: name, e-mail, roles, state, a new password.

use super::api::{find_person, reset_password, update_person};
use super::people_page::{OneTimePassword, RoleBoxes, State, person_label};
use super::typed_roles::typed_roles;
use crate::form::{Typed, version_of};
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts, use_viewer};
use crate::ui::{
    CheckField, Crumb, ErrorNotice, ErrorSummary, Notice, Page, PageData, PostForm, SubmitButton, TextField, Tone,
    use_path_id,
};
use crate::wire::Error;
use crate::words::roles_text;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::access::{Action, may};
use model::field_errors::FieldErrors;
use model::fields::{self, Problem};
use model::people::{Person, STAFF_NAME};

/// A person's page.
#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_path_id();
    let posted = StoredValue::new(use_posted(&routes::person(id.get_untracked())));
    let person = PageData::new(move || id.get().to_string(), move || find_person(id.get_untracked()));
    let is_saved = RwSignal::new(false);
    person.show(move |found| {
        // Shown each time it is drawn: on the server a page is drawn more than once before it is sent.
        view! { <Shown found person posted is_saved /> }.into_any()
    })
}

#[component]
fn Shown(
    found: Person,
    person: PageData<Person>,
    posted: StoredValue<Option<Posted>>,
    is_saved: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let id = found.id;
    let answered = posted;
    let posted = posted.try_get_value().flatten().unwrap_or_default();
    let was_typed = posted.typed.has("step");
    let roles = if was_typed { typed_roles(&posted.typed) } else { found.roles.clone() };
    let or_stored =
        |name: &str, stored: &str| if was_typed { posted.typed.get(name).to_owned() } else { stored.to_owned() };
    let (name, email) = (or_stored("name", &found.name), or_stored("email", &found.email));
    let is_disabled = if was_typed { posted.typed.has("is_disabled") } else { found.is_disabled };
    let added = RwSignal::new(posted.added);
    let errors = RwSignal::new(posted.error.as_ref().map(Error::fields).unwrap_or_default());
    let error = RwSignal::new(posted.error);
    let is_busy = RwSignal::new(false);
    let was_saved =
        use_query_map().with_untracked(|query| query.get("saved").is_some()) && error.with_untracked(Option::is_none);
    let fail = move |failed: Error| {
        errors.set(failed.fields());
        error.set(Some(failed));
    };
    let on_submit = Callback::new(move |typed: Typed| {
        if is_busy.get_untracked() {
            return;
        }
        error.set(None);
        errors.set(FieldErrors::default());
        is_saved.set(false);
        let roles = typed_roles(&typed);
        if typed.get("step") == "save" && roles.is_empty() {
            errors.set(FieldErrors::one("roles", Problem::Missing));
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            if typed.get("step") == "reset" {
                match reset_password(id).await {
                    Ok(reset) => added.set(Some(reset)),
                    Err(failed) => fail(failed),
                }
            } else {
                let version = version_of(&typed).unwrap_or_default();
                let (name, email) = (typed.get("name").to_owned(), typed.get("email").to_owned());
                match update_person(id, version, Some(name), Some(email), roles, typed.has("is_disabled")).await {
                    Ok(()) => {
                        is_saved.set(true);
                        answered.set_value(None);
                        person.refetch();
                    }
                    Err(failed) => fail(failed),
                }
            }
            is_busy.try_set(false);
        });
    });
    let keeps = use_viewer().is_some_and(|viewer| may(&viewer, Action::KeepPeople));
    let shown_roles = found.roles.clone();
    let trail = vec![Crumb::new(routes::PEOPLE, texts.people_title())];
    view! {
        <Page title=found.name.clone() trail>
            <p class="page-note">{found.email.clone()} " " <State person=found.clone() /></p>
            {move || (was_saved || is_saved.get()).then(|| view! { <Notice tone=Tone::Good>{texts.saved_person()}</Notice> })}
            <ErrorNotice error=Signal::derive(move || error.get()) />
            <ErrorSummary errors label=person_label />
            <OneTimePassword added />
            {(!keeps).then(|| view! { <p>{roles_text(&shown_roles, texts)}</p> })}
            {keeps.then(|| view! { <section class="panel">
                <PostForm action=routes::person(id) on_submit class="form">
                    <input type="hidden" name="version" value=found.version />
                    <TextField name="name" label=texts.people_name() input=const { STAFF_NAME.input } value=name errors />
                    <TextField name="email" label=texts.people_email() hint=Signal::stored(texts.people_email_hint().to_owned()) input=const { fields::EMAIL.input } value=email errors />
                    <RoleBoxes roles errors />
                    <CheckField name="is_disabled" label=texts.people_disable() hint=texts.people_disable_hint() is_checked=is_disabled />
                    <div class="form__foot is-still"><SubmitButton text=texts.form_save() step="save" is_busy /></div>
                </PostForm>
            </section>
            <section class="panel">
                <h2 class="panel__title">{texts.people_reset()}</h2>
                <p class="panel__text">{texts.people_reset_hint()}</p>
                <PostForm action=routes::person(id) on_submit>
                    <SubmitButton text=texts.people_reset_action() step="reset" look="is-danger" is_busy />
                </PostForm>
            </section> })}
        </Page>
    }
}
