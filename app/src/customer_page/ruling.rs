//! What the policy says to a change, and what follows from it.

use crate::start::use_texts;
use crate::ui::{Icon, Notice, Tone};
use crate::words::{roles_text, rule_text};
use leptos::prelude::*;
use model::changes::{Consequence, Ruling, Verdict};

/// Whether somebody else looks at a change first, or whether it is not made at all; nothing where it is made at once.
#[component]
pub fn Ruled(
    /// What the policy says.
    ruling: Ruling,
) -> impl IntoView {
    let texts = use_texts();
    match ruling.verdict {
        Verdict::Auto => ().into_any(),
        Verdict::Review => {
            let rules: Vec<String> = ruling.rules.iter().map(|rule| rule_text(rule, texts)).collect();
            view! {
                <Notice tone=Tone::Wait>
                    <p>{texts.review_second_person(&roles_text(&ruling.reviewers, texts))}</p>
                    <p class="quiet">{texts.request_asked_by()} ": " {rules.join("; ")}</p>
                </Notice>
            }
            .into_any()
        }
        Verdict::Never => view! { <Notice tone=Tone::Bad>{texts.problem_never_changed()}</Notice> }.into_any(),
    }
}

/// What follows from a change, in words; nothing where nothing does.
#[component]
pub fn Consequences(
    /// What follows.
    consequences: Vec<Consequence>,
) -> impl IntoView {
    let texts = use_texts();
    let sentence = |consequence: Consequence| match consequence {
        Consequence::Verification => texts.consequence_verification().to_owned(),
        Consequence::InvoicesMove => texts.consequence_invoices_move().to_owned(),
        Consequence::ContactsTold { old, new } => texts.consequence_contacts_told(&old, &new),
        Consequence::ContactTold { to } => texts.consequence_contact_told(&to),
        Consequence::Currency => texts.consequence_currency().to_owned(),
        Consequence::RegistryAsked => texts.consequence_registry_asked().to_owned(),
        Consequence::Language => texts.consequence_language().to_owned(),
    };
    let lines: Vec<String> = consequences.into_iter().map(sentence).collect();
    view! {
        {(!lines.is_empty()).then(|| view! {
            <section class="warnings is-note">
                <h3 class="warnings__title"><Icon name="right" />{texts.consequence_title()}</h3>
                <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
        })}
    }
}
