//! The list of customers: searched as one types, filtered, sorted, paged, all of it in the URL.

use super::CustomerTable;
use super::add_link::add_link;
use super::api::list_customers;
use super::chips::Chips;
use crate::routes;
use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{Crumb, Icon, Page, PageData, mark, typed_in, unmarked, use_go};
use crate::way_back::follow_customers;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_query_map};
use model::countries::country_choices;
use model::customers::{Count, CustomersPage as Rows, ListQuery, PermissionFilter, Reach, Sort, Standing};
use model::language::Language;
use std::sync::OnceLock;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// How long the search waits for the next letter.
const PAUSE: Duration = Duration::from_millis(200);

/// The list.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let texts = use_texts();
    let parameters = use_query_map();
    let query = Memo::new(move |_| {
        parameters.with(|parameters| ListQuery::of(|name| parameters.get(name).unwrap_or_default()))
    });
    #[cfg(feature = "ssr")]
    crate::way_back::remember_customers(&query.get_untracked());
    Effect::new(move |_| query.with(follow_customers));
    // The table is there as text: the browser's side takes it over without knowing its rows.
    let lean = |page: &Rows| page.of_nobody();
    let rows =
        PageData::lean(move || query.get().to_query_string(), move || list_customers(query.get_untracked()), lean);
    view! {
        <Page title=texts.customers_title() trail=vec![Crumb::new(routes::WORKSPACES, texts.workspaces_menu())] actions=add_link>
            <Filters query />
            {move || view! { <Chips query=query.get() /> }}
            {rows.show_within(move |rows| view! { <Results rows query=query.get_untracked() /> }.into_any())}
        </Page>
    }
}

/// The search box and the filters: a form that asks by its URL, and in the browser by itself.
#[component]
fn Filters(query: Memo<ListQuery>) -> impl IntoView {
    let texts = use_texts();
    let form = NodeRef::<html::Form>::new();
    let search = NodeRef::<html::Input>::new();
    let go = use_go();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let ask = move || {
        let Some(typed) = form.get_untracked().and_then(|form| typed_in(&form)) else {
            return;
        };
        // The form has no page: what is asked anew begins at the first.
        let asked = ListQuery::of(|name| typed.get(name).to_owned());
        if asked != query.get_untracked().from_start() {
            // Every letter a step back would be too many: the steps of one search are one.
            let replace = asked.search != query.get_untracked().search;
            go(
                &format!("{}{}", routes::CUSTOMERS, asked.to_query_string()),
                NavigateOptions { replace, scroll: false, ..Default::default() },
            );
        }
    };
    let ask_soon = move |_| {
        waiting.update_value(|waiting| {
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
        });
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    on_cleanup(move || {
        waiting.try_update_value(|waiting| {
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
        });
    });
    // Back and Forward change what stands in the form, unless somebody is typing in it. The first time it is the other
    // way about: what was typed and chosen before the browser's side was there is asked for now.
    Effect::new(move |is_later: Option<bool>| {
        let query = query.get();
        if is_later.is_none() {
            ask();
            return true;
        }
        if let Some(search) = search.get_untracked() {
            let is_typing = document().active_element().is_some_and(|active| active.id() == "search");
            if !is_typing && search.value() != query.search {
                search.set_value(&query.search);
            }
        }
        for (id, value) in [
            ("country", &query.country),
            ("permission", &query.permission),
            ("standing", &query.standing),
            ("sort", &query.sort),
        ] {
            let found =
                document().get_element_by_id(id).and_then(|found| found.dyn_into::<web_sys::HtmlSelectElement>().ok());
            if let Some(choice) = found.filter(|choice| choice.value() != *value) {
                choice.set_value(value);
            }
        }
        true
    });
    let first = query.get_untracked();
    let chosen = move |name: &'static str, of: fn(&ListQuery) -> &String| move || query.with(|query| of(query) == name);
    view! {
        <form class="filters" role="search" method="get" action=routes::CUSTOMERS node_ref=form
            on:submit=move |event| { event.prevent_default(); ask() } on:change=move |_| ask()>
            <div class="filters__search">
                <label class="visually-hidden" for="search">{texts.customers_search()}</label>
                <Icon name="search" />
                <input class="input" type="search" id="search" name="search" value=first.search node_ref=search on:input=ask_soon
                    placeholder=texts.customers_search() autocomplete="off" spellcheck="false" enterkeyhint="search" />
            </div>
            <div class="filters__choice">
                <label for="country">{texts.customers_country()}</label>
                <select class="input" id="country" name="country" autocomplete="off"
                    inner_html=country_options(texts, &first.country)></select>
            </div>
            <div class="filters__choice">
                <label for="permission">{texts.customers_permission()}</label>
                <select class="input" id="permission" name="permission" autocomplete="off">
                    <option value="" selected=chosen("", |query| &query.permission)>{texts.customers_any()}</option>
                    {PermissionFilter::ALL.into_iter().map(|filter| {
                        view! { <option value=filter.name() selected={first.permission == filter.name()}>{filter_label(filter, texts)}</option> }
                    }).collect_view()}
                </select>
            </div>
            <div class="filters__choice">
                <label for="standing">{texts.field_standing()}</label>
                <select class="input" id="standing" name="standing" autocomplete="off">
                    <option value="" selected=chosen("", |query| &query.standing)>{texts.standing_active()}</option>
                    <option value=Standing::Removed.name() selected=chosen(Standing::Removed.name(), |query| &query.standing)>{texts.standing_removed()}</option>
                </select>
            </div>
            <div class="filters__choice">
                <label for="sort">{texts.customers_sort()}</label>
                <select class="input" id="sort" name="sort" autocomplete="off">
                    <option value=Sort::Name.name() selected=chosen("", |query| &query.sort)>{texts.customers_by_name()}</option>
                    <option value=Sort::Changed.name() selected=chosen("changed", |query| &query.sort)>{texts.customers_by_change()}</option>
                </select>
            </div>
            <noscript><button type="submit" class="button">{texts.customers_apply()}</button></noscript>
        </form>
    }
}

/// All countries as choices: written once, for each page of the list has them.
fn country_options(texts: Texts, chosen: &str) -> String {
    static ENGLISH: OnceLock<String> = OnceLock::new();
    static TURKISH: OnceLock<String> = OnceLock::new();
    let written = match texts.language {
        Language::English => &ENGLISH,
        Language::Turkish => &TURKISH,
    };
    let any = Some(texts.customers_any());
    mark(written.get_or_init(|| unmarked(any, country_choices(texts.language))), chosen)
}

/// What a filter of permissions is called.
pub(super) fn filter_label(filter: PermissionFilter, texts: Texts) -> &'static str {
    match filter {
        PermissionFilter::Reservations => texts.permission_reservations(),
        PermissionFilter::SavingsPlans => texts.permission_savings_plans(),
        PermissionFilter::None => texts.permission_none(),
    }
}

