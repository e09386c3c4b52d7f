//! One change request: what it is, where it stands, and what who looks may do about it.

use super::api::{approve_change, cancel_change, find_request, move_change, reject_change};
use super::change_set::{ChangeRequest, Refusal, SetState};
use super::requests_page::{RequestLine, state_name};
use crate::account::{Consequences, Findings, version_of};
use crate::customers::name_label;
use crate::error::Error;
use crate::fields::{self, Finding, Severity};
use crate::form::{FieldErrors, Typed};
use crate::history::ChangeTable;
use crate::posted::Posted;
use crate::routes;
use crate::start::{use_posted, use_texts};
use crate::ui::{
    Crumb, ErrorNotice, ErrorSummary, Icon, Notice, Page, PageData, PostForm, SubmitButton, TextArea, TextField, Time,
    Tone, fact, forget_query, problem_sentence, roles_text,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
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
    request.show(move |shown| {
        let again = posted.get_value();
        let reload = Callback::new(move |()| {
            posted.set_value(None);
            request.refetch();
        });
        view! { <Shown request=shown posted=again reload /> }.into_any()
    })
}

/// What the page holds.
#[derive(Clone, Copy)]
struct State {
    id: Uuid,
    errors: RwSignal<FieldErrors>,
    error: RwSignal<Option<Error>>,
    is_busy: RwSignal<bool>,
    reload: Callback<()>,
}

impl State {
    fn take(self, typed: Typed) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        let (version, note) = (version_of(&typed).unwrap_or_default(), typed.get("note").to_owned());
        leptos::task::spawn_local(async move {
            let done = match typed.get("step") {
                "approve" => approve_change(self.id, version, note).await.map(|_| ()),
                "reject" => reject_change(self.id, version, note).await,
                "cancel" => cancel_change(self.id, version, note).await,
                _ => move_change(self.id, version, typed.get("land_at").to_owned()).await,
            };
            self.is_busy.try_set(false);
            match done {
                Ok(()) => self.reload.run(()),
                Err(error) => {
                    self.errors.try_set(error.fields());
                    self.error.try_set(Some(error));
                }
            }
        });
    }
}

#[component]
fn Shown(request: ChangeRequest, posted: Option<Posted>, reload: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let (typed, error) = posted.map(|posted| (posted.typed, posted.error)).unwrap_or_default();
    let state = State {
        id: request.id,
        errors: RwSignal::new(error.as_ref().map(Error::fields).unwrap_or_default()),
        error: RwSignal::new(error),
        is_busy: RwSignal::new(false),
        reload,
    };
    let is_saved = use_query_map().with_untracked(|query| query.get("saved")).is_some();
    if is_saved {
        forget_query();
    }
    let trail = vec![Crumb::new(routes::REQUESTS, texts.requests_title())];
    let tone = match request.state {
        SetState::Applied => Tone::Good,
        SetState::Waiting | SetState::Scheduled => Tone::Note,
        _ => Tone::Warn,
    };
    let is_open = request.state.is_open();
    let (standing, what, facts, deciding) = (request.clone(), request.fields.clone(), request.clone(), request.clone());
    let name = request.company_name.clone();
    let again = typed.clone();
    let warnings: Vec<Finding> =
        request.findings.iter().filter(|finding| finding.severity > Severity::Info).cloned().collect();
    view! {
        <Page title=texts.request_title() trail>
            <p class="page-note"><a href=routes::account(request.customer_id)>{name}</a></p>
            <ErrorNotice error=Signal::derive(move || state.error.get()) />
            <ErrorSummary errors=state.errors label=label />
            <Notice tone><Standing request=standing.clone() /></Notice>
            <section class="panel">
                <h2 class="panel__title">{texts.request_what()}</h2>
                <ChangeTable fields=what />
                <dl class="facts"><Facts request=facts /></dl>
            </section>
            <Findings title=texts.review_warnings() findings=warnings is_warning=true />
            <Consequences consequences=request.consequences.clone() />
            {is_open.then(|| view! { <Deciding request=deciding state typed=again /> })}
            {(!is_open && request.may.change).then(|| view! { <p><ChangeLink request=request.clone() /></p> })}
            {(is_open && request.may.cancel).then(|| view! { <Keeping request state typed /> })}
        </Page>
    }
}

fn label(name: &str, texts: crate::language::Texts) -> String {
    match name {
        "note" => texts.request_note().to_owned(),
        "land_at" => texts.review_when().to_owned(),
        name => name_label(name, texts),
    }
}

