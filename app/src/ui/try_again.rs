//! Sending the same once more, where not even the page with the form could be made: what was typed is not lost.

use super::SubmitButton;
use crate::form::Typed;
use crate::start::use_texts;
use leptos::prelude::*;

/// A button with everything that was posted behind it. An ordinary post in every browser: only an ordinary post leads here.
#[component]
pub fn TryAgain(
    /// Where it was posted to.
    #[prop(into)]
    path: String,
    /// What was typed; passwords are never sent back.
    typed: Typed,
) -> impl IntoView {
    let texts = use_texts();
    let hidden = typed
        .without_passwords()
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> })
        .collect_view();
    view! {
        <form method="post" action=path class="form">
            {hidden}
            <p>{texts.try_again_kept()}</p>
            <div class="form__foot is-still"><SubmitButton text=texts.try_again_action() /></div>
        </form>
    }
}

/// The same as a whole document, where nobody even knows who asks: the database is away.
#[cfg(feature = "ssr")]
#[must_use]
pub fn try_again_document(
    language: crate::language::Language,
    style_sheet: &str,
    path: &str,
    typed: &Typed,
    sentence: &str,
) -> String {
    let escape = |text: &str| super::escape(text).replace('"', "&quot;");
    let texts = crate::language::Texts { language };
    let hidden: String = typed
        .clone()
        .without_passwords()
        .iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value)))
        .collect();
    format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Defter</title><link rel=\"stylesheet\" href=\"{style}\"></head><body><main class=\"content\"><h1>Defter</h1>\
         <div class=\"panel error-panel\" role=\"alert\"><p>{sentence}</p><p>{kept}</p>\
         <form method=\"post\" action=\"{path}\" class=\"form\">{hidden}\
         <button type=\"submit\" class=\"button is-primary\">{action}</button></form></div></main></body></html>",
        code = language.code(),
        style = escape(style_sheet),
        sentence = escape(sentence),
        kept = escape(texts.try_again_kept()),
        path = escape(path),
        action = escape(texts.try_again_action()),
    )
}
