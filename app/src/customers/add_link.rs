//! The way to add a customer.

use crate::routes;
use crate::start::{use_texts, use_viewer};
use crate::ui::Icon;
use leptos::prelude::*;
use model::access::{Action, may};

/// The way to add a customer, for who may.
pub fn add_link() -> AnyView {
    let texts = use_texts();
    let may_add = use_viewer().is_some_and(|viewer| may(&viewer, Action::AddCustomer));
    may_add
        .then(|| view! { <a class="button is-primary" href=routes::NEW_CUSTOMER><Icon name="plus" />{texts.add_title()}</a> })
        .into_any()
}
