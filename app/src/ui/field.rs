//! One field of a form: label, hint, error and input, with the ids that hold them together made from its name.

use super::Icon;
use super::options::options;
use crate::start::use_texts;
use crate::words::problem_sentence;
use leptos::prelude::*;
use model::field_errors::FieldErrors;
use model::fields::Input;
use std::borrow::Cow;

/// A text input.
#[component]
pub fn TextField(
    /// The name of the field; also the input's id.
    name: &'static str,
    /// What the field is.
    label: &'static str,
    /// How a browser presents its value.
    input: Input,
    /// What stands in it at first.
    #[prop(into)]
    value: String,
    /// What is wrong with the form.
    errors: RwSignal<FieldErrors>,
    /// A sentence that helps.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// Whether it may stay empty.
    #[prop(optional, into)]
    is_optional: Signal<bool>,
    /// Whether only digits are typed here: a phone shows them large.
    #[prop(optional, into)]
    is_of_digits: Signal<bool>,
    /// Whether typing begins here.
    #[prop(optional)]
    is_focused: bool,
) -> impl IntoView {
    // No `maxlength`: it cuts a paste off without a word, and the rule says how long a text may be.
    // A browser's own check of e-mail addresses refuses what the rule takes, so the type asks for a keyboard only.
    let kind = if input.kind == "email" { "text" } else { input.kind };
    let is_shown = RwSignal::new(false);
    view! {
        <Labelled name label hint errors is_optional>
            <input
                class="input" class:is-short=input.max_chars <= 12 class:is-medium={input.max_chars > 12 && input.max_chars <= 50}
                id=name name=name type=move || if is_shown.get() { "text" } else { kind } value=value autofocus=is_focused
                inputmode=move || if is_of_digits.get() { "numeric" } else { input.inputmode }
                autocomplete=input.autocomplete spellcheck="false" aria-describedby=described_by(name)
                aria-invalid=move || errors.read().has(name).then_some("true")
            />
            {(kind == "password").then(|| view! { <ShowPassword name is_shown /> })}
        </Labelled>
    }
}

/// Shows what is typed as a password, where a program can.
#[component]
fn ShowPassword(name: &'static str, is_shown: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let is_alive = RwSignal::new(false);
    Effect::new(move |_| is_alive.set(true));
    view! {
        <button type="button" class="button is-quiet is-small" aria-controls=name hidden=move || !is_alive.get()
            aria-pressed=move || if is_shown.get() { "true" } else { "false" } on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)>
            {texts.password_show()}
        </button>
    }
}

/// What can be chosen: codes and names.
#[derive(Debug)]
pub struct Choices(Vec<(Cow<'static, str>, Cow<'static, str>)>);

impl From<Vec<(&'static str, &'static str)>> for Choices {
    fn from(choices: Vec<(&'static str, &'static str)>) -> Self {
        Self(choices.into_iter().map(|(code, name)| (code.into(), name.into())).collect())
    }
}

impl From<Vec<(String, String)>> for Choices {
    fn from(choices: Vec<(String, String)>) -> Self {
        Self(choices.into_iter().map(|(code, name)| (code.into(), name.into())).collect())
    }
}

