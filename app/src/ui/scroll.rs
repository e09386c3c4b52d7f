//! Back and Forward bring a page back to where it was: the browser tries before the page's data is there.

use leptos::prelude::*;

/// Tries for this many frames until the page is long enough again: about a second.
const MAX_FRAMES: u32 = 60;

/// Installs the listeners, once for the whole visit. In the browser only.
pub fn watch_scroll() {
    let scrolled = window_event_listener_untyped("scroll", |_| {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&key(), &scrolled_px().to_string());
        }
    });
    let back = window_event_listener_untyped("popstate", |_| {
        // Taken now: while the pages change, the shorter one scrolls this one's place away.
        let Some(storage) = storage() else { return };
        if let Some(y) = storage.get_item(&key()).ok().flatten() {
            let _ = storage.set_item("scroll-back", &format!("{y} {}", key()));
        }
    });
    on_cleanup(move || {
        scrolled.remove();
        back.remove();
    });
}

/// Takes `?saved=…` out of the address once its notice is shown: reloading and Back do not say it again.
pub fn forget_query() {
    Effect::new(move |_| {
        if let (Ok(history), Ok(path)) = (window().history(), window().location().pathname()) {
            let state = history.state().unwrap_or_default();
            let _ = history.replace_state_with_url(&state, "", Some(&path));
        }
    });
}

/// Goes to where this page was left, if Back or Forward led here.
pub fn keep_scroll() {
    let Some(storage) = storage() else { return };
    let Some(back) = storage.get_item("scroll-back").ok().flatten() else {
        return;
    };
    if let Some((y, path)) = back.split_once(' ')
        && path == key()
    {
        let _ = storage.remove_item("scroll-back");
        scroll_when_long_enough(y.parse().unwrap_or_default(), MAX_FRAMES);
    }
}

/// Whole pixels: the tables that reading and writing fractions needs are a twentieth of the whole WASM.
fn scrolled_px() -> i32 {
    document().document_element().map_or(0, |root| root.scroll_top())
}

fn scroll_when_long_enough(y_px: i32, frames_left: u32) {
    request_animation_frame(move || {
        let Some(root) = document().document_element() else { return };
        if root.scroll_height() >= y_px.saturating_add(root.client_height()) || frames_left == 0 {
            root.set_scroll_top(y_px);
        } else {
            scroll_when_long_enough(y_px, frames_left - 1);
        }
    });
}

fn key() -> String {
    let location = window().location();
    format!("scroll:{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
