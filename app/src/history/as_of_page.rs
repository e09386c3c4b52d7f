//! An account as it was at a time: each field, who set it, when and why.

use super::api::find_account_as_of;
use crate::customer_page::customer_trail;
use crate::routes;
use crate::start::{use_clock, use_texts};
use crate::ui::{Crumb, Notice, Page, PageData, TextField, Time, Tone, set_status, use_path_id};
use crate::wire::Error;
use crate::words::{name_label, phone_text, read_text};
use desk::rules::phones::as_written;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::customers::Field;
use model::field_errors::FieldErrors;
use model::fields;
use model::history::{AsOf, Blame};
use uuid::Uuid;

/// The page; without a time in its address it shows the account as it is.
#[component]
pub fn AsOfPage() -> impl IntoView {
    let id = use_path_id();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            (query.get("at").unwrap_or_default(), query.get("entry").and_then(|entry| entry.parse().ok()))
        })
    });
    let account = PageData::new(
        move || format!("{} {:?}", id.get(), asked.get()),
        move || find(id.get_untracked(), asked.get_untracked()),
    );
    account.show(move |(account, errors)| {
        view! { <Shown id=id.get_untracked() entry=asked.get_untracked().1 account errors /> }.into_any()
    })
}

/// A time that is none is said at its field, above the account as it is.
async fn find(id: Uuid, (at, entry): (String, Option<i64>)) -> Result<(AsOf, FieldErrors), Error> {
    match find_account_as_of(id, at, entry).await {
        Ok(account) => Ok((account, FieldErrors::default())),
        Err(Error::Invalid(errors)) => Ok((find_account_as_of(id, String::new(), None).await?, errors)),
        Err(error) => Err(error),
    }
}

#[component]
fn Shown(id: Uuid, entry: Option<i64>, account: AsOf, errors: FieldErrors) -> impl IntoView {
    let texts = use_texts();
    if !errors.is_empty() {
        set_status(&Error::Invalid(FieldErrors::default()));
    }
    let errors = RwSignal::new(errors);
    // A billing address that was the company's has no lines of its own.
    let is_set = |blame: &Blame| blame.value.as_ref().is_none_or(|value| !value.is_empty());
    let was_same =
        account.fields.iter().any(|blame| blame.field == Field::BillingSameAsCompany.name() && is_set(blame));
    let counts = move |blame: &Blame| {
        !was_same || is_set(blame) || !Field::of_name(&blame.field).is_some_and(Field::is_billing_address)
    };
    let mut trail = customer_trail(Some((id, &account.company_name)), texts);
    trail.push(Crumb::new(routes::history(id), texts.history_title()));
    let clock = use_clock();
    let (at, hint) = (clock.minute(account.at_us), clock.zone_at(account.at_us));
    view! {
        <Page title=texts.as_of_title() of=account.company_name.clone() trail>
            <p class="page-note">{account.company_name.clone()} " · " {texts.as_of_version(&account.version.to_string())}</p>
            <form method="get" action=routes::as_of(id) class="form is-line">
                {entry.map(|entry| view! { <input type="hidden" name="entry" value=entry /> })}
                <TextField name="at" label=texts.as_of_at() hint=Signal::stored(hint) input=const { fields::LAND_AT.input } value=at errors />
                <button type="submit" class="button is-primary">{texts.as_of_show()}</button>
            </form>
            {account.is_ahead.then(|| view! { <Notice tone=Tone::Note>{texts.as_of_ahead()}</Notice> })}
            {account.is_before.then(|| view! { <Notice tone=Tone::Note>{texts.as_of_before()}</Notice> })}
            <div class="panel">
                <table class="diff">
                    <thead>
                        <tr><th scope="col">{texts.diff_field()}</th><th scope="col">{texts.as_of_value()}</th><th scope="col">{texts.as_of_set_by()}</th></tr>
                    </thead>
                    <tbody>{account.fields.into_iter().filter(counts).map(|blame| view! { <Line blame /> }).collect_view()}</tbody>
                </table>
            </div>
        </Page>
    }
}

#[component]
fn Line(blame: Blame) -> impl IntoView {
    let texts = use_texts();
    let value = match &blame.value {
        None => texts.value_erased().to_owned(),
        Some(phone) if blame.field == Field::BillingPhone.name() && !phone.is_empty() => {
            phone_text(&as_written(phone), texts)
        }
        Some(value) => match read_text(&blame.field, value, texts) {
            empty if empty.is_empty() => texts.value_none().to_owned(),
            text => text,
        },
    };
    let set_by = match blame.set_by {
        None => view! { <span class="quiet">{texts.as_of_added()}</span> }.into_any(),
        Some(change) => view! {
            {change.changed_by} " · " <Time at_us=change.changed_at_us />
            {(!change.reason.is_empty()).then(|| view! { <span class="quiet">" – " {change.reason}</span> })}
        }
        .into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name_label(&blame.field, texts)}</th>
            <td data-label=texts.as_of_value()>{value}</td>
            <td data-label=texts.as_of_set_by()>{set_by}</td>
        </tr>
    }
}