/// Whoever comes back by a page's trail stands on the row that they left: the address names it.
fn focus_row_left() {
    let row = use_location().hash;
    Effect::new(move |is_done: Option<bool>| {
        let id = row.get_untracked();
        let id = id.trim_start_matches('#').to_owned();
        if is_done.is_none() && !id.is_empty() {
            // The page's heading takes the focus in the frame before.
            request_animation_frame(move || request_animation_frame(move || focus(&id)));
        }
        true
    });
}

pub(super) fn focus(id: &str) {
    let found = document().get_element_by_id(id).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(found) = found {
        let _ = found.focus();
    }
}

/// The count, the table, and the ways to the next pages.
#[component]
fn Results(rows: Rows, query: ListQuery) -> impl IntoView {
    let texts = use_texts();
    focus_row_left();
    // As in accounts a total is underlined twice, and nothing else is.
    let class = if matches!(rows.count, Count::Exactly(_)) { "count is-total" } else { "count" };
    let count = match rows.count {
        Count::Exactly(count) => texts.customers_count(count),
        Count::MoreThan(count) => texts.customers_more_than(count),
        Count::Unknown => texts.customers_not_counted().to_owned(),
    };
    let missing = match rows.reach {
        Reach::Whole => None,
        Reach::Partial => Some(texts.customers_partial()),
        Reach::Paused => Some(texts.customers_paused()),
    };
    let count = missing.map_or_else(|| count.clone(), |missing| format!("{count}. {missing}"));
    let is_empty = rows.rows.is_empty();
    let at = |after: Option<String>, before: Option<String>| {
        let query =
            ListQuery { after: after.unwrap_or_default(), before: before.unwrap_or_default(), ..query.from_start() };
        format!("{}{}", routes::CUSTOMERS, query.to_query_string())
    };
    let previous = rows.previous.map(|token| at(None, Some(token)));
    let next = rows.next.map(|token| at(Some(token), None));
    view! {
        <p class=class role="status">{count}</p>
        {if is_empty {
            view! {
                <div class="empty">
                    <p>{if missing.is_some() { texts.customers_none_so_far() } else if query.is_narrowed() { texts.customers_none_found() } else { texts.customers_none() }}</p>
                    {if query.is_narrowed() {
                        view! { <p><a class="button" href=routes::CUSTOMERS>{texts.customers_show_all()}</a></p> }.into_any()
                    } else {
                        view! { <p>{add_link()}</p> }.into_any()
                    }}
                </div>
            }.into_any()
        } else {
            view! { <CustomerTable rows=rows.rows label=texts.customers_title() /> }.into_any()
        }}
        {(previous.is_some() || next.is_some()).then(|| view! {
            <nav class="pager" aria-label=texts.pager_label()>
                {previous.map(|href| view! { <a class="button" href=href rel="prev"><Icon name="left" />{texts.pager_previous()}</a> })}
                {next.map(|href| view! { <a class="button" href=href rel="next">{texts.pager_next()}<Icon name="right" /></a> })}
            </nav>
        })}
    }
}
