//! What an update will change, and what to look at once more.

use super::address_group::called_in;
use super::draft;
use super::update_form::Carried;
use super::update_state::UpdateState;
use crate::customer_page::{Alarm, Consequences, Findings, Ruled, is_alarming};
use crate::form::Typed;
use crate::history::ChangeTable;
use crate::routes;
use crate::start::{use_clock, use_texts};
use crate::ui::{ErrorSummary, PostForm, SubmitButton, TextArea, TextField};
use crate::words::{group_label, phone_text, review_label};
use leptos::prelude::*;
use model::changes::Verdict;
use model::customers::{Field, FieldChange, Group};
use model::fields;
use model::fields::{Finding, Severity};
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// Looking over, saying why, submitting.
#[component]
pub fn ReviewForm(id: Uuid, state: UpdateState, on_typed: Callback<Typed>) -> impl IntoView {
    let texts = use_texts();
    let typed = state.text.get_untracked();
    let stored = state.stored.get_untracked().text;
    let review = state.review.get_untracked();
    let reviewed = review.reviewed.clone();
    let is_new = id.is_nil();
    let mut changes = stored.changes_to(&reviewed.text);
    for change in changes.iter_mut().filter(|change| change.field == Field::BillingPhone.name()) {
        change.old = state.stored.with_untracked(|account| phone_text(&account.billing_phone, texts));
        change.new = phone_text(&review.billing_phone, texts);
    }
    let of = |severity: Severity| -> Vec<Finding> {
        let findings = reviewed.findings.iter().filter(|finding| finding.severity == severity && !is_alarming(finding));
        findings.cloned().collect()
    };
    let warnings = of(Severity::Warn);
    // What was so before and is left so: what is said about it asks nothing of who changes something else.
    let (notes, untouched): (Vec<_>, Vec<_>) =
        of(Severity::Info).into_iter().partition(|finding| changes.iter().any(|change| change.field == finding.path));
    let called = called_in(state, texts);
    let is_optional = !reviewed.needs_reason();
    let reason_hint = if is_optional { texts.review_reason_hint() } else { texts.review_reason_needed_hint() };
    let hidden = Field::OF_TEXT
        .iter()
        .filter(|field| !typed.get(**field).is_empty())
        .map(|field| {
            view! { <input type="hidden" name=field.name() value=typed.get(*field).to_owned() /> }
        })
        .collect_view();
    let keep = move |event: leptos::ev::Event| {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        match element.map(|element| element.id()).as_deref() {
            Some("reason") => state.reason.set(event_target_value(&event)),
            Some("land_at") => state.land_at.set(event_target_value(&event)),
            _ => {}
        }
        draft::keep(id, state);
    };
    let submit = match review.ruling.verdict {
        Verdict::Review => texts.review_send(),
        _ => texts.review_submit(),
    };
    let is_made = review.ruling.verdict != Verdict::Never;
    let when_hint = texts.review_when_hint(use_clock().zone());
    view! {
        <div class="review">
            <ErrorSummary errors=state.errors label=review_label />
            <h2 class="section-title" id="review-title" tabindex="-1">{texts.review_title()}</h2>
            <Alarm findings=reviewed.findings.clone() changes=changes.clone() />
            {[Group::Company, Group::Billing].into_iter().map(|group| view! { <GroupChanges group is_new changes=changes.clone() /> }).collect_view()}
            <Findings title=texts.review_warnings() findings=warnings is_warning=true called alike=review.alike.clone() />
            <Findings title=texts.review_notes() findings=notes is_warning=false called alike=review.alike />
            <Findings title=texts.review_untouched() findings=untouched is_warning=false called />
            <Consequences consequences=review.consequences />
            <Ruled ruling=review.ruling />
            <div on:input=keep>
            <PostForm action=routes::account_form(id) on_submit=on_typed class="form">
                {hidden}
                <input type="hidden" name="version" value=state.version.get_untracked() />
                <Carried state />
                <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(reason_hint.to_owned()) is_optional value=state.reason.get_untracked() errors=state.errors />
                <TextField name="land_at" label=texts.review_when() hint=Signal::stored(when_hint) is_optional=Signal::stored(true) input=const { fields::LAND_AT.input } value=state.land_at.get_untracked() errors=state.errors />
                <div class="form__foot">
                    {is_made.then(|| view! { <SubmitButton text=submit step="submit" is_busy=state.is_busy /> })}
                    <SubmitButton text=texts.review_back() step="edit" look="is-quiet" />
                </div>
            </PostForm>
            </div>
        </div>
    }
}

#[component]
fn GroupChanges(group: Group, is_new: bool, changes: Vec<FieldChange>) -> impl IntoView {
    let texts = use_texts();
    let own: Vec<FieldChange> = changes
        .into_iter()
        .filter(|change| Field::of_name(&change.field).is_some_and(|field| field.group() == group))
        .collect();
    (!own.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h3 class="panel__title">{group_label(group, texts)}</h3>
                <ChangeTable fields=own is_of_group=true is_first=is_new />
            </section>
        }
    })
}
