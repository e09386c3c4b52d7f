//! An address, line by line.

use crate::start::use_texts;
use leptos::prelude::*;
use model::countries::{AddressShown, country_name};

/// An address as its country writes it, the country's name last, in the language addresses there are read in.
#[component]
pub fn AddressLines(
    /// The address.
    address: AddressShown,
) -> impl IntoView {
    let texts = use_texts();
    let name = country_name(&address.country, texts.language);
    let language = (!address.language.is_empty()).then_some(address.language);
    view! {
        <address class="address">
            <span lang=language>
                {address.lines.into_iter().map(|line| view! { <span class="address__line">{line}</span> }).collect_view()}
            </span>
            <span class="address__line">{name}</span>
        </address>
    }
}
