//! The page that asks before it takes a change back: what will become of each field.

use super::api::find_undo;
use crate::customer_page::{Consequences, Ruled, customer_trail};
use crate::history::{ChangeItem, fate_forecast};
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::ui::{
    ErrorNotice, ErrorSummary, Notice, Page, PageData, PostForm, SubmitButton, TextArea, Tone, use_path_id,
};
use crate::wire::Error;
use crate::words::{name_label, problem_sentence, read_text};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::changes::{Fate, UndoField, Undoing};

/// The page that asks before it undoes.
#[component]
pub fn UndoPage() -> impl IntoView {
    let id = use_path_id();
    let parameters = use_params_map();
    let seq = Memo::new(move |_| {
        parameters.with(|parameters| parameters.get("seq").and_then(|seq| seq.parse::<i64>().ok()).unwrap_or_default())
    });
    let posted = StoredValue::new(use_posted(&routes::undo(id.get_untracked(), seq.get_untracked())));
    let undoing = PageData::new(
        move || format!("{} {}", id.get(), seq.get()),
        move || find_undo(id.get_untracked(), seq.get_untracked()),
    );
    undoing.show(move |shown| view! { <Shown undoing=shown posted=posted.get_value() /> }.into_any())
}

#[component]
fn Shown(undoing: Undoing, posted: Option<Posted>) -> impl IntoView {
    let texts = use_texts();
    let Undoing { customer_id: id, company_name, version, change, fields, consequences, ruling } = undoing;
    let seq = change.seq;
    let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
    let errors = RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default());
    let is_useful = fields.iter().any(|field| field.fate == Fate::Undone);
    let trail = {
        let mut trail = customer_trail(Some((id, &company_name)), texts);
        trail.push(crate::ui::Crumb::new(routes::history(id), texts.history_title()));
        trail
    };
    view! {
        <Page title=texts.undo_title() of=company_name.clone() trail>
            <p class="page-note">{company_name}</p>
            <ErrorNotice error=Signal::stored(error) />
            <ErrorSummary errors label=name_label />
            <h2 class="section-title">{texts.undo_what()}</h2>
            <div class="panel"><ChangeItem change /></div>
            <h2 class="section-title">{texts.undo_becomes()}</h2>
            <Becomes fields />
            {is_useful.then(|| view! { <Consequences consequences /> <Ruled ruling /> })}
            {if is_useful {
                view! {
                    <PostForm action=routes::undo(id, seq) class="form">
                        <input type="hidden" name="version" value=version />
                        <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(texts.review_reason_hint().to_owned()) value=typed.get("reason").to_owned() errors />
                        <div class="form__foot is-still">
                            <SubmitButton text=texts.undo_action() step="undo" />
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
    let value = move |name: &str, value: &str| match read_text(name, value, texts) {
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
                                <td data-label=texts.undo_then()>{value(&change.field, after)} <span class="quiet">" – " {fate_forecast(fate, texts)} {why}</span></td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
