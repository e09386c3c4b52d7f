//! Changes that wait, and what became of the others: by state, with counts.

use super::api::list_requests;
use super::change_set::{ChangeRequest, RequestsPage, SetState};
use crate::customers::name_label;
use crate::language::Texts;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{Icon, Page, PageData, Time};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

/// More are counted as "more than".
const COUNTED: u64 = 1_000;

/// The name of a state.
#[must_use]
pub fn state_name(state: SetState, texts: Texts) -> &'static str {
    match state {
        SetState::Waiting => texts.request_waiting(),
        SetState::Scheduled => texts.request_scheduled(),
        SetState::Applied => texts.request_applied(),
        SetState::Rejected => texts.request_rejected(),
        SetState::Cancelled => texts.request_cancelled(),
        SetState::Refused => texts.request_refused(),
    }
}

fn path(state: SetState) -> String {
    format!("{}?state={}", routes::REQUESTS, state.name())
}

/// The page of requests.
#[component]
pub fn ChangeRequestsPage() -> impl IntoView {
    let query = use_query_map();
    let state = Memo::new(move |_| {
        query.with(|query| query.get("state").and_then(|name| SetState::of_name(&name)).unwrap_or(SetState::Waiting))
    });
    // A place that is none: the server says so.
    let after = Memo::new(move |_| {
        query.with(|query| query.get("after").map(|after| Uuid::try_parse(&after).unwrap_or_default()))
    });
    let requests = PageData::new(
        move || format!("{} {:?}", state.get().name(), after.get()),
        move || list_requests(state.get_untracked(), after.get_untracked()),
    );
    requests.show(move |page| view! { <Shown state=state.get_untracked() page /> }.into_any())
}

#[component]
fn Shown(state: SetState, page: RequestsPage) -> impl IntoView {
    let texts = use_texts();
    let RequestsPage { counts, requests, next } = page;
    let actions = move || view! { <a class="button" href=routes::CHANGE_POLICY>{texts.policy_title()}</a> };
    let tab = move |(of, count): (&SetState, u64)| {
        let of = *of;
        let count = if count >= COUNTED { format!("{}+", texts.number(COUNTED)) } else { texts.number(count) };
        view! {
            <li>
                <a class="tab" href=path(of) aria-current=(of == state).then_some("page")>
                    {state_name(of, texts)} " " <span class="quiet">{count}</span>
                </a>
            </li>
        }
    };
    let is_empty = requests.is_empty();
    view! {
        <Page title=texts.requests_title() actions>
            <nav aria-label=texts.requests_states()><ul class="tabs">{SetState::ALL.iter().zip(counts).map(tab).collect_view()}</ul></nav>
            {is_empty.then(|| view! { <div class="panel empty"><p>{texts.requests_none()}</p></div> })}
            <ol class="changes">
                {requests.into_iter().map(|request| view! { <li class="panel"><RequestLine request /></li> }).collect_view()}
            </ol>
            {next.map(|next| view! {
                <nav class="pager" aria-label=texts.pager_label()>
                    <a class="button" href=format!("{}&after={next}", path(state)) rel="next">{texts.history_older()}<Icon name="right" /></a>
                </nav>
            })}
        </Page>
    }
}

/// One request in a list: whose, what, by whom, when.
#[component]
pub fn RequestLine(
    /// The request.
    request: ChangeRequest,
    /// Whether the page says whose account it is already.
    #[prop(optional)]
    is_of_page: bool,
) -> impl IntoView {
    let texts = use_texts();
    let fields: Vec<String> = request.fields.iter().map(|change| name_label(&change.field, texts)).collect();
    let title = if is_of_page { fields.join(", ") } else { request.company_name.clone() };
    let link = view! { <a href=routes::request(request.id)>{title}</a> };
    view! {
        {if is_of_page {
            view! { <h3 class="change__title">{link}</h3> }.into_any()
        } else {
            view! { <h2 class="change__title">{link}</h2> }.into_any()
        }}
        {(!is_of_page).then(|| view! { <p>{fields.join(", ")}</p> })}
        <p class="quiet">
            {state_name(request.state, texts)} " · " {request.created_by.clone()} " · " <Time at_us=request.created_at_us />
        </p>
        {request.land_at.clone().map(|at| view! { <p>{texts.request_lands()} ": " {at.local.replace('T', " ")} " " <span class="quiet">{at.zone}</span></p> })}
    }
}
