//! A moment, readable by people and by programs.

use super::html::push_attribute;
use crate::start::{use_clock, use_texts};
use crate::texts::Texts;
use html_escape::encode_text_to_string as push_text;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use model::calendar::rfc3339;
use model::clock::Clock;

/// A moment on the partner's clock, in the person's language; its title names the zone.
#[component]
pub fn Time(
    /// Microseconds since 1970, UTC.
    at_us: i64,
) -> impl IntoView {
    let mut html = String::new();
    push_time(&mut html, at_us, use_texts(), &use_clock());
    InertElement::new(html)
}

/// Writes the same into a text of HTML.
pub fn push_time(html: &mut String, at_us: i64, texts: Texts, clock: &Clock) {
    html.push_str("<time");
    push_attribute(html, "datetime", &rfc3339(at_us));
    push_attribute(html, "title", &format!("{} {}", clock.stamp(at_us), clock.zone()));
    html.push('>');
    push_text(texts.on_clock(clock, at_us), html);
    html.push_str("</time>");
}

/// A moment to come, with the zone it is given in.
#[component]
pub fn TimeInZone(
    /// Microseconds since 1970, UTC.
    at_us: i64,
) -> impl IntoView {
    view! { <Time at_us /> " " <span class="quiet">{use_clock().zone_at(at_us)}</span> }
}
