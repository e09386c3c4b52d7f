//! Taking a change back: what will become of each field, and what did.

use super::api::{find_undo, undo_change};
use super::policy::{Ruling, Verdict};
use crate::account::{Saved, customer_trail, use_customer_id, version_of};
use crate::customers::{FieldChange, name_label, value_text};
use crate::error::Error;
use crate::fields::{self, Finding};
use crate::form::Typed;
use crate::history::{Change, ChangeItem};
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::ui::{
    ErrorNotice, ErrorSummary, Notice, Page, PageData, PostForm, SubmitButton, TextArea, Tone, problem_sentence,
    roles_text, use_go,
};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is as it was before.
    Undone,
    /// It was as before already.
    Same,
    /// It is kept: somebody edited it since.
    Edited,
    /// It is kept: the rules refuse what stood there before.
    Refused,
    /// It is kept: its earlier value was erased on request, or there is no such field any more.
    Erased,
}

impl Fate {
    const ALL: [Self; 5] = [Self::Undone, Self::Same, Self::Edited, Self::Refused, Self::Erased];

    fn name(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::Same => "same",
            Self::Edited => "edited",
            Self::Refused => "refused",
            Self::Erased => "erased",
        }
    }

    fn sentence(self, texts: crate::language::Texts) -> &'static str {
        match self {
            Self::Undone => texts.undo_undone(),
            Self::Same => texts.undo_same(),
            Self::Edited => texts.undo_edited(),
            Self::Refused => texts.undo_refused(),
            Self::Erased => texts.undo_erased(),
        }
    }
}

/// A field that a change touched, and what undoing makes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoField {
    /// The field, what is stored now (`old`) and what stood before the change (`new`).
    pub change: FieldChange,
    /// What becomes of it.
    pub fate: Fate,
    /// Why the rules refuse it, if they do.
    pub finding: Option<Finding>,
}

/// What undoing a change would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoing {
    /// Whose account.
    pub customer_id: Uuid,
    /// The customer's name.
    pub company_name: String,
    /// The version that is stored.
    pub version: i64,
    /// The change.
    pub change: Change,
    /// Its fields.
    pub fields: Vec<UndoField>,
    /// Whether it would wait for a second person.
    pub ruling: Ruling,
}

/// What undoing a change did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Whether something was stored, or waits for a second person.
    pub saved: Saved,
    /// What became of each field.
    pub fields: Vec<UndoField>,
}

impl Undone {
    /// Where one is led: the history, which says what became of each field; or the request that waits.
    #[must_use]
    pub fn path(&self, customer_id: Uuid) -> String {
        if let Saved::Waiting { .. } | Saved::Scheduled { .. } | Saved::Refused { .. } = &self.saved {
            return self.saved.path("");
        }
        let report: Vec<String> =
            self.fields.iter().map(|field| format!("{}.{}", field.change.field, field.fate.name())).collect();
        format!("{}?undo={}", routes::history(customer_id), report.join(","))
    }
}

/// What became of each field, from the address that undoing led to.
#[component]
pub fn UndoReport(
    /// Fields and fates: `domain.undone,tax_number.edited`.
    report: String,
) -> impl IntoView {
    let texts = use_texts();
    let line = |part: &str| {
        let (field, fate) = part.split_once('.')?;
        let fate = Fate::ALL.into_iter().find(|known| known.name() == fate)?;
        Some(view! { <li><strong>{name_label(field, texts)}": "</strong>{fate.sentence(texts)}</li> })
    };
    let lines: Vec<_> = report.split(',').take(40).filter_map(line).collect();
    view! { <Notice tone=Tone::Good><p>{texts.undo_done()}</p><ul>{lines}</ul></Notice> }
}

/// The page that asks before it undoes.
#[component]
pub fn UndoPage() -> impl IntoView {
    let id = use_customer_id();
    let parameters = use_params_map();
    let seq = Memo::new(move |_| {
        parameters.with(|parameters| parameters.get("seq").and_then(|seq| seq.parse::<i64>().ok()).unwrap_or_default())
    });
    let posted = StoredValue::new(use_posted(&routes::undo(id.get_untracked(), seq.get_untracked())));
    let undoing = PageData::new(
        move || format!("{} {}", id.get(), seq.get()),
        move || find_undo(id.get_untracked(), seq.get_untracked()),
    );
    undoing.show(move |shown| {
        let again = posted.get_value();
        let reload = Callback::new(move |()| undoing.refetch());
        view! { <Shown undoing=shown posted=again reload /> }.into_any()
    })
}

