//! One change request: what it is, where it stands, and what who looks may do about it.

use super::api::find_request;
use super::waiting::standing;
use crate::customer_page::{Alarm, Consequences, Findings, is_alarming};
use crate::form::Typed;
use crate::history::ChangeTable;
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_clock, use_posted, use_texts};
use crate::ui::{
    Crumb, ErrorNotice, ErrorSummary, Icon, Notice, Page, PageData, PostForm, SubmitButton, TextArea, TextField, Time,
    TimeInZone, Tone, fact,
};
use crate::way_back::requests_left;
use crate::wire::Error;
use crate::words::{act_text, kind_name, name_label, refusal_text, roles_text, rule_text};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::changes::{ChangeRequest, RequestStep, SetState};
use model::customers::{FieldChange, Standing};
use model::field_errors::FieldErrors;
use model::fields;
use model::fields::{Finding, Severity};
use uuid::Uuid;

/// The request's page.
#[component]
pub fn RequestPage() -> impl IntoView {
    let parameters = use_params_map();
    let id = Memo::new(move |_| {
        parameters.with(|parameters| parameters.get("id").and_then(|id| Uuid::try_parse(&id).ok()).unwrap_or_default())
    });
    let posted = StoredValue::new(use_posted(&routes::request(id.get_untracked())));
    let request = PageData::new(move || id.get().to_string(), move || find_request(id.get_untracked()));
    request.show(move |shown| view! { <Shown request=shown posted=posted.get_value() /> }.into_any())
}

#[component]
fn Shown(request: ChangeRequest, posted: Option<Posted>) -> impl IntoView {
    let texts = use_texts();
    let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
    let errors = RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default());
    let trail = vec![Crumb::new(requests_left(request.summary.id), texts.requests_title())];
    let tone = match request.summary.state {
        Some(SetState::Applied) => Tone::Good,
        Some(SetState::Waiting | SetState::Scheduled) => Tone::Wait,
        _ => Tone::Warn,
    };
    let is_open = request.summary.state.is_some_and(SetState::is_open);
    let (standing, what, facts, deciding) =
        (request.clone(), request.summary.fields.clone(), request.clone(), request.clone());
    let name = request.summary.name().to_owned();
    let act = act_text(&what, texts);
    let is_first = matches!(Standing::change_in(&what), Some((Standing::Asked, _)));
    let again = typed.clone();
    let of = |is_warning: bool| -> Vec<Finding> {
        let fits = |finding: &&Finding| (finding.severity > Severity::Info) == is_warning && !is_alarming(finding);
        request.findings.iter().filter(fits).cloned().collect()
    };
    let (warnings, notes) = (of(true), of(false));
    let (conflicts, beside) = (request.conflicts.clone(), request.beside.clone());
    view! {
        <Page title=texts.request_title() of=name.clone() trail>
            <p class="page-note"><a href=routes::account(request.summary.customer_id)>{name}</a></p>
            <ErrorNotice error=Signal::stored(error) />
            <ErrorSummary errors label=label />
            <Alarm findings=request.findings.clone() changes=request.summary.fields.clone() />
            <Notice tone><Standing request=standing.clone() /></Notice>
            <section class="panel">
                <h2 class="panel__title">{if tone == Tone::Good { texts.request_what_was() } else { texts.request_what() }}</h2>
                {act.map(|act| view! { <p class="panel__text"><strong>{act}</strong></p> })}
                <ChangeTable fields=what is_first />
                <dl class="facts"><Facts request=facts /></dl>
            </section>
            <Changed conflicts />
            <Beside beside />
            <Findings title=texts.review_warnings() findings=warnings is_warning=true />
            <Findings title=texts.review_notes() findings=notes is_warning=false />
            <Consequences consequences=request.consequences.clone() />
            <Steps steps=request.steps.clone() />
            {is_open.then(|| view! { <Deciding request=deciding errors typed=again /> })}
            {(!is_open && request.summary.may.change).then(|| view! { <p><ChangeLink request=request.clone() /></p> })}
            {(is_open && request.summary.may.cancel).then(|| view! { <Keeping request errors typed /> })}
        </Page>
    }
}

fn label(name: &str, texts: crate::texts::Texts) -> String {
    match name {
        "note" => texts.request_note().to_owned(),
        "cancel_note" => texts.request_cancel_note().to_owned(),
        "land_at" => texts.review_when().to_owned(),
        name => name_label(name, texts),
    }
}

/// Where the request stands, in words.
#[component]
fn Standing(request: ChangeRequest) -> impl IntoView {
    let texts = use_texts();
    let refusal = request.refusal.as_ref().map(|refusal| view! { <p>{refusal_text(refusal, texts)}</p> });
    view! {
        <p><strong>{standing(request.summary.state, texts)}</strong></p>
        {refusal}
        {request.replaced_by.map(|by| view! { <p><a href=routes::request(by)>{texts.request_replaced_by()}</a></p> })}
    }
}

/// What was done to it, by whom and why.
#[component]
fn Steps(steps: Vec<RequestStep>) -> impl IntoView {
    let texts = use_texts();
    let line = move |step: RequestStep| {
        let by = if step.by.is_empty() { texts.activity_program().to_owned() } else { step.by };
        view! {
            <li>
                <p>{step.kind.map_or(texts.kind_unknown(), |kind| kind_name(kind, texts))} <span class="quiet">" · " {by} " · " <Time at_us=step.at_us /></span></p>
                {(!step.note.is_empty()).then(|| view! { <p>{step.note.clone()}</p> })}
            </li>
        }
    };
    (!steps.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h2 class="panel__title">{texts.request_steps()}</h2>
                <ol class="changes is-inner">{steps.into_iter().map(line).collect_view()}</ol>
            </section>
        }
    })
}

