//! A moment, readable by people and by programs.

use crate::language::rfc3339;
use crate::start::{use_clock, use_texts};
use leptos::prelude::*;

/// A moment on the partner's clock, in the person's language; its title names the zone.
#[component]
pub fn Time(
    /// Microseconds since 1970, UTC.
    at_us: i64,
) -> impl IntoView {
    let clock = use_clock();
    let title = format!("{} {}", clock.stamp(at_us), clock.zone());
    view! { <time datetime=rfc3339(at_us) title=title>{clock.text(at_us, use_texts())}</time> }
}

/// A moment to come, with the zone it is given in.
#[component]
pub fn TimeInZone(
    /// Microseconds since 1970, UTC.
    at_us: i64,
) -> impl IntoView {
    view! { <Time at_us /> " " <span class="quiet">{use_clock().zone_at(at_us)}</span> }
}
