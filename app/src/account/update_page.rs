//! Updating an account: typing, review, submit.

use super::add_page::{CountryStep, begin_typing};
use super::draft;
use super::meanwhile::Meanwhile;
use super::merge_form::MergeForm;
use super::offered::Offered;
use super::removed::Removed;
use super::review::ReviewForm;
use super::update_acts::{review, submit};
use super::update_begun::{Begun, begin, take_early_typing};
use super::update_form::EditForm;
use super::update_state::{Step, UpdateState, differs};
use crate::changes::WaitingChanges;
use crate::customer_page::{Watched, added_path, customer_trail, saved_path};
use crate::customers::text_of;
use crate::form::Typed;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::ui::{ErrorNotice, Notice, Page, PageData, Tone, use_go, use_path_id};
use crate::wire::Error;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_query_map;
use model::account::Saved;
use model::customers::{Field, Standing};
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

/// The form, from its first step to its last: of a customer, or of one who is not there yet.
#[component]
pub fn Update(
    /// What the page needs.
    begun: Begun,
) -> impl IntoView {
    if begun.account.standing != Standing::Active {
        return view! { <Removed begun /> }.into_any();
    }
    view! { <Steps begun /> }.into_any()
}

#[component]
fn Steps(begun: Begun) -> impl IntoView {
    let texts = use_texts();
    let id = begun.account.id;
    let is_new = id.is_nil();
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
        let to =
            if is_new { added_path(&saved, state.draft.get_value()) } else { saved_path(&saved, &routes::account(id)) };
        go(&to, NavigateOptions { replace: true, ..Default::default() });
    };
    let step_in_address = follow_back_and_forward(id, state);
    let on_typed = Callback::new(move |typed: Typed| match typed.get("step") {
        "begin" => begin_typing(state, &typed, texts.language),
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
    let (title, trail) = if is_new {
        (texts.add_title(), customer_trail(None, texts))
    } else {
        (texts.update_title(), customer_trail(Some((id, &name)), texts))
    };
    view! {
        <Page title of=name trail>
            <div class="heard">
                <ErrorNotice error=Signal::derive(move || state.error.get()) />
                {(!is_new).then(|| view! { <Watched id version=known shows_waiting=true more=texts.watch_typed() /> })}
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
                    Step::Country => view! { <CountryStep state on_typed /> }.into_any(),
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
                    Step::Country | Step::Edit => "h1",
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
