//! A change request as a line, on its customer's account and in the list of all.

use crate::routes;
use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{Icon, Time, TimeInZone};
use crate::words::{act_text, name_label, read_text};
use leptos::prelude::*;
use model::changes::{RequestSummary, SetState};
use model::customers::FieldChange;

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
