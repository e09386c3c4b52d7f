//! Updating an account: typing, review, submit.

use super::api::{find_editable_account, review_account, update_account};
use super::details::Saved;
use super::draft;
use super::fetch_form::fetch_form;
use super::review::ReviewForm;
use super::show_page::{customer_trail, use_customer_id};
use super::update_form::EditForm;
use super::update_state::{Begun, Step, UpdateState, is_only_reason, version_of};
use crate::customers::{CustomerText, Field};
use crate::error::Error;
use crate::form::Typed;
use crate::history::{Change, ChangeTable, list_changes_since};
use crate::language::Language;
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::ui::{ErrorNotice, Notice, Page, PageData, Time, Tone, typed_in, use_go};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// The update page.
#[component]
pub fn UpdatePage() -> impl IntoView {
    let texts = use_texts();
    let id = use_customer_id();
    let posted = StoredValue::new(use_posted(&routes::update_account(id.get_untracked())));
    let begun = PageData::new(
        move || id.get().to_string(),
        move || {
            let id = id.get_untracked();
            begin(id, posted.get_value().filter(|posted| posted.path == routes::update_account(id)), texts.language)
        },
    );
    begun.show(|begun| view! { <Update begun /> }.into_any())
}

async fn begin(id: Uuid, posted: Option<Posted>, language: Language) -> Result<Begun, Error> {
    let account = find_editable_account(id).await?;
    // A post that met a newer version names the one its form began from.
    let seen = posted.as_ref().and_then(|posted| posted.typed.get("seen").parse::<i64>().ok());
    let since = match seen {
        Some(seen) => list_changes_since(id, seen).await?,
        None => Vec::new(),
    };
    let text = posted.as_ref().map_or_else(|| account.text.clone(), |posted| CustomerText::of_typed(&posted.typed));
    let is_review = posted.as_ref().is_some_and(|posted| match &posted.error {
        None => posted.typed.get("step") == "review",
        error => is_only_reason(error.as_ref()),
    });
    let reviewed = if is_review { Some(review_account(id, text.clone()).await?) } else { None };
    let of = |field| {
        if text.get(field).is_empty() { text.get(Field::CompanyCountry).to_owned() } else { text.get(field).to_owned() }
    };
    let (company, billing) = (of(Field::CompanyCountry), of(Field::BillingCountry));
    let company_form = fetch_form(company.clone(), language).await?;
    let billing_form = if billing == company { company_form.clone() } else { fetch_form(billing, language).await? };
    Ok(Begun { account, posted, since, reviewed, forms: (company_form, billing_form) })
}

#[component]
fn Update(begun: Begun) -> impl IntoView {
    let texts = use_texts();
    let id = begun.account.id;
    let name = begun.account.text.get(Field::CompanyName).to_owned();
    let was_posted = begun.posted.is_some();
    let state = UpdateState::new(begun);
    let is_restored = RwSignal::new(false);
    let key = StoredValue::new(draft::key(id));
    Effect::new(move |_| {
        take_early_typing(state);
        if !was_posted && key.with_value(|key| draft::restore(key, state)) {
            is_restored.set(true);
            meet_if_older(id, state);
        }
        draft::guard(key, state, texts.update_leave());
    });
    focus_each_step(state);
    let go = use_go();
    let leave = move |saved: Saved| {
        key.with_value(|key| draft::forget(key));
        state.stored.update(|stored| stored.text = state.text.get_untracked());
        let saved = if saved == Saved::Unchanged { "unchanged" } else { "yes" };
        let to = format!("{}?saved={saved}", routes::account(id));
        go(&to, NavigateOptions { replace: true, ..Default::default() });
    };
    let step_in_address = follow_back_and_forward(id, state);
    let on_typed = Callback::new(move |typed: Typed| match typed.get("step") {
        "submit" => submit(id, state, &typed, leave),
        "edit" => {
            state.edit_again(&typed);
            step_in_address.run(Step::Edit);
        }
        _ => review(id, state, CustomerText::of_typed(&typed), step_in_address),
    });
    let discard = move |_| {
        key.with_value(|key| draft::forget(key));
        state.text.set(state.stored.get_untracked().text);
        state.version.set(state.stored.get_untracked().version);
        state.drawn.update(|drawn| *drawn += 1);
        is_restored.set(false);
    };
    view! {
        <Page title=texts.update_title() trail=customer_trail(Some((id, &name)), texts)>
            <ErrorNotice error=Signal::derive(move || state.error.get()) />
            <Meanwhile state />
            {move || is_restored.get().then(|| view! {
                <Notice tone=Tone::Note>
                    {texts.update_restored()} " " <button type="button" class="link" on:click=discard>{texts.update_discard()}</button>
                </Notice>
            })}
            {move || state.is_unchanged.get().then(|| view! { <Notice tone=Tone::Note>{texts.update_nothing()}</Notice> })}
            {move || {
                state.drawn.track();
                match state.step.get() {
                    Step::Edit => view! { <EditForm id state on_typed /> }.into_any(),
                    Step::Review => view! { <ReviewForm id state on_typed /> }.into_any(),
                }
            }}
        </Page>
    }
}

