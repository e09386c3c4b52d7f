//! One line of what is known: what it is, and its value.

use super::CopyButton;
use crate::start::use_texts;
use leptos::prelude::*;

/// A term and its value, inside `<dl class="facts">`. A function and not a component: made once, for every page.
pub fn fact(term: &'static str, value: AnyView) -> AnyView {
    view! { <div class="fact"><dt>{term}</dt><dd>{value}</dd></div> }.into_any()
}

/// The number of a log entry, in the margin.
#[component]
pub fn EntryNo(
    /// The number.
    seq: i64,
) -> impl IntoView {
    let texts = use_texts();
    let number = texts.number(u64::try_from(seq).unwrap_or_default());
    view! { <span class="entry-no"><span class="visually-hidden">{texts.history_entry()} " "</span>{number}</span> }
}

/// A code that people quote, with a button that copies it.
pub fn quoted(code: String, label: &'static str) -> AnyView {
    view! { <code class="id">{code.clone()}</code> " " <CopyButton text=code label /> }.into_any()
}
