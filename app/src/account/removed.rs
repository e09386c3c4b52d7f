//! The form of a customer who is not active: nothing can be submitted, and what was typed is still there to be read and copied.

use super::show_page::StandingNotice;
use super::update_begun::Begun;
use crate::customer_page::customer_trail;
use crate::customers::text_of;
use crate::start::use_texts;
use crate::ui::{CopyButton, ErrorNotice, Page};
use crate::words::{name_label, read_text};
use leptos::prelude::*;
use model::customers::CustomerText;

/// What somebody typed of a customer who was removed meanwhile.
#[component]
pub fn Removed(
    /// What the page needs.
    begun: Begun,
) -> impl IntoView {
    let texts = use_texts();
    let Begun { account, posted, drafts, .. } = begun;
    let name = account.name().to_owned();
    let error = posted.as_ref().and_then(|posted| posted.error.clone());
    let posted = posted.map(|posted| (text_of(&posted.typed), posted.typed.get("reason").to_owned()));
    // What was posted is newer than what its draft holds.
    let typed: Vec<(CustomerText, String)> = match posted {
        Some(posted) => vec![posted],
        None => drafts.kept.into_iter().map(|draft| (draft.proposal.text, draft.proposal.reason)).collect(),
    };
    let stored = account.text.clone();
    let each = typed.into_iter().map(|(text, reason)| {
        let changes = stored.changes_to(&text);
        let lines =
            changes.into_iter().filter(|change| !change.new.is_empty()).map(|change| (change.field, change.new));
        let reason = Some(("reason".to_owned(), reason)).filter(|(_, reason)| !reason.is_empty());
        lines.chain(reason).collect::<Vec<_>>()
    });
    let each: Vec<Vec<(String, String)>> = each.filter(|lines| !lines.is_empty()).collect();
    view! {
        <Page title=texts.update_title() of=name.clone() trail=customer_trail(Some((account.id, &name)), texts)>
            <ErrorNotice error=Signal::stored(error) />
            <StandingNotice account=account.clone() />
            {each.into_iter().map(|lines| view! { <Typed lines /> }).collect_view()}
        </Page>
    }
}

/// What one form holds, to be copied.
#[component]
fn Typed(lines: Vec<(String, String)>) -> impl IntoView {
    let texts = use_texts();
    let line = |(field, value): (String, String)| {
        let shown = read_text(&field, &value, texts);
        view! { <div class="fact"><dt>{name_label(&field, texts)}</dt><dd>{shown.clone()} " " <CopyButton text=shown label=texts.copy_action() /></dd></div> }
    };
    view! {
        <section class="panel">
            <h2 class="panel__title">{texts.removed_typed()}</h2>
            <dl class="facts">{lines.into_iter().map(line).collect_view()}</dl>
        </section>
    }
}
