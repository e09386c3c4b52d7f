//! An ordinary form that posts to its page, and in the browser hands what was typed to the page instead.

use crate::form::Typed;
use crate::start::use_viewer;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The field that names whose page a form was sent from.
pub const AS: &str = "as";

/// A form that works before the browser's side has loaded, and without it.
#[component]
pub fn PostForm(
    /// The page's path.
    #[prop(into)]
    action: String,
    /// What happens in the browser; nothing on pages that are the server's alone.
    #[prop(optional)]
    on_submit: Option<Callback<Typed>>,
    /// The element's class.
    #[prop(optional)]
    class: &'static str,
    /// Tells assistive technology what the form does.
    #[prop(optional, into)]
    label: Option<String>,
    children: Children,
) -> impl IntoView {
    // Whose page it is: who signs in meanwhile in another tab does nothing in their name.
    let person = use_viewer().map(|viewer| view! { <input type="hidden" name=AS value=viewer.id.to_string() /> });
    // The server checks by the same rules and says so in the person's language, so the browser's own bubbles stay away.
    view! {
        <form method="post" action=action class=class aria-label=label novalidate on:submit=move |event| {
            let Some(on_submit) = on_submit else { return };
            event.prevent_default();
            if let Some(typed) = typed_of(&event) {
                on_submit.run(typed);
            }
        }>{person}{children()}</form>
    }
}

/// The button that sends a form.
#[component]
pub fn SubmitButton(
    /// What the button does, as a verb.
    #[prop(into)]
    text: String,
    /// Whether the form is on its way.
    #[prop(optional, into)]
    is_busy: Signal<bool>,
    /// The look: `is-primary`, `is-quiet` or `is-danger`.
    #[prop(default = "is-primary")]
    look: &'static str,
    /// What the form says when this button sent it.
    #[prop(optional)]
    step: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button type="submit" class=format!("button {look}") name=step.map(|_| "step") value=step aria-disabled=move || is_busy.get().then_some("true")>
            {text}
        </button>
    }
}

/// What a form would send: its fields, and the button that sent it.
#[must_use]
pub fn typed_of(event: &SubmitEvent) -> Option<Typed> {
    let form = event.target()?.dyn_into::<web_sys::HtmlFormElement>().ok()?;
    let mut typed = typed_in(&form)?;
    if let Some(button) = event.submitter().and_then(|button| button.dyn_into::<web_sys::HtmlButtonElement>().ok())
        && !button.name().is_empty()
    {
        typed.set(&button.name(), button.value());
    }
    Some(typed)
}

/// What stands in a form's fields.
#[must_use]
pub fn typed_in(form: &web_sys::HtmlFormElement) -> Option<Typed> {
    let sent = web_sys::FormData::new_with_form(form).ok()?;
    let text = web_sys::UrlSearchParams::new_with_str_sequence_sequence(&sent).ok()?.to_string();
    Typed::of_urlencoded(String::from(text).as_bytes())
}