#[component]
fn Shown(undoing: Undoing, posted: Option<Posted>, reload: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let Undoing { customer_id: id, company_name, version, change, fields, ruling } = undoing;
    let (waits, reviewers) = (ruling.verdict == Verdict::Review, roles_text(&ruling.reviewers, texts));
    let seq = change.seq;
    let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
    let errors = RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default());
    let (error, is_busy) = (RwSignal::new(error), RwSignal::new(false));
    let is_useful = fields.iter().any(|field| field.fate == Fate::Undone);
    let go = use_go();
    let on_submit = Callback::new(move |typed: Typed| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (version, reason) = (version_of(&typed).unwrap_or_default(), typed.get("reason").to_owned());
        leptos::task::spawn_local(async move {
            match undo_change(id, seq, version, reason).await {
                Ok(undone) => go(&undone.path(id), NavigateOptions { replace: true, ..Default::default() }),
                Err(failed) => {
                    errors.set(failed.fields());
                    if failed == Error::Conflict {
                        reload.run(());
                    }
                    error.try_set(Some(failed));
                }
            }
            is_busy.try_set(false);
        });
    });
    let trail = {
        let mut trail = customer_trail(Some((id, &company_name)), texts);
        trail.push(crate::ui::Crumb::new(routes::history(id), texts.history_title()));
        trail
    };
    view! {
        <Page title=texts.undo_title() trail>
            <p class="page-note">{company_name}</p>
            <ErrorNotice error=Signal::derive(move || error.get()) />
            <ErrorSummary errors label=name_label />
            <h2 class="section-title">{texts.undo_what()}</h2>
            <div class="panel"><ChangeItem change /></div>
            <h2 class="section-title">{texts.undo_becomes()}</h2>
            <Becomes fields />
            {(waits && is_useful).then(|| view! { <Notice tone=Tone::Warn>{texts.review_second_person(&reviewers)}</Notice> })}
            {if is_useful {
                view! {
                    <PostForm action=routes::undo(id, seq) on_submit class="form">
                        <input type="hidden" name="version" value=version />
                        <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(texts.review_reason_hint().to_owned()) input=const { fields::REASON.input } value=typed.get("reason").to_owned() errors />
                        <div class="form__foot is-still">
                            <SubmitButton text=texts.undo_action() step="undo" is_busy />
                            <a class="button is-quiet" href=routes::history(id)>{texts.form_cancel()}</a>
                        </div>
                    </PostForm>
                }.into_any()
            } else {
                view! { <Notice tone=Tone::Note>{texts.undo_nothing()}</Notice> }.into_any()
            }}
        </Page>
    }
}

/// What becomes of each field.
#[component]
fn Becomes(fields: Vec<UndoField>) -> impl IntoView {
    let texts = use_texts();
    let value = move |name: &str, value: &str| match value_text(name, value, texts) {
        empty if empty.is_empty() => texts.value_none().to_owned(),
        text => text,
    };
    view! {
        <div class="panel">
            <table class="diff">
                <thead>
                    <tr><th scope="col">{texts.diff_field()}</th><th scope="col">{texts.undo_now()}</th><th scope="col">{texts.undo_then()}</th></tr>
                </thead>
                <tbody>
                    {fields.into_iter().map(|field| {
                        let UndoField { change, fate, finding } = field;
                        let why = finding.map(|finding| format!(": {}", problem_sentence(&finding, texts)));
                        let after = if fate == Fate::Undone { change.new.as_str() } else { change.old.as_str() };
                        view! {
                            <tr>
                                <th scope="row">{name_label(&change.field, texts)}</th>
                                <td data-label=texts.undo_now()>{value(&change.field, &change.old)}</td>
                                <td data-label=texts.undo_then()>{value(&change.field, after)} <span class="quiet">" – " {fate.sentence(texts)} {why}</span></td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
