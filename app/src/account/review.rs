//! What an update will change, and what to look at once more.

use super::draft;
use super::update_state::UpdateState;
use super::warnings::{Warning, warnings};
use crate::customers::{Field, FieldChange, Group, group_label, name_label};
use crate::fields::{self, NameDoubt};
use crate::form::Typed;
use crate::history::ChangeTable;
use crate::language::Texts;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{Icon, PostForm, SubmitButton, TextArea};
use leptos::prelude::*;
use uuid::Uuid;

/// Looking over, saying why, submitting.
#[component]
pub fn ReviewForm(id: Uuid, state: UpdateState, on_typed: Callback<Typed>) -> impl IntoView {
    let texts = use_texts();
    let typed = state.text.get_untracked();
    let stored = state.stored.get_untracked().text;
    let checked = typed.check().map_or_else(|_| typed.clone(), |checked| checked.text().clone());
    let changes = stored.changes_to(&checked);
    let warnings = warnings(&stored, &checked);
    let hidden = Field::ALL
        .iter()
        .filter(|field| !typed.get(**field).is_empty())
        .map(|field| {
            view! { <input type="hidden" name=field.name() value=typed.get(*field).to_owned() /> }
        })
        .collect_view();
    let key = draft::key(id);
    let keep = move |event: leptos::ev::Event| {
        state.reason.set(event_target_value(&event));
        draft::keep(&key, state);
    };
    view! {
        <div class="review">
            <h2 class="section-title" id="review-title" tabindex="-1">{texts.review_title()}</h2>
            {[Group::Company, Group::Billing].into_iter().map(|group| view! { <GroupChanges group changes=changes.clone() /> }).collect_view()}
            {(!warnings.is_empty()).then(|| view! { <Warnings warnings /> })}
            <div on:input=keep>
            <PostForm action=routes::update_account(id) on_submit=on_typed class="form">
                {hidden}
                <input type="hidden" name="version" value=state.version.get_untracked() />
                <TextArea name="reason" label=texts.review_reason() hint=texts.review_reason_hint() rule=fields::REASON value=state.reason.get_untracked() errors=state.errors />
                <div class="form__foot">
                    <SubmitButton text=texts.review_submit() step="submit" is_busy=state.is_busy />
                    <SubmitButton text=texts.review_back() step="edit" look="is-quiet" />
                </div>
            </PostForm>
            </div>
        </div>
    }
}

#[component]
fn GroupChanges(group: Group, changes: Vec<FieldChange>) -> impl IntoView {
    let texts = use_texts();
    let own: Vec<FieldChange> = changes
        .into_iter()
        .filter(|change| Field::of_name(&change.field).is_some_and(|field| field.group() == group))
        .collect();
    (!own.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h3 class="panel__title">{group_label(group, texts)}</h3>
                <ChangeTable fields=own />
            </section>
        }
    })
}

#[component]
fn Warnings(warnings: Vec<Warning>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="warnings" aria-labelledby="warnings-title">
            <h3 id="warnings-title"><Icon name="warning" />{texts.review_warnings()}</h3>
            <ul>
                {warnings.into_iter().map(|warning| view! {
                    <li><strong>{name_label(warning.field().name(), texts)}": "</strong>{warning_sentence(warning, texts)}</li>
                }).collect_view()}
            </ul>
        </section>
    }
}

fn warning_sentence(warning: Warning, texts: Texts) -> &'static str {
    match warning {
        Warning::Name(_, NameDoubt::DomainEnding) => texts.warning_domain_ending(),
        Warning::Name(_, NameDoubt::OneCharacter) => texts.warning_one_character(),
        Warning::Name(_, NameDoubt::SingleCharacters) => texts.warning_single_characters(),
        Warning::CountriesDiffer => texts.warning_countries_differ(),
        Warning::EmailMoved => texts.warning_email_moved(),
        Warning::TaxNumberOfOldCountry => texts.warning_tax_number(),
        Warning::CurrencyChanged => texts.warning_currency(),
    }
}
