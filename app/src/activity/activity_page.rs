//! The log over all customers and staff.

use super::api::list_activity;
use super::said::{said_label, said_text};
use crate::routes;
use crate::start::{use_texts, use_viewer};
use crate::texts::Texts;
use crate::ui::{CheckField, EntryNo, ErrorSummary, Icon, Page, PageData, SelectField, TextField, Time, set_status};
use crate::wire::Error;
use crate::words::{kind_name, name_label, problem_sentence};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::access::{Action, may};
use model::activity::{ActivityEntry, ActivityFilter, ActivityShown};
use model::audit::Kind;
use model::customers::{Field, FieldChange};
use model::field_errors::FieldErrors;
use uuid::Uuid;

/// The page of the log.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let get = |name: &str| query.get(name).unwrap_or_default();
            ActivityFilter {
                person: get("person"),
                customer: get("customer"),
                field: get("field"),
                kind: get("kind"),
                reads: get("reads"),
                from: get("from"),
                to: get("to"),
                before: get("before"),
            }
        })
    });
    let shown = PageData::new(
        move || filter.with(|filter| format!("{}&before={}", filter.query(), filter.before)),
        move || find(filter.get_untracked()),
    );
    shown.show(|shown| view! { <Shown shown /> }.into_any())
}

/// Parts of a filter that are none are said at their fields; what was typed stays.
async fn find(filter: ActivityFilter) -> Result<ActivityShown, Error> {
    match list_activity(filter.clone()).await {
        Err(Error::Invalid(errors)) => Ok(ActivityShown { filter, errors, ..ActivityShown::default() }),
        shown => shown,
    }
}

fn filter_label(name: &str, texts: Texts) -> String {
    match name {
        "customer" => texts.activity_customer().to_owned(),
        name => said_label(name, texts),
    }
}

#[component]
fn Shown(shown: ActivityShown) -> impl IntoView {
    let texts = use_texts();
    let ActivityShown { filter, entries, next_before, people, customer_name, errors } = shown;
    if !errors.is_empty() {
        set_status(&Error::Invalid(FieldErrors::default()));
    }
    let errors = RwSignal::new(errors);
    let may_export = use_viewer().is_some_and(|viewer| may(&viewer, Action::ExportLog));
    let query = filter.query();
    let export = |format: &str| format!("{}.{format}?{query}", routes::ACTIVITY);
    let (csv, lines) = (export("csv"), export("jsonl"));
    let actions = move || {
        may_export.then(|| {
            view! {
                <a class="button" href=csv.clone() rel="external" download="">{texts.activity_csv()}</a>
                <a class="button" href=lines.clone() rel="external" download="">{texts.activity_jsonl()}</a>
            }
        })
    };
    let is_empty = entries.is_empty() && errors.with_untracked(FieldErrors::is_empty);
    view! {
        <Page title=texts.activity_title() of=customer_name.clone() actions>
            <ErrorSummary errors label=filter_label />
            <Filters filter=filter.clone() people customer_name errors />
            {is_empty.then(|| view! { <div class="empty"><p>{texts.activity_none()}</p><p>{texts.activity_none_hint()}</p></div> })}
            <ol class="changes">
                {entries.into_iter().map(|entry| view! { <li class="panel"><Entry entry /></li> }).collect_view()}
            </ol>
            {next_before.map(|before| view! {
                <nav class="pager" aria-label=texts.pager_label()>
                    <a class="button" href=format!("{}?{}&before={before}", routes::ACTIVITY, filter.query()) rel="next">{texts.history_older()}<Icon name="right" /></a>
                </nav>
            })}
        </Page>
    }
}

