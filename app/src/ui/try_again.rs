//! Sending the same once more, where not even the page with the form could be made: what was typed is not lost.

use super::SubmitButton;
#[cfg(feature = "ssr")]
use super::error_panel::posted_sentence;
use crate::posted::Posted;
use crate::start::use_texts;
use crate::texts::Texts;
#[cfg(feature = "ssr")]
use crate::wire::Error;
use leptos::prelude::*;

/// A button with everything that was posted behind it. An ordinary post in every browser: only an ordinary post leads here.
#[component]
pub fn TryAgain(
    /// What was posted, and where to.
    posted: Posted,
) -> impl IntoView {
    let texts = use_texts();
    let kept = kept_sentence(&posted, texts);
    let hidden = posted
        .typed
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> })
        .collect_view();
    view! {
        <form method="post" action=posted.path class="form">
            {hidden}
            <p>{kept}</p>
            <div class="form__foot is-still"><SubmitButton text=texts.try_again_action() /></div>
        </form>
    }
}

/// What is behind the button.
fn kept_sentence(posted: &Posted, texts: Texts) -> &'static str {
    if posted.lacks_passwords { texts.try_again_passwords() } else { texts.try_again_kept() }
}

/// The same as a whole document, where nobody even knows who asks: the database is away.
#[cfg(feature = "ssr")]
#[must_use]
pub fn try_again_document(
    language: model::language::Language,
    style_sheet: &str,
    posted: &Posted,
    error: &Error,
) -> String {
    let escape = |text: &str| super::escape(text).replace('"', "&quot;");
    let texts = Texts { language };
    let (sentence, kept) = (posted_sentence(error, posted, texts), kept_sentence(posted, texts));
    let input = |(name, value): (&str, &str)| {
        ["<input type=\"hidden\" name=\"", &escape(name), "\" value=\"", &escape(value), "\">"].concat()
    };
    let hidden = posted.typed.iter().map(input).collect::<Vec<_>>().concat();
    format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Defter</title><link rel=\"stylesheet\" href=\"{style}\"></head><body><main class=\"page\"><h1 class=\"page-head__title\">Defter</h1>\
         <div class=\"error-panel\" role=\"alert\"><p>{sentence}</p><p>{kept}</p>\
         <form method=\"post\" action=\"{path}\" class=\"form\">{hidden}\
         <button type=\"submit\" class=\"button is-primary\">{action}</button></form></div></main></body></html>",
        code = language.code(),
        style = escape(style_sheet),
        sentence = escape(&sentence),
        kept = escape(kept),
        path = escape(&posted.path),
        action = escape(texts.try_again_action()),
    )
}
