//! One line of what is known: what it is, and its value.

use super::CopyButton;
use leptos::prelude::*;

/// A term and its value, inside `<dl class="facts">`. A function and not a component: made once, for every page.
pub fn fact(term: &'static str, value: AnyView) -> AnyView {
    view! { <div class="fact"><dt>{term}</dt><dd>{value}</dd></div> }.into_any()
}

/// A code that people quote, with a button that copies it.
pub fn quoted(code: String, label: &'static str) -> AnyView {
    view! { <code class="id">{code.clone()}</code> " " <CopyButton text=code label /> }.into_any()
}
