//! Moving on to another page from a program, in the browser only.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Moves on to a page. On the server nothing moves, and the router's own function must not be kept there: it belongs
/// to one thread and panics when it is dropped on another.
pub fn use_go() -> impl Fn(&str, NavigateOptions) + Copy + 'static {
    let navigate = (!cfg!(feature = "ssr")).then(|| StoredValue::new_local(use_navigate()));
    move |to: &str, options: NavigateOptions| {
        if navigate.is_some() && crate::routes::is_from_server(to) {
            let location = window().location();
            let _ = if options.replace { location.replace(to) } else { location.assign(to) };
            return;
        }
        if let Some(navigate) = navigate {
            navigate.with_value(|navigate| navigate(to, options));
        }
    }
}