/// Where the request stands, in words.
#[component]
fn Standing(request: ChangeRequest) -> impl IntoView {
    let texts = use_texts();
    let decided = request.decided_by.clone().map(|by| {
        view! { <p>{texts.request_decided()} ": " {by} {request.decided_at_us.map(|at_us| view! { " · " <Time at_us /> })}</p> }
    });
    let refusal = request.refusal.clone().map(|refusal| match refusal {
        Refusal::Conflict(fields) => {
            let names: Vec<String> = fields.iter().map(|field| name_label(field, texts)).collect();
            view! { <p>{texts.refusal_conflict()} ": " {names.join(", ")}</p> }.into_any()
        }
        Refusal::Findings(findings) => view! {
            <p>{texts.refusal_findings()}</p>
            <ul>{findings.into_iter().map(|finding| view! { <li><strong>{name_label(&finding.path, texts)}": "</strong>{problem_sentence(&finding, texts)}</li> }).collect_view()}</ul>
        }.into_any(),
        Refusal::Policy => view! { <p>{texts.problem_never_changed()}</p> }.into_any(),
        Refusal::Unchanged => view! { <p>{texts.refusal_unchanged()}</p> }.into_any(),
        Refusal::NotAllowed => view! { <p>{texts.refusal_not_allowed()}</p> }.into_any(),
    });
    view! {
        <p><strong>{state_name(request.state, texts)}</strong></p>
        {decided}
        {(!request.note.is_empty()).then(|| view! { <p>{texts.request_note()} ": " {request.note.clone()}</p> })}
        {refusal}
    }
}

#[component]
fn Facts(request: ChangeRequest) -> impl IntoView {
    let texts = use_texts();
    let asked = (!request.rules.is_empty()).then(|| {
        let rules: Vec<String> = request.rules.iter().map(|rule| super::policy_page::rule_text(rule, texts)).collect();
        view! {
            {fact(texts.request_asked_by(), rules.join("; ").into_any())}
            {fact(texts.request_reviewers(), roles_text(&request.reviewers, texts).into_any())}
        }
    });
    view! {
        {fact(texts.request_by(), view! { {request.created_by.clone()} " · " <Time at_us=request.created_at_us /> }.into_any())}
        {(!request.reason.is_empty()).then(|| fact(texts.history_reason(), request.reason.clone().into_any()))}
        {request.land_at.clone().map(|at| fact(texts.request_lands(), view! { {at.local.replace('T', " ")} " " <span class="quiet">{at.zone}</span> }.into_any()))}
        {asked}
    }
}

/// Agreeing and refusing, for whom the policy names; for whose change it is, why they cannot.
#[component]
fn Deciding(request: ChangeRequest, state: State, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    if !request.may.decide {
        return request
            .may
            .is_own
            .then(|| view! { <Notice tone=Tone::Note>{texts.error_own_change()}</Notice> })
            .into_any();
    }
    let on_submit = Callback::new(move |typed| state.take(typed));
    view! {
        <section class="panel">
            <h2 class="panel__title">{texts.request_decide()}</h2>
            <PostForm action=routes::request(request.id) on_submit class="form">
                <input type="hidden" name="version" value=request.version />
                <TextArea name="note" label=texts.request_note() input=const { fields::REASON.input } value=typed.get("note").to_owned() errors=state.errors />
                <div class="form__foot is-still">
                    <SubmitButton text=texts.request_approve() step="approve" is_busy=state.is_busy />
                    <SubmitButton text=texts.request_reject() step="reject" look="is-danger" />
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}

/// Changing, moving and taking back, for whose it is and for who keeps the others'.
#[component]
fn Keeping(request: ChangeRequest, state: State, typed: Typed) -> impl IntoView {
    let texts = use_texts();
    let on_submit = Callback::new(move |typed| state.take(typed));
    let on_cancel = Callback::new(move |typed| state.take(typed));
    let at = match typed.get("land_at") {
        "" => request.land_at.as_ref().map(|at| at.local.clone()).unwrap_or_default(),
        typed => typed.to_owned(),
    };
    let zone = request.zone.clone();
    view! {
        <section class="panel">
            <h2 class="panel__title">{texts.request_keep()}</h2>
            {request.may.change.then(|| view! { <p class="panel__text"><ChangeLink request=request.clone() /></p> })}
            <PostForm action=routes::request(request.id) on_submit class="form">
                <input type="hidden" name="version" value=request.version />
                <TextField name="land_at" label=texts.review_when() hint=Signal::stored(zone) input=const { fields::LAND_AT.input } value=at errors=state.errors />
                <SubmitButton text=texts.request_move() step="move" look="" is_busy=state.is_busy />
            </PostForm>
            <PostForm action=routes::request(request.id) on_submit=on_cancel class="form">
                <input type="hidden" name="version" value=request.version />
                <SubmitButton text=texts.request_cancel() step="cancel" look="is-danger" is_busy=state.is_busy />
            </PostForm>
        </section>
    }
}

/// The way to submit a request anew, otherwise.
#[component]
fn ChangeLink(request: ChangeRequest) -> impl IntoView {
    let href = format!("{}?change={}", routes::update_account(request.customer_id), request.id);
    view! { <a class="button" href=href><Icon name="pencil" />{use_texts().request_change()}</a> }
}

/// What waits on a customer's account.
#[component]
pub fn WaitingChanges(
    /// The requests, the first to come first.
    requests: Vec<ChangeRequest>,
) -> impl IntoView {
    let texts = use_texts();
    (!requests.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="waiting-title">
                <h2 id="waiting-title" class="panel__title">{texts.request_of_customer()}</h2>
                <ol class="changes is-inner">
                    {requests.into_iter().map(|request| view! { <li><RequestLine request is_of_page=true /></li> }).collect_view()}
                </ol>
            </section>
        }
    })
}
