//! Changes that wait, and what became of the others: by state, with counts.

use super::api::list_requests;
use super::waiting::{RequestLine, state_name};
use crate::routes;
use crate::start::use_texts;
use crate::ui::{Icon, Page, PageData};
use crate::way_back::RequestsQuery;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::changes::{RequestsPage, SetState};

/// More are counted as "more than".
const COUNTED: u64 = 1_000;

fn path(state: SetState) -> String {
    format!("{}{}", routes::REQUESTS, RequestsQuery { state, after: None }.to_query_string())
}

/// The page of requests.
#[component]
pub fn ChangeRequestsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| RequestsQuery::of(|name| query.get(name))));
    #[cfg(feature = "ssr")]
    crate::way_back::remember_requests(asked.get_untracked());
    let requests = PageData::new(
        move || asked.get().to_query_string(),
        move || {
            let RequestsQuery { state, after } = asked.get_untracked();
            list_requests(state, after)
        },
    );
    requests.show(move |page| view! { <Shown state=asked.get_untracked().state page /> }.into_any())
}

#[component]
fn Shown(state: SetState, page: RequestsPage) -> impl IntoView {
    let texts = use_texts();
    let RequestsPage { counts, requests, next } = page;
    let actions = move || view! { <a class="button" href=routes::CHANGE_POLICY>{texts.policy_title()}</a> };
    let tab = move |(of, count): (SetState, u64)| {
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
        <Page title=texts.requests_title() of=state_name(state, texts) actions>
            <nav aria-label=texts.requests_states()><ul class="tabs">{SetState::of_requests().zip(counts).map(tab).collect_view()}</ul></nav>
            {is_empty.then(|| view! { <div class="empty"><p>{texts.requests_none()}</p><p>{texts.requests_none_hint()}</p></div> })}
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
