//! A change request as a line, on its customer's account and in the list of all.

use crate::account::read_text;
use crate::customers::name_label;
use crate::routes;
use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{Icon, Time, TimeInZone};
use leptos::prelude::*;
use model::changes::{RequestSummary, SetState};
use model::customers::{FieldChange, Standing};

/// The name of a state.
#[must_use]
pub fn state_name(state: SetState, texts: Texts) -> &'static str {
    match state {
        SetState::Waiting => texts.request_waiting(),
        SetState::Scheduled => texts.request_scheduled(),
        SetState::Applied | SetState::Direct => texts.request_applied(),
        SetState::Rejected => texts.request_rejected(),
        SetState::Cancelled => texts.request_cancelled(),
        SetState::Refused => texts.request_refused(),
    }
}

/// Where a request stands, in words.
#[must_use]
pub fn standing(state: Option<SetState>, texts: Texts) -> &'static str {
    state.map_or(texts.kind_unknown(), |state| state_name(state, texts))
}

/// A rule's name in words.
#[must_use]
pub fn rule_text(name: &str, texts: Texts) -> String {
    let term = |term: &str| match term {
        "company_address" => texts.policy_company_address().to_owned(),
        "billing_address" => texts.policy_billing_address().to_owned(),
        "billing_email_foreign" => texts.policy_foreign_email().to_owned(),
        "permission_given" => texts.policy_permission_given().to_owned(),
        "permission_removed" => texts.policy_permission_removed().to_owned(),
        "customer_added" => texts.policy_customer_added().to_owned(),
        "customer_removed" => texts.policy_customer_removed().to_owned(),
        "customer_restored" => texts.policy_customer_restored().to_owned(),
        term => match term.strip_prefix("customers>").and_then(|many| many.parse().ok()) {
            Some(many) => texts.policy_many(many),
            None => name_label(term, texts),
        },
    };
    name.split('+').map(term).collect::<Vec<_>>().join(" + ")
}

/// What is to become of the customer as a whole; nothing where only attributes of it change.
#[must_use]
pub fn act_text(changes: &[FieldChange], texts: Texts) -> Option<&'static str> {
    match Standing::change_in(changes)? {
        (Standing::Removed, Standing::Active) => Some(texts.request_to_restore()),
        (_, Standing::Active) => Some(texts.request_to_add()),
        _ => Some(texts.request_to_remove()),
    }
}

/// What waits on a customer's account.
#[component]
pub fn WaitingChanges(
    /// The requests, the first to come first.
    requests: Vec<RequestSummary>,
) -> impl IntoView {
    let texts = use_texts();
    (!requests.is_empty()).then(|| {
        view! {
            <section class="panel is-wait" aria-labelledby="waiting-title">
                <h2 id="waiting-title" class="panel__title"><Icon name="wait" />{texts.request_of_customer()}</h2>
                <ol class="changes is-inner">
                    {requests.into_iter().map(|request| view! { <li><RequestLine request is_of_page=true /></li> }).collect_view()}
                </ol>
            </section>
        }
    })
}

/// One request in a list: whose, what, by whom, when.
#[component]
pub fn RequestLine(
    /// The request.
    request: RequestSummary,
    /// Whether the page says whose account it is already.
    #[prop(optional)]
    is_of_page: bool,
) -> impl IntoView {
    let texts = use_texts();
    let names: Vec<String> = request.fields.iter().map(|change| name_label(&change.field, texts)).collect();
    let act = act_text(&request.fields, texts);
    let title = match (is_of_page, act) {
        (true, Some(act)) => act.to_owned(),
        (true, None) => names.join(", "),
        (false, _) => request.name().to_owned(),
    };
    let value = move |name: &str, value: &str| match read_text(name, value, texts) {
        empty if empty.is_empty() => texts.value_none().to_owned(),
        text => text,
    };
    let wants = request.fields.iter().map(|change| {
        let FieldChange { field, old, new } = change;
        view! { <li>{name_label(field, texts)} ": " <del>{value(field, old)}</del> " → " <ins>{value(field, new)}</ins></li> }
    });
    // All that a customer is to be added with is more than a line.
    let wants = match act {
        Some(_) if is_of_page => ().into_any(),
        Some(act) => view! { <li>{act}</li> }.into_any(),
        None => wants.collect_view().into_any(),
    };
    // Whoever comes back to the list stands on the one that they left.
    let link = view! { <a id=request.id.to_string() href=routes::request(request.id) rel="external">{title}</a> };
    view! {
        {if is_of_page {
            view! { <h3 class="change__title">{link}</h3> }.into_any()
        } else {
            view! { <h2 class="change__title">{link}</h2> }.into_any()
        }}
        <ul class="entry__values">{wants}</ul>
        {request.may.decide.then(|| view! { <p><span class="tag is-wait">{texts.request_for_you()}</span></p> })}
        <p class="quiet">
            {standing(request.state, texts)} " · " {request.created_by.clone()} " · " <Time at_us=request.created_at_us />
        </p>
        {request.land_at_us.map(|at_us| view! { <p>{texts.request_lands()} ": " <TimeInZone at_us /></p> })}
    }
}
