//! What a customer may buy on its own: two switches, each with what it means, now or on a date.

use super::api::{find_permissions, set_permission};
use crate::changes::WaitingChanges;
use crate::customer_page::{Ruled, Watched, customer_trail, saved_path};
use crate::form::{Typed, version_of};
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_clock, use_posted, use_texts, use_viewer};
use crate::ui::use_path_id;
use crate::ui::{
    ErrorNotice, ErrorSummary, Notice, Page, PageData, PostForm, SubmitButton, TextArea, TextField, Tone, use_go,
};
use crate::wire::Error;
use crate::words::{field_label, review_label};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_query_map;
use model::access::{Action, may};
use model::account::Saved;
use model::changes::Verdict;
use model::customers::{Field, Standing};
use model::field_errors::FieldErrors;
use model::fields;
use model::permissions::Permissions;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// The permissions page.
#[component]
pub fn PermissionsPage() -> impl IntoView {
    let id = use_path_id();
    let posted = StoredValue::new(use_posted(&routes::permissions(id.get_untracked())));
    let permissions = PageData::new(move || id.get().to_string(), move || find_permissions(id.get_untracked()));
    permissions.show(move |permissions| {
        // Shown again each time it is drawn: on the server a page is drawn more than once before it is sent.
        let shown_again = posted.get_value();
        view! { <Shown permissions posted=shown_again /> }.into_any()
    })
}

/// What the page holds.
#[derive(Clone, Copy)]
struct State {
    permissions: RwSignal<Permissions>,
    /// The permission that is about to be given or removed.
    asking: RwSignal<Option<Field>>,
    reason: RwSignal<String>,
    land_at: RwSignal<String>,
    errors: RwSignal<FieldErrors>,
    error: RwSignal<Option<Error>>,
    saved: RwSignal<Option<Saved>>,
    is_busy: RwSignal<bool>,
}

impl State {
    fn new(permissions: Permissions, posted: Option<Posted>) -> Self {
        let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
        let is_asking = error != Some(Error::Conflict);
        Self {
            permissions: RwSignal::new(permissions),
            asking: RwSignal::new(Field::permission_of_name(typed.get("permission")).filter(|_| is_asking)),
            reason: RwSignal::new(typed.get("reason").to_owned()),
            land_at: RwSignal::new(typed.get("land_at").to_owned()),
            errors: RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default()),
            error: RwSignal::new(error),
            saved: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        }
    }

    fn take(self, typed: &Typed, go: impl Fn(&str, NavigateOptions) + Copy + 'static) {
        let Some(permission) = Field::permission_of_name(typed.get("permission")) else {
            return;
        };
        self.error.set(None);
        self.saved.set(None);
        self.errors.set(FieldErrors::default());
        match typed.get("step") {
            "ask" => {
                self.asking.set(Some(permission));
                request_animation_frame(|| {
                    let reason = document()
                        .get_element_by_id("reason")
                        .and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
                    if let Some(reason) = reason {
                        let _ = reason.focus();
                    }
                });
            }
            step => self.set(permission, step == "give", typed, go),
        }
    }

    fn set(
        self,
        permission: Field,
        is_given: bool,
        typed: &Typed,
        go: impl Fn(&str, NavigateOptions) + Copy + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        let id = self.permissions.with_untracked(|permissions| permissions.customer_id);
        let version = version_of(typed).unwrap_or_default();
        let (reason, land_at) = (typed.get("reason").to_owned(), typed.get("land_at").to_owned());
        leptos::task::spawn_local(async move {
            let answer = set_permission(id, version, permission, is_given, reason, land_at).await;
            // After a conflict too: the switches show what is stored.
            if let Ok(permissions) = find_permissions(id).await {
                self.permissions.set(permissions);
            }
            match answer {
                // It waits: the request's page says so.
                Ok(saved) if saved.request_id().is_some() => go(&saved_path(&saved, ""), NavigateOptions::default()),
                Ok(saved) => {
                    self.saved.set(Some(saved));
                    self.asking.set(None);
                }
                Err(error) => {
                    self.errors.set(error.fields());
                    if error == Error::Conflict {
                        self.asking.set(None);
                    }
                    self.error.set(Some(error));
                }
            }
            self.is_busy.try_set(false);
        });
    }
}

