//! The policy of changes as it holds: which wait for a second person.

use super::api::find_change_policy;
use crate::routes;
use crate::start::use_texts;
use crate::ui::{Crumb, Page, PageData, Time};
use crate::words::{roles_text, rule_text, verdict_text};
use leptos::prelude::*;
use model::changes::{PolicyShown, PolicyVersion, Verdict};

/// The page.
#[component]
pub fn ChangePolicyPage() -> impl IntoView {
    PageData::new(String::new, find_change_policy).show(|shown| view! { <Shown shown /> }.into_any())
}

#[component]
fn Shown(shown: PolicyShown) -> impl IntoView {
    let texts = use_texts();
    let PolicyShown { policy, versions } = shown;
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
            <Versions versions />
            <p class="page-note">{texts.policy_how()}</p>
        </Page>
    }
}

/// Since when the table is in force, and what was in force before it.
#[component]
fn Versions(versions: Vec<PolicyVersion>) -> impl IntoView {
    let texts = use_texts();
    let mut versions = versions.into_iter();
    let Some(newest) = versions.next() else {
        return view! { <p class="page-note">{texts.policy_built_in()}</p> }.into_any();
    };
    let line = move |version: PolicyVersion| view! { <Time at_us=version.at_us /> " · " {texts.policy_entry(&version.seq.to_string())} };
    let earlier = versions.map(|version| view! { <li>{line(version)}</li> }).collect::<Vec<_>>();
    let earlier = (!earlier.is_empty()).then(|| view! { <h2>{texts.policy_earlier()}</h2> <ul>{earlier}</ul> });
    view! {
        <p class="page-note">{texts.policy_since()} " " {line(newest)}</p>
        {earlier}
    }
    .into_any()
}
