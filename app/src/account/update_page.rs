//! Updating an account: typing, review, submit.

use super::api::{find_editable_account, meet_account, review_account, update_account};
use super::draft;
use super::meanwhile::Meanwhile;
use super::merge_form::MergeForm;
use super::offered::Offered;
use super::review::ReviewForm;
use super::update_begun::{Begun, begin, take_early_typing};
use super::update_form::EditForm;
use super::update_state::{Step, UpdateState, differs};
use crate::changes::WaitingChanges;
use crate::customer_page::{Watched, customer_trail, saved_path};
use crate::customers::text_of;
use crate::form::{Typed, version_of};
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::ui::{ErrorNotice, Notice, Page, PageData, Tone, use_go, use_path_id};
use crate::wire::Error;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_query_map;
use model::account::{Proposal, Saved};
use model::customers::{CustomerText, Field};
use model::field_errors::FieldErrors;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// The update page.
#[component]
pub fn UpdatePage() -> impl IntoView {
    let texts = use_texts();
    let id = use_path_id();
    let posted = StoredValue::new(use_posted(&routes::update_account(id.get_untracked())));
    // An open request of one's own that is to be changed.
    let change = use_query_map()
        .with_untracked(|query| query.get("change").map(|change| Uuid::try_parse(&change).unwrap_or_default()));
    let begun = PageData::new(
        move || id.get().to_string(),
        move || {
            let id = id.get_untracked();
            let posted = posted.get_value().filter(|posted| posted.path == routes::update_account(id));
            begin(id, posted, change, texts.language)
        },
    );
    begun.show(|begun| view! { <Update begun /> }.into_any())
}

#[component]
fn Update(begun: Begun) -> impl IntoView {
    let texts = use_texts();
    let id = begun.account.id;
    let name = begun.account.text.get(Field::CompanyName).to_owned();
    let was_posted = begun.posted.is_some();
    // Not the one that this takes the place of.
    let typed = begun.posted.as_ref().and_then(|posted| Uuid::try_parse(posted.typed.get("replaces")).ok());
    let replaced = begun.replaces.as_ref().map(|request| request.id).or(typed);
    let mut waiting = begun.account.waiting.clone();
    waiting.retain(|request| Some(request.id) != replaced);
    let state = UpdateState::new(begun);
    Effect::new(move |_| {
        take_early_typing(state);
        // What this browser still holds is newer than what the server has.
        if !was_posted {
            let mut offered = draft::with_found_here(id, state.offered.get_untracked());
            state.stored.with_untracked(|stored| offered.retain(|draft| differs(stored, &draft.proposal.text)));
            state.offered.set(offered);
        }
    });
    focus_each_step(state);
    let go = use_go();
    let leave = move |saved: Saved| {
        draft::forget_here(id, state);
        state.stored.update(|stored| stored.text = state.text.get_untracked());
        go(&saved_path(&saved, &routes::account(id)), NavigateOptions { replace: true, ..Default::default() });
    };
    let step_in_address = follow_back_and_forward(id, state);
    let on_typed = Callback::new(move |typed: Typed| match typed.get("step") {
        "submit" => submit(id, state, &typed, leave),
        "edit" => {
            state.edit_again(&typed);
            step_in_address.run(Step::Edit);
        }
        "merge" => {
            if state.choose(&typed) {
                review(id, state, state.text.get_untracked(), step_in_address);
            }
        }
        _ => review(id, state, text_of(&typed), step_in_address),
    });
    let known = Signal::derive(move || state.stored.with(|stored| stored.version).max(state.version.get()));
    view! {
        <Page title=texts.update_title() of=name.clone() trail=customer_trail(Some((id, &name)), texts)>
            <div class="heard">
                <ErrorNotice error=Signal::derive(move || state.error.get()) />
                <Watched id version=known shows_waiting=true more=texts.watch_typed() />
            </div>
            <Meanwhile state />
            {move || (state.error.get() == Some(Error::SignedOut)).then(|| view! { <Notice tone=Tone::Note>{texts.draft_is_kept()}</Notice> })}
            <Offered id state />
            {replaced.map(|request| view! {
                <Notice tone=Tone::Note>{texts.update_replaces()} " " <a href=routes::request(request) rel="external">{texts.request_title()}</a></Notice>
            })}
            <WaitingChanges requests=waiting />
            {move || state.is_unchanged.get().then(|| {
                // Who gave way to what is stored did change something.
                let said = if state.since.with(Vec::is_empty) { texts.update_nothing() } else { texts.update_nothing_left() };
                view! { <Notice tone=Tone::Note>{said}</Notice> }
            })}
            {move || {
                state.drawn.track();
                match state.step.get() {
                    Step::Edit => view! { <EditForm id state on_typed /> }.into_any(),
                    Step::Merge => view! { <MergeForm id state on_typed /> }.into_any(),
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

/// The step's heading takes the focus when the step changes: the button that changed it is gone.
fn focus_each_step(state: UpdateState) {
    Effect::new(move |before: Option<Step>| {
        let step = state.step.get();
        // The summary of what is wrong takes it where there is one.
        let is_right = state.errors.with_untracked(FieldErrors::is_empty);
        if is_right && before.is_some_and(|before| before != step) {
            request_animation_frame(move || {
                let heading = match step {
                    Step::Review => "#review-title",
                    Step::Merge => "#merge-title",
                    Step::Edit => "h1",
                };
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
        let version = state.version.get_untracked();
        match review_account(id, version, typed.clone()).await {
            Ok(review) => {
                if review.version > version
                    && let Ok(stored) = find_editable_account(id).await
                {
                    state.stored.set(stored);
                }
                state.review(review);
                step_in_address.run(state.step.get_untracked());
            }
            Err(Error::Conflict) => meet(id, state, version, typed).await,
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
    // What is on its way to the server would come after the submit, and stay.
    state.kept.try_update_value(|turn| *turn += 1);
    state.reason.set(typed.get("reason").to_owned());
    state.land_at.set(typed.get("land_at").to_owned());
    let Proposal { version, text, reason, land_at, replaces, draft } = state.proposal();
    let version = version_of(typed).unwrap_or(version);
    leptos::task::spawn_local(async move {
        match update_account(id, version, text.clone(), reason, land_at, replaces, draft).await {
            Ok(saved) => leave(saved),
            Err(Error::Conflict) => meet(id, state, version, text).await,
            Err(error) => state.fail(error),
        }
        state.is_busy.try_set(false);
        // The summary of what is wrong takes the focus and is scrolled to; a notice stands on top.
        if state.errors.try_with_untracked(FieldErrors::is_empty).unwrap_or(true) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}

/// Shows what others changed since a version beside what was typed on top of it.
async fn meet(id: Uuid, state: UpdateState, version: i64, typed: CustomerText) {
    match meet_account(id, version, typed).await {
        Ok(meeting) => {
            state.version.set(version);
            state.meet(meeting);
        }
        Err(error) => state.fail(error),
    }
}