#[component]
fn Shown(permissions: Permissions, posted: Option<Posted>) -> impl IntoView {
    let texts = use_texts();
    let (id, name) = (permissions.customer_id, permissions.company_name.clone());
    let is_active = permissions.standing == Standing::Active;
    let has_right = use_viewer().is_some_and(|viewer| may(&viewer, Action::SetPermission));
    let may_set = is_active && has_right;
    let state = State::new(permissions, posted);
    let linked = use_query_map().with_untracked(|query| query.get("saved"));
    let saved = match linked.as_deref() {
        Some("unchanged") => Some(Saved::Unchanged),
        Some(_) => Some(Saved::As { version: 0 }),
        None => None,
    };
    state.saved.set(
        saved.filter(|_| state.error.with_untracked(Option::is_none) && state.asking.with_untracked(Option::is_none)),
    );
    let notice = move || {
        state.saved.get().map(|saved| view! {
        <Notice tone=Tone::Good>{if saved == Saved::Unchanged { texts.saved_unchanged() } else { texts.saved_permission() }}</Notice>
    })
    };
    let version = Signal::derive(move || state.permissions.with(|permissions| permissions.version));
    view! {
        <Page title=texts.permissions_title() of=name.clone() trail=customer_trail(Some((id, &name)), texts)>
            <p class="page-note">{name}</p>
            <Watched id version=version shows_waiting=true page=routes::permissions(id) />
            <ErrorNotice error=Signal::derive(move || state.error.get()) />
            <ErrorSummary errors=state.errors label=review_label />
            {notice}
            <p class="lead">{texts.permissions_meaning()}</p>
            {move || view! { <WaitingChanges requests=state.permissions.with(|permissions| permissions.waiting.clone()) /> }}
            {(!is_active).then(|| view! { <Notice tone=Tone::Warn>{texts.error_removed()}</Notice> })}
            {(!has_right).then(|| view! { <Notice tone=Tone::Note>{texts.permissions_whom_to_ask()}</Notice> })}
            {Field::PERMISSIONS.iter().map(|&permission| view! { <Switch id permission state may_set /> }).collect_view()}
        </Page>
    }
}

/// One permission: what it means, whether it is given, and the way to change it.
#[component]
fn Switch(id: Uuid, permission: Field, state: State, may_set: bool) -> impl IntoView {
    let texts = use_texts();
    let label = field_label(permission, texts);
    let meaning = match permission {
        Field::MayBuySavingsPlans => texts.permission_savings_plans_meaning(),
        _ => texts.permission_reservations_meaning(),
    };
    let given = Memo::new(move |_| state.permissions.with(|permissions| permissions.get(permission)));
    let is_given = move || given.with(|given| given.is_given);
    let is_asking = Memo::new(move |_| state.asking.get() == Some(permission));
    let title_id = format!("{}-title", permission.name());
    let go = use_go();
    let on_submit = Callback::new(move |typed: Typed| state.take(&typed, go));
    let word = move || if is_given() { texts.permission_is_given() } else { texts.permission_is_not_given() };
    let (labelled_by, switch_id) = (title_id.clone(), title_id.clone());
    view! {
        <section class="panel" aria-labelledby=labelled_by>
            <div class="panel__head">
                <h2 class="panel__title" id=title_id>{label}</h2>
                {if may_set {
                    view! {
                        <PostForm action=routes::permissions(id) on_submit class="inline-form">
                            <Of permission state />
                            <button type="submit" class="switch" role="switch" name="step" aria-labelledby=switch_id.clone()
                                value="ask" aria-checked=move || if is_given() { "true" } else { "false" }>
                                <span class="switch__track" aria-hidden="true"></span>
                                <span class="switch__word">{word}</span>
                            </button>
                        </PostForm>
                    }.into_any()
                } else {
                    view! { <p class="switch__word">{word}</p> }.into_any()
                }}
            </div>
            <p class="panel__text">{meaning}</p>
            {move || (may_set && is_asking.get()).then(|| view! { <Confirm id permission state on_submit /> })}
        </section>
    }
}

/// Which permission a form is about, on top of which version.
#[component]
fn Of(permission: Field, state: State) -> impl IntoView {
    let version = move || state.permissions.with(|permissions| permissions.version);
    view! {
        <input type="hidden" name="version" value=version />
        <input type="hidden" name="permission" value=permission.name() />
    }
}

/// Asks before a permission is given, or removed on a date: what follows, who else has a say, why, when.
#[component]
fn Confirm(id: Uuid, permission: Field, state: State, on_submit: Callback<Typed>) -> impl IntoView {
    let texts = use_texts();
    let given = state.permissions.with_untracked(|permissions| permissions.get(permission));
    let label = field_label(permission, texts);
    let needs_another = given.ruling.verdict == Verdict::Review;
    let (title, text, step) = if given.is_given {
        (texts.permission_remove_title(label), texts.permission_remove_text(), "remove")
    } else {
        (texts.permission_ask_title(label), texts.permission_ask_text(), "give")
    };
    let action = match (needs_another, given.is_given) {
        (true, _) => texts.review_send(),
        (false, true) => texts.permission_remove(),
        (false, false) => texts.permission_give(),
    };
    let when_hint = texts.review_when_hint(use_clock().zone());
    view! {
        <div class="confirm" role="group" aria-label=title.clone()>
            <h3>{title.clone()}</h3>
            <p>{text}</p>
            <Ruled ruling=given.ruling />
            <PostForm action=routes::permissions(id) on_submit class="form">
                <Of permission state />
                <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(texts.review_reason_hint().to_owned()) value=state.reason.get_untracked() errors=state.errors />
                <TextField name="land_at" label=texts.review_when() hint=Signal::stored(when_hint) is_optional=Signal::stored(true) input=const { fields::LAND_AT.input } value=state.land_at.get_untracked() errors=state.errors />
                <div class="form__foot is-still">
                    <SubmitButton text=action step is_busy=state.is_busy />
                    <a class="button is-quiet" href=routes::permissions(id) on:click=move |_| state.asking.set(None)>{texts.form_cancel()}</a>
                </div>
            </PostForm>
        </div>
    }
}