/// A choice from a list.
#[component]
pub fn SelectField(
    /// The name of the field; also the input's id.
    name: &'static str,
    /// What the field is.
    label: &'static str,
    /// What can be chosen: codes and names.
    #[prop(into)]
    choices: Choices,
    /// What is chosen at first. A value that is no choice stays choosable, so that an old row is not changed unasked.
    #[prop(into)]
    value: String,
    /// What is wrong with the form.
    errors: RwSignal<FieldErrors>,
    /// A sentence that helps.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What choosing nothing is called, where it is a choice.
    #[prop(default = None, into)]
    nothing: Option<&'static str>,
    /// Follows the choice.
    #[prop(optional)]
    chosen: Option<RwSignal<String>>,
    /// Whether it may stay unchosen.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let texts = use_texts();
    let Choices(choices) = choices;
    let is_known = value.is_empty() || choices.iter().any(|(code, _)| *code == value);
    let nothing = nothing.or_else(|| value.is_empty().then(|| texts.form_choose()));
    let unknown = (!is_known).then_some((value.as_str(), value.as_str()));
    let known = choices.iter().map(|(code, name)| (code.as_ref(), name.as_ref()));
    let options = options(nothing, unknown.into_iter().chain(known), &value);
    view! {
        <Labelled name label hint errors is_optional=Signal::stored(is_optional)>
            <select
                class="input is-medium" id=name name=name autocomplete="off" aria-describedby=described_by(name)
                aria-invalid=move || errors.read().has(name).then_some("true")
                on:change=move |event| if let Some(chosen) = chosen { chosen.set(event_target_value(&event)) }
                inner_html=options
            ></select>
        </Labelled>
    }
}

/// A box to tick.
#[component]
pub fn CheckField(
    /// The name of the field; also the input's id.
    #[prop(into)]
    name: String,
    /// What ticking says.
    label: &'static str,
    /// Whether it is ticked at first.
    is_checked: bool,
    /// A sentence that helps.
    #[prop(default = None, into)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let hint_id = format!("{name}-hint");
    let described_by = hint.map(|_| hint_id.clone());
    view! {
        <div class="check">
            <input type="checkbox" id=name.clone() name=name.clone() value="true" checked=is_checked autocomplete="off" aria-describedby=described_by />
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
        </div>
    }
}

/// Several lines of text. The only `<textarea>` there is: Leptos 0.8 writes its child into the page as it is, so on
/// the server the text is escaped here (decision 0004); in the browser it is set as text.
#[component]
pub fn TextArea(
    /// The name of the field; also the input's id.
    name: &'static str,
    /// What the field is.
    label: &'static str,
    /// What stands in it at first.
    #[prop(into)]
    value: String,
    /// What is wrong with the form.
    errors: RwSignal<FieldErrors>,
    /// A sentence that helps.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// Whether it may stay empty.
    #[prop(default = true)]
    is_optional: bool,
) -> impl IntoView {
    // HTML drops a first line end after the tag, so one more keeps a text that begins with one.
    let text = if cfg!(feature = "ssr") { format!("\n{}", escape(&value)) } else { value };
    view! {
        <Labelled name label hint errors is_optional=Signal::stored(is_optional)>
            <textarea
                class="input" id=name name=name rows="3" autocomplete="off"
                aria-describedby=described_by(name) aria-invalid=move || errors.read().has(name).then_some("true")
            >
                {text}
            </textarea>
        </Labelled>
    }
}

/// Text as it can stand inside `<textarea>` and `<title>`, whose content browsers read up to the end tag.
#[must_use]
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Label above, hint under it, error between hint and input.
#[component]
fn Labelled(
    name: &'static str,
    label: &'static str,
    hint: Signal<String>,
    errors: RwSignal<FieldErrors>,
    #[prop(optional, into)] is_optional: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let sentence = move || errors.read().find(name).map(|finding| problem_sentence(finding, texts));
    view! {
        <div class="field" class:has-error=move || errors.read().has(name)>
            <label class="field__label" for=name>
                {label} <span class="field__optional">{move || is_optional.get().then(|| texts.form_optional())}</span>
            </label>
            <p class="field__hint" id=format!("{name}-hint")>{hint}</p>
            <p class="field__error" id=format!("{name}-error")>
                {move || sentence().map(|sentence| view! { <Icon name="alert" /> <span>{sentence}</span> })}
            </p>
            {children()}
        </div>
    }
}

fn described_by(name: &str) -> String {
    format!("{name}-hint {name}-error")
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn leaves_no_end_tag_in_text() {
        assert_eq!(escape("</textarea><script>&amp;"), "&lt;/textarea>&lt;script>&amp;amp;");
    }
}
