//! A page that the server renders and the browser does not bring to life.
//!
//! Pages of links and plain forms that few people open need no program of their own in the browser: each would make
//! everybody's first load longer (decision 0013). In the browser this stands in their place on the way there.

use crate::start::use_texts;
use leptos::prelude::*;

/// Asks the server for the page whose path was followed, in the place of the step that led here: Back leads to where
/// one was.
#[component]
pub fn FromServer() -> impl IntoView {
    Effect::new(|_| {
        let location = window().location();
        if let Ok(href) = location.href() {
            let _ = location.replace(&href);
        }
    });
    view! { <p class="loading" role="status">{use_texts().state_loading()}</p> }
}
