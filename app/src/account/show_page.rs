//! The account as it is.

use super::api::find_account;
use crate::account::RegistryPanel;
use crate::changes::WaitingChanges;
use crate::customer_page::{Findings, Watched};
use crate::customers::permission_tags;
use crate::routes;
use crate::start::{use_texts, use_viewer};
use crate::texts::Texts;
use crate::ui::{
    AddressLines, CopyButton, Crumb, Icon, Notice, Page, PageData, Time, Tone, fact, forget_query, quoted, use_path_id,
};
use crate::way_back::customers_left;
use crate::words::{call_href, field_label, mail_href, name_label, phone_text, value_text};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::access::{Action, may};
use model::account::Account;
use model::customers::{Field, Standing};
use model::fields::{Finding, Severity};

/// The account page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let id = use_path_id();
    let account = PageData::new(move || id.get().to_string(), move || find_account(id.get_untracked()));
    account.show(|account| view! { <Shown account /> }.into_any())
}

#[component]
fn Shown(account: Account) -> impl IntoView {
    let texts = use_texts();
    let viewer = use_viewer();
    let id = account.id;
    let is_active = account.standing == Standing::Active;
    let sees = |action| viewer.as_ref().is_some_and(|viewer| may(viewer, action));
    let may_update = is_active && sees(Action::UpdateCustomer);
    let may_remove = sees(Action::RemoveCustomer);
    let may_erase = sees(Action::ErasePersonal) && account.version > 0;
    let may_restore = account.standing == Standing::Removed && may_remove;
    let (saved, others) = use_query_map().with_untracked(|query| (query.get("saved"), query.get("with")));
    let others: Vec<String> = others
        .iter()
        .flat_map(|others| others.split(','))
        .filter(|name| Field::of_name(name).is_some())
        .map(|name| name_label(name, texts))
        .collect();
    if saved.is_some() {
        forget_query();
    }
    let actions = move || {
        view! {
            <a class="button" href=routes::history(id)><Icon name="history" />{texts.history_title()}</a>
            {may_update.then(|| view! { <a class="button is-primary" href=routes::update_account(id)><Icon name="pencil" />{texts.account_update()}</a> })}
            {may_restore.then(|| view! { <a class="button is-primary" href=routes::restore(id) rel="external"><Icon name="undo" />{texts.restore_action()}</a> })}
        }
    };
    let name = match account.name() {
        "" => texts.add_title().to_owned(),
        name => name.to_owned(),
    };
    view! {
        <Page title=name trail=vec![Crumb::new(customers_left(Some(id)), texts.customers_title())] actions>
            <p class="page-note">
                {texts.account_title()} " · " {if account.version <= 1 { texts.account_added() } else { texts.account_last_change() }} " " <Time at_us=account.updated_at_us />
                {account.updated_by.clone().map(|name| format!(" · {name}"))}
            </p>
            {saved.map(|saved| view! {
                <Notice tone=Tone::Good>
                    {saved_sentence(&saved, texts)}
                    {(!others.is_empty()).then(|| view! { " " {texts.saved_merged()} ": " {others.join(", ")} })}
                </Notice>
            })}
            <StandingNotice account=account.clone() />
            <Watched id version=account.version shows_waiting=true page=routes::account(id) />
            <WaitingChanges requests=account.waiting.clone() />
            {is_active.then(|| view! { <Attention findings=account.findings.clone() /> })}
            <div class="facing">
                <Company account=account.clone() />
                <Billing account=account.clone() />
            </div>
            {account.registry.clone().map(|shown| view! { <RegistryPanel id shown may_ask=may_update /> })}
            <section class="panel" aria-labelledby="about-title">
                <div class="panel__head">
                    <h2 id="about-title" class="panel__title">{texts.account_about()}</h2>
                    <div class="page-head__actions">
                        {(is_active && may_remove).then(|| view! { <a class="button is-small is-danger" href=routes::remove(id) rel="external">{texts.remove_action()}</a> })}
                        {may_erase.then(|| view! { <a class="button is-small is-danger" href=routes::erase(id) rel="external">{texts.erase_action()}</a> })}
                    </div>
                </div>
                <dl class="facts">
                    {fact(texts.account_id(), quoted(id.to_string(), texts.account_copy_id()))}
                </dl>
            </section>
            <Permissions account />
        </Page>
    }
}

