//! An address, line by line.

use crate::countries::{Address, country, country_name};
use crate::start::use_texts;
use leptos::prelude::*;

/// An address as its country writes it, the country's name last, in the language addresses there are read in.
#[component]
pub fn AddressLines(
    /// The address.
    address: Address,
) -> impl IntoView {
    let texts = use_texts();
    let language = country(&address.country).and_then(super::super::countries::Country::language);
    let name = country_name(&address.country, texts.language);
    view! {
        <address class="address">
            <span lang=language>
                {address.lines().into_iter().map(|line| view! { <span class="address__line">{line}</span> }).collect_view()}
            </span>
            <span class="address__line">{name}</span>
        </address>
    }
}
