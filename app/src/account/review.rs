//! What an update will change, and what to look at once more.

use super::draft;
use super::update_state::UpdateState;
use crate::customers::{Field, FieldChange, Group, group_label, name_label};
use crate::fields::{self, Finding, Severity};
use crate::form::Typed;
use crate::history::ChangeTable;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{Icon, PostForm, SubmitButton, TextArea, problem_sentence};
use leptos::prelude::*;
use uuid::Uuid;

/// Looking over, saying why, submitting.
#[component]
pub fn ReviewForm(id: Uuid, state: UpdateState, on_typed: Callback<Typed>) -> impl IntoView {
    let texts = use_texts();
    let typed = state.text.get_untracked();
    let stored = state.stored.get_untracked().text;
    let reviewed = state.reviewed.get_untracked();
    let changes = stored.changes_to(&reviewed.text);
    let of = |severity: Severity| -> Vec<Finding> {
        reviewed.findings.iter().filter(|finding| finding.severity == severity).cloned().collect()
    };
    let (warnings, notes) = (of(Severity::Warn), of(Severity::Info));
    let is_optional = !reviewed.needs_reason();
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
            <Findings title=texts.review_warnings() findings=warnings is_warning=true />
            <Findings title=texts.review_notes() findings=notes is_warning=false />
            <div on:input=keep>
            <PostForm action=routes::update_account(id) on_submit=on_typed class="form">
                {hidden}
                <input type="hidden" name="version" value=state.version.get_untracked() />
                <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(texts.review_reason_hint().to_owned()) is_optional input=const { fields::REASON.input } value=state.reason.get_untracked() errors=state.errors />
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

/// What to look at once more, each at its field; nothing where nothing was found.
#[component]
pub fn Findings(
    /// What stands above them.
    title: &'static str,
    /// What was found.
    findings: Vec<Finding>,
    /// Whether somebody has to say why it is right all the same.
    is_warning: bool,
    /// Whether they stand right under the page's heading.
    #[prop(optional)]
    is_first: bool,
) -> impl IntoView {
    let texts = use_texts();
    let class = if is_warning { "warnings" } else { "warnings is-note" };
    let icon = if is_warning { "warning" } else { "alert" };
    (!findings.is_empty()).then(|| {
        view! {
            <section class=class>
                {if is_first {
                    view! { <h2 class="warnings__title"><Icon name=icon />{title}</h2> }.into_any()
                } else {
                    view! { <h3 class="warnings__title"><Icon name=icon />{title}</h3> }.into_any()
                }}
                <ul>
                    {findings.into_iter().map(|finding| view! {
                        <li><strong>{name_label(&finding.path, texts)}": "</strong>{problem_sentence(&finding, texts)}</li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}
