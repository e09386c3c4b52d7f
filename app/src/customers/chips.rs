//! What narrows the list of customers.

use super::list_page::{filter_label, focus};
use crate::routes;
use crate::start::use_texts;
use crate::ui::Icon;
use leptos::prelude::*;
use leptos_meta::Title;
use model::countries::country_name;
use model::customers::{ListQuery, PermissionFilter, Standing};

/// What narrows the list, each part with a way to drop it.
#[component]
pub fn Chips(
    /// What is asked for.
    query: ListQuery,
) -> impl IntoView {
    let texts = use_texts();
    let start = query.from_start();
    let mut chips = Vec::new();
    if !query.search.trim().is_empty() {
        chips.push((query.search.clone(), ListQuery { search: String::new(), ..start.clone() }));
    }
    if !query.country.is_empty() {
        chips.push((
            country_name(&query.country, texts.language),
            ListQuery { country: String::new(), ..start.clone() },
        ));
    }
    if let Some(filter) = PermissionFilter::of_name(&query.permission) {
        chips.push((filter_label(filter, texts).to_owned(), ListQuery { permission: String::new(), ..start.clone() }));
    }
    if query.standing == Standing::Removed.name() {
        chips.push((texts.standing_removed().to_owned(), ListQuery { standing: String::new(), ..start }));
    }
    let words: Vec<&str> = chips.iter().map(|(text, _)| text.as_str()).collect();
    let title = format!("{} · {}", words.join(", "), texts.customers_title());
    // The chip is gone once it is pressed: the focus goes to where the next narrowing begins.
    let focus_search = move |_| {
        request_animation_frame(|| focus("search"));
    };
    (!chips.is_empty()).then(|| view! {
        // Of many tabs and bookmarks each begins with what tells them apart.
        <Title text=title />
        <ul class="chips" aria-label=texts.customers_narrowed_by()>
            {chips.into_iter().map(|(text, without)| {
                let label = texts.customers_drop(&text);
                view! {
                    <li><a class="chip" href=format!("{}{}", routes::CUSTOMERS, without.to_query_string()) aria-label=label on:click=focus_search>
                        {text}<Icon name="close" />
                    </a></li>
                }
            }).collect_view()}
        </ul>
    })
}
