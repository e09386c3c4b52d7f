//! The pages that ask before a customer is removed or brought back: what follows, and why.

use super::api::preview_standing;
use super::waiting::RequestLine;
use crate::customer_page::{Findings, Ruled, customer_trail};
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_clock, use_posted, use_texts};
use crate::ui::{
    ErrorNotice, ErrorSummary, Icon, Notice, Page, PageData, PostForm, SubmitButton, TextArea, TextField, Tone,
    use_path_id,
};
use crate::wire::Error;
use crate::words::review_label;
use leptos::prelude::*;
use model::changes::{RequestSummary, StandingPreview, Verdict};
use model::customers::Standing;
use model::fields;
use model::fields::{Finding, Severity};

/// The page that asks before it removes.
#[component]
pub fn RemovePage() -> impl IntoView {
    page(Standing::Removed, routes::remove)
}

/// The page that asks before it brings back.
#[component]
pub fn RestorePage() -> impl IntoView {
    page(Standing::Active, routes::restore)
}

fn page(to: Standing, path: fn(uuid::Uuid) -> String) -> AnyView {
    let id = use_path_id();
    let posted = StoredValue::new(use_posted(&path(id.get_untracked())));
    let preview = PageData::new(move || id.get().to_string(), move || preview_standing(id.get_untracked(), to));
    preview.show(move |preview| {
        view! { <Shown to path=path(preview.customer_id) preview posted=posted.get_value() /> }.into_any()
    })
}

#[component]
fn Shown(to: Standing, path: String, preview: StandingPreview, posted: Option<Posted>) -> impl IntoView {
    let texts = use_texts();
    let is_removal = to == Standing::Removed;
    let StandingPreview { customer_id: id, company_name: name, version, standing, open, findings, alike, ruling } =
        preview;
    let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
    let errors = RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default());
    let (title, lead) = if is_removal {
        (texts.remove_title(), texts.remove_lead())
    } else {
        (texts.restore_title(), texts.restore_lead())
    };
    // What does not go from here any more asks for nothing.
    let from = if is_removal { Standing::Active } else { Standing::Removed };
    let (warnings, notes): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.severity > Severity::Info);
    let needs_reason = is_removal || !warnings.is_empty();
    let is_made = ruling.verdict != Verdict::Never;
    let action = match ruling.verdict {
        Verdict::Review => texts.review_send(),
        _ if is_removal => texts.remove_action(),
        _ => texts.restore_action(),
    };
    let hint = if is_removal {
        texts.remove_reason_hint()
    } else if needs_reason {
        texts.review_reason_needed_hint()
    } else {
        texts.review_reason_hint()
    };
    let when_hint = texts.review_when_hint(use_clock().zone());
    let look = if is_removal { "is-danger" } else { "is-primary" };
    view! {
        <Page title of=name.clone() trail=customer_trail(Some((id, &name)), texts)>
            <p class="page-note">{name}</p>
            <ErrorNotice error=Signal::stored(error) />
            <ErrorSummary errors label=review_label />
            {if standing == from {
                view! {
                    <p class="lead">{lead}</p>
                    {is_removal.then(|| view! { <Follows open /> })}
                    <Findings title=texts.review_warnings() findings=warnings is_warning=true is_first=true alike=alike.clone() />
                    <Findings title=texts.review_notes() findings=notes is_warning=false is_first=true alike />
                    <Ruled ruling />
                    <PostForm action=path class="form">
                        <input type="hidden" name="version" value=version />
                        <TextArea name="reason" label=texts.review_reason() hint=Signal::stored(hint.to_owned()) is_optional=!needs_reason value=typed.get("reason").to_owned() errors />
                        <TextField name="land_at" label=texts.review_when() hint=Signal::stored(when_hint) is_optional=Signal::stored(true) input=const { fields::LAND_AT.input } value=typed.get("land_at").to_owned() errors />
                        <div class="form__foot is-still">
                            {is_made.then(|| view! { <SubmitButton text=action step="submit" look /> })}
                            <a class="button is-quiet" href=routes::account(id)>{texts.form_cancel()}</a>
                        </div>
                    </PostForm>
                }.into_any()
            } else {
                let sentence = if is_removal { texts.remove_nothing() } else { texts.restore_nothing() };
                view! { <Notice tone=Tone::Note>{sentence} " " <a href=routes::account(id)>{texts.account_title()}</a></Notice> }.into_any()
            }}
        </Page>
    }
}

/// What a removal takes along, and what it leaves.
#[component]
fn Follows(open: Vec<RequestSummary>) -> impl IntoView {
    let texts = use_texts();
    let cancels = !open.is_empty();
    view! {
        <section class="warnings is-note">
            <h2 class="warnings__title"><Icon name="right" />{texts.consequence_title()}</h2>
            <ul>
                <li>{texts.remove_goes()}</li>
                <li>{texts.remove_stays()}</li>
                <li>{texts.remove_back()}</li>
            </ul>
        </section>
        {cancels.then(|| view! {
            <section class="panel is-wait" aria-labelledby="cancelled-title">
                <h2 id="cancelled-title" class="panel__title"><Icon name="wait" />{texts.remove_cancels()}</h2>
                <ol class="changes is-inner">
                    {open.into_iter().map(|request| view! { <li><RequestLine request is_of_page=true /></li> }).collect_view()}
                </ol>
            </section>
        })}
    }
}
