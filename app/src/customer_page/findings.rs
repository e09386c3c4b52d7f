//! What was found in what is to be changed.

use crate::routes;
use crate::start::use_texts;
use crate::texts::Texts;
use crate::ui::{Called, Icon};
use crate::words::{alike_sentence, name_label, problem_sentence};
use leptos::prelude::*;
use model::customers::{Alike, FieldChange};
use model::fields::{Finding, Problem};

/// Whether a finding is said by the alarm.
#[must_use]
pub fn is_alarming(finding: &Finding) -> bool {
    finding.problem == Problem::EmailMoved
}

/// What looks like fraud: the one loud piece, before everything else; nothing where nothing does.
#[component]
pub fn Alarm(
    /// What was found.
    findings: Vec<Finding>,
    /// What is changed.
    changes: Vec<FieldChange>,
) -> impl IntoView {
    let texts = use_texts();
    let finding = findings.into_iter().find(is_alarming)?;
    let change = changes.into_iter().find(|change| change.field == finding.path);
    Some(view! {
        <section class="alarm">
            <h2 class="alarm__title"><Icon name="alert" />{texts.alarm_title()}</h2>
            <div class="alarm__text">
                {change.map(|change| view! { <p>{name_label(&finding.path, texts)} ": " <del>{change.old}</del> " → " <ins>{change.new}</ins></p> })}
                <p>{texts.alarm_text()}</p>
            </div>
        </section>
    })
}

/// What to look at once more, each at its field; nothing where nothing was found.
#[component]
pub fn Findings(
    /// What stands above them.
    title: &'static str,
    /// What was found.
    findings: Vec<Finding>,
    /// Whether somebody has to say why it is right all the same.
    is_warning: bool,
    /// Whether they stand right under the page's heading.
    #[prop(optional)]
    is_first: bool,
    /// What the form calls a field, where that is not its usual label.
    #[prop(default = None, into)]
    called: Option<Called>,
    /// Customers that are there already, for what is said of them.
    #[prop(optional)]
    alike: Vec<Alike>,
) -> impl IntoView {
    let texts = use_texts();
    let class = if is_warning { "warnings" } else { "warnings is-note" };
    let icon = if is_warning { "warning" } else { "info" };
    let label = move |path: &str| {
        called.and_then(|called| called.run(path.to_owned())).unwrap_or_else(|| name_label(path, texts))
    };
    (!findings.is_empty()).then(|| {
        view! {
            <section class=class>
                {if is_first {
                    view! { <h2 class="warnings__title"><Icon name=icon />{title}</h2> }.into_any()
                } else {
                    view! { <h3 class="warnings__title"><Icon name=icon />{title}</h3> }.into_any()
                }}
                <ul>
                    {findings.into_iter().map(|finding| view! {
                        <li>
                            <strong>{label(&finding.path)}": "</strong>{found_text(&finding, !alike.is_empty(), texts)}
                            {(finding.problem == Problem::AlreadyThere).then(|| alike_links(&alike, &finding.path, texts))}
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}

/// What was found, in words; who has the same already is named by links where the page knows them.
fn found_text(finding: &Finding, has_links: bool, texts: Texts) -> String {
    if has_links && finding.problem == Problem::AlreadyThere {
        return alike_sentence(&finding.path, texts).to_owned();
    }
    problem_sentence(finding, texts)
}

/// Links to the customers that have the same in a field, in windows of their own: what is being typed stays.
fn alike_links(alike: &[Alike], field: &str, texts: Texts) -> AnyView {
    let of_field = alike.iter().filter(|other| other.field == field);
    let link = |other: &Alike| {
        view! {
            " " <a href=routes::account(other.id) target="_blank" rel="noopener">{other.company_name.clone()}</a>
            {other.is_removed.then(|| format!(" ({})", texts.standing_removed()))}
        }
    };
    of_field.map(link).collect_view().into_any()
}