/// What was done, in words.
fn saved_sentence(saved: &str, texts: Texts) -> &'static str {
    match saved {
        "added" => texts.saved_added(),
        "there" => texts.saved_there(),
        "removed" => texts.saved_removed(),
        "restored" => texts.saved_restored(),
        "erased" => texts.saved_erased(),
        "unchanged" => texts.saved_unchanged(),
        _ => texts.saved_as(),
    }
}

/// Says of a customer who is not active why nothing can be changed; nothing of one who is.
#[component]
pub fn StandingNotice(
    /// The customer.
    account: Account,
) -> impl IntoView {
    let texts = use_texts();
    let (tone, sentence) = match account.standing {
        Standing::Active => return ().into_any(),
        Standing::Removed => (Tone::Warn, texts.removed_notice()),
        Standing::Asked => (Tone::Wait, texts.asked_notice()),
        Standing::Dropped => (Tone::Warn, texts.dropped_notice()),
    };
    view! { <Notice tone>{sentence}</Notice> }.into_any()
}

/// What today's rules say about what is stored: marked, and in nobody's way.
#[component]
fn Attention(findings: Vec<Finding>) -> impl IntoView {
    let texts = use_texts();
    let grave: Vec<Finding> = findings.into_iter().filter(|finding| finding.severity > Severity::Info).collect();
    (!grave.is_empty()).then(|| {
        view! {
            <Findings title=texts.account_findings() findings=grave is_warning=true is_first=true />
            <p class="page-note">{texts.account_findings_hint()}</p>
        }
    })
}

#[component]
fn Company(account: Account) -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="panel" aria-labelledby="company-title">
            <h2 id="company-title" class="panel__title">{texts.account_company()}</h2>
            <dl class="facts">
                {facts(&account, &[Field::CompanyName, Field::Domain, Field::RegistrationNumber])}
                {fact(texts.account_address(), view! { <AddressLines address=account.company_address.clone() /> }.into_any())}
            </dl>
        </section>
    }
}

#[component]
fn Billing(account: Account) -> impl IntoView {
    let texts = use_texts();
    let same = account.text.is_billed_at_company();
    view! {
        <section class="panel" aria-labelledby="billing-title">
            <h2 id="billing-title" class="panel__title">{texts.account_billing()}</h2>
            <dl class="facts">
                {facts(&account, &[Field::BillToName])}
                {fact(texts.account_address(), view! {
                    {same.then(|| view! { <p class="quiet">{texts.account_same_as_company()}</p> })}
                    <AddressLines address=account.billing_address.clone() />
                }.into_any())}
                {facts(&account, &[Field::ContactFirstName, Field::ContactLastName, Field::BillingEmail, Field::BillingPhone,
                    Field::Language, Field::Currency, Field::TaxNumber, Field::PurchaseOrderReference])}
            </dl>
        </section>
    }
}

/// Fields with their values; what people quote can be copied.
fn facts(account: &Account, fields: &[Field]) -> impl IntoView + use<> {
    let texts = use_texts();
    let line = |field: &Field| {
        let value = account.text.get(*field).to_owned();
        let shown = if value.is_empty() {
            view! { <span class="quiet"><span aria-hidden="true">"–"</span><span class="visually-hidden">{texts.value_none()}</span></span> }.into_any()
        } else {
            let copy = field.is_quoted().then(|| view! { <CopyButton text=value.clone() label=texts.copy_action() /> });
            let (shown, href) = match field {
                Field::BillingPhone => (phone_text(&account.billing_phone, texts), call_href(&value)),
                Field::BillingEmail => (value.clone(), mail_href(&value)),
                _ => (value_text(field.name(), &value, texts), None),
            };
            match href {
                Some(href) => view! { <a href=href>{shown}</a> " " {copy} }.into_any(),
                None => view! { {shown} " " {copy} }.into_any(),
            }
        };
        fact(field_label(*field, texts), shown)
    };
    fields.iter().map(line).collect_view()
}

#[component]
fn Permissions(account: Account) -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="panel" aria-labelledby="permissions-title">
            <div class="panel__head">
                <h2 id="permissions-title" class="panel__title">{texts.permissions_of_customer()}</h2>
                {(account.standing == Standing::Active).then(|| view! {
                    <a class="button is-small" href=routes::permissions(account.id)><Icon name="key" />{texts.permissions_title()}</a>
                })}
            </div>
            <p class="panel__text" inner_html=permission_tags(&account.given, texts)></p>
        </section>
    }
}
