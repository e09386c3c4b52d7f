//! Everybody on the staff, and a form to add somebody.

use super::api::{add_person, list_people};
use super::typed_roles::{role_field, typed_roles};
use crate::form::Typed;
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts, use_viewer};
use crate::texts::Texts;
use crate::ui::{
    CheckField, CopyButton, Crumb, ErrorNotice, ErrorSummary, Icon, Notice, Page, PageData, PostForm, SubmitButton,
    TextField, Time, Tone,
};
use crate::wire::Error;
use crate::words::{problem_sentence, role_name, roles_text};
use leptos::prelude::*;
use model::access::{Action, Role, Roles, may};
use model::field_errors::FieldErrors;
use model::fields;
use model::people::{Added, Person, STAFF_NAME};
use wasm_bindgen::JsCast;

/// The people page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let people = PageData::new(String::new, list_people);
    let posted = StoredValue::new(use_posted(routes::PEOPLE));
    // Kept out here: the list is drawn anew when somebody is added, and the password is shown this once.
    let added = RwSignal::new(posted.get_value().and_then(|posted| posted.added));
    people.show(move |list| {
        // Shown each time it is drawn: on the server a page is drawn more than once before it is sent.
        view! { <Shown list people posted added /> }.into_any()
    })
}

#[component]
fn Shown(
    list: Vec<Person>,
    people: PageData<Vec<Person>>,
    posted: StoredValue<Option<Posted>>,
    added: RwSignal<Option<Added>>,
) -> impl IntoView {
    let texts = use_texts();
    let keeps = use_viewer().is_some_and(|viewer| may(&viewer, Action::KeepPeople));
    view! {
        <Page title=texts.people_title() trail=vec![Crumb::new(routes::WORKSPACES, texts.workspaces_menu())]>
            {(keeps && list.len() == 1).then(|| view! { <p class="page-note">{texts.people_alone()}</p> })}
            {keeps.then(|| view! { <Add people posted added /> })}
            <div class="table-frame">
                <table class="table is-cards" aria-label=texts.people_title()>
                    <thead>
                        <tr>
                            <th scope="col">{texts.people_name()}</th>
                            <th scope="col">{texts.people_email()}</th>
                            <th scope="col">{texts.people_roles()}</th>
                            <th scope="col">{texts.people_signed_in()}</th>
                            <th scope="col">{texts.people_state()}</th>
                        </tr>
                    </thead>
                    <tbody>{list.into_iter().map(|person| view! { <Row person /> }).collect_view()}</tbody>
                </table>
            </div>
        </Page>
    }
}

#[component]
fn Row(person: Person) -> impl IntoView {
    let texts = use_texts();
    view! {
        <tr>
            <th scope="row" class="table__name"><a class="table__link" href=routes::person(person.id)>{person.name.clone()}</a></th>
            <td class="is-clipped" title=person.email.clone()>{person.email.clone()}</td>
            <td>{roles_text(&person.roles, texts)}</td>
            <td class="table__time" data-label=texts.people_signed_in()>{match person.signed_in_at_us {
                Some(at_us) => view! { <Time at_us /> }.into_any(),
                None => view! { <span class="quiet">{texts.people_never()}</span> }.into_any(),
            }}</td>
            <td><State person /></td>
        </tr>
    }
}

/// Whether somebody can sign in, as a small sign.
#[component]
pub fn State(person: Person) -> impl IntoView {
    let texts = use_texts();
    if person.is_disabled {
        view! { <span class="tag is-bad">{texts.people_disabled()}</span> }
    } else if person.must_change_password {
        view! { <span class="tag is-warn">{texts.people_invited()}</span> }
    } else {
        view! { <span class="tag is-good">{texts.people_active()}</span> }
    }
}

/// The label of a field of the people forms.
pub fn person_label(name: &str, texts: Texts) -> String {
    match name {
        "name" => texts.people_name(),
        "email" => texts.people_email(),
        "roles" => texts.people_roles(),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// Adds somebody; their one-time password is shown here and never again.
#[component]
fn Add(
    people: PageData<Vec<Person>>,
    posted: StoredValue<Option<Posted>>,
    added: RwSignal<Option<Added>>,
) -> impl IntoView {
    let texts = use_texts();
    let answered = posted;
    let posted = posted.try_get_value().flatten().unwrap_or_default();
    let typed = posted.typed;
    let errors = RwSignal::new(posted.error.as_ref().map(Error::fields).unwrap_or_default());
    let error = RwSignal::new(posted.error);
    let is_busy = RwSignal::new(false);
    let is_open = error.with_untracked(Option::is_some);
    let on_submit = Callback::new(move |typed: Typed| {
        let (name, email, roles) = (typed.get("name").to_owned(), typed.get("email").to_owned(), typed_roles(&typed));
        added.set(None);
        error.set(None);
        errors.set(FieldErrors::default());
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            match add_person(name, email, roles).await {
                Ok(person) => {
                    added.set(Some(person));
                    answered.set_value(None);
                    empty_the_form();
                    people.refetch();
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
        <OneTimePassword added />
        <details class="add" open=is_open>
            <summary class="button"><Icon name="plus" />{texts.people_add()}</summary>
            <ErrorNotice error=Signal::derive(move || error.get()) />
            <ErrorSummary errors label=person_label />
            <PostForm action=routes::PEOPLE on_submit class="form">
                <TextField name="name" label=texts.people_name() input=const { STAFF_NAME.input } value=typed.get("name") errors />
                <TextField name="email" label=texts.people_email() input=const { fields::EMAIL.input } value=typed.get("email") errors />
                <RoleBoxes roles=typed_roles(&typed) errors />
                <div class="form__foot is-still"><SubmitButton text=texts.people_add_action() is_busy /></div>
            </PostForm>
        </details>
    }
}

/// Whoever types over a name and an e-mail that stayed gives the next person the last one's roles.
fn empty_the_form() {
    let form = document().query_selector(".add form").ok().flatten();
    if let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
        form.reset();
    }
}

/// The boxes of the roles.
#[component]
pub fn RoleBoxes(roles: Roles, errors: RwSignal<FieldErrors>) -> impl IntoView {
    let texts = use_texts();
    let sentence = move || errors.read().find("roles").map(|finding| problem_sentence(finding, texts));
    let hint = move |role| match role {
        Role::GlobalAdmin => texts.role_global_admin_hint(),
        Role::AdminAgent => texts.role_admin_agent_hint(),
        Role::SalesAgent => texts.role_sales_agent_hint(),
        Role::HelpdeskAgent => texts.role_helpdesk_agent_hint(),
        Role::Auditor => texts.role_auditor_hint(),
    };
    view! {
        <fieldset class="choices" id="roles" tabindex="-1">
            <legend class="field__label">{texts.people_roles()}</legend>
            <p class="field__error">{move || sentence().map(|sentence| view! { <Icon name="alert" /><span>{sentence}</span> })}</p>
            {Role::ALL.into_iter().map(|role| view! {
                <CheckField name=role_field(role) label=role_name(role, texts) hint=hint(role) is_checked=roles.has(role) />
            }).collect_view()}
        </fieldset>
    }
}

/// The password of a first sign-in, to hand over.
#[component]
pub fn OneTimePassword(
    /// Who was given one.
    added: RwSignal<Option<Added>>,
) -> impl IntoView {
    let texts = use_texts();
    move || {
        added.get().map(|added| view! {
        <Notice tone=Tone::Good>
            {texts.people_one_time(&added.name)} " "
            <code class="id">{added.one_time_password.clone()}</code> " " <CopyButton text=added.one_time_password label=texts.copy_action() />
        </Notice>
    })
    }
}
