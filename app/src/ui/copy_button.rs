//! Copies a value that people quote.

use super::Icon;
use crate::start::use_texts;
use leptos::prelude::*;
use std::time::Duration;

/// How long the button says that it copied.
const SAID: Duration = Duration::from_secs(2);

/// A button that copies a text. It appears with the browser's side, without which it could do nothing.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
    /// What it is, for people who do not see where the button stands.
    label: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let is_ready = RwSignal::new(false);
    let is_copied = RwSignal::new(false);
    Effect::new(move |_| is_ready.set(true));
    let copy = move |_| {
        let promise = window().navigator().clipboard().write_text(&text);
        leptos::task::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
                is_copied.set(true);
                set_timeout(
                    move || {
                        is_copied.try_set(false);
                    },
                    SAID,
                );
            }
        });
    };
    view! {
        <button type="button" class="copy" class:is-ready=is_ready on:click=copy>
            {move || if is_copied.get() { view! { <Icon name="check" /> } } else { view! { <Icon name="copy" /> } }}
            <span class="visually-hidden">{label}</span>
            <span role="status" class="copy__said">{move || is_copied.get().then(|| texts.copy_done())}</span>
        </button>
    }
}
