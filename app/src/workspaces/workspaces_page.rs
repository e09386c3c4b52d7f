//! The first page: a line for every area somebody may enter, and the customers that changed last.

use super::api::{Overview, find_overview};
use super::first_steps::first_steps;
use crate::customers::{CustomerTable, add_link};
use crate::routes;
use crate::start::{use_texts, use_viewer};
use crate::ui::{Icon, Page, PageData};
use leptos::prelude::*;
use model::access::{Action, may};
use model::customers::CustomerRow;

/// The first page.
#[component]
pub fn WorkspacesPage() -> impl IntoView {
    // The table is there as text: the browser's side takes it over without knowing its rows.
    let lean = |overview: &Overview| Overview { recent: CustomerRow::nobody(&overview.recent), ..overview.clone() };
    let overview = PageData::lean(String::new, find_overview, lean);
    let texts = use_texts();
    view! {
        <Page title=texts.workspaces_title()>
            {overview.show_within(|overview| view! { <Shown overview /> }.into_any())}
        </Page>
    }
}

#[component]
fn Shown(overview: Overview) -> impl IntoView {
    let texts = use_texts();
    let viewer = use_viewer();
    let sees = |action| viewer.as_ref().is_some_and(|viewer| may(viewer, action));
    let (keeps_people, sees_log) = (sees(Action::SeePeople), sees(Action::SeeLog));
    let to_look_at = match (overview.waiting_count, overview.refused_count) {
        (0, 0) => texts.workspaces_requests().to_owned(),
        (waiting, 0) => texts.workspaces_waiting(waiting),
        (0, refused) => texts.workspaces_refused(refused),
        (waiting, refused) => format!("{} · {}", texts.workspaces_waiting(waiting), texts.workspaces_refused(refused)),
    };
    // One's own that came to nothing stands in another list than what waits.
    let requests = match (overview.waiting_count, overview.newest_refused) {
        (0, Some(id)) => routes::request(id),
        _ => routes::REQUESTS.to_owned(),
    };
    let (is_new, has_steps) = (overview.recent.is_empty(), overview.first_steps.is_some());
    let tile = |href: &str, icon: &'static str, title: &'static str, text: String| {
        view! {
            <li>
                <a class="todo" href=href.to_owned() rel=routes::is_from_server(href).then_some("external")>
                    <Icon name=icon />
                    <span class="todo__title">{title}</span>
                    <span class="todo__text">{text}</span>
                </a>
            </li>
        }
    };
    view! {
        {overview.first_steps.map(first_steps)}
        <ul class="todos">
            {tile(routes::CUSTOMERS, "building", texts.customers_title(), texts.customers_count(overview.customer_count))}
            {tile(&requests, "inbox", texts.requests_title(), to_look_at)}
            {sees_log.then(|| tile(routes::ACTIVITY, "history", texts.activity_title(), texts.workspaces_activity().to_owned()))}
            {keeps_people.then(|| tile(routes::PEOPLE, "users", texts.people_title(), texts.workspaces_people().to_owned()))}
            {tile(routes::PROFILE, "user", texts.profile_title(), texts.workspaces_profile().to_owned())}
        </ul>
        <h2 class="section-title">{texts.workspaces_recent()}</h2>
        {if is_new {
            view! { <div class="empty"><p>{texts.workspaces_no_changes()}</p>{(!has_steps).then(|| view! { <p>{add_link()}</p> })}</div> }.into_any()
        } else {
            view! { <CustomerTable rows=overview.recent label=texts.workspaces_recent() /> }.into_any()
        }}
    }
}
