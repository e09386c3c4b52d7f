//! The id that a page's path names.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

/// The id in the page's path; one that is none finds nothing.
pub fn use_path_id() -> Memo<Uuid> {
    let parameters = use_params_map();
    Memo::new(move |_| {
        parameters.with(|parameters| parameters.get("id").and_then(|id| Uuid::try_parse(&id).ok()).unwrap_or_default())
    })
}
