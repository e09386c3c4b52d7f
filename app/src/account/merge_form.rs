//! Choosing, field by field, where two people changed the same: what both began from, what is stored, what was typed.

use super::choices::choice_name;
use super::update_form::Carried;
use super::update_state::UpdateState;
use crate::form::Typed;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{ErrorSummary, Icon, PostForm, SubmitButton, Time};
use crate::words::{name_label, problem_sentence, read_text};
use leptos::prelude::*;
use model::account::FieldConflict;
use model::customers::Field;
use uuid::Uuid;

/// The choices; nothing is chosen at first.
#[component]
pub fn MergeForm(id: Uuid, state: UpdateState, on_typed: Callback<Typed>) -> impl IntoView {
    let texts = use_texts();
    let text = state.text.get_untracked();
    let hidden = Field::OF_TEXT
        .iter()
        .filter(|field| !text.get(**field).is_empty())
        .map(|field| view! { <input type="hidden" name=field.name() value=text.get(*field).to_owned() /> })
        .collect_view();
    view! {
        <ErrorSummary errors=state.errors label=choice_label />
        <PostForm action=routes::account_form(id) on_submit=on_typed class="form">
            {hidden}
            <input type="hidden" name="seen" value=state.version.get_untracked() />
            <input type="hidden" name="version" value=state.stored.with_untracked(|stored| stored.version) />
            <input type="hidden" name="reason" value=state.reason.get_untracked() />
            <input type="hidden" name="land_at" value=state.land_at.get_untracked() />
            <Carried state />
            <h2 class="section-title" id="merge-title" tabindex="-1">{texts.merge_title()}</h2>
            <p class="lead">{texts.merge_lead()}</p>
            {state.conflicts.get_untracked().into_iter().map(|conflict| view! { <Choice conflict state /> }).collect_view()}
            <div class="form__foot is-still">
                <SubmitButton text=texts.update_review() step="merge" is_busy=state.is_busy />
                <a class="button is-quiet" href=routes::beside_form(id)>{texts.form_cancel()}</a>
            </div>
        </PostForm>
    }
}

/// What the choice between two values is called in the summary of what is missing.
fn choice_label(name: &str, texts: crate::texts::Texts) -> String {
    name_label(name.strip_prefix("choice_").unwrap_or(name), texts)
}

#[component]
fn Choice(conflict: FieldConflict, state: UpdateState) -> impl IntoView {
    let texts = use_texts();
    let name = choice_name(&conflict.field);
    let value = |value: &str| match read_text(&conflict.field, value, texts) {
        empty if empty.is_empty() => texts.value_none().to_owned(),
        text => text,
    };
    let (error_name, error_id) = (name.clone(), format!("{name}-error"));
    let described_by = error_id.clone();
    let sentence = move || state.errors.read().find(&error_name).map(|finding| problem_sentence(finding, texts));
    let (theirs_id, mine_id) = (name.clone(), format!("{name}-mine"));
    view! {
        <fieldset class="choice panel" aria-describedby=described_by>
            <legend>{name_label(&conflict.field, texts)}</legend>
            <p class="field__error" id=error_id>{move || sentence().map(|sentence| view! { <Icon name="alert" /> <span>{sentence}</span> })}</p>
            <p class="choice__base"><span class="choice__value">{value(&conflict.base)}</span><span class="quiet">{texts.merge_base()}</span></p>
            <div class="choice__option">
                <input type="radio" id=theirs_id.clone() name=name.clone() value="theirs" autocomplete="off" />
                <label for=theirs_id>
                    <span class="choice__value">{value(&conflict.theirs)}</span>
                    <span class="quiet">{texts.merge_theirs()} ": " {conflict.changed_by.clone()} " · " <Time at_us=conflict.changed_at_us /></span>
                </label>
            </div>
            <div class="choice__option">
                <input type="radio" id=mine_id.clone() name=name value="mine" autocomplete="off" />
                <label for=mine_id>
                    <span class="choice__value">{value(&conflict.mine)}</span>
                    <span class="quiet">{texts.merge_mine()}</span>
                </label>
            </div>
        </fieldset>
    }
}