/// The review is a place in the browser's history, so that Back leads from it to the form. Answers what puts a step
/// into the address.
fn follow_back_and_forward(id: Uuid, state: UpdateState) -> Callback<Step> {
    let query = use_query_map();
    let is_review = Memo::new(move |_| query.with(|query| query.get("step").is_some_and(|step| step == "review")));
    Effect::new(move |before: Option<bool>| {
        let is_review = is_review.get();
        match (before, is_review, state.step.get_untracked()) {
            (Some(true), false, Step::Review) => state.step.set(Step::Edit),
            (Some(false), true, Step::Edit) => state.review_again(),
            _ => {}
        }
        is_review
    });
    let go = use_go();
    Callback::new(move |step| {
        let is_there = is_review.get_untracked();
        match step {
            Step::Review if !is_there => go(&routes::review_account(id), NavigateOptions::default()),
            Step::Edit if is_there => {
                let _ = window().history().and_then(|history| history.back());
            }
            _ => {}
        }
    })
}

/// What was typed before the browser's side was there.
fn take_early_typing(state: UpdateState) {
    let form = document().query_selector("form.form").ok().flatten().and_then(|form| form.dyn_into().ok());
    if let (Step::Edit, Some(typed)) = (state.step.get_untracked(), form.and_then(|form| typed_in(&form))) {
        // Fields that the country does not ask for are not in the form, and were not touched.
        let mut text = state.text.get_untracked();
        for field in Field::ALL.iter().filter(|field| typed.has(field.name())) {
            text.set(*field, typed.get(field.name()));
        }
        if !typed.has(Field::BillingSameAsCompany.name()) {
            text.set(Field::BillingSameAsCompany, "");
        }
        state.text.set(text);
    }
}

/// A draft that began before somebody else saved meets what they saved at once, not only at Submit.
fn meet_if_older(id: Uuid, state: UpdateState) {
    let (began, stored) = (state.version.get_untracked(), state.stored.get_untracked());
    if began >= stored.version {
        return;
    }
    leptos::task::spawn_local(async move {
        if let Ok(since) = list_changes_since(id, began).await {
            state.meet(stored, since);
            state.drawn.update(|drawn| *drawn += 1);
        }
    });
}

/// The step's heading takes the focus when the step changes: the button that changed it is gone.
fn focus_each_step(state: UpdateState) {
    Effect::new(move |before: Option<Step>| {
        let step = state.step.get();
        if before.is_some_and(|before| before != step) {
            request_animation_frame(move || {
                let heading = if step == Step::Review { "#review-title" } else { "h1" };
                let heading = document()
                    .query_selector(heading)
                    .ok()
                    .flatten()
                    .and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(heading) = heading {
                    let _ = heading.focus();
                }
            });
        }
        step
    });
}

/// Asks what the rules say about what was typed, and goes to the review if nothing stands in the way.
fn review(id: Uuid, state: UpdateState, typed: CustomerText, step_in_address: Callback<Step>) {
    if state.is_busy.get_untracked() {
        return;
    }
    state.is_busy.set(true);
    leptos::task::spawn_local(async move {
        match review_account(id, typed.clone()).await {
            Ok(reviewed) => {
                state.review(typed, reviewed);
                step_in_address.run(state.step.get_untracked());
            }
            Err(error) => {
                state.text.set(typed);
                state.fail(error);
            }
        }
        state.is_busy.try_set(false);
    });
}

/// Stores what was reviewed.
fn submit(id: Uuid, state: UpdateState, typed: &Typed, leave: impl Fn(Saved) + Copy + 'static) {
    if state.is_busy.get_untracked() {
        return;
    }
    state.is_busy.set(true);
    state.reason.set(typed.get("reason").to_owned());
    let (version, text) = (version_of(typed).unwrap_or(state.version.get_untracked()), state.text.get_untracked());
    let reason = state.reason.get_untracked();
    leptos::task::spawn_local(async move {
        match update_account(id, version, text, reason).await {
            Ok(saved) => leave(saved),
            Err(Error::Conflict) => match (find_editable_account(id).await, list_changes_since(id, version).await) {
                (Ok(stored), Ok(since)) => state.meet(stored, since),
                (Err(error), _) | (_, Err(error)) => state.fail(error),
            },
            Err(error) => state.fail(error),
        }
        state.is_busy.try_set(false);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
}

/// What others saved while this was being typed.
#[component]
fn Meanwhile(state: UpdateState) -> impl IntoView {
    let texts = use_texts();
    let change = move |change: Change| {
        view! {
            <section class="meanwhile">
                <h3>{change.changed_by.clone()} " · " <Time at_us=change.changed_at_us /></h3>
                <ChangeTable fields=change.fields />
            </section>
        }
    };
    move || {
        let since = state.since.get();
        (!since.is_empty()).then(|| {
            view! {
                <div class="panel">
                    <h2 class="panel__title">{texts.conflict_title()}</h2>
                    <p class="panel__text">{texts.conflict_kept()}</p>
                    {since.into_iter().map(change).collect_view()}
                </div>
            }
        })
    }
}
