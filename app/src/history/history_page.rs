//! Every change of a customer, newest first.

use super::api::list_changes;
use crate::customer_page::{Watched, customer_trail};
use crate::history::UndoReport;
use crate::routes;
use crate::start::{use_texts, use_viewer};
use crate::texts::Texts;
use crate::ui::{EntryNo, Icon, Page, PageData, Time, forget_query, use_path_id};
use crate::words::{field_label, name_label, read_text};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::access::{Action, may};
use model::audit::Kind;
use model::changes::may_undo;
use model::customers::{Field, FieldChange, Standing};
use model::history::{Change, HistoryPage as Changes};
use uuid::Uuid;

/// The history page.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let id = use_path_id();
    let query = use_query_map();
    // A place that is no number is no place: the server says so.
    let before = Memo::new(move |_| {
        query.with(|query| query.get("before").map(|before| before.parse::<i64>().unwrap_or(i64::MIN)))
    });
    let key = move || format!("{} {}", id.get(), before.get().unwrap_or_default());
    let changes = PageData::new(key, move || list_changes(id.get_untracked(), before.get_untracked()));
    changes.show(move |changes| view! { <Shown id=id.get_untracked() changes /> }.into_any())
}

#[component]
fn Shown(id: Uuid, changes: Changes) -> impl IntoView {
    let texts = use_texts();
    let is_empty = changes.changes.is_empty();
    // Older pages stay as they are, whatever comes.
    let newest = changes.changes.first().map(|change| change.version).filter(|_| changes.is_newest);
    let (viewer, now_us) = (use_viewer(), changes.now_us);
    // Who was removed is brought back as a whole, and so is not undone what was done to one as a whole.
    let is_active = changes.standing == Standing::Active;
    let may_undo = move |change: &Change| {
        let is_of_fields = change.kind.is_none_or(|kind| whole_text(kind, texts).is_none());
        let may = viewer.as_ref().is_some_and(|viewer| may_undo(viewer, change.contact_age_us(now_us)));
        is_active && is_of_fields && may
    };
    let report = use_query_map().with_untracked(|query| query.get("undo"));
    if report.is_some() {
        forget_query();
    }
    let sees_log = use_viewer().is_some_and(|viewer| may(&viewer, Action::SeeLog));
    let actions = move || {
        view! {
            {sees_log.then(|| view! { <a class="button" href=format!("{}?customer={id}", routes::ACTIVITY) rel="external">{texts.activity_title()}</a> })}
            <a class="button" href=routes::as_of(id) rel="external">{texts.as_of_title()}</a>
        }
    };
    view! {
        <Page title=texts.history_title() of=changes.company_name.clone() trail=customer_trail(Some((id, &changes.company_name)), texts) actions>
            <p class="page-note">{changes.company_name.clone()}</p>
            {newest.map(|version| view! { <Watched id version page=routes::history(id) /> })}
            {report.map(|report| view! { <UndoReport report /> })}
            {is_empty.then(|| view! { <div class="empty"><p>{texts.history_none()}</p><p>{texts.history_none_hint()}</p></div> })}
            <ol class="changes">
                {changes.changes.into_iter().map(|change| {
                    let (seq, may_undo) = (change.seq, may_undo(&change));
                    let undo = move || view! {
                        <span class="change__actions">
                            <a class="button is-small is-quiet" href=format!("{}?entry={seq}", routes::as_of(id)) rel="external">{texts.as_of_title()}</a>
                            {may_undo.then(|| view! {
                                <a class="button is-small" href=routes::undo(id, seq) rel="external"><Icon name="undo" />{texts.undo_action()}</a>
                            })}
                        </span>
                    };
                    view! { <li class="panel"><ChangeItem change actions=undo /></li> }
                }).collect_view()}
            </ol>
            {changes.next_before.map(|before| view! {
                <nav class="pager" aria-label=texts.pager_label()>
                    <a class="button" href=format!("{}?before={before}", routes::history(id)) rel="next">{texts.history_older()}<Icon name="right" /></a>
                </nav>
            })}
        </Page>
    }
}

