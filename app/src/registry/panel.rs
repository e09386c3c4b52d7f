//! A registry's answer on the account page: what it said, how old that is, and the way to ask.

use super::api::ask_registry;
use super::evidence::{Evidence, RegistryShown, State};
use crate::account::find_account;
use crate::error::Error;
use crate::form::Typed;
use crate::language::Texts;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{CopyButton, ErrorNotice, PostForm, SubmitButton, Time};
use leptos::prelude::*;
use std::time::Duration;
use uuid::Uuid;

/// How often an open page looks whether an answer has come, and how long it waits in between.
const LOOKS: u32 = 10;
const BETWEEN_LOOKS: Duration = Duration::from_secs(3);

/// What VIES answered about the account's VAT ID.
#[component]
pub fn RegistryPanel(
    /// Which customer.
    id: Uuid,
    /// What is known.
    shown: RegistryShown,
    /// Whether the viewer may ask.
    may_ask: bool,
) -> impl IntoView {
    let texts = use_texts();
    let is_on = shown.is_on;
    let shown = RwSignal::new(shown.evidence);
    let error = RwSignal::new(None::<Error>);
    let is_busy = RwSignal::new(false);
    Effect::new(move |_| look_again(id, shown, LOOKS));
    let on_submit = Callback::new(move |_: Typed| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            match ask_registry(id).await {
                Ok(asked) => {
                    error.try_set(None);
                    shown.try_set(asked.and_then(|asked| asked.evidence));
                    look_again(id, shown, LOOKS);
                }
                Err(failed) => drop(error.try_set(Some(failed))),
            }
            is_busy.try_set(false);
        });
    });
    let action = move || {
        let text = if shown.read().is_some() { texts.registry_ask_again() } else { texts.registry_ask() };
        let posts = view! {
            <PostForm action=routes::account(id) on_submit label=texts.registry_title()>
                <SubmitButton text step="ask_registry" look="is-small" is_busy />
            </PostForm>
        };
        (is_on && may_ask).then_some(posts)
    };
    view! {
        <section class="panel" aria-labelledby="registry-title">
            <div class="panel__head">
                <h2 id="registry-title" class="panel__title">{texts.registry_title()}</h2>
                {action}
            </div>
            <ErrorNotice error=Signal::derive(move || error.get()) />
            <div aria-live="polite">
                {move || shown.get().map_or_else(
                    || view! { <p class="panel__text">{texts.registry_none()}</p> }.into_any(),
                    |evidence| view! { <Answer evidence /> }.into_any(),
                )}
            </div>
        </section>
    }
}

/// Looks whether an answer has come, a few times: whoever has just asked need not load the page anew.
fn look_again(id: Uuid, shown: RwSignal<Option<Evidence>>, looks_left: u32) {
    let waits = move || {
        shown.try_with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.state == State::Waiting))
            == Some(true)
    };
    if looks_left == 0 || !waits() {
        return;
    }
    let look = move || {
        leptos::task::spawn_local(async move {
            if waits()
                && let Ok(account) = find_account(id).await
            {
                shown.try_set(account.registry.and_then(|registry| registry.evidence));
                look_again(id, shown, looks_left - 1);
            }
        });
    };
    set_timeout(look, BETWEEN_LOOKS);
}

#[component]
fn Answer(evidence: Evidence) -> impl IntoView {
    let texts = use_texts();
    let (tone, word, sentence) = words(evidence.state, texts);
    let age = if evidence.age_days == 0 {
        texts.registry_today().to_owned()
    } else {
        texts.registry_days_ago(u64::from(evidence.age_days))
    };
    let fact = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div class="fact"><dt>{label}</dt><dd class="lines">{value}</dd></div> })
    };
    let tries = (!evidence.failure.is_empty()).then(|| {
        view! {
            <div class="fact">
                <dt>{texts.registry_tries()}</dt>
                <dd>{texts.registry_tried(u64::from(evidence.attempts))} " · " <code class="id">{evidence.failure.clone()}</code></dd>
            </div>
        }
    });
    let next = (evidence.state == State::Waiting && !evidence.failure.is_empty()).then(|| {
        view! { <div class="fact"><dt>{texts.registry_next()}</dt><dd><Time at_us=evidence.next_try_at_us /></dd></div> }
    });
    let identifier = evidence.request_identifier.clone();
    view! {
        <p class="panel__text"><span class=format!("tag {tone}")>{word}</span> " " {sentence}</p>
        <dl class="facts">
            <div class="fact"><dt>{texts.registry_number()}</dt><dd><code class="id">{evidence.vat_id.clone()}</code></dd></div>
            <div class="fact"><dt>{texts.registry_when()}</dt><dd><Time at_us=evidence.at_us /> " · " {age}</dd></div>
            {fact(texts.registry_name(), evidence.registered_name.clone())}
            {fact(texts.registry_address(), evidence.registered_address.clone())}
            {(!identifier.is_empty()).then(|| view! {
                <div class="fact">
                    <dt>{texts.registry_identifier()}</dt>
                    <dd><code class="id">{identifier.clone()}</code> " " <CopyButton text=identifier.clone() label=texts.copy_action() /></dd>
                </div>
            })}
            {tries}
            {next}
        </dl>
    }
}

/// How a state looks, what it is called, and what it means.
fn words(state: State, texts: Texts) -> (&'static str, &'static str, &'static str) {
    match state {
        State::Waiting => ("", texts.registry_waiting(), texts.registry_waiting_hint()),
        State::Valid => ("is-good", texts.registry_valid(), texts.registry_valid_hint()),
        State::Invalid => ("is-bad", texts.registry_invalid(), texts.registry_invalid_hint()),
        State::Unasked => ("", texts.registry_unasked(), texts.registry_unasked_hint()),
    }
}