/// What others changed since: as the account is now, it would be refused.
#[component]
fn Changed(conflicts: Vec<FieldChange>) -> impl IntoView {
    let texts = use_texts();
    (!conflicts.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Bad>{texts.request_changed_since()}</Notice>
            <section class="panel"><ChangeTable fields=conflicts /></section>
        }
    })
}

/// The other half of what the policy takes together.
#[component]
fn Beside(beside: Vec<FieldChange>) -> impl IntoView {
    let texts = use_texts();
    (!beside.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warn>{texts.request_beside()}</Notice>
            <section class="panel"><ChangeTable fields=beside /></section>
        }
    })
}

#[component]
fn Facts(request: ChangeRequest) -> impl IntoView {
    let texts = use_texts();
    let asked = (!request.rules.is_empty()).then(|| {
        let rules: Vec<String> = request.rules.iter().map(|rule| rule_text(rule, texts)).collect();
        view! {
            {fact(texts.request_asked_by(), rules.join("; ").into_any())}
            {fact(texts.request_reviewers(), roles_text(&request.reviewers, texts).into_any())}
        }
    });
    view! {
        {fact(texts.request_by(), view! { {request.summary.created_by.clone()} " · " <Time at_us=request.summary.created_at_us /> }.into_any())}
        {(!request.summary.reason.is_empty()).then(|| fact(texts.history_reason(), request.summary.reason.clone().into_any()))}
        {request.summary.land_at_us.map(|at_us| fact(texts.request_lands(), view! { <TimeInZone at_us /> }.into_any()))}
        {request.ended_at_us.filter(|_| request.summary.state == Some(SetState::Applied)).map(|at_us| fact(texts.request_made(), view! { <Time at_us /> }.into_any()))}
        {asked}
    }
}

/// Agreeing and refusing, for whom the policy names; for whose change it is, why they cannot.
#[component]
fn Deciding(request: ChangeRequest, errors: RwSignal<FieldErrors>, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    if !request.summary.may.decide {
        return request
            .summary
            .may
            .is_own
            .then(|| view! { <Notice tone=Tone::Note>{texts.error_own_change()}</Notice> })
            .into_any();
    }
    view! {
        <section class="panel">
            <h2 class="panel__title">{texts.request_decide()}</h2>
            {request.is_overdue.then(|| view! { <p class="panel__text">{texts.request_overdue()}</p> })}
            <PostForm action=routes::request(request.summary.id) class="form">
                <input type="hidden" name="version" value=request.version />
                <TextArea name="note" label=texts.request_note() hint=Signal::stored(texts.request_note_hint().to_owned()) value=typed.get("note").to_owned() errors is_optional=false />
                <div class="form__foot is-still">
                    <SubmitButton text=texts.request_approve() step="approve" />
                    <SubmitButton text=texts.request_reject() step="reject" look="is-danger" />
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}

/// Changing, moving and taking back, for whose it is and for who keeps the others'.
#[component]
fn Keeping(request: ChangeRequest, errors: RwSignal<FieldErrors>, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let is_anothers = !request.summary.may.is_author;
    let at = if typed.has("land_at") {
        typed.get("land_at").to_owned()
    } else {
        request.summary.land_at_us.map(|at_us| clock.minute(at_us)).unwrap_or_default()
    };
    let hint = match request.summary.state {
        Some(SetState::Waiting) => texts.request_move_hint(clock.zone()),
        _ => clock.zone().to_owned(),
    };
    view! {
        <section class="panel">
            <h2 class="panel__title">{texts.request_keep()}</h2>
            {request.is_agreed.then(|| view! { <p class="panel__text">{texts.request_move_asks()}</p> })}
            {request.summary.may.change.then(|| view! { <p class="panel__text"><ChangeLink request=request.clone() /></p> })}
            <PostForm action=routes::request(request.summary.id) class="form">
                <input type="hidden" name="version" value=request.version />
                <TextField name="land_at" label=texts.review_when() hint=Signal::stored(hint) input=const { fields::LAND_AT.input } value=at errors />
                <SubmitButton text=texts.request_move() step="move" look="" />
            </PostForm>
            <PostForm action=routes::request(request.summary.id) class="form">
                <input type="hidden" name="version" value=request.version />
                {is_anothers.then(|| view! { <TextArea name="cancel_note" label=texts.request_cancel_note() hint=Signal::stored(texts.request_cancel_hint().to_owned()) value=typed.get("cancel_note").to_owned() errors is_optional=false /> })}
                <SubmitButton text=texts.request_cancel() step="cancel" look="is-danger" />
            </PostForm>
        </section>
    }
}

/// The way to submit a request anew, otherwise.
#[component]
fn ChangeLink(request: ChangeRequest) -> impl IntoView {
    let href = format!("{}?change={}", routes::update_account(request.summary.customer_id), request.summary.id);
    view! { <a class="button" href=href><Icon name="pencil" />{use_texts().request_change()}</a> }
}