/// One change: who, when, what, why.
#[component]
pub fn ChangeItem(
    /// The change.
    change: Change,
    /// What can be done about it.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    let texts = use_texts();
    let erased: Vec<String> = change.erased.iter().map(|field| name_label(field, texts)).collect();
    let by = match change.kind {
        Some(Kind::CustomerTakenOver) if change.changed_by.is_empty() => texts.activity_program().to_owned(),
        _ => change.changed_by.clone(),
    };
    let is_first = change.kind.is_some_and(Kind::is_first);
    // That one who was added is there by now says its sentence.
    let is_said = |field: &FieldChange| is_first && field.field == Field::Standing.name();
    let shown: Vec<FieldChange> = change.fields.iter().filter(|field| !is_said(field)).cloned().collect();
    view! {
        <div class="change__head">
            <EntryNo seq=change.seq />
            <h2 class="change__title">{by} <span class="quiet">" · " <Time at_us=change.changed_at_us /></span></h2>
            {actions.run()}
        </div>
        {change.kind.is_none().then(|| view! { <p class="quiet">{texts.kind_unknown()}</p> })}
        {change.kind.and_then(|kind| whole_text(kind, texts)).map(|said| view! { <p><strong>{said}</strong></p> })}
        {change.approved_by.clone().map(|by| view! { <p class="quiet">{texts.history_approved()} ": " {by}</p> })}
        {change.undone_by.map(|seq| view! { <p class="quiet">{texts.history_undone(&seq.to_string())}</p> })}
        {change.undoes.map(|seq| view! { <p>{texts.history_undoes(&seq.to_string())}</p> })}
        <ChangeTable fields=shown is_first />
        {(!erased.is_empty()).then(|| view! { <p class="quiet">{texts.history_erased()} ": " {erased.join(", ")}</p> })}
        {(!change.reason.is_empty()).then(|| view! {
            <p class="change__reason"><span class="quiet">{texts.history_reason()}": "</span><span class="change__why">{change.reason.clone()}</span></p>
        })}
        {change.set_id.map(|id| view! { <p><a href=routes::request(id) rel="external">{texts.request_title()}</a></p> })}
        <p class="change__request quiet">{texts.history_request()}": "<code class="id">{change.request_id.to_string()}</code></p>
    }
}

/// What became of the customer as a whole; nothing where attributes of it changed.
fn whole_text(kind: Kind, texts: Texts) -> Option<&'static str> {
    match kind {
        Kind::CustomerAdd => Some(texts.kind_customer_add()),
        Kind::CustomerTakenOver => Some(texts.history_taken_over()),
        Kind::CustomerRemove => Some(texts.kind_customer_remove()),
        Kind::CustomerRestore => Some(texts.kind_customer_restore()),
        _ => None,
    }
}

/// Fields with their values before and after.
#[component]
pub fn ChangeTable(
    /// The changes.
    fields: Vec<FieldChange>,
    /// Whether what stands above says which part of the account they are of.
    #[prop(optional)]
    is_of_group: bool,
    /// Whether nothing stood there before.
    #[prop(optional)]
    is_first: bool,
) -> impl IntoView {
    let texts = use_texts();
    let label = move |name: &str| match Field::of_name(name).filter(|_| is_of_group) {
        Some(field) => field_label(field, texts).to_owned(),
        None => name_label(name, texts),
    };
    let value = move |name: &str, value: &str, is_new: bool| {
        let is_empty = value.is_empty() && read_text(name, value, texts).is_empty();
        let text = if is_empty { texts.value_none().to_owned() } else { read_text(name, value, texts) };
        match (is_empty, is_new) {
            (true, _) => view! { <span class="quiet">{text}</span> }.into_any(),
            (false, true) => view! { <ins>{text}</ins> }.into_any(),
            (false, false) => view! { <del>{text}</del> }.into_any(),
        }
    };
    view! {
        <table class="diff">
            <thead>
                <tr>
                    <th scope="col">{texts.diff_field()}</th>
                    {(!is_first).then(|| view! { <th scope="col">{texts.diff_old()}</th> })}
                    <th scope="col">{if is_first { texts.as_of_value() } else { texts.diff_new() }}</th>
                </tr>
            </thead>
            <tbody>
                {fields.into_iter().map(|change| view! {
                    <tr>
                        <th scope="row">{label(&change.field)}</th>
                        {(!is_first).then(|| view! { <td data-label=texts.diff_old()>{value(&change.field, &change.old, false)}</td> })}
                        <td data-label=if is_first { texts.as_of_value() } else { texts.diff_new() }>{value(&change.field, &change.new, true)}</td>
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}
