//! A moment, readable by people and by programs.

use crate::language::rfc3339;
use crate::start::use_texts;
use leptos::prelude::*;

/// A moment in the person's language.
#[component]
pub fn Time(
    /// Microseconds since 1970, UTC.
    at_us: i64,
) -> impl IntoView {
    let exact = rfc3339(at_us);
    view! { <time datetime=exact.clone() title=exact>{use_texts().time(at_us)}</time> }
}
