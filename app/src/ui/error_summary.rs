//! Everything that is wrong with a form, on top, with the focus, each line a link to its field (after GOV.UK's pattern).

use super::Icon;
use crate::start::use_texts;
use crate::words::problem_sentence;
use leptos::html;
use leptos::prelude::*;
use model::field_errors::FieldErrors;
use model::fields::Finding;
use wasm_bindgen::JsCast;

/// What a form calls a field, where that is not its usual label.
pub type Called = Callback<String, Option<String>>;

/// The summary; nothing while nothing is wrong. A browser without JavaScript gives it the focus by its `autofocus`.
#[component]
pub fn ErrorSummary(
    /// What is wrong.
    errors: RwSignal<FieldErrors>,
    /// The label of a field.
    label: fn(&str, crate::texts::Texts) -> String,
    /// What this form calls a field, where that is not its usual label.
    #[prop(default = None, into)]
    called: Option<Called>,
) -> impl IntoView {
    let texts = use_texts();
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if !errors.read().is_empty()
            && let Some(summary) = summary.get()
        {
            let _ = summary.focus();
        }
    });
    let lines = move || {
        let line = |finding: &Finding| {
            let name = &finding.path;
            let label = called.and_then(|called| called.run(name.clone())).unwrap_or_else(|| label(name, texts));
            let text = format!("{label}: {}", problem_sentence(finding, texts));
            let id = name.clone();
            // The field takes the focus; the address stays as it is.
            let go = move |event: leptos::ev::MouseEvent| {
                let field =
                    document().get_element_by_id(&id).and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(field) = field {
                    event.prevent_default();
                    event.stop_propagation();
                    let _ = field.focus();
                }
            };
            view! { <li><a href=format!("#{name}") on:click=go>{text}</a></li> }
        };
        errors.read().iter().map(line).collect_view()
    };
    move || {
        (!errors.read().is_empty()).then(|| {
            view! {
                <div class="error-summary" role="alert" tabindex="-1" autofocus=true node_ref=summary>
                    <h2 class="error-summary__title"><Icon name="alert" />{texts.form_problems()}</h2>
                    <ul>{lines}</ul>
                </div>
            }
        })
    }
}
