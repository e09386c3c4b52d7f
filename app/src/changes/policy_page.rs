//! The policy of changes as it holds: which wait for a second person.

use super::api::find_change_policy;
use super::policy::{ChangePolicy, Verdict};
use super::waiting::rule_text;
use crate::language::Texts;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{Crumb, Page, PageData, roles_text};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ChangePolicyPage() -> impl IntoView {
    PageData::new(String::new, find_change_policy).show(|policy| view! { <Shown policy /> }.into_any())
}

/// A verdict in words.
#[must_use]
pub fn verdict_text(verdict: Verdict, texts: Texts) -> &'static str {
    match verdict {
        Verdict::Auto => texts.policy_auto(),
        Verdict::Review => texts.policy_review(),
        Verdict::Never => texts.policy_never(),
    }
}

#[component]
fn Shown(policy: ChangePolicy) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Page title=texts.policy_title() trail=vec![Crumb::new(routes::REQUESTS, texts.requests_title())]>
            <p class="lead">{texts.policy_lead()}</p>
            <div class="panel">
                <table class="diff">
                    <thead>
                        <tr><th scope="col">{texts.policy_what()}</th><th scope="col">{texts.policy_verdict()}</th><th scope="col">{texts.request_reviewers()}</th></tr>
                    </thead>
                    <tbody>
                        {policy.0.into_iter().map(|rule| view! {
                            <tr>
                                <th scope="row">{rule_text(&rule.name(), texts)}</th>
                                <td data-label=texts.policy_verdict()>{verdict_text(rule.verdict, texts)}</td>
                                <td data-label=texts.request_reviewers()>{if rule.verdict == Verdict::Review { roles_text(&rule.reviewers, texts) } else { "–".to_owned() }}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
            <p class="page-note">{texts.policy_how()}</p>
        </Page>
    }
}
