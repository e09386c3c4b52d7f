//! A registry's answer on the account page: what it said, how old that is, and the way to ask. A save never waits for a
//! registry, and one that is away says nothing about a number.

use super::registry_api::ask_registry;
use crate::account::find_account;
use crate::form::Typed;
use crate::routes;
use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{ErrorNotice, PostForm, SubmitButton, Time, fact, quoted};
use crate::wire::Error;
use leptos::prelude::*;
use model::registry::{Evidence, RegistryShown, State};
use std::time::Duration;
use uuid::Uuid;

/// How often an open page looks whether an answer has come, and how long it waits in between.
const LOOKS: u32 = 10;
const BETWEEN_LOOKS: Duration = Duration::from_secs(3);

/// What the panel shows, and how often it will still look for more.
#[derive(Clone, Copy)]
struct Panel {
    id: Uuid,
    shown: RwSignal<Vec<Evidence>>,
    looks_left: StoredValue<u32>,
}

impl Panel {
    fn show(self, shown: Option<RegistryShown>) {
        let evidence = shown.map(|shown| shown.evidence).unwrap_or_default();
        if self.shown.try_with_untracked(|known| *known != evidence) == Some(true) {
            self.shown.set(evidence);
        }
    }

    fn waits(self) -> bool {
        let is_first = |shown: &Vec<Evidence>| shown.first().is_some_and(|shown| shown.state == State::Waiting);
        self.shown.try_with_untracked(is_first) == Some(true)
    }

    /// Looks whether an answer has come, a few times: whoever has just asked need not load the page anew.
    fn look_again(self) {
        let is_looking = self.looks_left.try_get_value().unwrap_or_default() > 0;
        self.looks_left.try_update_value(|left| *left = LOOKS);
        if !is_looking {
            self.look_later();
        }
    }

    fn look_later(self) {
        let left = self.looks_left.try_get_value().unwrap_or_default();
        if left == 0 || !self.waits() {
            self.looks_left.try_update_value(|left| *left = 0);
            return;
        }
        self.looks_left.try_update_value(|left| *left -= 1);
        let look = move || {
            leptos::task::spawn_local(async move {
                if let Ok(account) = find_account(self.id).await {
                    self.show(account.registry);
                }
                self.look_later();
            });
        };
        set_timeout(look, BETWEEN_LOOKS);
    }
}

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
    let panel = Panel { id, shown: RwSignal::new(shown.evidence), looks_left: StoredValue::new(0) };
    let error = RwSignal::new(None::<Error>);
    let is_busy = RwSignal::new(false);
    Effect::new(move |_| panel.look_again());
    let on_submit = Callback::new(move |_: Typed| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let asked = ask_registry(id).await;
            error.try_set(asked.as_ref().err().cloned());
            if let Ok(asked) = asked {
                panel.show(asked);
                panel.look_again();
            }
            is_busy.try_set(false);
        });
    });
    let action = (is_on && may_ask).then(|| {
        let text =
            if panel.shown.read_untracked().is_empty() { texts.registry_ask() } else { texts.registry_ask_again() };
        view! {
            <PostForm action=routes::account(id) on_submit label=texts.registry_title()>
                <SubmitButton text step="ask_registry" look="is-small" is_busy />
            </PostForm>
        }
    });
    view! {
        <section class="panel" aria-labelledby="registry-title">
            <div class="panel__head">
                <h2 id="registry-title" class="panel__title">{texts.registry_title()}</h2>
                {action}
            </div>
            <ErrorNotice error=Signal::derive(move || error.get()) />
            <div aria-live="polite">
                {move || {
                    let shown = panel.shown.get();
                    let none = shown.is_empty().then(|| view! { <p class="panel__text">{texts.registry_none()}</p> });
                    view! { {none} {shown.into_iter().map(|evidence| answer(evidence, texts)).collect_view()} }
                }}
            </div>
        </section>
    }
}

fn answer(evidence: Evidence, texts: Texts) -> AnyView {
    let (tone, word, sentence) = words(evidence.state, texts);
    let age = if evidence.age_days == 0 {
        texts.registry_today().to_owned()
    } else {
        texts.registry_days_ago(u64::from(evidence.age_days))
    };
    let when = view! { <Time at_us=evidence.at_us /> " · " {age} }.into_any();
    let mut facts = vec![
        fact(texts.registry_number(), quoted(evidence.vat_id, texts.copy_action())),
        fact(texts.registry_when(), when),
    ];
    for (term, value) in
        [(texts.registry_name(), evidence.registered_name), (texts.registry_address(), evidence.registered_address)]
    {
        if !value.is_empty() {
            facts.push(fact(term, view! { <span class="lines">{value}</span> }.into_any()));
        }
    }
    if !evidence.request_identifier.is_empty() {
        facts.push(fact(texts.registry_identifier(), quoted(evidence.request_identifier, texts.copy_action())));
    }
    if !evidence.failure.is_empty() {
        let tries = format!("{} · {}", texts.registry_tried(u64::from(evidence.attempts)), evidence.failure);
        facts.push(fact(texts.registry_tries(), tries.into_any()));
        if evidence.state == State::Waiting {
            facts.push(fact(texts.registry_next(), view! { <Time at_us=evidence.next_try_at_us /> }.into_any()));
        }
    }
    view! {
        <p class="panel__text"><span class=format!("tag {tone}")>{word}</span> " " {sentence}</p>
        <dl class="facts">{facts}</dl>
    }
    .into_any()
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
