//! What a customer may buy on its own: two switches, each with what it means.

use super::api::set_permission;
use super::permission::Permission;
use crate::access::{Action, may};
use crate::account::{Account, Saved, customer_trail, find_account, use_customer_id, version_of};
use crate::customers::{Field, name_label, permission_label};
use crate::error::Error;
use crate::fields;
use crate::form::{FieldErrors, Typed};
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts, use_viewer};
use crate::ui::{ErrorNotice, ErrorSummary, Notice, Page, PageData, PostForm, SubmitButton, TextArea, Tone, use_go};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// The permissions page.
#[component]
pub fn PermissionsPage() -> impl IntoView {
    let id = use_customer_id();
    let posted = StoredValue::new(use_posted(&routes::permissions(id.get_untracked())));
    let account = PageData::new(move || id.get().to_string(), move || find_account(id.get_untracked()));
    account.show(move |account| {
        // Shown again each time it is drawn: on the server a page is drawn more than once before it is sent.
        let shown_again = posted.get_value();
        view! { <Shown account posted=shown_again /> }.into_any()
    })
}

/// What the page holds.
#[derive(Clone, Copy)]
struct State {
    account: RwSignal<Account>,
    /// The permission that is about to be given.
    asking: RwSignal<Option<Permission>>,
    reason: RwSignal<String>,
    errors: RwSignal<FieldErrors>,
    error: RwSignal<Option<Error>>,
    saved: RwSignal<Option<Saved>>,
    is_busy: RwSignal<bool>,
}

impl State {
    fn new(account: Account, posted: Option<Posted>) -> Self {
        let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
        let is_asking = typed.get("step") != "remove" && error != Some(Error::Conflict);
        Self {
            account: RwSignal::new(account),
            asking: RwSignal::new(Permission::of_name(typed.get("permission")).filter(|_| is_asking)),
            reason: RwSignal::new(typed.get("reason").to_owned()),
            errors: RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default()),
            error: RwSignal::new(error),
            saved: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        }
    }

    fn take(self, typed: &Typed, go: impl Fn(&str, NavigateOptions) + Copy + 'static) {
        let Some(permission) = Permission::of_name(typed.get("permission")) else {
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
        permission: Permission,
        is_given: bool,
        typed: &Typed,
        go: impl Fn(&str, NavigateOptions) + Copy + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        let id = self.account.with_untracked(|account| account.id);
        let (version, reason) = (version_of(typed).unwrap_or_default(), typed.get("reason").to_owned());
        leptos::task::spawn_local(async move {
            let answer = set_permission(id, version, permission, is_given, reason).await;
            // After a conflict too: the switches show what is stored.
            if let Ok(account) = find_account(id).await {
                self.account.set(account);
            }
            match answer {
                // It waits for a second person: the request's page says so.
                Ok(saved @ (Saved::Waiting { .. } | Saved::Scheduled { .. } | Saved::Refused { .. })) => {
                    go(&saved.path(&routes::permissions(id)), NavigateOptions::default());
                }
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
fn Shown(account: Account, posted: Option<Posted>) -> impl IntoView {
    let texts = use_texts();
    let id = account.id;
    let name = account.text.get(Field::CompanyName).to_owned();
    let may_set = use_viewer().is_some_and(|viewer| may(&viewer, Action::SetPermission));
    let state = State::new(account, posted);
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
    view! {
        <Page title=texts.permissions_title() trail=customer_trail(Some((id, &name)), texts)>
            <p class="page-note">{name}</p>
            <ErrorNotice error=Signal::derive(move || state.error.get()) />
            <ErrorSummary errors=state.errors label=name_label />
            {notice}
            <p class="lead">{texts.permissions_meaning()}</p>
            {(!may_set).then(|| view! { <Notice tone=Tone::Note>{texts.permissions_whom_to_ask()}</Notice> })}
            {Permission::ALL.into_iter().map(|permission| view! { <Switch id permission state may_set /> }).collect_view()}
        </Page>
    }
}

/// One permission: what it means, whether it is given, and the way to change it.
#[component]
fn Switch(id: Uuid, permission: Permission, state: State, may_set: bool) -> impl IntoView {
    let texts = use_texts();
    let label = permission_label(permission, texts);
    let meaning = match permission {
        Permission::Reservations => texts.permission_reservations_meaning(),
        Permission::SavingsPlans => texts.permission_savings_plans_meaning(),
    };
    let is_given = Memo::new(move |_| state.account.with(|account| permission.is_given(account)));
    let is_asking = Memo::new(move |_| state.asking.get() == Some(permission) && !is_given.get());
    let title_id = format!("{}-title", permission.name());
    let go = use_go();
    let on_submit = Callback::new(move |typed: Typed| state.take(&typed, go));
    let version = move || state.account.with(|account| account.version);
    let (labelled_by, switch_id) = (title_id.clone(), title_id.clone());
    view! {
        <section class="panel" aria-labelledby=labelled_by>
            <div class="panel__head">
                <h2 class="panel__title" id=title_id>{label}</h2>
                {if may_set {
                    view! {
                        <PostForm action=routes::permissions(id) on_submit>
                            <input type="hidden" name="version" value=version />
                            <input type="hidden" name="permission" value=permission.name() />
                            <button type="submit" class="switch" role="switch" name="step" aria-labelledby=switch_id
                                value=move || if is_given.get() { "remove" } else { "ask" }
                                aria-checked=move || if is_given.get() { "true" } else { "false" }>
                                <span class="switch__track" aria-hidden="true"></span>
                                <span class="switch__word">{move || if is_given.get() { texts.permission_is_given() } else { texts.permission_is_not_given() }}</span>
                            </button>
                        </PostForm>
                    }.into_any()
                } else {
                    view! {
                        <p class="switch__word">{move || if is_given.get() { texts.permission_is_given() } else { texts.permission_is_not_given() }}</p>
                    }.into_any()
                }}
            </div>
            <p class="panel__text">{meaning}</p>
            {move || (may_set && is_asking.get()).then(|| view! {
                <div class="confirm" role="group" aria-label=texts.permission_ask_title(label)>
                    <h3>{texts.permission_ask_title(label)}</h3>
                    <p>{texts.permission_ask_text()}</p>
                    <PostForm action=routes::permissions(id) on_submit class="form">
                        <input type="hidden" name="version" value=version />
                        <input type="hidden" name="permission" value=permission.name() />
                        <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(texts.review_reason_hint().to_owned()) input=const { fields::REASON.input } value=state.reason.get_untracked() errors=state.errors />
                        <div class="form__foot is-still">
                            <SubmitButton text=texts.permission_give() step="give" is_busy=state.is_busy />
                            <a class="button is-quiet" href=routes::permissions(id) on:click=move |_| state.asking.set(None)>{texts.form_cancel()}</a>
                        </div>
                    </PostForm>
                </div>
            })}
        </section>
    }
}
