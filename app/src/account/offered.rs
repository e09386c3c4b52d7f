//! What was typed before and not submitted, offered with its age: to go on with or to discard.

use super::draft;
use super::fetch_form::fetch_form;
use super::update_state::{Step, UpdateState};
use crate::form::Typed;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{Notice, PostForm, SubmitButton, Tone};
use crate::words::{name_label, value_text};
use leptos::prelude::*;
use model::account::{Draft, Proposal};
use model::customers::{AddressFields, Field};
use model::language::Language;
use uuid::Uuid;

/// What was typed before, each with its age, to go on with or to discard: beside the form, and nowhere else.
#[component]
pub fn Offered(
    /// Whose account.
    id: Uuid,
    /// The update page.
    state: UpdateState,
) -> impl IntoView {
    let texts = use_texts();
    move || {
        let drafts = state.offered.get();
        // Who has begun a new customer is not in the middle of another.
        let place = if id.is_nil() { Step::Country } else { Step::Edit };
        let is_shown = state.step.get() == place && !drafts.is_empty();
        is_shown.then(|| {
            let mut each = drafts.into_iter().map(|draft| view! { <OfferedDraft id state draft /> });
            let newest = each.next();
            let older: Vec<_> = each.collect();
            let count = u64::try_from(older.len()).unwrap_or_default();
            let older = (count > 0).then(
                || view! { <details class="offered"><summary>{texts.draft_older(count)}</summary>{older}</details> },
            );
            view! { <Notice tone=Tone::Note>{newest}{older}</Notice> }
        })
    }
}

#[component]
fn OfferedDraft(id: Uuid, state: UpdateState, draft: Draft) -> impl IntoView {
    let texts = use_texts();
    let (age, kept) = (texts.age(draft.age_s), draft.proposal.draft);
    let version = draft.proposal.version;
    let typed = draft.proposal.text.clone();
    let fields = state.stored.with_untracked(|stored| {
        // What only this browser holds: where others changed something since, what differs now is not all one's own.
        if draft.fields.is_empty() && stored.version == version {
            stored.text.changes_to(&typed).into_iter().map(|change| change.field).collect()
        } else {
            draft.fields.clone()
        }
    });
    // An address that does not count was not typed.
    let counts =
        |field: &str| !typed.is_billed_at_company() || !Field::of_name(field).is_some_and(is_of_billing_address);
    let names: Vec<String> = if id.is_nil() {
        // All of it is new: whom it is about says more.
        let told =
            [Field::CompanyName, Field::CompanyCountry].map(|field| value_text(field.name(), typed.get(field), texts));
        told.into_iter().filter(|text| !text.is_empty()).collect()
    } else {
        fields.iter().filter(|field| counts(field)).map(|field| name_label(field, texts)).collect()
    };
    let on_submit = Callback::new(move |typed: Typed| {
        if typed.get("step") == "resume" {
            resume(state, draft.proposal.clone(), texts.language);
        } else {
            draft::forget(id, kept);
            state.put_away(kept);
        }
    });
    view! {
        <div class="offered">
            <p>{texts.draft_offered(&age)}</p>
            <p class="quiet">{names.join(", ")}</p>
            <PostForm action=routes::account_form(id) on_submit class="inline-form">
                <input type="hidden" name="version" value=version />
                <input type="hidden" name="draft" value=kept.to_string() />
                <SubmitButton text=texts.draft_resume() step="resume" look="" />
                <SubmitButton text=texts.update_discard() step="discard" look="is-quiet" />
            </PostForm>
        </div>
    }
}

fn is_of_billing_address(field: Field) -> bool {
    AddressFields::BILLING.all().contains(&field)
}

/// Goes on from a draft; its countries may have other forms than the stored ones.
fn resume(state: UpdateState, draft: Proposal, language: Language) {
    let company = draft.text.get(Field::CompanyCountry).to_owned();
    let billing = match draft.text.get(Field::BillingCountry) {
        "" => company.clone(),
        country => country.to_owned(),
    };
    let others = [(state.forms.0, company), (state.forms.1, billing)]
        .map(|(form, country)| (form.with_untracked(|form| form.country != country), form, country));
    if others.iter().all(|(is_other, ..)| !is_other) {
        // Nothing to wait for: a Review pressed at once is of what was typed.
        return state.take_draft(draft);
    }
    leptos::task::spawn_local(async move {
        for (_, form, country) in others.into_iter().filter(|(is_other, ..)| *is_other) {
            // Without its form the stored one stays: what was typed is there all the same.
            if let Ok(found) = fetch_form(country, language).await {
                form.set(found);
            }
        }
        state.take_draft(draft);
    });
}
