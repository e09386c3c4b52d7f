//! What is being typed, kept in the browser's tab: Back and Forward bring it back, and leaving asks first.

use super::update_state::UpdateState;
use crate::customers::CustomerText;
use crate::error::Error;
use leptos::ev;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

const PREFIX: &str = "draft:";

#[derive(Serialize, Deserialize)]
struct Draft {
    version: i64,
    text: CustomerText,
    #[serde(default)]
    reason: String,
}

/// Keeps what was typed.
pub fn keep(key: &str, state: UpdateState) {
    let draft = Draft {
        version: state.version.get_untracked(),
        text: state.text.get_untracked(),
        reason: state.reason.get_untracked(),
    };
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&draft)) {
        let _ = storage.set_item(key, &json);
    }
}

/// Forgets what was typed.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Brings back what was typed; answers whether there was anything.
pub fn restore(key: &str, state: UpdateState) -> bool {
    let kept = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    let Some(draft) = kept.and_then(|json| serde_json::from_str::<Draft>(&json).ok()) else {
        return false;
    };
    if draft.text == state.text.get_untracked() {
        return false;
    }
    state.version.set(draft.version);
    state.text.set(draft.text);
    state.reason.set(draft.reason);
    state.drawn.update(|drawn| *drawn += 1);
    true
}

/// Asks before a link or a reload leaves something typed behind.
pub fn guard(key: StoredValue<String>, state: UpdateState, question: &'static str) {
    let unload = window_event_listener(ev::beforeunload, move |event| {
        // Who was signed out leaves to sign in, and the draft waits.
        let is_signed_out = state.error.with_untracked(|error| *error == Some(Error::SignedOut));
        if state.is_dirty() && !is_signed_out {
            event.prevent_default();
        }
    });
    // On the document and while the click travels down, before the router hears of it.
    let click = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        // A click that opens another tab leaves nothing behind.
        let opens_another = event
            .dyn_ref::<web_sys::MouseEvent>()
            .is_some_and(|click| click.ctrl_key() || click.meta_key() || click.shift_key() || click.button() != 0);
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        // Signing in again leads back, and the draft waits.
        let leaves = link
            .and_then(|link| link.get_attribute("href"))
            .is_some_and(|href| !href.starts_with('#') && !href.starts_with(crate::routes::SIGN_IN));
        if !leaves || opens_another || !state.is_dirty() {
            return;
        }
        if window().confirm_with_message(question).unwrap_or(true) {
            key.with_value(|key| forget(key));
            state.text.set(state.stored.get_untracked().text);
        } else {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    let _ = document().add_event_listener_with_callback_and_bool("click", click.as_ref().unchecked_ref(), true);
    let click = StoredValue::new_local(Some(click));
    on_cleanup(move || {
        unload.remove();
        if let Some(click) = click.try_update_value(Option::take).flatten() {
            let _ =
                document().remove_event_listener_with_callback_and_bool("click", click.as_ref().unchecked_ref(), true);
        }
    });
}

/// The name that a person's draft of a customer is kept under: never shown to the next who uses the tab.
pub fn key(id: Uuid) -> String {
    let viewer = crate::start::use_viewer().map(|viewer| viewer.id).unwrap_or_default();
    format!("{PREFIX}{viewer}:{id}")
}

/// Whether anything typed waits in this tab.
pub fn is_waiting() -> bool {
    storage().is_some_and(|storage| {
        let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
        keys.into_iter().any(|key| key.starts_with(PREFIX))
    })
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