#[component]
fn Filters(
    filter: ActivityFilter,
    people: Vec<(String, String)>,
    customer_name: String,
    errors: RwSignal<FieldErrors>,
) -> impl IntoView {
    let texts = use_texts();
    let fields: Vec<(String, String)> =
        Field::ALL.iter().map(|field| (field.name().to_owned(), name_label(field.name(), texts))).collect();
    let kinds: Vec<(String, String)> =
        Kind::ALL.iter().map(|kind| (kind.name().to_owned(), kind_name(*kind, texts).to_owned())).collect();
    let hint = if customer_name.is_empty() { texts.activity_customer_hint().to_owned() } else { customer_name };
    let sentence = move |name: &str| {
        errors.with_untracked(|errors| errors.find(name).map(|finding| problem_sentence(finding, texts)))
    };
    let day = move |name: &'static str, label: &'static str, value: String| {
        view! {
            <div class="field">
                <label class="field__label" for=name>{label}</label>
                <p class="field__error" id=format!("{name}-error")>{sentence(name)}</p>
                <input class="input is-short" type="date" id=name name=name value=value autocomplete="off" aria-describedby=format!("{name}-error") aria-invalid=errors.with_untracked(|errors| errors.has(name)).then_some("true") />
            </div>
        }
    };
    view! {
        <form method="get" action=routes::ACTIVITY class="filters-form">
            <SelectField name="person" label=texts.activity_person() choices=people value=filter.person.clone() errors nothing=texts.customers_any() />
            <SelectField name="kind" label=texts.activity_kind() choices=kinds value=filter.kind.clone() errors nothing=texts.customers_any() />
            <SelectField name="field" label=texts.diff_field() choices=fields value=filter.field.clone() errors nothing=texts.customers_any() />
            <TextField name="customer" label=texts.activity_customer() hint=Signal::stored(hint) input=Field::CompanyName.input() value=filter.customer.clone() errors />
            {day("from", texts.activity_from(), filter.from.clone())}
            {day("to", texts.activity_to(), filter.to.clone())}
            <div class="filters-form__foot">
                <CheckField name="reads" label=texts.activity_reads() is_checked=filter.reads == "true" />
                <button type="submit" class="button is-primary">{texts.activity_show()}</button>
                <a class="button is-quiet" href=routes::ACTIVITY>{texts.activity_all()}</a>
            </div>
        </form>
    }
}

/// Whether a word of the log names a change request.
fn is_request(name: &str) -> bool {
    matches!(name, "change_set" | "replaced_by")
}

/// One entry: what, by whom, to what, when.
#[component]
fn Entry(entry: ActivityEntry) -> impl IntoView {
    let texts = use_texts();
    let kind = Kind::of_name(&entry.kind);
    let title = kind.map_or(texts.kind_unknown(), |kind| kind_name(kind, texts));
    let actor = match kind {
        _ if !entry.actor.is_empty() => entry.actor,
        Some(Kind::SignInRefused) => texts.activity_nobody().to_owned(),
        _ => texts.activity_program().to_owned(),
    };
    let subject = match entry.customer_id {
        Some(id) => view! { " · " <a href=routes::account(id)>{entry.subject}</a> }.into_any(),
        None if entry.subject.is_empty() || entry.subject == actor => ().into_any(),
        None => view! { " · " {entry.subject} }.into_any(),
    };
    // All that a customer began with stands in its history; a line here is no page of its own.
    let is_first = kind.is_some_and(Kind::is_first);
    let is_shown = move |change: &FieldChange| {
        !is_first || Field::of_name(&change.field).is_none_or(|field| field == Field::Domain)
    };
    let line = move |change: FieldChange| {
        let value = |value: &str| match Uuid::try_parse(value).ok().filter(|_| is_request(&change.field)) {
            Some(id) => view! { <a href=routes::request(id)>{texts.request_title()}</a> }.into_any(),
            None => said_text(&change.field, value, texts).into_any(),
        };
        let label = said_label(&change.field, texts);
        view! {
            <li>
                <span class="quiet">{label}": "</span>
                // Who is taken over had it before, and has it still.
                {if change.old.is_empty() || change.old == change.new {
                    value(&change.new)
                } else {
                    view! { <del>{value(&change.old)}</del> " → " <ins>{value(&change.new)}</ins> }.into_any()
                }}
            </li>
        }
    };
    view! {
        <EntryNo seq=entry.seq />
        <h2 class="change__title">{title} {subject}</h2>
        <p class="quiet">{actor} " · " <Time at_us=entry.at_us /></p>
        <ul class="entry__values">{entry.values.into_iter().filter(is_shown).map(line).collect_view()}</ul>
        {(!entry.erased.is_empty()).then(|| {
            let names: Vec<String> = entry.erased.iter().map(|field| name_label(field, texts)).collect();
            view! { <p class="quiet">{texts.history_erased()} ": " {names.join(", ")}</p> }
        })}
    }
}
